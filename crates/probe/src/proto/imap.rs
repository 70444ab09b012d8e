//! IMAP's lines (RFC 9051): greeting, untagged CAPABILITY, tagged status.

use super::{Capabilities, after, is_blank, words};

/// One line from an IMAP server.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Line {
    /// `* OK`, with the capabilities where its code holds them.
    Ok(Option<Capabilities>),
    /// `* PREAUTH`.
    Preauth(Option<Capabilities>),
    /// `* BYE`.
    Bye,
    /// `* CAPABILITY`.
    Capability(Capabilities),
    /// Another untagged line, or `+`.
    Other,
    /// Our command's end.
    Tagged(Outcome, Option<Capabilities>),
    /// The end of a command that we did not send.
    Stray,
    /// Not IMAP.
    NotImap,
}

/// How a command ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Done.
    Ok,
    /// Refused.
    No,
    /// Not understood.
    Bad,
}

/// Reads one line. `tag` is the one of the command that is under way; empty while the greeting is
/// awaited.
#[must_use]
pub fn line(line: &[u8], tag: &str) -> Line {
    let mut parts = words(line);
    let (first, second) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let is = |word: &str| second.eq_ignore_ascii_case(word.as_bytes());
    match first {
        b"*" if is("OK") => Line::Ok(response_code(line)),
        b"*" if is("PREAUTH") => Line::Preauth(response_code(line)),
        b"*" if is("BYE") => Line::Bye,
        b"*" if is("CAPABILITY") => Line::Capability(capabilities(parts)),
        b"*" if !second.is_empty() => Line::Other,
        b"+" => Line::Other,
        _ => {
            let outcome = match () {
                () if is("OK") => Outcome::Ok,
                () if is("NO") => Outcome::No,
                () if is("BAD") => Outcome::Bad,
                () => return Line::NotImap,
            };
            if !tag.is_empty() && first.eq_ignore_ascii_case(tag.as_bytes()) {
                Line::Tagged(outcome, response_code(line))
            } else {
                Line::Stray
            }
        }
    }
}

/// The text of `* OK`, `* BYE` and so on: what stands after the second word.
#[must_use]
pub fn text(line: &[u8]) -> &[u8] {
    let word = |b| !is_blank(b);
    let mut rest = skip(line, is_blank);
    for _ in 0..2 {
        rest = skip(skip(rest, word), is_blank);
    }
    rest
}

/// The bytes from the first one on that is not `what`.
fn skip(bytes: &[u8], what: impl Fn(u8) -> bool) -> &[u8] {
    let at = bytes.iter().position(|b| !what(*b)).unwrap_or(bytes.len());
    bytes.get(at..).unwrap_or_default()
}

/// `[CAPABILITY …]` of a status line (RFC 9051 section 7.1).
fn response_code(line: &[u8]) -> Option<Capabilities> {
    let inside = text(line).strip_prefix(b"[")?;
    let mut inside = words(inside.split(|b| *b == b']').next().unwrap_or_default());
    inside.next()?.eq_ignore_ascii_case(b"CAPABILITY").then(|| capabilities(inside))
}

/// The keywords after `CAPABILITY`.
fn capabilities<'a>(keywords: impl Iterator<Item = &'a [u8]>) -> Capabilities {
    let mut found = Capabilities::default();
    for word in keywords {
        if let Some(mechanism) = after(word, b"AUTH=") {
            found.add_auth(mechanism);
        } else if word.eq_ignore_ascii_case(b"STARTTLS") {
            found.starttls = true;
        } else if word.eq_ignore_ascii_case(b"LOGINDISABLED") {
            found.login_disabled = true;
        } else {
            found.add_other(word);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greetings() {
        let Line::Ok(Some(caps)) = line(
            b"* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED AUTH=PLAIN auth=Login] Dovecot ready.",
            "",
        ) else {
            panic!("no capabilities")
        };
        assert!(caps.starttls && caps.login_disabled);
        assert_eq!(caps.auth, ["PLAIN", "LOGIN"]);
        assert_eq!(caps.other, ["IMAP4REV1"]);
        assert_eq!(line(b"* OK", ""), Line::Ok(None));
        assert_eq!(line(b"* ok Waiting for authentication process to respond..", ""), Line::Ok(None));
        assert_eq!(line(b"* PREAUTH hello", ""), Line::Preauth(None));
        assert_eq!(line(b"* BYE Too many connections", ""), Line::Bye);
        assert_eq!(line(b"* 3 EXISTS", ""), Line::Other);
        // Any blanks between words.
        for blanks in [&b"*  OK  [CAPABILITY  IMAP4REV1 ]  hi"[..], b" *\tok\t[ capability\timap4rev1] hi\t"]
        {
            let imap4rev1 = Capabilities { other: vec!["IMAP4REV1".into()], ..Capabilities::default() };
            assert_eq!(line(blanks, ""), Line::Ok(Some(imap4rev1)));
        }
        // Another code, which only begins the same.
        assert_eq!(line(b"* OK [CAPABILITYAUTH=PLAIN] hi", ""), Line::Ok(None));
        for other in [&b"220 smtp.example ESMTP"[..], b"SSH-2.0-OpenSSH", b"", b"*", b"+OK POP3", b"\xff\xfe"]
        {
            assert_eq!(line(other, ""), Line::NotImap, "{other:?}");
        }
    }

    #[test]
    fn what_is_no_keyword_does_not_become_one() {
        let Line::Capability(found) = line(b"* CAPABILITY AUTH=PL\0AIN START\xe9TLS", "a1") else {
            panic!("no capabilities")
        };
        assert!(!found.starttls);
        assert_eq!((found.auth, found.other), (vec!["PL?AIN".into()], vec!["START?TLS".into()]));
    }

    #[test]
    fn tags_are_ours_or_stray() {
        assert_eq!(line(b"a1 OK done", "a1"), Line::Tagged(Outcome::Ok, None));
        assert_eq!(line(b"A1 no not now", "a1"), Line::Tagged(Outcome::No, None));
        assert_eq!(line(b"a2 BAD what", "a1"), Line::Stray);
        assert_eq!(line(b"a1 OK", ""), Line::Stray);
    }

    #[test]
    fn the_text_of_a_line() {
        assert_eq!(text(b"* OK hello there"), b"hello there");
        assert_eq!(text(b"* BYE"), b"");
        assert_eq!(text(b"*  BYE  so long "), b"so long ");
        assert_eq!(text(b" *\tOK\thello there"), b"hello there");
    }
}
