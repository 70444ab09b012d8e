//! What the readers of line-based files share: INI lines, quotes, switches, sign-in methods.

use super::{Server, Settings};
use crate::profile::AuthMethod;

/// The most accounts that one reader makes; a paste with more is no person's file.
pub(super) const MOST_ACCOUNTS: usize = 50;

/// The most lines that one reader looks at. Two megabytes of one-letter lines are no person's file,
/// and a million lines cost every reader time.
const MOST_LINES: usize = 100_000;

/// The longest value, in bytes, that can be a host, a user or an address. Longer ones are left
/// out, so that no copy of them costs anything.
pub(super) const LONGEST_VALUE: usize = 1000;

/// The lines of a text, as far as readers look.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().take(MOST_LINES)
}

/// A line of an INI file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ini<'a> {
    /// `[name]`.
    Section(&'a str),
    /// `key = value`, both trimmed; the value still has its quotes.
    Pair(&'a str, &'a str),
}

/// The sections and pairs of an INI file; `delimiters` stand between key and value. A line that
/// begins with blanks is read like any other: people paste with the indentation of a page.
pub(super) fn ini<'a>(text: &'a str, delimiters: &'a [char]) -> impl Iterator<Item = Ini<'a>> {
    lines(text).filter_map(move |line| {
        let line = line.trim();
        if line.starts_with(['#', ';']) {
            return None;
        }
        if let Some(rest) = line.strip_prefix('[') {
            return rest.split_once(']').map(|(name, _)| Ini::Section(name.trim()));
        }
        let (key, value) = line.split_once(delimiters)?;
        Some(Ini::Pair(key.trim(), value.trim()))
    })
}

/// A value without the quotes around it.
pub(super) fn unquoted(value: &str) -> &str {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            return inner;
        }
    }
    value
}

/// Whether a switch is on; `None` for what is no switch.
pub(super) fn switch(value: &str) -> Option<bool> {
    let is = |words: &[&str]| words.iter().any(|word| value.eq_ignore_ascii_case(word));
    if is(&["yes", "true", "on", "1"]) {
        Some(true)
    } else if is(&["no", "false", "off", "0"]) {
        Some(false)
    } else {
        None
    }
}

/// The sign-in method that a program or SASL calls `name`.
pub(super) fn mechanism(name: &str) -> AuthMethod {
    let name = name.trim().to_ascii_lowercase();
    match name.as_str() {
        "plain" | "login" | "password" | "passwd" => AuthMethod::Password,
        "cram-md5" | "digest-md5" | "apop" => AuthMethod::Encrypted,
        "ntlm" => AuthMethod::Ntlm,
        "gssapi" | "kerberos" => AuthMethod::Kerberos,
        "oauth2" | "oauthbearer" | "xoauth2" => AuthMethod::Oauth2,
        "external" => AuthMethod::Certificate,
        "none" | "anonymous" => AuthMethod::None,
        _ if name.starts_with("scram-") => AuthMethod::Encrypted,
        _ => AuthMethod::Unknown,
    }
}

/// What a list of methods amounts to: the password where that is among them, because the program
/// goes on to it; else the first that is known.
pub(super) fn mechanisms<'a>(names: impl Iterator<Item = &'a str>) -> AuthMethod {
    let mut first = AuthMethod::Unknown;
    for method in names.map(mechanism) {
        if method == AuthMethod::Password {
            return method;
        }
        if first == AuthMethod::Unknown {
            first = method;
        }
    }
    first
}

/// The address in `Pat <pat@domain>` or `pat@domain`; `None` where there is none.
pub(super) fn address(from: &str) -> Option<String> {
    let from = from.trim();
    if from.len() > LONGEST_VALUE {
        return None;
    }
    let address = match from.rsplit_once('<') {
        Some((_, rest)) => rest.split('>').next().unwrap_or(rest),
        None => from,
    };
    let address = address.trim();
    let whole = address.contains('@') && !address.contains(char::is_whitespace);
    whole.then(|| address.to_owned())
}

/// A value that says something.
pub(super) fn some(value: &str) -> Option<String> {
    (!value.is_empty() && value.len() <= LONGEST_VALUE).then(|| value.to_owned())
}

/// Adds an account unless it has no server, is there already, or there are too many.
pub(super) fn push(accounts: &mut Vec<Settings>, mut account: Settings) {
    account.servers.retain(Server::said);
    if !account.servers.is_empty() && accounts.len() < MOST_ACCOUNTS && !accounts.contains(&account) {
        accounts.push(account);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ini_lines_are_read_with_comments_blanks_and_crlf() {
        let text = "; no\r\n[ Account Pat ] # yes\r\n\tKey = a = b\r\n# x = y\r\nlone\r\n[open\r\nk:v";
        let lines: Vec<_> = ini(text, &['=', ':']).collect();
        assert_eq!(lines, [Ini::Section("Account Pat"), Ini::Pair("Key", "a = b"), Ini::Pair("k", "v")]);
    }

    #[test]
    fn an_address_is_found_in_a_from_line() {
        assert_eq!(address("Pat <pat@a.net>").as_deref(), Some("pat@a.net"));
        assert_eq!(address(" pat@a.net ").as_deref(), Some("pat@a.net"));
        assert_eq!(address("Pat <pat@a.net").as_deref(), Some("pat@a.net"));
        assert_eq!(address("Pat at home"), None);
        assert_eq!(address("Pat pat@a.net"), None);
    }

    #[test]
    fn a_list_with_the_password_in_it_means_the_password() {
        assert_eq!(mechanisms(["GSSAPI", "LOGIN"].into_iter()), AuthMethod::Password);
        assert_eq!(mechanisms(["xoauth2"].into_iter()), AuthMethod::Oauth2);
        assert_eq!(mechanisms(["*"].into_iter()), AuthMethod::Unknown);
        assert_eq!(mechanism("SCRAM-SHA-256"), AuthMethod::Encrypted);
    }
}
