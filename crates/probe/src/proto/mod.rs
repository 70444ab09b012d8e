//! What the three mail protocols say, as pure functions of bytes. Tolerant: an odd server is
//! described, not failed.

pub mod imap;
pub mod pop;
pub mod smtp;

#[cfg(feature = "connect")]
mod command;
#[cfg(feature = "connect")]
pub(crate) use command::{Command, Ehlo};

/// What a server offers, whichever protocol it speaks.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Capabilities {
    /// STARTTLS (IMAP, SMTP) or STLS (POP3).
    pub starttls: bool,
    /// The sign-in mechanisms, upper case, in the server's order, at most 20. POP3's `USER` is one.
    pub auth: Vec<String>,
    /// IMAP's `LOGINDISABLED` (RFC 9051 section 6.2.3).
    pub login_disabled: bool,
    /// SMTP's `SIZE` in bytes (RFC 1870); 0 there means no fixed limit and is absent here.
    pub size: Option<u64>,
    /// The other keywords, upper case, at most 40.
    pub other: Vec<String>,
}

impl Capabilities {
    fn add_auth(&mut self, mechanism: &[u8]) {
        let name = crate::text::keyword(mechanism);
        if !name.is_empty() && self.auth.len() < 20 && !self.auth.contains(&name) {
            self.auth.push(name);
        }
    }

    fn add_other(&mut self, keyword: &[u8]) {
        let name = crate::text::keyword(keyword);
        if !name.is_empty() && self.other.len() < 40 && !self.other.contains(&name) {
            self.other.push(name);
        }
    }

    /// Whether every mechanism is one of OAuth's (RFC 7628 and Google's XOAUTH2).
    #[must_use]
    pub fn only_oauth(&self) -> bool {
        !self.auth.is_empty() && self.auth.iter().all(|name| name == "XOAUTH2" || name == "OAUTHBEARER")
    }
}

/// Whether a refusal speaks of us rather than of the server: too many connections, a block list.
/// Then the provider holds us off, and nothing is known about its customers.
#[must_use]
pub fn speaks_of_a_limit(text: &[u8]) -> bool {
    const WORDS: [&str; 15] = [
        "too many",
        "maximum number",
        "max number",
        "limit",
        "rate",
        "throttl",
        "blacklist",
        "blocklist",
        "block list",
        "blocked",
        "denylist",
        "dnsbl",
        "rbl",
        "reputation",
        "spamhaus",
    ];
    let lower = String::from_utf8_lossy(text).to_ascii_lowercase();
    WORDS.iter().any(|word| {
        lower.match_indices(word).any(|(at, _)| !lower[..at].ends_with(|c: char| c.is_ascii_alphanumeric()))
    })
}

/// The words of a line: split at spaces and tabs, empty ones left out.
fn words(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    line.split(|b| is_blank(*b)).filter(|word| !word.is_empty())
}

fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}

/// The line after `prefix`, compared without case.
fn after<'a>(line: &'a [u8], prefix: &[u8]) -> Option<&'a [u8]> {
    let (head, rest) = line.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_told_from_other_refusals() {
        for text in [
            "4.7.0 Error: too many connections from 192.0.2.1",
            "Maximum number of connections exceeded",
            "5.7.1 Service unavailable; client blocked using zen.spamhaus.org",
            "Rate limit",
        ] {
            assert!(speaks_of_a_limit(text.as_bytes()), "{text}");
        }
        for text in ["No SMTP service here", "Server shutting down.", "operate separately", "marble"] {
            assert!(!speaks_of_a_limit(text.as_bytes()), "{text}");
        }
    }
}
