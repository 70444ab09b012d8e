//! Takes comments and indentation out of the page's scripts and style sheets: one kilobyte brotli.
//! Trunk's own minifier fails on today's wasm-bindgen glue or drops parts of it, so only whole
//! lines that are comments go; the browser tests run what is left.

use crate::run::{Failure, Outcome};
use std::fs;
use std::path::Path;

/// Shortens every script and style sheet under `folder`.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn folder(folder: &Path) -> Outcome<()> {
    for file in crate::stamp::files(folder)? {
        if file.extension().is_some_and(|kind| kind == "js" || kind == "css") {
            let text = fs::read_to_string(&file).map_err(|e| Failure::file(&file, &e))?;
            let shorter = if file.extension().is_some_and(|kind| kind == "css") {
                lean_style(&text)
            } else {
                lean(&text)
            };
            fs::write(&file, shorter).map_err(|e| Failure::file(&file, &e))?;
        }
    }
    Ok(())
}

/// The text without lines that are comments, and without indentation.
fn lean(text: &str) -> String {
    let mut lean = String::with_capacity(text.len());
    let mut in_comment = false;
    for line in text.lines().map(str::trim) {
        let starts = line.starts_with("/*");
        let whole = in_comment
            || line.starts_with("//")
            || (starts && (line.ends_with("*/") || !line.contains("*/")));
        in_comment = (in_comment || starts) && !line.contains("*/");
        if !whole && !line.is_empty() {
            lean.push_str(line);
            lean.push('\n');
        }
    }
    lean
}

/// A style sheet without comments, and without the spaces that mean nothing in ours: around
/// braces, semicolons and commas, and behind the colon of a declaration. Texts in quotes stay.
fn lean_style(text: &str) -> String {
    let mut lean = String::with_capacity(text.len());
    for (place, part) in without_comments(text).split('"').enumerate() {
        if place > 0 {
            lean.push('"');
        }
        if place % 2 == 1 {
            lean.push_str(part);
            continue;
        }
        let mut words = part.split_whitespace().peekable();
        if part.starts_with(char::is_whitespace) && lean.ends_with('"') && words.peek().is_some() {
            lean.push(' ');
        }
        while let Some(word) = words.next() {
            lean.push_str(word);
            let tight = |c: char| matches!(c, '{' | '}' | ';' | ',');
            let close = word.ends_with(tight)
                || word.ends_with(':')
                || words.peek().is_some_and(|w| w.starts_with(tight));
            let last = words.peek().is_none();
            if !close && (!last || part.ends_with(char::is_whitespace)) {
                lean.push(' ');
            }
        }
    }
    lean
}

fn without_comments(text: &str) -> String {
    let mut parts = text.split("/*");
    let mut rest = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        rest.push_str(part.split_once("*/").map_or("", |(_, after)| after));
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::{lean, lean_style};

    #[test]
    fn a_style_sheet_keeps_its_meaning() {
        let style = "/* x */\n.a > .b, .c {\n  margin: 0 auto; /* y */\n  content: counter(s) \". \";\n  width: calc(1px + 2px);\n}\n";
        assert_eq!(
            lean_style(style),
            ".a > .b,.c{margin:0 auto;content:counter(s) \". \";width:calc(1px + 2px);}"
        );
        assert_eq!(lean_style("a :hover { font: x, \"A B\", y; }"), "a :hover{font:x,\"A B\",y;}");
    }

    #[test]
    fn comments_and_indentation_go_and_code_stays() {
        let script =
            "/**\n * Says.\n */\n  let url = \"https://a.example\"; // kept\n  // gone\n\n/* gone */\n}\n";
        assert_eq!(lean(script), "let url = \"https://a.example\"; // kept\n}\n");
    }

    #[test]
    fn code_behind_a_comment_on_its_line_stays() {
        assert_eq!(lean("/* a */ b\nc"), "/* a */ b\nc\n");
    }
}
