//! Cuts a line into words, where people leave the blanks out too ("Port:993", "993/SSL").

use super::host;
use super::words::{Key, Plain, key};

/// A word of a line.
#[derive(Clone, Copy)]
pub(super) struct Piece<'a> {
    /// As it stands there, marks included.
    pub(super) text: &'a str,
    /// The line from this word on.
    pub(super) rest: &'a str,
    pub(super) key: Key,
    /// A sign of a label stands behind it: a colon, an equals sign, a wide gap.
    pub(super) colon: bool,
    /// A comma or the like stands behind it.
    pub(super) comma: bool,
    /// A sentence ends with it.
    pub(super) ends: bool,
}

impl Piece<'_> {
    /// Its number, if it is one that can be a port.
    pub(super) fn number(&self) -> Option<u16> {
        if !self.text.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let digits = host::bare(self.text);
        let digits = digits.strip_suffix("/tcp").unwrap_or(digits).trim_end_matches(['/', '|']);
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        digits.parse().ok().filter(|port| *port > 0)
    }
}

/// The words of a line.
pub(super) fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let mut at = 0;
    while let Some(skip) = line[at..].find(|c: char| !c.is_whitespace()) {
        let gap = &line[at..at + skip];
        if let Some(before) = pieces.last_mut()
            && (gap.contains('\t') || gap.len() > 2)
        {
            before.colon = true;
        }
        let from = at + skip;
        let to = line[from..].find(char::is_whitespace).map_or(line.len(), |length| from + length);
        cut(line, from, to, &mut pieces);
        at = to;
    }
    pieces
}

/// Cuts a run of characters without blanks where labels and values meet in it.
fn cut<'a>(line: &'a str, from: usize, to: usize, pieces: &mut Vec<Piece<'a>>) {
    let word = &line[from..to];
    let end = from + word.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    let mut start = from;
    if !word.contains("://") {
        while start < end && (to - start > 60 || named(&line[start..to]) == Key::Unknown) {
            let Some(place) = place(&line[start..end]) else { break };
            push(line, start, start + place, pieces);
            start += place;
        }
    }
    push(line, start, to, pieces);
}

/// Where a run is cut: behind its first sign that parts a label or a value from the next.
fn place(word: &str) -> Option<usize> {
    for (at, sign) in word.char_indices() {
        let left = &word[..at];
        let right = &word[at + sign.len_utf8()..];
        let known = |part: &str| {
            let part = host::bare(part);
            !part.is_empty() && (part.bytes().all(|b| b.is_ascii_digit()) || named(part) != Key::Unknown)
        };
        let next = || right.split([',', '/', ';', '|', '(']).next().unwrap_or_default();
        let cut = match sign {
            ';' | '|' => true,
            '(' => at > 0,
            ':' | '=' => !matches!(named(left), Key::Unknown) && !host::shaped(left),
            ',' | '/' => known(left) || known(next()),
            _ => false,
        };
        if cut && !left.is_empty() && !right.is_empty() {
            return Some(if sign == '(' { at } else { at + sign.len_utf8() });
        }
        // A long run is no row of labels.
        if at > 120 {
            return None;
        }
    }
    None
}

fn named(word: &str) -> Key {
    match key(Plain::of(host::bare(word).trim_matches(['“', '”'])).text()) {
        Key::Filler if host::bare(word).is_empty() => Key::Unknown,
        key => key,
    }
}

fn push<'a>(line: &'a str, from: usize, to: usize, pieces: &mut Vec<Piece<'a>>) {
    let text = &line[from..to];
    if matches!(text, ":" | "=" | "->" | "→" | "|" | "-" | "–" | "—") {
        if let Some(before) = pieces.last_mut() {
            before.colon = true;
        }
        return;
    }
    let bare = host::bare(text);
    let part = || host::way(bare).is_some() && !host::shaped(bare);
    let marks = text.trim_end_matches(['"', '\'', ')', '*', '”']);
    pieces.push(Piece {
        text,
        rest: &line[from..],
        key: key(Plain::of(bare.trim_matches(['“', '”'])).text()),
        colon: marks.ends_with([':', '=', '|', '：']),
        comma: marks.ends_with([',', ';', '|']),
        ends: text.ends_with(['.', '!', '?']) && !part(),
    });
}
