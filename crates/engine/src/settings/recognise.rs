//! Which readers a text is for. One pass over its lines, so that a large paste costs little.

use super::{
    Settings, aerc, apple, autoconfig, autodiscover, getmail, himalaya, k9, literal, mbsync, msmtp, mutt,
    offlineimap, outlook, prefs, qr, troubleshooting,
};

/// Reads the accounts out of a text whose passwords are struck out.
pub(super) type Reader = fn(&str) -> Vec<Settings>;

/// How a line of a format begins (lower case, after blanks), and its reader. The first sign of a
/// reader in a text calls it; a paste can hold several formats.
const BEGINS: &[(&str, Reader)] = &[
    ("imapaccount ", mbsync::read),
    ("imapstore ", mbsync::read),
    ("set folder", mutt::read),
    ("set imap_user", mutt::read),
    ("set spoolfile", mutt::read),
    ("set smtp_url", mutt::read),
    ("source = imap", aerc::read),
    ("source=imap", aerc::read),
    ("outgoing = smtp", aerc::read),
    ("outgoing=smtp", aerc::read),
    ("[accounts.", himalaya::read),
    ("remotehost", offlineimap::read),
    ("[repository ", offlineimap::read),
    ("[retriever]", getmail::read),
    ("windows registry editor", outlook::read),
    ("[hkey_current_user", outlook::read),
    ("\"imap server\"", outlook::read),
    ("\"smtp server\"", outlook::read),
    ("[internet account", outlook::read),
    ("tls_starttls", msmtp::read),
    ("tls_trust_file", msmtp::read),
    ("defaults", msmtp::read),
    ("account ", msmtp::read),
];

/// What stands somewhere in a line of a format, and its reader.
const HOLDS: &[(&str, Reader)] = &[
    ("<plist", apple::read),
    ("<clientconfig", autoconfig::read),
    ("<autodiscover", autodiscover::read),
    ("<k9settings", k9::read),
];

/// The readers whose formats are in `text`.
pub(super) fn recognise(text: &str) -> Vec<Reader> {
    let mut found: Vec<Reader> = Vec::new();
    let mut add = |reader: Reader| {
        if !found.iter().any(|seen| std::ptr::fn_addr_eq(*seen, reader)) {
            found.push(reader);
        }
    };
    // These stand anywhere: in a sentence, or over several lines.
    for (at, sign) in text.match_indices(['(', '[']) {
        if sign == "[" {
            if qr::begins(&text[at..]) {
                add(qr::read);
            }
        } else if troubleshooting::begins(&text[at..]) {
            add(troubleshooting::read);
        } else if text.as_bytes()[..at]
            .last_chunk()
            .is_some_and(|call: &[u8; 4]| call.eq_ignore_ascii_case(b"pref"))
        {
            add(prefs::read);
        }
    }
    for line in text.lines() {
        let line = literal::skip_blanks(line);
        for (sign, reader) in BEGINS {
            if begins(line, sign) {
                add(*reader);
            }
        }
        for (at, _) in line.match_indices('<') {
            for (sign, reader) in HOLDS {
                if begins(&line[at..], sign) {
                    add(*reader);
                }
            }
        }
    }
    found
}

fn begins(line: &str, sign: &str) -> bool {
    line.get(..sign.len()).is_some_and(|start| start.eq_ignore_ascii_case(sign))
}
