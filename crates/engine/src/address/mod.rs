//! The address that a person types: parsing, the domain family, suggestions for typing errors.

mod check;
pub(crate) mod distance;
pub(crate) mod suggest;

pub use check::{AddressCheck, Outcome, check};

use crate::profile::NameError;
use std::fmt;

/// The longest address, in characters (RFC 5321 section 4.5.3.1.3, less the angle brackets).
pub const LONGEST: usize = 254;

/// A valid e-mail address: an ASCII dot-atom, `@`, and a host name (RFC 5322 section 3.4.1
/// without quoted strings, comments and address literals, which no mailbox of an ISP has).
/// The local part is kept as it was typed; the domain is lower case.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Address {
    whole: String,
}

/// Why a text is not an address.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AddressError {
    /// Nothing was typed.
    #[error("no address")]
    Empty,
    /// There is no `@`.
    #[error("no @ in the address")]
    NoAt,
    /// There is more than one `@`.
    #[error("more than one @ in the address")]
    SeveralAts,
    /// Nothing before the `@`.
    #[error("nothing before the @")]
    NoLocalPart,
    /// Nothing after the `@`.
    #[error("nothing after the @")]
    NoDomain,
    /// A character that an address cannot have there.
    #[error("{0:?} cannot be in an address")]
    Character(char),
    /// Dots at an end of the part before the `@`, or two in a row.
    #[error("the part before the @ begins or ends with a dot, or has two in a row")]
    Dots,
    /// The part after the `@` is not a host name.
    #[error(transparent)]
    Domain(#[from] NameError),
    /// Longer than [`LONGEST`], or more than 64 characters before the `@`.
    #[error("the address is longer than {LONGEST} characters, or has more than 64 before the @")]
    TooLong,
}

impl Address {
    /// Reads what a person typed or pasted: spaces around it, `mailto:`, angle brackets with a
    /// name in front, quotes and invisible characters are taken away; a full-width `＠` is an `@`.
    ///
    /// # Errors
    /// [`AddressError`], which names what is wrong.
    pub fn parse(typed: &str) -> Result<Self, AddressError> {
        let cleaned = clean(typed);
        let (local, domain) = split(&cleaned)?;
        Self::from_parts(local, domain)
    }

    pub(crate) fn from_parts(local: &str, domain: &str) -> Result<Self, AddressError> {
        if local.is_empty() {
            return Err(AddressError::NoLocalPart);
        }
        if domain.is_empty() {
            return Err(AddressError::NoDomain);
        }
        if let Some(odd) = local.chars().find(|c| !is_atom(*c) && *c != '.') {
            return Err(AddressError::Character(odd));
        }
        if local.starts_with('.') || local.ends_with('.') || local.contains("..") {
            return Err(AddressError::Dots);
        }
        if let Some(odd) = domain.chars().find(|c| !c.is_ascii_alphanumeric() && *c != '.' && *c != '-') {
            return Err(AddressError::Character(odd));
        }
        if local.len() > 64 || local.len() + 1 + domain.len() > LONGEST {
            return Err(AddressError::TooLong);
        }
        let domain = domain.to_ascii_lowercase();
        if !crate::profile::is_host(&domain) {
            return Err(NameError::Host(domain).into());
        }
        Ok(Self { whole: [local, "@", &domain].concat() })
    }

    // There is one `@`, always. An index would bring the page what panics inside a letter say, 2 KB.
    fn parts(&self) -> (&str, &str) {
        self.whole.split_once('@').unwrap_or_default()
    }

    /// The part before the `@`, as it was typed.
    #[must_use]
    pub fn local(&self) -> &str {
        self.parts().0
    }

    /// The part after the `@`, lower case.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.parts().1
    }

    /// The whole address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.whole
    }

    /// The address that identifies the mailbox: all lower case.
    #[must_use]
    pub fn key(&self) -> String {
        self.whole.to_ascii_lowercase()
    }

    /// The same local part at another domain; `None` where that is no address.
    #[must_use]
    pub fn at(&self, domain: &str) -> Option<Self> {
        Self::from_parts(self.local(), domain).ok()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.whole)
    }
}

/// `atext` of RFC 5322 section 3.2.3.
fn is_atom(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c)
}

/// Characters that a copy brings along and nobody sees: zero-width marks, soft hyphen, byte
/// order mark, direction marks, control characters.
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Takes away what surrounds an address in a copy.
pub(crate) fn clean(typed: &str) -> String {
    let text: String =
        typed.chars().filter(|c| !is_invisible(*c)).map(|c| if c == '＠' { '@' } else { c }).collect();
    let mut text = text.trim();
    if let Some((_, inside)) = text.strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
        text = inside.trim();
    }
    if let Some((_, address)) =
        text.split_once(':').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("mailto"))
    {
        text = address;
    }
    let around = |c: char| {
        c.is_whitespace() || matches!(c, '"' | '“' | '”' | '‘' | '’' | '«' | '»' | '<' | '>' | ',' | ';')
    };
    text.trim_matches(around).trim_end_matches('.').to_owned()
}

fn split(cleaned: &str) -> Result<(&str, &str), AddressError> {
    if cleaned.is_empty() {
        return Err(AddressError::Empty);
    }
    let (local, domain) = cleaned.split_once('@').ok_or(AddressError::NoAt)?;
    if domain.contains('@') {
        return Err(AddressError::SeveralAts);
    }
    Ok((local.trim_end(), domain.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(typed: &str) -> String {
        Address::parse(typed).map_or_else(|e| format!("{e:?}"), |a| a.to_string())
    }

    #[test]
    fn what_a_copy_brings_along_is_taken_away() {
        for typed in [
            "pat@centurylink.net",
            "  pat@CenturyLink.NET\n",
            "mailto:pat@centurylink.net",
            "MAILTO:pat@centurylink.net",
            "Pat Example <pat@centurylink.net>",
            "“pat@centurylink.net”",
            "\u{feff}pat@\u{200b}centurylink.net.",
            "pat@centurylink.net,",
            "pat＠centurylink.net",
            "pat @ centurylink.net",
        ] {
            assert_eq!(parsed(typed), "pat@centurylink.net", "{typed:?}");
        }
        assert_eq!(parsed("Pat.O'Neil+x@q.com"), "Pat.O'Neil+x@q.com");
    }

    #[test]
    fn each_fault_has_its_error() {
        for (typed, error) in [
            ("", AddressError::Empty),
            (" \u{200b} ", AddressError::Empty),
            ("pat", AddressError::NoAt),
            ("a@b@c.net", AddressError::SeveralAts),
            ("@q.com", AddressError::NoLocalPart),
            ("pat@", AddressError::NoDomain),
            ("p at@q.com", AddressError::Character(' ')),
            ("pàt@q.com", AddressError::Character('à')),
            ("pat@q,com", AddressError::Character(',')),
            ("pat.@q.com", AddressError::Dots),
            ("p..t@q.com", AddressError::Dots),
            ("pat@localhost", AddressError::Domain(NameError::Host("localhost".into()))),
            ("pat@a..com", AddressError::Domain(NameError::Host("a..com".into()))),
        ] {
            assert_eq!(Address::parse(typed), Err(error), "{typed:?}");
        }
        let long = "a".repeat(65);
        assert_eq!(Address::parse(&format!("{long}@q.com")), Err(AddressError::TooLong));
    }
}
