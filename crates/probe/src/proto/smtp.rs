//! SMTP's replies (RFC 5321 section 4.2) and EHLO's keywords.

use super::{Capabilities, after, words};

/// One line of a reply.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReplyLine<'a> {
    /// The three-digit code.
    pub code: u16,
    /// Whether the reply ends here: a space, or nothing, after the code, where others have a hyphen.
    pub last: bool,
    /// The text.
    pub text: &'a [u8],
}

/// Reads one line of a reply; `None` where it is none.
#[must_use]
pub fn reply_line(line: &[u8]) -> Option<ReplyLine<'_>> {
    let (digits, rest) = line.split_at_checked(3)?;
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let code = digits.iter().fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0'));
    if !(200..600).contains(&code) {
        return None;
    }
    match rest.split_first() {
        None => Some(ReplyLine { code, last: true, text: rest }),
        Some((b'-', text)) => Some(ReplyLine { code, last: false, text }),
        Some((b' ' | b'\t', text)) => Some(ReplyLine { code, last: true, text }),
        Some(_) => None,
    }
}

/// Reads the keywords of EHLO's reply: the texts of its lines after the first (RFC 5321 section
/// 4.1.1.1). The old spelling `AUTH=LOGIN` counts as `AUTH LOGIN`.
#[must_use]
pub fn ehlo<'a>(texts: impl IntoIterator<Item = &'a [u8]>) -> Capabilities {
    let mut found = Capabilities::default();
    for text in texts {
        let mut parts = words(text);
        let Some(keyword) = parts.next() else { continue };
        if keyword.eq_ignore_ascii_case(b"STARTTLS") {
            found.starttls = true;
        } else if keyword.eq_ignore_ascii_case(b"AUTH") {
            parts.for_each(|mechanism| found.add_auth(mechanism));
        } else if let Some(first) = after(keyword, b"AUTH=") {
            std::iter::once(first).chain(parts).for_each(|mechanism| found.add_auth(mechanism));
        } else if keyword.eq_ignore_ascii_case(b"SIZE") {
            // Not the `+` that parse would take.
            let digits = parts.next().filter(|size| size.iter().all(u8::is_ascii_digit));
            let size = digits.and_then(|size| std::str::from_utf8(size).ok()?.parse().ok());
            found.size = size.filter(|size| *size > 0);
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
    fn reply_lines() {
        for (line, wanted) in [
            (&b"220 smtp.example ESMTP"[..], Some((220, true))),
            (b"220-postscreen", Some((220, false))),
            (b"250", Some((250, true))),
            (b"554 no", Some((554, true))),
            (b"25", None),
            (b"+OK", None),
            (b"HTTP/1.1 400", None),
            (b"2500 odd", None),
            (b"099 odd", None),
            (b"", None),
        ] {
            assert_eq!(reply_line(line).map(|line| (line.code, line.last)), wanted, "{line:?}");
        }
    }

    #[test]
    fn keywords() {
        let caps = ehlo([
            &b"STARTTLS"[..],
            b"AUTH PLAIN LOGIN",
            b"AUTH=LOGIN XOAUTH2",
            b"SIZE 52428800",
            b"8bitmime",
            b"",
        ]);
        assert!(caps.starttls);
        assert_eq!(caps.auth, ["PLAIN", "LOGIN", "XOAUTH2"]);
        assert_eq!(caps.size, Some(52_428_800));
        assert_eq!(caps.other, ["8BITMIME"]);
        assert_eq!(ehlo([&b"SIZE 0"[..]]).size, None);
        assert_eq!(ehlo([&b"SIZE 99999999999999999999999"[..]]).size, None);
        assert_eq!(ehlo([&b"SIZE +5"[..]]).size, None);
        assert_eq!(ehlo([&b"AUTH PL\xc4IN"[..]]).auth, ["PL?IN"]);
    }
}
