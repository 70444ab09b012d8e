//! Apple profiles: in XML, binary, signed, and in pieces.

use super::support::{PAT, bytes, bytes_of, every_pair, pat};
use super::{accounts, expected, lines, only, reading};
use engine::Format;
use engine::settings::ReadFormat::{Apple, Text};

const SIGNED: &[u8] = include_bytes!("../samples/xml/signed.mobileconfig");
const SIGNED_BER: &[u8] = include_bytes!("../samples/xml/signed-ber.mobileconfig");
const SIGNED_PEM: &str = include_str!("../samples/xml/signed.pem");
const BINARY: &[u8] = include_bytes!("../samples/xml/binary.mobileconfig");
const SIGNED_BINARY: &[u8] = include_bytes!("../samples/xml/signed-binary.mobileconfig");

/// The profile in the signed samples.
const SERVERS: [&str; 2] = [
    "imap imap.centurylink.com:993 tls password pat@centurylink.net",
    "smtp smtp.centurylink.com:587 starttls password pat@centurylink.net",
];

/// A profile with one mail payload of these keys.
fn profile(keys: &str) -> String {
    format!(
        "<plist version=\"1.0\"><dict><key>PayloadContent</key><array><dict>\
         <key>PayloadType</key><string>com.apple.mail.managed</string>{keys}\
         </dict></array></dict></plist>"
    )
}

#[test]
fn exports_of_ours_come_back() {
    for (account, profile) in every_pair() {
        let read = accounts(bytes_of(Format::Apple, &account, &profile), Apple);
        assert_eq!(read[0].address.as_deref(), Some(PAT));
        assert_eq!(lines(&read[0]), expected(&account, PAT));
    }
}

#[test]
fn signed_profiles_are_read_without_their_signature() {
    for signed in [SIGNED, SIGNED_BER, SIGNED_PEM.as_bytes()] {
        let reading = reading(signed);
        assert_eq!(lines(&reading.accounts[0]), SERVERS);
        assert_eq!(reading.accounts.len(), 1);
        assert_eq!((reading.text.as_str(), reading.struck), ("", 0));
    }
    let pem = SIGNED_PEM.replace('\n', "\r\n");
    assert_eq!(only(&pem, Apple), SERVERS);
    // Only the base64, as one line.
    let bare: String = SIGNED_PEM.lines().filter(|line| !line.starts_with('-')).collect();
    assert_eq!(only(&bare, Apple), SERVERS);
}

/// X.690 section 8.7: strings in pieces, pieces in pieces, and lengths left open anywhere.
#[test]
fn a_signed_content_in_many_pieces_is_put_together() {
    let open = |tag: u8, contents: &[u8]| [&[tag, 0x80], contents, &[0, 0]].concat();
    let text = bytes(Format::Apple, &pat());
    let pieces: Vec<u8> = text
        .chunks(100)
        .flat_map(|piece| [&[4, u8::try_from(piece.len()).unwrap()], piece].concat())
        .collect();
    let octets = open(0x24, &open(0x24, &pieces));
    let data = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01];
    let content = open(0x30, &[&data[..], &open(0xa0, &octets)].concat());
    let digests = open(0x31, &open(0x30, &[6, 1, 42]));
    let signed = open(0x30, &[&[2, 1, 1], &digests[..], &content, &open(0x31, &[])].concat());
    let mut oid = data;
    oid[10] = 2;
    let whole = open(0x30, &[&oid[..], &open(0xa0, &signed)].concat());
    let found = accounts(&whole, Apple);
    assert_eq!(lines(&found[0]), expected(&pat(), PAT));
    // Cut off in the middle of the content, what stands before is still there.
    let half = accounts(&whole[..whole.len() * 2 / 3], Apple);
    assert_eq!(half[0].servers[0].host, "imap.centurylink.com");
}

#[test]
fn a_signature_that_stands_apart_has_no_settings() {
    let detached = [
        &[0x30, 0x1b, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02, 0xa0, 0x0e][..],
        &[0x30, 0x0c, 2, 1, 1, 0x31, 0, 0x30, 0x05, 6, 1, 42, 5, 0],
    ]
    .concat();
    assert!(reading(detached).accounts.is_empty());
}

#[test]
fn binary_profiles_are_read_and_their_passwords_only_counted() {
    for bytes in [BINARY, SIGNED_BINARY] {
        let reading = reading(bytes);
        assert_eq!((reading.text.as_str(), reading.struck), ("", 2));
        assert!(!format!("{reading:?}").contains("hunter2"));
        assert_eq!(reading.accounts.len(), 2);
        assert_eq!(reading.accounts[0].address.as_deref(), Some(PAT));
        assert_eq!(lines(&reading.accounts[0]), SERVERS);
        assert_eq!(
            lines(&reading.accounts[1]),
            [
                "pop3 pop.centurylink.net:995 tls password pat@centurylink.net",
                "smtp smtp.centurylink.com:465 tls password pat@centurylink.net",
            ]
        );
    }
}

/// The `plist` crate writes what plistlib wrote: the same accounts from both encodings.
#[test]
fn both_encodings_say_the_same() {
    let value = plist::Value::from_reader(std::io::Cursor::new(BINARY)).unwrap();
    let (mut xml, mut binary) = (Vec::new(), Vec::new());
    value.to_writer_xml(&mut xml).unwrap();
    value.to_writer_binary(&mut binary).unwrap();
    let accounts = reading(BINARY).accounts;
    assert_eq!(reading(&xml).accounts, accounts);
    assert_eq!(reading(&binary).accounts, accounts);
}

#[test]
fn encryption_follows_from_use_ssl_and_the_port() {
    for (port, ssl, found) in [
        ("<integer>993</integer>", "<true/>", "993 tls"),
        ("<integer>143</integer>", "<true/>", "143 starttls"),
        ("<integer>143</integer>", "<false/>", "143 none"),
        ("<integer>993</integer>", "<false/>", "993 none"),
        // A port that is for neither: what the device does there is not known.
        ("<integer>2143</integer>", "<true/>", "2143 -"),
        // The wrong types: no device takes them, but what was meant is plain.
        ("<string>993</string>", "<string>true</string>", "993 tls"),
        ("<integer>0</integer>", "<true/>", "- -"),
    ] {
        let keys = format!(
            "<key>IncomingMailServerHostName</key><string>h</string>\
             <key>IncomingMailServerPortNumber</key>{port}<key>IncomingMailServerUseSSL</key>{ssl}"
        );
        assert_eq!(only(profile(&keys), Apple), [format!("imap h:{found} unknown -")]);
    }
}

#[test]
fn what_is_left_out_means_what_it_means_to_the_device() {
    let host = "<key>IncomingMailServerHostName</key><string>in</string>\
                <key>OutgoingMailServerHostName</key><string>out</string>";
    assert_eq!(only(profile(host), Apple), ["imap in:143 none unknown -", "smtp out:- none unknown -"]);
    let pop = format!(
        "<key>EmailAccountType</key><string>EmailTypePOP</string>{host}<key>IncomingMailServerUseSSL</key><true/>\
         <key>OutgoingMailServerUseSSL</key><true/>"
    );
    assert_eq!(only(profile(&pop), Apple), ["pop3 in:995 tls unknown -", "smtp out:- - unknown -"]);
    // A piece, or a file that was cut off: nobody knows what is missing.
    assert_eq!(only(host, Apple), ["imap in:- - unknown -", "smtp out:- - unknown -"]);
    let cut = profile(host).replace("</dict></array></dict></plist>", "<key>IncomingMail");
    assert_eq!(only(cut, Apple), ["imap in:- - unknown -", "smtp out:- - unknown -"]);
}

#[test]
fn sign_in_methods_have_their_names() {
    for (word, found) in [
        ("EmailAuthPassword", "password"),
        ("EmailAuthCRAMMD5", "encrypted"),
        ("EmailAuthHTTPMD5", "encrypted"),
        ("EmailAuthNTLM", "ntlm"),
        ("EmailAuthNone", "none"),
        ("EmailAuthOther", "unknown"),
    ] {
        let keys = format!(
            "<key>OutgoingMailServerAuthentication</key><string>{word}</string>\
             <key>OutgoingMailServerHostName</key><string> smtp.example.net</string>"
        );
        // The space before the host is the trouble, so it is kept.
        assert_eq!(only(profile(&keys), Apple), [format!("smtp  smtp.example.net:- none {found} -")]);
    }
}

/// As `profiles show -output stdout-xml` of macOS prints it: the keys one dictionary deeper.
#[test]
fn an_installed_profile_as_macos_prints_it_is_read() {
    let inner = profile(
        "<key>PayloadContent</key><dict><key>EmailAccountType</key><string>EmailTypeIMAP</string>\
         <key>IncomingMailServerHostName</key><string>in</string><key>IncomingMailServerUseSSL</key><true/>\
         <key>IncomingMailServerUsername</key><string>\n   a&amp;b@example.net\n  </string></dict>",
    );
    assert_eq!(only(inner, Apple), ["imap in:993 tls unknown a&b@example.net"]);
}

#[test]
fn other_lists_are_no_settings() {
    let other = "<plist><dict><key>Label</key><string>x</string></dict></plist>";
    assert!(!reading(other).accounts.iter().any(|account| account.format != Text));
}

/// However a profile comes, its passwords are counted and nowhere in what was read.
#[test]
fn passwords_are_never_taken_over() {
    let mail = "<key>IncomingMailServerHostName</key><string>in</string>\
                <key>IncomingMailServerPortNumber</key><integer>993</integer><key>IncomingMailServerUseSSL</key><true/>\
                <key>IncomingMailServerUsername</key><string>pat@centurylink.net</string>\
                <key>IncomingPassword</key><string>hunter2&amp;x</string>\
                <key>OutgoingPassword</key><string>hunter2&amp;x</string>\
                <key>OutgoingPasswordSameAsIncomingPassword</key><true/>";
    let xml = profile(mail);
    let escaped = xml.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let wide: Vec<u8> = xml.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let data = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
    let length = u16::try_from(xml.len()).unwrap().to_be_bytes();
    let signed = [
        &[0x30, 0x80][..],
        &data,
        &[0xa0, 0x80, 0x30, 0x80, 0x30, 0x80, 0xa0, 0x80, 0x04, 0x82],
        &length,
        xml.as_bytes(),
    ]
    .concat();
    for bytes in [xml.into_bytes(), escaped.into_bytes(), wide, signed] {
        let reading = reading(&bytes);
        assert_eq!(reading.struck, 2, "{}", reading.text);
        assert!(!format!("{reading:?}").contains("hunter2"), "{reading:?}");
        assert_eq!(lines(&reading.accounts[0]), ["imap in:993 tls unknown pat@centurylink.net"]);
    }
}
