//! Server addresses as terminal programs write them: `imaps://pat%40domain@host:993/`.

use super::lines::LONGEST_VALUE;

/// The parts of a server's URL (RFC 3986 section 3), without a password.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Url {
    /// In small letters, with what is added to it: `smtps+login`.
    pub(super) scheme: String,
    /// The user name, percent-decoded.
    pub(super) user: Option<String>,
    /// The host, without the brackets of an IPv6 address.
    pub(super) host: String,
    /// What stands where a port stands.
    pub(super) port: Port,
}

/// What stands where a port stands.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) enum Port {
    /// Nothing: the program's default is used.
    #[default]
    Absent,
    /// A port.
    Is(u16),
    /// Something that is none.
    Wrong,
}

impl Port {
    /// The port that is used where `default` is used for none.
    pub(super) fn or(self, default: impl Into<Option<u16>>) -> Option<u16> {
        match self {
            Self::Absent => default.into(),
            Self::Is(port) => Some(port),
            Self::Wrong => None,
        }
    }
}

impl Url {
    /// Reads a URL; `None` where there is no scheme or no host.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.trim().split_once("://")?;
        let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
        if scheme.is_empty() || !scheme.chars().all(letter) {
            return None;
        }
        let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
        // Like Go's and mutt's own readers: the last `@` counts, so an address need not be encoded.
        let (user, place) = match authority.rsplit_once('@') {
            Some((user, place)) => (user.split(':').next(), place),
            None => (None, authority),
        };
        let (host, port) = host_and_port(place);
        if host.is_empty() || authority.len() > LONGEST_VALUE {
            return None;
        }
        Some(Self {
            scheme: scheme.to_ascii_lowercase(),
            user: user.filter(|user| !user.is_empty()).map(percent_decoded),
            host: host.to_owned(),
            port,
        })
    }
}

/// Splits `host:port`, `[2001:db8::1]:993` or a bare host.
pub(super) fn host_and_port(place: &str) -> (&str, Port) {
    let place = place.trim();
    if let Some((host, rest)) = place.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        return (host, rest.strip_prefix(':').map_or(Port::Absent, port));
    }
    match place.split_once(':') {
        // More than one colon and no bracket: an IPv6 address, so no port.
        Some((_, rest)) if rest.contains(':') => (place, Port::Absent),
        Some((host, text)) => (host, port(text)),
        None => (place, Port::Absent),
    }
}

/// The port in a text.
pub(super) fn port(text: &str) -> Port {
    let text = text.trim();
    if text.is_empty() {
        return Port::Absent;
    }
    match text.parse::<u16>() {
        Ok(port) if port > 0 => Port::Is(port),
        _ => Port::Wrong,
    }
}

/// Undoes percent-encoding (RFC 3986 section 2.1); a percent sign that encodes nothing stays.
pub(super) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        let pair = match (first, after) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match pair {
            Some((high, low)) => {
                bytes.push(high * 16 + low);
                rest = after.get(2..).unwrap_or_default();
            }
            None => bytes.push(first),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_gives_its_parts_and_never_its_password() {
        let url = Url::parse("IMAPS://pat%40centurylink.net:s%3Acret@Imap.example:993/INBOX?x=y").unwrap();
        assert_eq!(url.scheme, "imaps");
        assert_eq!(url.user.as_deref(), Some("pat@centurylink.net"));
        assert_eq!((url.host.as_str(), url.port), ("Imap.example", Port::Is(993)));
        assert!(!format!("{url:?}").contains("cret"));
    }

    #[test]
    fn an_address_need_not_be_encoded_and_a_host_may_be_ipv6() {
        let url = Url::parse("smtps+login://pat@centurylink.net@[2001:db8::1]:465").unwrap();
        assert_eq!(url.user.as_deref(), Some("pat@centurylink.net"));
        assert_eq!((url.host.as_str(), url.port), ("2001:db8::1", Port::Is(465)));
        assert_eq!(host_and_port("2001:db8::1"), ("2001:db8::1", Port::Absent));
        assert_eq!(host_and_port("host:"), ("host", Port::Absent));
        assert_eq!(host_and_port("host:99999"), ("host", Port::Wrong));
    }

    #[test]
    fn what_is_no_server_is_no_url() {
        for text in ["", "imaps:", "://host", "imaps://", "imaps:///INBOX", "a b://host", "imaps://:993"] {
            assert_eq!(Url::parse(text), None, "{text}");
        }
        assert_eq!(percent_decoded("%4"), "%4");
        assert_eq!(percent_decoded("%zz%C3%A9%"), "%zzé%");
        assert_eq!(percent_decoded("%é"), "%é");
    }
}
