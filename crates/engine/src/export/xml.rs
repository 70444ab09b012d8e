//! What the XML formats share: one escape function, and one way to write an element.

/// How every file begins.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Appends `text` so that an XML 1.0 reader gets it back, in element content and in quoted
/// attribute values. Characters that XML does not have (section 2.2) are left out: there is no
/// way to write them, and one of them makes a whole file unreadable.
pub(super) fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            // As they are, readers turn them into spaces or newlines (sections 2.11 and 3.3.3).
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
    }
}

/// Appends a line with an element that holds only text. `tag` may have attributes; nothing is put
/// around the text, because some readers take spaces for a part of the value.
pub(super) fn element(out: &mut String, depth: usize, tag: &str, text: &str) {
    indent(out, depth);
    out.push('<');
    out.push_str(tag);
    out.push('>');
    escape(out, text);
    out.push_str("</");
    out.push_str(tag.split(' ').next().unwrap_or(tag));
    out.push_str(">\n");
}

/// Appends a line as it is.
pub(super) fn line(out: &mut String, depth: usize, markup: &str) {
    indent(out, depth);
    out.push_str(markup);
    out.push('\n');
}

fn indent(out: &mut String, depth: usize) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_can_be_markup() {
        let mut out = String::new();
        escape(&mut out, "<a b='c' d=\"e\">&]]>\u{0}\u{1}\t\r\n\u{ffff}é\u{1f600}");
        assert_eq!(out, "&lt;a b=&apos;c&apos; d=&quot;e&quot;&gt;&amp;]]&gt;&#9;&#13;&#10;é\u{1f600}");
    }

    #[test]
    fn an_attribute_is_not_closed() {
        let mut out = String::new();
        element(&mut out, 1, "a b=\"c\"", "d");
        assert_eq!(out, "  <a b=\"c\">d</a>\n");
    }
}
