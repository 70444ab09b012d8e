//! Passwords that are known by their place: XML elements and cells, addresses, codes, groups.

use super::extent;
use super::words::{Word, is_label, is_one_of};
use super::{Line, Pen};

/// Where a password is that stands in an element or a cell.
pub(super) enum Inside {
    /// From here to the next tag.
    From(usize),
    /// The same, but the tag before it spans lines that may hold other passwords.
    Later(usize),
    /// There is none.
    Nothing,
}

impl Inside {
    /// Behind the tag whose rest begins at `from`.
    fn behind_tag(text: &str, from: usize) -> Self {
        let rest = &text.as_bytes()[from..];
        let end = rest.iter().take(1000).position(|byte| matches!(byte, b'<' | b'>'));
        match end.map(|end| (&rest[..end], rest[end])) {
            Some((tag, b'>')) if !tag.ends_with(b"/") => {
                let content = from + tag.len() + 1;
                if tag.contains(&b'\n') { Self::Later(content) } else { Self::From(content) }
            }
            _ => Self::Nothing,
        }
    }
}

/// The content of an element in whose name a word stands; `None` where it stands elsewhere.
pub(super) fn element(text: &str, open: usize, word: &Word) -> Option<Inside> {
    let name = text.get(open + 1..word.start).filter(|name| name.len() <= 64)?;
    if name.contains(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '-' | '.'))) {
        // A closing tag, or an attribute.
        return name.starts_with('/').then_some(Inside::Nothing);
    }
    Some(Inside::behind_tag(text, word.end))
}

/// The value of a key or a cell in which a word stands: `<key>…Password</key><string>x</string>`;
/// `None` where it stands elsewhere.
pub(super) fn cell(text: &str, word: &Word) -> Option<Inside> {
    let rest = text[word.end..].trim_start_matches([':', ' ', '*']).strip_prefix("</")?;
    // The names that count are short; what looks further would cost much in a text of such words.
    let close = rest.bytes().take(8).position(|byte| byte == b'>')?;
    let (name, behind) = rest.split_at_checked(close)?;
    if !is_one_of(name, &["key", "td", "th", "dt", "label"]) {
        return None;
    }
    if name != "key" {
        let from = text[..word.start].rfind(['<', '>', '\n']).map_or(0, |at| at + 1);
        if !text.get(from..word.end).is_some_and(is_label) {
            return None;
        }
    }
    let tag = behind[1..].trim_start().strip_prefix('<')?;
    let names = ["string", "data", "td", "dd", "span"];
    let known = names.iter().any(|name| tag.starts_with(name));
    known.then(|| Inside::behind_tag(text, text.len() - tag.len()))
}

/// Strikes the text from here to the next tag, line by line; it is one password.
pub(super) fn content(pen: &mut Pen<'_>, from: usize) {
    let text = pen.text;
    let rest = &text[from..];
    let (from, to) = match rest.strip_prefix("<![CDATA[") {
        Some(data) => {
            let from = text.len() - data.len();
            (from, from + data.find("]]>").unwrap_or(data.len()))
        }
        None => (from, from + rest.find('<').unwrap_or(rest.len())),
    };
    let mut any = false;
    let mut start = from;
    for line in text[from..to].split_inclusive('\n') {
        let inner = line.trim();
        if !inner.is_empty() {
            let at = start + (line.len() - line.trim_start().len());
            any |= pen.cover(at, at + inner.len());
        }
        start += line.len();
    }
    pen.count += usize::from(any);
}

/// The password in `scheme://user:password@host`; says where to go on.
pub(super) fn address(pen: &mut Pen<'_>, from: usize, line: Line) -> usize {
    let bytes = &pen.text.as_bytes()[..line.end];
    // The next address in the same run of characters ends this one; each is looked at once.
    let mut next = from;
    while let Some(byte) = bytes.get(next) {
        let quote = bytes[next..].starts_with("“".as_bytes()) || bytes[next..].starts_with("”".as_bytes());
        if byte.is_ascii_whitespace()
            || b"\"'<>`".contains(byte)
            || quote
            || bytes[next..].starts_with(b"://")
        {
            break;
        }
        next += 1;
    }
    let rest = &pen.text[from..next];
    let Some(user) = rest.rfind('@').map(|at| &rest[..at]) else { return next };
    let mut colon = user.find(':');
    if let Some(at) = colon
        && is_one_of(&user[..at], &["PLAIN", "LOGIN", "CRAM_MD5", "AUTOMATIC", "NONE"])
    {
        // An older K-9 names the sign-in method first.
        colon = user[at + 1..].find(':').map(|second| at + 1 + second);
    }
    let Some(colon) = colon.filter(|at| !user[..*at].contains(['/', '?', '#'])) else { return next };
    let secret = &user[colon + 1..];
    let digits = secret.len() - secret.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 && secret[digits..].starts_with(['/', ',', ';']) {
        return next;
    }
    pen.hide(from + colon + 1, from + user.len());
    next
}

/// The passwords in the JSON of Thunderbird's QR code (format version 1): the eighth element of an
/// incoming server, the seventh of an outgoing one. Says where to go on.
pub(super) fn code(pen: &mut Pen<'_>, from: usize) -> usize {
    const DEEPEST: usize = 8;
    let bytes = pen.text.as_bytes();
    if !begins_code(bytes, from) {
        return from + 1;
    }
    let mut places = [0_usize; DEEPEST];
    let mut depth = 0;
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        match byte {
            // The one before was cut off.
            b'[' if depth + 1 == DEEPEST || (at > from && begins_code(bytes, at)) => return at,
            b'[' => {
                depth += 1;
                places[depth] = 0;
            }
            b']' if depth <= 1 => return at + 1,
            b']' => depth -= 1,
            b',' => places[depth] += 1,
            b'"' => {
                let end = string_end(bytes, at + 1);
                // Text of another kind follows a code that was cut off.
                if bytes.get(end) == Some(&b'"') && !goes_on(&bytes[end + 1..]) {
                    return at;
                }
                if (depth == 2 && places[2] >= 7) || (depth == 4 && places[4] >= 6) {
                    pen.hide(at + 1, end);
                }
                at = end;
            }
            b'0'..=b'9' | b'-' | b'n' | b'u' | b'l' => {}
            byte if byte.is_ascii_whitespace() => {}
            _ => return at.max(from + 1),
        }
        at += 1;
    }
    at
}

/// Whether a code begins here; nothing inside of one begins so.
fn begins_code(bytes: &[u8], at: usize) -> bool {
    let signs = bytes[at..].iter().take(24).filter(|byte| !byte.is_ascii_whitespace());
    signs.take(4).eq(b"[1,[")
}

/// Whether a list may go on like this behind a value.
fn goes_on(rest: &[u8]) -> bool {
    let next = rest.iter().take(64).find(|byte| !byte.is_ascii_whitespace());
    next.is_none_or(|next| matches!(next, b',' | b']'))
}

fn string_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' | b'\n' => return at,
            b'\\' => at += 1,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// Four groups of four letters with dashes between them: an app password of Apple's shape.
pub(super) fn dashed(pen: &mut Pen<'_>, dash: usize, line: Line) {
    let bytes = &pen.text.as_bytes()[..line.end];
    let Some(from) = dash.checked_sub(4).filter(|from| *from >= line.start.max(pen.copied)) else { return };
    let Some(code) = bytes.get(from..from + 19) else { return };
    let shape =
        code.iter().enumerate().all(|(at, b)| if at % 5 == 4 { *b == b'-' } else { b.is_ascii_lowercase() });
    let open =
        |at: Option<&u8>| !at.is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'));
    if shape && open(from.checked_sub(1).and_then(|at| bytes.get(at))) && open(bytes.get(from + 19)) {
        pen.hide(from, from + 19);
    }
}

/// A line that is nothing but four groups of four small letters, one of them no word.
pub(super) fn groups(pen: &mut Pen<'_>, line: Line) -> bool {
    let content = &pen.text[line.start..line.end];
    if !(19..64).contains(&content.len()) {
        return false;
    }
    let inner = content.trim();
    let from = line.start + (content.len() - content.trim_start().len());
    let to = from + inner.len();
    let odd = |group: &str| !group.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    let small = inner.bytes().all(|b| b.is_ascii_lowercase() || b == b' ');
    if small
        && extent::groups(pen.text, from, to) == Some(to)
        && inner.split(' ').any(|group| !group.is_empty() && odd(group))
    {
        pen.hide(from, to);
        return true;
    }
    false
}
