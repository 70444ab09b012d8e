//! Names that are valid once they exist: hosts, slugs, dates, web addresses.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a text is not the name that was wanted.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NameError {
    /// Not a host name.
    #[error("{0:?} is not a host name: lower-case letters, digits and hyphens in labels joined by dots")]
    Host(String),
    /// Not a slug.
    #[error("{0:?} is not a slug: lower-case letters, digits, hyphens and underscores")]
    Slug(String),
    /// Not a date.
    #[error("{0:?} is not a date: YYYY-MM-DD")]
    Date(String),
    /// Not a web address.
    #[error("{0:?} is not a web address: https:// and a host name, no spaces")]
    WebAddress(String),
}

macro_rules! name {
    ($(#[$doc:meta])* $name:ident, $error:ident, $stand_in:literal, $valid:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// A valid name of nothing, for readers that note a wrong one elsewhere.
            #[must_use]
            pub fn stand_in() -> Self {
                Self($stand_in.to_owned())
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl TryFrom<String> for $name {
            type Error = NameError;
            fn try_from(text: String) -> Result<Self, NameError> {
                let valid: fn(&str) -> bool = $valid;
                if valid(&text) { Ok(Self(text)) } else { Err(NameError::$error(text)) }
            }
        }
        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name!(
    /// A DNS host or domain name: lower-case ASCII letters, digits and hyphens, at least two
    /// labels of 1 to 63 characters, at most 253 in all (RFC 1123 section 2.1).
    HostName, Host, "invalid.invalid", is_host
);
name!(
    /// A stable machine name: lower-case ASCII letters, digits, hyphens and underscores.
    Slug, Slug, "invalid", |text| !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
);
name!(
    /// A day as `YYYY-MM-DD` (RFC 3339 full-date).
    Date, Date, "1970-01-01", is_date
);
name!(
    /// An https address.
    WebAddress, WebAddress, "https://invalid.invalid/", is_web_address
);

pub(crate) fn is_host(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 253 && text.contains('.') && text.split('.').all(label)
}

fn is_date(text: &str) -> bool {
    let shape = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    let part = |range| text.get(range).and_then(|part: &str| part.parse::<u32>().ok()).unwrap_or(0);
    shape && (1..=12).contains(&part(5..7)) && (1..=31).contains(&part(8..10))
}

fn is_web_address(text: &str) -> bool {
    text.strip_prefix("https://").is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        is_host(host)
            && rest.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'"' | b'<' | b'>' | b'\\'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_have_two_labels_and_no_capitals() {
        for good in ["q.com", "mail.centurylink.net", "a-b.example", "1.2"] {
            assert!(is_host(good), "{good}");
        }
        for bad in ["", "localhost", "Q.com", "a..b", ".com", "a.", "-a.com", "a_b.com", "é.com", "a b.com"]
        {
            assert!(!is_host(bad), "{bad}");
        }
    }

    #[test]
    fn dates_and_addresses() {
        assert!(is_date("2026-11-22") && !is_date("2026-13-01") && !is_date("2026-1-1"));
        assert!(is_web_address("https://a.example/x?y#z"));
        for bad in
            ["http://a.example", "https://", "https://a", "https://a.example/ b", "javascript:alert(1)"]
        {
            assert!(!is_web_address(bad), "{bad}");
        }
    }
}
