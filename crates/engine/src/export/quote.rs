//! Quoted strings, as both JSON and Thunderbird's preference files read them.

/// Appends `text` in double quotes. The escapes are those that JSON (RFC 8259 section 7) and
/// Thunderbird's preference reader (seen in 140.12 and 153.7) have in common; line separators are
/// escaped too, because JavaScript once took them for the end of a line.
pub(super) fn quoted(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => unicode(out, c as u32),
            _ => out.push(c),
        }
    }
    out.push('"');
}

fn unicode(out: &mut String, code: u32) {
    out.push_str("\\u");
    for shift in [12, 8, 4, 0] {
        out.push(char::from_digit((code >> shift) & 15, 16).unwrap_or('0'));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_what_cannot_be_seen_are_escaped() {
        let mut out = String::new();
        quoted(&mut out, "a\"b\\c\n\u{1f}\u{85}\u{2028}é\u{1f600}");
        assert_eq!(out, "\"a\\\"b\\\\c\\u000a\\u001f\\u0085\\u2028é\u{1f600}\"");
    }
}
