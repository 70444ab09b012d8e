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
            fs::write(&file, lean(&text)).map_err(|e| Failure::file(&file, &e))?;
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

#[cfg(test)]
mod tests {
    use super::lean;

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
