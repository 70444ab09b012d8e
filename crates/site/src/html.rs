//! The little HTML that is written here: one escape function, and blocks between markers.

/// Appends `text` with everything escaped that means something in HTML, attributes included.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

/// JSON for inside a `<script type="application/json">`: no `<`, so that nothing can end it.
pub(crate) fn script_json(json: &str) -> String {
    json.replace('<', "\\u003c")
}

/// Replaces what stands between `<!--site:NAME-->` and `<!--/site:NAME-->`; `None` where the
/// markers are missing. The markers stay, so a page can be applied to again.
pub(crate) fn replace_block(page: &str, name: &str, content: &str) -> Option<String> {
    let (open, close) = (format!("<!--site:{name}-->"), format!("<!--/site:{name}-->"));
    let start = page.find(&open)? + open.len();
    let end = start + page[start..].find(&close)?;
    Some(format!("{}{content}{}", &page[..start], &page[end..]))
}

/// The style sheets that a page links, as their addresses.
pub(crate) fn style_sheets(page: &str) -> Vec<&str> {
    page.split("<link")
        .skip(1)
        .filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag))
        .filter(|tag| tag.contains("rel=\"stylesheet\""))
        .filter_map(|tag| tag.split_once("href=\"")?.1.split_once('"').map(|(href, _)| href))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_replaced_and_can_be_again() {
        let page = "a<!--site:x-->old<!--/site:x-->b";
        let once = replace_block(page, "x", "new").unwrap_or_default();
        assert_eq!(once, "a<!--site:x-->new<!--/site:x-->b");
        assert_eq!(replace_block(&once, "x", "old").as_deref(), Some(page));
        assert_eq!(replace_block(page, "y", "new"), None);
    }

    #[test]
    fn style_sheets_are_found() {
        let page = r#"<link rel="icon" href="data:,"><link rel="stylesheet" href="./base-1.css">"#;
        assert_eq!(style_sheets(page), ["./base-1.css"]);
    }

    #[test]
    fn nothing_ends_a_script_early() {
        assert_eq!(script_json(r#"{"a":"</script>"}"#), r#"{"a":"\u003c/script>"}"#);
        assert_eq!(escape(r#"<a b="c">'&"#), "&lt;a b=&quot;c&quot;&gt;&#39;&amp;");
    }
}
