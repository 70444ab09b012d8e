//! String literals of JavaScript and JSON, as they come out of files, word processors and chats.

use std::borrow::Cow;

/// Quotation marks that open a string, and those that then close it. Word processors turn straight
/// marks into curly ones, and not always both; web pages write them as entities. A mark that
/// opens is among those that close, so that a search for the end never runs over a string that
/// begins later, and a text is read in linear time.
const MARKS: &[(&str, &[&str])] = &[
    ("\"", &["\""]),
    ("'", &["'"]),
    ("\u{201c}", CURLY),
    ("\u{201d}", CURLY),
    ("\u{201e}", CURLY),
    ("\u{ab}", &["\u{ab}", "\u{bb}"]),
    ("\u{bb}", &["\u{ab}", "\u{bb}"]),
    ("\u{2018}", SINGLE),
    ("\u{2019}", SINGLE),
    ("&quot;", &["&quot;"]),
    ("&#34;", &["&#34;"]),
];
const CURLY: &[&str] = &["\u{201c}", "\u{201d}", "\u{201e}", "\""];
const SINGLE: &[&str] = &["\u{2018}", "\u{2019}", "'"];

/// What is left of `text` after blanks, line breaks, and the marks of a quoted e-mail.
pub(super) fn skip_blanks(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '>' | '\u{feff}' | '\u{200b}'))
}

/// The string with which `text` begins, and what follows it; `None` where none begins or it does
/// not end on its line.
pub(super) fn string(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let (open, closes) = MARKS.iter().find(|(open, _)| text.starts_with(open))?;
    let inner = &text[open.len()..];
    let mut escaped = false;
    let mut escapes = false;
    for (at, c) in inner.char_indices() {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
            escapes = true;
        } else if matches!(c, '\n' | '\r') {
            return None;
        } else if let Some(close) = closes.iter().find(|close| inner[at..].starts_with(**close)) {
            let value = &inner[..at];
            let rest = &inner[at + close.len()..];
            return Some((if escapes { Cow::Owned(unescaped(value)) } else { Cow::Borrowed(value) }, rest));
        }
    }
    None
}

/// A string with its escapes resolved: `\"`, `\\`, `\n`, `\xNN`, `\uNNNN` with surrogate pairs. An
/// unknown escape stands for its own letter, as in JavaScript.
fn unescaped(value: &str) -> String {
    let mut units: Vec<u16> = Vec::with_capacity(value.len());
    let mut rest = value.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            units.extend_from_slice(c.encode_utf16(&mut [0; 2]));
            continue;
        }
        let Some(c) = rest.next() else { break };
        let digits = match c {
            'x' => 2,
            'u' => 4,
            _ => 0,
        };
        let code = rest.as_str().get(..digits).filter(|_| digits > 0);
        if let Some(unit) = code.and_then(|code| u16::from_str_radix(code, 16).ok()) {
            units.push(unit);
            rest = rest.as_str()[digits..].chars();
            continue;
        }
        let plain = match c {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'b' => '\u{8}',
            'f' => '\u{c}',
            other => other,
        };
        units.extend_from_slice(plain.encode_utf16(&mut [0; 2]));
    }
    String::from_utf16_lossy(&units)
}

/// The integer with which `text` begins, and what follows it.
pub(super) fn integer(text: &str) -> Option<(i64, &str)> {
    let sign = usize::from(text.starts_with('-'));
    let digits = text[sign..].bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(sign + digits);
    Some((number.parse().ok()?, rest))
}
