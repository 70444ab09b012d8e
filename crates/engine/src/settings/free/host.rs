//! What looks like a server's name, rightly or wrongly typed.

use super::words::{Key, Plain, Way, key};
use crate::settings::Protocol;

/// A word without the marks that a sentence puts around it. Typographic quotes stay: people paste
/// them into apps with the name.
pub(super) fn bare(word: &str) -> &str {
    // Most words have none.
    let plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    if plain(word.as_bytes().first()) && plain(word.as_bytes().last()) {
        return word;
    }
    let start = word.trim_start_matches(['"', '\'', '(', '[', '<', '*', '`', ',', ';', '{', '•', '·']);
    start.trim_end_matches(['"', '\'', ')', ']', '>', '*', '`', ',', ';', '.', '!', '?', ':', '}', '='])
}

/// Which server a name belongs to by its beginning; `Some(None)` for a name of either.
pub(super) fn way(host: &str) -> Option<Option<Way>> {
    let name = host.trim_start_matches(['“', '”', '‘', '’', '«']);
    let name = name.split_once("://").map_or(name, |(_, rest)| rest);
    let name = name.rsplit_once('@').map_or(name, |(_, rest)| rest);
    let first = name.split(['.', ',', ' ', ':', '/']).next().unwrap_or_default();
    Some(match Plain::of(first).text() {
        "imap" | "imap4" | "imaps" | "imp" | "iamp" => Some(Way::As(Protocol::Imap)),
        "pop" | "pop3" | "pops" | "pop3s" => Some(Way::As(Protocol::Pop3)),
        "smtp" | "smpt" | "stmp" | "smtps" | "smtpauth" | "smtp-auth" | "smtpout" | "outgoing" | "out"
        | "outbound" | "smtp1" | "mailout" => Some(Way::As(Protocol::Smtp)),
        "incoming" | "in" | "inbound" | "mailin" => Some(Way::In),
        "mail" | "webmail" | "mx" | "email" | "mail1" | "mail2" | "secure" | "ssl0" => None,
        _ => return None,
    })
}

/// Whether a word has the shape of a name: two parts or more, the last of letters. Commas count as
/// dots, as people type them.
pub(super) fn shaped(word: &str) -> bool {
    if !word.bytes().any(|b| matches!(b, b'.' | b',')) {
        return false;
    }
    let name = word.split_once("://").map_or(word, |(_, rest)| rest);
    let name = name.rsplit_once('@').map_or(name, |(_, rest)| rest);
    let name = name.trim_matches(['“', '”', '‘', '’', '«', '»', '/']);
    let name = name.split_once(':').map_or(name, |(name, _)| name);
    let mut parts = name.split(['.', ',']).filter(|part| !part.is_empty());
    let last = name.rsplit(['.', ',']).find(|part| !part.is_empty()).unwrap_or_default();
    name.len() <= 253
        && parts.by_ref().count() >= 2
        && (2..=12).contains(&last.len())
        && last.bytes().all(|b| b.is_ascii_alphabetic())
        // The name of a preference is no server's ("mail.server.default.port").
        && !matches!(key(Plain::of(last).text()), Key::Port | Key::Server | Key::User | Key::Crypt(_))
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | '-' | '_'))
}

/// Whether a word is an e-mail address.
pub(super) fn address(word: &str) -> bool {
    word.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && !local.contains(['/', ':', '•'])
            && !domain.contains(['@', ':', '/'])
            && domain.contains('.')
            && shaped(domain)
    })
}

/// How many of the words that follow a label make up one name with blanks in it ("imap. x.net",
/// "imap x net"); 0 if none do.
pub(super) fn spaced(words: &[&str]) -> usize {
    let endings = ["com", "net", "org", "biz", "us", "es", "mx"];
    let starts = words.first().is_some_and(|first| way(first).is_some() || first.ends_with('.'));
    if !starts {
        return 0;
    }
    for count in 2..=words.len().min(5) {
        let last = bare(words[count - 1]);
        let last = last.rsplit('.').next().unwrap_or_default();
        let inner = words[..count]
            .iter()
            .all(|word| word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ',')));
        if !inner {
            return 0;
        }
        if endings.iter().any(|ending| last.eq_ignore_ascii_case(ending)) {
            return count;
        }
    }
    0
}
