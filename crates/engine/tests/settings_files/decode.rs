//! Encodings: the same file in each of them says the same.

use super::{only, reading};
use engine::settings::ReadFormat::Autoconfig;

const FILE: &str = "<clientConfig><emailProvider><displayName>Teléfonos “Ñandú”</displayName>\
                    <incomingServer type=\"imap\"><hostname>h</hostname><username>josé</username>\
                    </incomingServer></emailProvider></clientConfig>";

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn every_encoding_is_recognised() {
    let expected = ["imap h:- - unknown josé"];
    let marked = format!("\u{feff}{FILE}");
    let windows: Vec<u8> = FILE
        .chars()
        .map(|c| match c {
            '“' => 0x93,
            '”' => 0x94,
            c => u8::try_from(u32::from(c)).unwrap(),
        })
        .collect();
    for bytes in [
        FILE.as_bytes().to_vec(),
        marked.as_bytes().to_vec(),
        utf16(&marked, u16::to_le_bytes),
        utf16(&marked, u16::to_be_bytes),
        utf16(FILE, u16::to_le_bytes),
        utf16(FILE, u16::to_be_bytes),
        windows.clone(),
    ] {
        assert_eq!(only(&bytes, Autoconfig), expected, "{:?}", &bytes[..8]);
        assert_eq!(reading(&bytes).text, FILE);
    }
}

#[test]
fn what_is_no_text_at_all_does_no_harm() {
    assert_eq!(reading(b"").text, "");
    assert_eq!(reading(b"\xff\xfe").text, "");
    assert_eq!(reading(b"\xff\xfea").text, "");
    assert_eq!(reading(b"\xff\xfe\x00\xd8a\x00").text, "\u{fffd}a");
    assert_eq!(reading(b"a\0b\0\0c").text, "abc");
    assert_eq!(reading(b"\x80\x81\xff").text, "€\u{81}ÿ");
}

#[test]
fn escaped_tags_are_turned_back_once() {
    assert_eq!(reading("&lt;?xml?&gt;&lt;a b=&quot;&amp;lt;&quot;/&gt;").text, "<?xml?><a b=\"&lt;\"/>");
    // Where real tags stand, an escaped one is a value; and text about XML is no XML.
    for text in ["<plist><string>&lt;plist></string></plist>", "a &lt;b&gt; &amp; c"] {
        assert_eq!(reading(text).text, text);
    }
}
