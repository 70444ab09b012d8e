//! The sign-in method in a row of Thunderbird's troubleshooting table: "Normal password", with the next
//! server or an identity in the cell behind it.

use super::Line;
use super::words::{Word, clean};

/// How far before the word the kind of the account is looked for, and how far behind it the next cell, in
/// bytes: a bound for long lines.
const NEAR: usize = 300;

/// Whether a word is the end of a sign-in method's name in such a row. All of the row is asked for, as
/// people call their password "normal" too: the account's kind before it, and behind it a cell that is a
/// server or a name with an address.
pub(super) fn is_cell(text: &str, word: &Word, line: Line) -> bool {
    let near = &text.as_bytes()[line.start.max(word.start.saturating_sub(NEAR))..word.start];
    // The blank between may be one that does not break.
    let said = &near[..near.iter().rposition(u8::is_ascii_alphanumeric).map_or(0, |last| last + 1)];
    let named = ["normal", "encrypted"].iter().any(|name| {
        said.len().checked_sub(name.len()).is_some_and(|at| said[at..].eq_ignore_ascii_case(name.as_bytes()))
    });
    let kind =
        || ["(imap)", "(pop3)", "(nntp)"].iter().any(|kind| said.windows(6).any(|at| at == kind.as_bytes()));
    let Some(behind) = text.get(word.end..line.end).filter(|_| named && kind()) else { return false };
    let behind = &behind[..behind.floor_char_boundary(NEAR)];
    let behind = behind.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '|' | ','));
    let Some(cell) = behind.split(['\t', '|']).next() else { return false };
    let first = cell.split_whitespace().next().unwrap_or_default();
    is_server(first) || cell.split_once('<').is_some_and(|(_, address)| address.contains('@'))
}

/// Whether a word is `host.example` or `host.example:465`.
fn is_server(word: &str) -> bool {
    let word = clean(word);
    let (host, port) = word.split_once(':').unwrap_or((word, "0"));
    let top = host.rsplit_once('.').map_or("", |(_, top)| top);
    top.len() >= 2
        && top.bytes().all(|byte| byte.is_ascii_alphabetic())
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        && port.parse::<u16>().is_ok()
}
