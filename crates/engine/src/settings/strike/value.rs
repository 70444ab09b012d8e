//! What stands behind a word that says "password": a value, or only more words.

use super::extent::{Style, blanks, boundary, extent, groups, tags};
use super::words::{Kind, Word, clean, is_of, is_one_of, is_remark, is_setting, is_state};
use super::{Line, Pen, is_host, token};

/// What was done about a word.
pub(super) enum After {
    /// A password was struck out; it may go on in the next line.
    Struck { goes_on: bool },
    /// No password follows in this line.
    Nothing,
}

/// Strikes the value that follows a word in its line.
pub(super) fn after(pen: &mut Pen<'_>, word: &Word, line: Line) -> After {
    let text = pen.text;
    if word.kind == Kind::Command {
        return command(pen, word.end, line.end);
    }
    let (keyed, start) = key_end(text, word.end, line.end);
    let mut at = start;
    for step in 0..8 {
        let tab = text.as_bytes().get(at) == Some(&b'\t');
        at = blanks(text, at, line.end);
        let mut rest = text[at..line.end].chars();
        match rest.next() {
            None => return After::Nothing,
            Some('=' | ':' | '：') => {
                let sign = text[at..line.end].find(|c| !matches!(c, '=' | ':' | '：' | '>' | '*'));
                return sign.map_or(After::Nothing, |sign| strong(pen, word, at + sign, line));
            }
            Some(',') if keyed && step == 0 => {
                let at = blanks(text, at + 1, line.end);
                return if text[at..].starts_with(['"', '\'']) {
                    quoted(pen, at, line.end)
                } else {
                    After::Nothing
                };
            }
            Some(dash @ ('-' | '–' | '→' | '|' | '—'))
                if rest.next().is_none_or(|c| c.is_whitespace() || c == '>') =>
            {
                let skip = if text[at..].starts_with("->") { 2 } else { dash.len_utf8() };
                return strong(pen, word, at + skip, line);
            }
            Some(_) if tab && step == 0 => return strong(pen, word, at, line),
            Some(_) if word.kind == Kind::Secret || (step == 0 && at == word.end) => return After::Nothing,
            // Such words may follow one another without a blank, so none may look far.
            Some(_) if step == 0 && at == start && is_long_run(text, at, line.end) => return After::Nothing,
            Some(_) => {}
        }
        let Some((from, to)) = token(text, at, line.end) else { return After::Nothing };
        let said = &text[from..to];
        if is_one_of(said.trim_end_matches(':'), &["is", "es", "was", "era", "is=", "son"]) {
            return sentence(pen, to, line);
        }
        if !is_of(said.trim_end_matches(':')) {
            break;
        }
        if said.ends_with(':') {
            return strong(pen, word, to, line);
        }
        at = to;
    }
    bare(pen, word, start, line)
}

/// Behind the marks that close a key (`"password"`, `['password']`, `**Password**`).
fn key_end(text: &str, from: usize, end: usize) -> (bool, usize) {
    let rest = &text[from..end];
    let marks = rest.len() - rest.trim_start_matches(['"', '\'', '”', '’', '`', ']', '*']).len();
    (marks > 0, from + marks)
}

/// Whether so many characters follow without a blank that they are no password.
fn is_long_run(text: &str, from: usize, end: usize) -> bool {
    let near = text.as_bytes()[from..end].iter().take(LONGEST_RUN);
    near.len() == LONGEST_RUN && !near.clone().any(u8::is_ascii_whitespace)
}

/// More bytes than a password has.
const LONGEST_RUN: usize = 128;

/// A value behind a sign that makes the word a key.
fn strong(pen: &mut Pen<'_>, word: &Word, from: usize, line: Line) -> After {
    let text = pen.text;
    let at = tags(text, blanks(text, from, line.end), line.end);
    let value = &text[at..line.end];
    let Some((first, to)) = token(text, at, line.end) else { return After::Nothing };
    if value.starts_with("dword:") {
        return After::Nothing;
    }
    if value.starts_with("hex:") || value.starts_with("hex(") {
        let kind = value.find(':').map_or(0, |colon| colon + 1);
        let (struck, goes_on) = to_end(pen, at + kind, line);
        pen.count += usize::from(struck);
        return After::Struck { goes_on };
    }
    if value.starts_with('`') {
        return command(pen, at, line.end);
    }
    if value.starts_with(QUOTES) {
        return quoted(pen, at, line.end);
    }
    let next = token(text, to, line.end);
    let said = &text[first..to];
    if is_state(said) && next.is_none_or(|next| boundary(text, next, line.end, true)) {
        return After::Nothing;
    }
    let code = said.len() == 3 && said.bytes().all(|b| b.is_ascii_digit());
    if code && next.is_some_and(|(from, to)| text[from..to].contains('.')) {
        return After::Nothing;
    }
    let to = if word.kind == Kind::Secret { to } else { extent(text, at, line.end, Style::Key) };
    strike_to(pen, at, to)
}

/// "My password is …".
fn sentence(pen: &mut Pen<'_>, from: usize, line: Line) -> After {
    let text = pen.text;
    let mut at = from;
    loop {
        let rest = &text[at..line.end];
        at +=
            rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '=')).len();
        let Some((first, to)) = token(text, at, line.end) else { return After::Nothing };
        if is_one_of(&text[first..to], &["still", "now", "currently", "just", "todavía", "ahora", "always"])
        {
            at = to;
            continue;
        }
        if text[at..].starts_with(QUOTES) {
            return quoted(pen, at, line.end);
        }
        let word = clean(&text[first..to]);
        if is_remark(word) || is_state(word) {
            return After::Nothing;
        }
        return strike_to(pen, at, extent(text, at, line.end, Style::Sentence));
    }
}

/// A word with only a blank behind it: a directive ("password x", `PASS x`), or prose.
fn bare(pen: &mut Pen<'_>, word: &Word, from: usize, line: Line) -> After {
    let text = pen.text;
    let Some((start, to)) = token(text, from, line.end) else { return After::Nothing };
    if word.kind == Kind::Secret {
        return After::Nothing;
    }
    if text[start..].starts_with(QUOTES) && from == word.end {
        return quoted(pen, start, line.end);
    }
    let key = key_start(text, word.start, line.start);
    if text[key..].starts_with('-') {
        return strike_to(pen, start, to);
    }
    let said = &text[start..to];
    if is_remark(clean(said)) || is_state(said) {
        return After::Nothing;
    }
    let before = text[line.start..key].trim();
    let first = before.len() <= 8
        && (before.is_empty()
            || before.ends_with([':', '>', '<', '#', '$'])
            || before.eq_ignore_ascii_case("set"));
    let alone = token(text, to, line.end).is_none();
    if first && text[word.start..word.end] == *"PASS" {
        return strike_to(pen, start, text[..line.end].trim_end().len());
    }
    if first && alone && !said.starts_with(['<', '[']) {
        return strike_to(pen, start, to);
    }
    let four = groups(text, start, line.end);
    if let Some(end) = four {
        return strike_to(pen, start, end);
    }
    if said.starts_with(['<', '[', '(', '#', '/', '{'])
        || said.starts_with("0x")
        || is_host(said)
        || said.contains('@')
    {
        return After::Nothing;
    }
    if is_mixed(said) || (said.is_ascii() && after_user(before)) {
        return strike_to(pen, start, extent(text, start, line.end, Style::Sentence));
    }
    After::Nothing
}

/// Where the key begins whose part a word is.
fn key_start(text: &str, at: usize, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut key = at;
    while key > start.max(at.saturating_sub(64)) {
        let byte = bytes[key - 1];
        if !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')) {
            break;
        }
        key -= 1;
    }
    key
}

/// Letters and digits, or letters and signs: hardly a word of a language.
fn is_mixed(said: &str) -> bool {
    let said = clean(said);
    let letters = said.chars().any(char::is_alphabetic);
    letters && said.chars().any(|c| c.is_ascii_digit() || "!#$%^&*+=~_".contains(c))
}

/// Whether one of the last words before the key names a user: "user john password …".
fn after_user(before: &str) -> bool {
    let mut words = before.rsplit(|c: char| c.is_whitespace()).take(4);
    words.any(|word| is_one_of(clean(word), &["user", "username", "usuario", "login", "account", "cuenta"]))
}

/// Strikes the rest of a line: whether something was struck, and whether the value goes on in the
/// next line (`\` at the end).
pub(super) fn to_end(pen: &mut Pen<'_>, from: usize, line: Line) -> (bool, bool) {
    let rest = pen.text[from..line.end].trim_end();
    let goes_on = rest.ends_with('\\');
    let start = from + (rest.len() - rest.trim_start().len());
    (pen.cover(start, from + rest.trim_end_matches('\\').len()), goes_on)
}

/// Whether a line can be the password that the label in the line before asked for.
pub(super) fn may_be_alone(content: &str) -> bool {
    if content.len() > 128 || content.ends_with(':') || content.starts_with('<') {
        return false;
    }
    let words = content.split_whitespace().take(6).count();
    let first = content.split_whitespace().next().unwrap_or_default();
    let address = first.split_once('@').is_some_and(|(_, domain)| domain.contains('.'));
    let port = matches!(content, "25" | "110" | "143" | "465" | "587" | "993" | "995" | "2525");
    let section = content.starts_with('[') && content.ends_with(']');
    let other = address || port || section || is_host(first);
    let word = is_setting(first) || is_remark(clean(first)) || is_state(first);
    words <= 5 && !other && !word
}

const QUOTES: [char; 6] = ['"', '\'', '“', '‘', '«', '„'];

/// A value in quotes, or to the end of the line where they are not closed.
fn quoted(pen: &mut Pen<'_>, at: usize, end: usize) -> After {
    let text = pen.text;
    let Some(open) = text[at..end].chars().next() else { return After::Nothing };
    let closing: &[char] = match open {
        '"' => &['"', '”'],
        '\'' => &['\'', '’'],
        '“' | '„' => &['”', '“', '"'],
        '‘' => &['’', '\''],
        _ => &['»'],
    };
    let from = at + open.len_utf8();
    if text[from..end].starts_with('`') {
        return command(pen, from, end);
    }
    let mut escaped = false;
    let mut close = None;
    for (place, c) in text[from..end].char_indices() {
        if !escaped && closing.contains(&c) {
            close = Some((from + place, from + place + c.len_utf8()));
            break;
        }
        escaped = c == '\\' && !escaped;
    }
    let Some((inner, behind)) = close else { return strike_to(pen, from, text[..end].trim_end().len()) };
    let follows = text[behind..end].chars().next();
    if inner > from && follows.is_some_and(|c| !(c.is_whitespace() || ",;)]}>/&?.:|<\"'\\".contains(c))) {
        let to = token(text, behind, end).map_or(behind, |(_, to)| to);
        return strike_to(pen, from, to);
    }
    strike_to(pen, from, inner)
}

/// A command that prints the password: only what it echoes is struck.
fn command(pen: &mut Pen<'_>, from: usize, end: usize) -> After {
    let text = pen.text;
    // Commands are short; a bound keeps many of them in one line cheap.
    let near = &text.as_bytes()[from..end.min(from + 200)];
    let found = (0..near.len()).find_map(|at| match near[at] {
        b'e' if near[at..].starts_with(b"echo") => Some(from + at + 4),
        b'p' if near[at..].starts_with(b"printf") => Some(from + at + 6),
        _ => None,
    });
    let Some(mut at) = found else { return After::Nothing };
    loop {
        let rest = &text[at..end];
        at +=
            rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || "\"',\\(".contains(c)).len();
        let Some((start, to)) = token(text, at, end) else { return After::Nothing };
        let said = &text[start..to];
        let format = said.trim_end_matches(['"', '\'', ',', '\\']);
        if !said.starts_with('-') && !matches!(format, "%s" | "%s\\n" | "%s\\\\n") {
            break;
        }
        at = start + format.len();
    }
    let stop = text[at..end].find(['"', '\'', '|', ';', '`', ')']).map_or(end, |stop| at + stop);
    strike_to(pen, at, text[..stop].trim_end().len())
}

fn strike_to(pen: &mut Pen<'_>, from: usize, to: usize) -> After {
    let before = pen.count;
    pen.hide(from, to);
    if pen.count == before { After::Nothing } else { After::Struck { goes_on: false } }
}
