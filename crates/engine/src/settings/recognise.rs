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

/// The bytes that a look at a text stops at: line breaks, and what formats begin with inside a line.
const STOPS: [bool; 256] = table(&["\n", "(", "[", "<"]);

/// The bytes with which the signs of [`BEGINS`] begin: most lines begin with none of them.
const STARTS: [bool; 256] = {
    let (mut signs, mut at) = ([""; BEGINS.len()], 0);
    while at < BEGINS.len() {
        signs[at] = BEGINS[at].0;
        at += 1;
    }
    table(&signs)
};

/// The first bytes of signs, in both cases.
const fn table(signs: &[&str]) -> [bool; 256] {
    let (mut table, mut at) = ([false; 256], 0);
    while at < signs.len() {
        let first = signs[at].as_bytes()[0];
        table[first as usize] = true;
        table[first.to_ascii_uppercase() as usize] = true;
        at += 1;
    }
    table
}

/// Before the first sign of a format, so many bytes of the text are its reader's too.
const BEFORE: usize = 8_000;

/// Behind it, so many: no file of a terminal program is that long, and words that begin its lines
/// stand in prose too, so that a large paste would be read once for each of them.
const BEHIND: usize = 200_000;

/// A reader, and the part of the text that it is for.
pub(super) struct Call {
    pub(super) reader: Reader,
    /// Where its first sign is; `None` where it takes the whole text.
    near: Option<usize>,
}

impl Call {
    /// The part of `text` that the reader is for: from the beginning of a line, or all of it.
    pub(super) fn part<'a>(&self, text: &'a str) -> &'a str {
        let Some(near) = self.near else { return text };
        let from = match text.floor_char_boundary(near.saturating_sub(BEFORE)) {
            0 => 0,
            from => text[from..near].find('\n').map_or(near, |at| from + at + 1),
        };
        &text[from..text.floor_char_boundary(near.saturating_add(BEHIND))]
    }
}

/// The readers whose formats are in `text`: those of formats that stand anywhere come first.
pub(super) fn recognise(text: &str) -> Vec<Call> {
    let bytes = text.as_bytes();
    let (mut anywhere, mut found) = (Vec::new(), Vec::new());
    let mut at = line(text, 0, &mut found);
    while let Some(skip) = bytes[at..].iter().position(|byte| STOPS[usize::from(*byte)]) {
        at += skip;
        match bytes[at] {
            b'\n' => {
                at = line(text, at + 1, &mut found);
                continue;
            }
            b'<' => tag(&text[at..], &mut found),
            // These stand anywhere: in a sentence, or over several lines.
            b'[' if qr::begins(&text[at..]) => add(&mut anywhere, qr::read, None),
            b'(' if troubleshooting::begins(&text[at..]) => {
                add(&mut anywhere, troubleshooting::read, Some(at))
            }
            b'(' if bytes[..at]
                .last_chunk()
                .is_some_and(|call: &[u8; 4]| call.eq_ignore_ascii_case(b"pref")) =>
            {
                add(&mut anywhere, prefs::read, None);
            }
            _ => {}
        }
        at += 1;
    }
    anywhere.append(&mut found);
    anywhere
}

fn add(found: &mut Vec<Call>, reader: Reader, near: Option<usize>) {
    if !found.iter().any(|seen| std::ptr::fn_addr_eq(seen.reader, reader)) {
        found.push(Call { reader, near });
    }
}

/// Looks at the beginning of a line, or of the first line behind empty ones. Says where it is.
fn line(text: &str, from: usize, found: &mut Vec<Call>) -> usize {
    let line = literal::skip_blanks(&text[from..]);
    let first = line.as_bytes().first().map(u8::to_ascii_lowercase);
    if first.is_some_and(|first| STARTS[usize::from(first)]) {
        for (sign, reader) in BEGINS {
            if first == sign.as_bytes().first().copied() && begins(line, sign) {
                // A registry has its accounts far apart.
                let whole = std::ptr::fn_addr_eq(*reader, outlook::read as Reader);
                add(found, *reader, (!whole).then_some(text.len() - line.len()));
            }
        }
    }
    text.len() - line.len()
}

/// Looks at a `<` and what follows.
fn tag(text: &str, found: &mut Vec<Call>) {
    let initial = text.as_bytes().get(1).map_or(0, |byte| letter(*byte));
    if initial & INITIALS == 0 {
        return;
    }
    for (sign, reader) in HOLDS {
        if letter(sign.as_bytes()[1]) == initial && begins(text, sign) {
            add(found, *reader, None);
        }
    }
}

fn begins(line: &str, sign: &str) -> bool {
    line.get(..sign.len()).is_some_and(|start| start.eq_ignore_ascii_case(sign))
}
