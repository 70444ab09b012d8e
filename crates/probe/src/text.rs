//! A server's words, made fit to show: they are strangers' bytes.

/// How many characters of a text are shown.
pub const SHOWN: usize = 200;

/// The text as it may be shown: read as UTF-8 as far as it is, without terminal sequences, control,
/// direction and zero-width characters, white space in one kind, IP addresses struck out (some
/// servers repeat the asking one, which would publish the companion's), cut at [`SHOWN`]
/// characters. It is still only text: show it as such, never as markup.
#[must_use]
pub fn shown(bytes: &[u8]) -> String {
    // Before it is cut, or half an address would be left; and after, for the cut may make one.
    without_addresses(&cut(&without_addresses(&visible(bytes))))
}

fn without_addresses(text: &str) -> String {
    let words: Vec<&str> =
        text.split(' ').map(|word| if holds_address(word) { "[…]" } else { word }).collect();
    words.join(" ")
}

/// The same with addresses left in, for what cannot be about us: the names in a certificate.
#[must_use]
pub fn plain(bytes: &[u8]) -> String {
    cut(&visible(bytes))
}

fn cut(text: &str) -> String {
    let cut: String = text.trim_start().chars().take(SHOWN).collect();
    cut.trim_end().to_owned()
}

fn visible(bytes: &[u8]) -> String {
    let lossy = String::from_utf8_lossy(bytes);
    let mut visible = String::with_capacity(lossy.len());
    let mut rest = lossy.chars().peekable();
    while let Some(next) = rest.next() {
        match next {
            '\u{1b}' => skip_sequence(&mut rest),
            _ if next.is_whitespace() => {
                if !visible.ends_with(' ') {
                    visible.push(' ');
                }
            }
            _ if next.is_control() || is_invisible(next) => {}
            _ => visible.push(next),
        }
    }
    visible
}

/// An ANSI sequence: ESC `[`, parameters, one final character (ECMA-48 section 5.4).
fn skip_sequence(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    if rest.next_if_eq(&'[').is_some() {
        while rest.next_if(|c| matches!(c, ' '..='?')).is_some() {}
        rest.next_if(|c| matches!(c, '@'..='~'));
    }
}

/// What Unicode calls ignorable (`Default_Ignorable_Code_Point`, Unicode 16), which has all that
/// changes direction or has no width; and the marks of interlinear text.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a word has an address in it: four numbers joined by dots or hyphens (the latter in the
/// names that providers give to addresses), or three and more groups of hexadecimal digits joined
/// by colons, of which one has a digit or is empty. Digits may stand right before or behind those
/// with dots; with hyphens that would be a telephone number.
fn holds_address(word: &str) -> bool {
    let v4 = |joint: char| {
        word.split(|c: char| !c.is_ascii_digit() && c != joint).any(|part| {
            let lengths: Vec<usize> = part.split(joint).map(str::len).collect();
            lengths.windows(4).any(|four| match four {
                [1..=3, 1..=3, 1..=3, 1..=3] => true,
                [first, 1..=3, 1..=3, last] => joint == '.' && *first > 0 && *last > 0,
                _ => false,
            })
        })
    };
    let v6 = word.split(|c: char| !c.is_ascii_hexdigit() && c != ':').any(|part| {
        part.matches(':').count() >= 2
            && part.bytes().any(|b| b.is_ascii_hexdigit())
            && (part.contains("::") || part.matches(':').count() >= 5)
    });
    v4('.') || v4('-') || v6
}

/// A keyword as it may be reported: printable ASCII only, at most 40 characters, upper case. Another
/// byte becomes `?`; left out, it would make a keyword of what is none.
pub(crate) fn keyword(bytes: &[u8]) -> String {
    let shown = |b: &u8| if b.is_ascii_graphic() { char::from(b.to_ascii_uppercase()) } else { '?' };
    bytes.iter().take(40).map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn only_plain_words_are_left() {
        for (bytes, text) in [
            (&b"Dovecot (Debian) ready."[..], "Dovecot (Debian) ready."),
            (b"\x1b[31mred\x1b[0m \x07\x00end", "red end"),
            (b"a\r\n\t  b", "a b"),
            ("left\u{202e}right\u{200b}".as_bytes(), "leftright"),
            (b"caf\xe9", "caf\u{fffd}"),
            (b"<script>alert(1)</script>", "<script>alert(1)</script>"),
            (b"\x1b", ""),
            // Without width, but of no class of its own: joiner, filler, variation selectors.
            ("a\u{34f}b\u{3164}c\u{fe0f}d\u{e0100}e\u{17b4}f".as_bytes(), "abcdef"),
        ] {
            assert_eq!(shown(bytes), text);
        }
        assert_eq!(shown(&[b'x'; 5000]).chars().count(), 200);
    }

    #[test]
    fn addresses_are_struck_out() {
        for (text, wanted) in [
            ("Blocked: [203.0.113.9] is listed", "Blocked: […] is listed"),
            ("host-203-0-113-9.isp.example", "[…]"),
            ("from 2001:db8::1, sorry", "from […] sorry"),
            ("IPv6:2001:db8:1:2:3:4:5:6", "[…]"),
            ("at 12:30:15 version 3.7.11 (4.97.1)", "at 12:30:15 version 3.7.11 (4.97.1)"),
            ("a::b is odd", "[…] is odd"),
            ("call 1-800-555-0100", "call 1-800-555-0100"),
        ] {
            assert_eq!(shown(text.as_bytes()), wanted);
        }
        // No address, until it is cut.
        let word = "x".repeat(187);
        assert_eq!(shown(format!("{word} 198-51-100-7777").as_bytes()), format!("{word} […]"));
        // The sequence takes the bracket with it, so that the address stands behind a digit.
        assert_eq!(shown(b"0\x1b[[198.51.100.7]"), "[…]");
    }
}
