//! How far a value goes that no quotes enclose.

use super::words::{clean, is_one_of, is_setting};
use super::{is_host, token};

/// How freely the text around a value is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Behind `=` or `:`: the value may have several words.
    Key,
    /// In a sentence, which goes on with other words.
    Sentence,
}

/// The end of a value without quotes that begins at `from`.
pub(super) fn extent(text: &str, from: usize, end: usize, style: Style) -> usize {
    let mut to = from;
    while let Some((start, stop)) = token(text, to, end) {
        let said = &text[start..stop];
        let first = to == from;
        if !first {
            let before = text[from..to].ends_with([',', ';', '.', '|']);
            const JOIN: &[&str] = &[
                "and", "y", "but", "pero", "for", "para", "on", "en", "with", "con", "which", "it", "at",
                "port", "server", "servidor",
            ];
            let ends = match style {
                Style::Key => said.starts_with('|') && text[..from].trim_end().ends_with('|'),
                Style::Sentence => before || is_one_of(clean(said), JOIN),
            };
            if ends || boundary(text, (start, stop), end, before) {
                // The comma before the next setting is hardly the password's.
                return to - usize::from(text[from..to].ends_with([',', ';']));
            }
        }
        if let Some(cut) = inner_end(said) {
            return start + cut;
        }
        to = stop;
    }
    to
}

/// Where a value ends inside a run without blanks: before a tag, or before `&user=`.
fn inner_end(said: &str) -> Option<usize> {
    said.match_indices(['<', '&', ';', ',']).map(|(at, _)| at).find(|at| {
        let rest = &said[*at..];
        if rest.starts_with('<') {
            return rest.starts_with("</") || rest.starts_with("<br");
        }
        let word = rest[1..].split(['=', '&', ';', ',']).next().unwrap_or_default();
        rest[1..].get(word.len()..).is_some_and(|sign| sign.starts_with('=')) && is_setting(word)
    })
}

/// Whether another setting begins with this word.
pub(super) fn boundary(text: &str, (start, stop): (usize, usize), end: usize, behind_comma: bool) -> bool {
    let said = &text[start..stop];
    if is_host(said) {
        return true;
    }
    if !is_setting(said.split('=').next().unwrap_or_default()) {
        return false;
    }
    let value = |said: &str| {
        let bare = clean(said);
        said.starts_with(['=', ':'])
            || said.ends_with([':', '='])
            || said.contains('@')
            || is_host(said)
            || (!bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit()))
    };
    if behind_comma || said.ends_with(':') || said.contains('=') {
        return true;
    }
    let Some((from, to)) = token(text, stop, end) else { return false };
    if value(&text[from..to]) {
        return true;
    }
    is_setting(&text[from..to]) && token(text, to, end).is_some_and(|(from, to)| value(&text[from..to]))
}

/// Behind the closing and opening tags that stand before a value (`Password:</b> x`).
pub(super) fn tags(text: &str, from: usize, end: usize) -> usize {
    let mut at = from;
    for _ in 0..6 {
        let rest = &text[at..end];
        let Some(close) = rest.as_bytes().iter().take(64).position(|b| *b == b'>') else { break };
        let opening =
            rest.strip_prefix('<').is_some_and(|name| name.starts_with(|c: char| c.is_ascii_lowercase()));
        if !opening && !rest.starts_with("</") {
            break;
        }
        at = blanks(text, at + close + 1, end);
    }
    at
}

/// The end of four groups of four letters, as app passwords are shown.
pub(super) fn groups(text: &str, from: usize, end: usize) -> Option<usize> {
    let mut at = from;
    for _ in 0..4 {
        let (start, to) = token(text, at, end)?;
        let group = &text[start..to];
        if group.len() != 4 || !group.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return None;
        }
        at = to;
    }
    Some(at)
}

/// Behind the blanks at `from`.
pub(super) fn blanks(text: &str, from: usize, end: usize) -> usize {
    let rest = &text[from..end];
    from + (rest.len() - rest.trim_start().len())
}
