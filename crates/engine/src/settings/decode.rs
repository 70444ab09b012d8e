//! Bytes to text, whatever their encoding.

use super::xml::unescape;
use std::borrow::Cow;

/// The characters of the bytes 0x80 to 0x9f in Windows-1252, as browsers read it (WHATWG Encoding
/// Standard, index windows-1252); its other bytes are those of Latin-1.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// How tags of the XML formats begin, and the ones that stand in a piece of such a file.
const TAGS: [&str; 9] = [
    "?xml",
    "plist",
    "clientConfig",
    "Autodiscover",
    "k9settings",
    "key>",
    "emailProvider",
    "incomingServer",
    "incoming-server",
];

/// The text of a file: UTF-8, UTF-16 with or without its mark, else Windows-1252 as old programs
/// write it. NULs are left out. XML that was copied as a web page shows its source, with `&lt;` for
/// every `<`, is turned back.
pub(super) fn text(bytes: &[u8]) -> Cow<'_, str> {
    let mut text = characters(bytes);
    if text.contains('\0') {
        text = Cow::Owned(text.replace('\0', ""));
    }
    if has_tag(&text, "&lt;") && !has_tag(&text, "<") {
        text = Cow::Owned(unescape(&text).into_owned());
    }
    text
}

fn characters(bytes: &[u8]) -> Cow<'_, str> {
    if let Some(bytes) = bytes.strip_prefix(&[0xff, 0xfe]) {
        return Cow::Owned(utf16(bytes, u16::from_le_bytes));
    }
    if let Some(bytes) = bytes.strip_prefix(&[0xfe, 0xff]) {
        return Cow::Owned(utf16(bytes, u16::from_be_bytes));
    }
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    match zeros(bytes) {
        Some(0) => return Cow::Owned(utf16(bytes, u16::from_be_bytes)),
        Some(_) => return Cow::Owned(utf16(bytes, u16::from_le_bytes)),
        None => {}
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(bytes.iter().map(|byte| windows(*byte)).collect()),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// Which byte of each pair is zero in text that must be UTF-16 without a mark: 0 or 1.
fn zeros(bytes: &[u8]) -> Option<usize> {
    let (pairs, _) = bytes.get(..bytes.len().min(512))?.as_chunks::<2>();
    let mut count = [0, 0];
    for pair in pairs {
        for side in [0, 1] {
            count[side] += usize::from(pair[side] == 0);
        }
    }
    // Names of hosts are ASCII, whatever the language around them.
    [0, 1].into_iter().find(|side| count[*side] * 2 > pairs.len() && count[1 - side] == 0)
}

fn windows(byte: u8) -> char {
    byte.checked_sub(0x80)
        .and_then(|byte| WINDOWS.get(usize::from(byte)).copied())
        .unwrap_or(char::from(byte))
}

/// Whether one of our tags is there, written with `opening` for its `<`.
fn has_tag(text: &str, opening: &str) -> bool {
    // One character is looked for much faster than several.
    let Some(first) = opening.chars().next() else { return false };
    text.match_indices(first).any(|(at, _)| {
        text[at..].strip_prefix(opening).is_some_and(|rest| {
            let rest = rest.as_bytes();
            TAGS.iter().any(|tag| {
                rest.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag.as_bytes()))
            })
        })
    })
}
