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
    // Terminal programs. Some of these begin lines of prose too: their readers look closer, and find
    // nothing there.
    ("imapaccount", mbsync::read),
    ("imapstore", mbsync::read),
    ("tlstype", mbsync::read),
    ("ssltype", mbsync::read),
    ("useimaps", mbsync::read),
    ("passcmd", mbsync::read),
    ("authmechs", mbsync::read),
    ("set ", mutt::read),
    ("set\t", mutt::read),
    ("account-hook", mutt::read),
    ("folder-hook", mutt::read),
    ("mailboxes", mutt::read),
    ("source", aerc::read),
    ("outgoing", aerc::read),
    ("[accounts.", himalaya::read),
    ("backend", himalaya::read),
    ("message.send.backend", himalaya::read),
    ("imap.", himalaya::read),
    ("imap-", himalaya::read),
    ("smtp.", himalaya::read),
    ("smtp-", himalaya::read),
    ("remotehost", offlineimap::read),
    ("remoteport", offlineimap::read),
    ("remoteuser", offlineimap::read),
    ("[repository", offlineimap::read),
    ("[retriever]", getmail::read),
    ("type", getmail::read),
    ("windows registry editor", outlook::read),
    ("[hkey_current_user", outlook::read),
    ("\"imap server\"", outlook::read),
    ("\"smtp server\"", outlook::read),
    ("[internet account", outlook::read),
    ("[hkey_users", outlook::read),
    ("hkey_current_user\\", outlook::read),
    ("\"pop3 server\"", outlook::read),
    ("imapserver=", outlook::read),
    ("pop3server=", outlook::read),
    ("smtpserver=", outlook::read),
    ("account ", msmtp::read),
    ("account\t", msmtp::read),
    ("defaults", msmtp::read),
    ("auth", msmtp::read),
    ("tls", msmtp::read),
    ("passwordeval", msmtp::read),
    ("allow_from_override", msmtp::read),
    ("set_from_header", msmtp::read),
];

/// What stands somewhere in a line of a format, and its reader.
const HOLDS: &[(&str, Reader)] = &[
    ("<plist", apple::read),
    ("<clientconfig", autoconfig::read),
    ("<autodiscover", autodiscover::read),
    ("<k9settings", k9::read),
    // Pieces of such files.
    ("<key>incomingmailserver", apple::read),
    ("<key>outgoingmailserver", apple::read),
    ("<incomingserver", autoconfig::read),
    ("<outgoingserver", autoconfig::read),
    ("<protocol>", autodiscover::read),
    ("<incoming-server", k9::read),
    ("<outgoing-server", k9::read),
    ("<messageaccount", outlook::read),
];

/// The letters after the `<` of [`HOLDS`], a bit for each: most tags of a text are none of these.
const INITIALS: u32 = {
    let (mut letters, mut at) = (0, 0);
    while at < HOLDS.len() {
        letters |= letter(HOLDS[at].0.as_bytes()[1]);
        at += 1;
    }
    letters
};

/// The bit of a letter; none of another character.
const fn letter(byte: u8) -> u32 {
    if byte.is_ascii_alphabetic() { 1 << (byte.to_ascii_lowercase() - b'a') } else { 0 }
}

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
        let first = line.as_bytes().first().map(u8::to_ascii_lowercase);
        for (sign, reader) in BEGINS {
            // Most lines begin with no sign; their first byte tells it soonest.
            if first == sign.as_bytes().first().copied() && begins(line, sign) {
                add(*reader);
            }
        }
        for (at, _) in line.match_indices('<') {
            let initial = line.as_bytes().get(at + 1).map_or(0, |byte| letter(*byte));
            if initial & INITIALS == 0 {
                continue;
            }
            for (sign, reader) in HOLDS {
                if letter(sign.as_bytes()[1]) == initial && begins(&line[at..], sign) {
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
