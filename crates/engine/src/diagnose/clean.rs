//! The server's name in what was typed as one.

use crate::address::is_invisible;

/// What stands in a host field, without what does not belong there.
pub(super) struct Cleaned {
    /// The name, lower case, without a dot at its end.
    pub(super) name: String,
    /// Whether anything but capitals and a last dot was taken away.
    pub(super) shaped: bool,
}

/// Takes away quotes, spaces, invisible characters, scheme, user, port and path.
pub(super) fn host(typed: &str) -> Cleaned {
    let seen: String = typed.chars().filter(|c| !is_invisible(*c)).collect();
    let text = seen.trim_matches(around);
    // `https://`, and `http//` as people type it.
    let text = match text.split_once("//") {
        Some((_, rest)) => rest.rsplit_once('@').map_or(rest, |(_, host)| host),
        None => text,
    };
    let text = text.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    let text = without_port(text).trim_matches(around);
    let name = text.strip_suffix('.').unwrap_or(text).to_ascii_lowercase();
    let plain = typed.strip_suffix('.').unwrap_or(typed).to_ascii_lowercase();
    Cleaned { shaped: plain != name, name }
}

fn without_port(text: &str) -> &str {
    match text.split_once(':') {
        // More than one colon is an IPv6 address.
        Some((host, port)) if port.trim().bytes().all(|b| b.is_ascii_digit()) => host,
        _ => text,
    }
}

fn around(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '"' | '\'' | '`' | '“' | '”' | '‘' | '’' | '«' | '»' | '<' | '>' | '(' | ')' | ',' | ';'
        )
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn only_the_name_is_left() {
        for typed in [
            "https://mail.example.net:993/",
            "imaps://pat@mail.example.net",
            "http//mail.example.net",
            "mail.example.net:993",
            "“mail.example.net”",
            " mail.example.net ",
            "mail.\u{200b}example.net",
            "mail.example.net/inbox?x#y",
        ] {
            let cleaned = host(typed);
            assert_eq!((cleaned.name.as_str(), cleaned.shaped), ("mail.example.net", true), "{typed:?}");
        }
        for typed in ["mail.example.net", "MAIL.Example.NET", "mail.example.net."] {
            let cleaned = host(typed);
            assert_eq!((cleaned.name.as_str(), cleaned.shaped), ("mail.example.net", false), "{typed:?}");
        }
    }
}
