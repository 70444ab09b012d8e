//! Broken and hostile files: an answer without a panic, and soon.

use super::support::{bytes, pat};
use super::{accounts, only, reading};
use engine::Format;
use engine::settings::{LARGEST, ReadFormat, read};
use std::time::{Duration, Instant};

/// Far more than any of these needs, in a debug build on a busy machine; work that grows with the
/// square of the size would take minutes.
const SOON: Duration = Duration::from_secs(20);

const BINARY: &[u8] = include_bytes!("../samples/xml/binary.mobileconfig");
const SIGNED_BER: &[u8] = include_bytes!("../samples/xml/signed-ber.mobileconfig");

fn samples() -> Vec<Vec<u8>> {
    let pat = pat();
    let mut samples: Vec<Vec<u8>> = [Format::Apple, Format::Autoconfig, Format::Autodiscover, Format::K9]
        .map(|format| bytes(format, &pat))
        .to_vec();
    samples.extend([BINARY.to_vec(), SIGNED_BER.to_vec()]);
    samples.push(include_bytes!("../samples/xml/signed.pem").to_vec());
    samples.push(include_bytes!("../samples/xml/signed-binary.mobileconfig").to_vec());
    samples
}

/// Repeats a text up to so many bytes.
fn full(begin: &str, again: &str, size: usize) -> String {
    let mut text = String::from(begin);
    text.push_str(&again.repeat((size - begin.len()) / again.len()));
    text
}

#[test]
fn cut_off_anywhere_is_no_panic_and_nothing_made_up() {
    for sample in samples() {
        let whole = reading(&sample).accounts;
        let hosts: Vec<_> =
            whole.iter().flat_map(|account| &account.servers).map(|server| &server.host).collect();
        assert!(!hosts.is_empty());
        for end in 0..sample.len() {
            for account in read(&sample[..end]).unwrap().accounts {
                if account.format == ReadFormat::Text {
                    continue;
                }
                for server in account.servers {
                    assert!(server.host.is_empty() || hosts.contains(&&server.host), "{end}: {server:?}");
                }
            }
        }
    }
}

#[test]
fn any_byte_can_be_wrong() {
    for sample in samples() {
        for at in 0..sample.len() {
            let mut broken = sample.clone();
            broken[at] = [0, 0x7f, 0x80, 0xff, sample[at] ^ 1, sample[at].wrapping_add(16)][at % 6];
            let _ = read(&broken).unwrap();
        }
    }
}

#[test]
fn neither_depth_nor_size_takes_long() {
    for (begin, again) in [
        ("<plist>", "<dict>"),
        ("<plist>", "<dict><key>IncomingMailServerHostName</key>"),
        ("<plist>", "</dict>"),
        ("<plist>", "<array><dict>"),
        ("<clientConfig>", "<"),
        ("<clientConfig>", "<a>"),
        ("<clientConfig>", "<a "),
        ("<clientConfig>", "<a b='"),
        ("<clientConfig>", "<a b=\"c>"),
        ("<clientConfig>", "</"),
        ("<clientConfig>", "<!--"),
        ("<clientConfig>", "<!"),
        ("<clientConfig>", "<?"),
        ("<clientConfig>", "<![CDATA["),
        ("<clientConfig>", "<!DOCTYPE a ["),
        ("<clientConfig><!DOCTYPE a [", "]"),
        ("<clientConfig>", "&"),
        ("<clientConfig>", "&#"),
        ("<clientConfig>", "&lt;"),
        ("", "&lt;plist"),
        ("", "\0"),
        ("", "<incomingServer type=\"imap\"><hostname>a</hostname>"),
        ("", "<incomingServer type="),
        ("<incomingServer ", "a=“"),
        ("", "<emailProvider><domain>a</domain>"),
        ("<Autodiscover>", "<Account><Protocol>"),
        ("<k9settings>", "<account><value key="),
    ] {
        let text = full(begin, again, LARGEST / 4);
        let start = Instant::now();
        reading(text);
        assert!(start.elapsed() < SOON, "{begin}{again}: {:?}", start.elapsed());
    }
}

#[test]
fn a_hundred_thousand_levels_do_not_hide_the_account() {
    let account = String::from_utf8(bytes(Format::Apple, &pat())).unwrap();
    let deep = format!("{}{account}", "<dict>".repeat(100_000));
    assert_eq!(only(&deep, ReadFormat::Apple).len(), 2);
    let closed = format!("<plist>{}{}</plist>{account}", "<dict>".repeat(100_000), "</dict>".repeat(100_000));
    assert_eq!(only(&closed, ReadFormat::Apple).len(), 2);
}

/// A billion laughs, a file of the machine's, a parameter entity: nothing is expanded or fetched.
#[test]
fn entities_of_a_file_mean_nothing() {
    let xml = "<?xml version=\"1.0\"?>\n<!DOCTYPE clientConfig [\n <!ENTITY lol \"lol]]\">\n\
        <!ENTITY lol2 \"&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;\">\n\
        <!ENTITY file SYSTEM \"file:///etc/hostname\">\n<!ENTITY % remote SYSTEM \"http://127.0.0.1/a.dtd\">\n\
        <!ENTITY host \"<hostname>evil.example</hostname>\"> %remote;\n] >\n\
        <clientConfig><incomingServer type=\"imap\"><hostname>&lol2;&file;</hostname>\
        <username>&#x41;&#66;&unknown;&#0;&#xffffffff;&amp;</username></incomingServer></clientConfig>";
    assert_eq!(
        only(xml, ReadFormat::Autoconfig),
        ["imap &lol2;&file;:- - unknown AB&unknown;&#0;&#xffffffff;&"]
    );
}

/// A binary list of one object, with so many entries for it in its table, and a count claimed.
fn overlapping(object: &[u8], entries: u32, count: u64) -> Vec<u8> {
    let mut list = b"bplist00".to_vec();
    list.extend_from_slice(object);
    let table = list.len() as u64;
    for _ in 0..entries {
        list.extend_from_slice(&8_u32.to_be_bytes());
    }
    list.extend_from_slice(&[0; 6]);
    list.extend_from_slice(&[4, 1]);
    for number in [count, 0, table] {
        list.extend_from_slice(&number.to_be_bytes());
    }
    list
}

#[test]
fn binary_objects_that_overlap_or_hold_themselves_end_soon() {
    let start = Instant::now();
    // Each of the dictionaries has half a million keys, and each key is the dictionary.
    let mut dictionary = vec![0xdf, 0x12];
    dictionary.extend_from_slice(&500_000_u32.to_be_bytes());
    dictionary.resize(1_000_006, 0);
    assert!(reading(overlapping(&dictionary, 200_000, 200_000)).accounts.is_empty());
    // A count beyond everything.
    let endless = [0xdf, 0x13, 255, 255, 255, 255, 255, 255, 255, 255];
    for count in [2, u64::from(u32::MAX), u64::MAX / 4, u64::MAX] {
        assert!(reading(overlapping(&endless, 1, count)).accounts.is_empty());
    }
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
}

#[test]
fn signed_data_can_nest_without_end() {
    let start = Instant::now();
    let oid = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
    for piece in
        [&[0x30, 0x80][..], &[0x24, 0x80], &[0xa0, 0x80], &[0, 0], &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff]]
    {
        let mut bytes = [&[0x30, 0x80], &oid[..], &[0xa0, 0x80, 0x30, 0x80, 0x30, 0x80, 0xa0, 0x80]].concat();
        bytes.extend(piece.iter().copied().cycle().take(LARGEST - bytes.len()));
        assert!(reading(&bytes).accounts.is_empty());
    }
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
}

/// More than anybody has: what a hostile file can ask of those who judge the settings is bounded.
#[test]
fn of_endless_accounts_the_first_are_read() {
    let one = "<emailProvider><incomingServer type=\"imap\"><hostname>a</hostname></incomingServer></emailProvider>";
    assert_eq!(accounts(one.repeat(5000), ReadFormat::Autoconfig).len(), 200);
    let payload = "<dict><key>IncomingMailServerHostName</key><string>a</string></dict>";
    assert_eq!(accounts(payload.repeat(5000), ReadFormat::Apple).len(), 200);
}

/// Each placeholder of a long host becomes a long domain.
#[test]
fn placeholders_cannot_make_a_small_file_a_large_one() {
    let xml = format!(
        "<emailProvider><domain>{}</domain><incomingServer type=\"imap\"><hostname>{}</hostname><port>993</port>",
        "a".repeat(900_000),
        "%EMAILDOMAIN%".repeat(70_000)
    );
    assert_eq!(only(&xml, ReadFormat::Autoconfig), ["imap :993 - unknown -"]);
}
