//! POP3's replies (RFC 1939) and CAPA's keywords (RFC 2449).

use super::{Capabilities, after, words};

/// The first line of a reply.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reply<'a> {
    /// `+OK` and its text.
    Ok(&'a [u8]),
    /// `-ERR` and its text.
    Err(&'a [u8]),
    /// Neither.
    NotPop,
}

/// Reads the first line of a reply, or the greeting.
#[must_use]
pub fn reply(line: &[u8]) -> Reply<'_> {
    let ends = |rest: &[u8]| rest.first().is_none_or(|b| *b == b' ' || *b == b'\t');
    if let Some(rest) = after(line, b"+OK").filter(|rest| ends(rest)) {
        Reply::Ok(rest.trim_ascii())
    } else if let Some(rest) = after(line, b"-ERR").filter(|rest| ends(rest)) {
        Reply::Err(rest.trim_ascii())
    } else {
        Reply::NotPop
    }
}

/// Reads CAPA's lines, those between `+OK` and the dot. `USER` counts as a sign-in mechanism.
#[must_use]
pub fn capa<'a>(lines: impl IntoIterator<Item = &'a [u8]>) -> Capabilities {
    let mut found = Capabilities::default();
    for line in lines {
        let mut parts = words(line);
        let Some(keyword) = parts.next() else { continue };
        if keyword.eq_ignore_ascii_case(b"STLS") {
            found.starttls = true;
        } else if keyword.eq_ignore_ascii_case(b"USER") {
            found.add_auth(keyword);
        } else if keyword.eq_ignore_ascii_case(b"SASL") {
            parts.for_each(|mechanism| found.add_auth(mechanism));
        } else {
            found.add_other(keyword);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies() {
        assert_eq!(reply(b"+OK Dovecot ready."), Reply::Ok(b"Dovecot ready."));
        assert_eq!(reply(b"+ok"), Reply::Ok(b""));
        assert_eq!(reply(b"-ERR [SYS/TEMP] no"), Reply::Err(b"[SYS/TEMP] no"));
        for other in [&b"* OK IMAP"[..], b"+OKAY", b"220 smtp", b""] {
            assert_eq!(reply(other), Reply::NotPop);
        }
    }

    #[test]
    fn keywords() {
        let caps = capa([&b"CAPA"[..], b"STLS", b"USER", b"SASL PLAIN LOGIN", b"TOP"]);
        assert!(caps.starttls);
        assert_eq!(caps.auth, ["USER", "PLAIN", "LOGIN"]);
        assert_eq!(caps.other, ["CAPA", "TOP"]);
    }
}
