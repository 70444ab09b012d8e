//! Strikes passwords out of a text, before anything else is done with it.
//!
//! One pass over the lines. A password is known by what stands before it: a word such as
//! "password" as label, key, element or in a sentence ([`words`], [`value`]), a command of a mail
//! protocol ([`wire`]), or its place in a QR code ([`places`]). In doubt more is struck than
//! less, but not the settings beside it.

mod extent;
mod lists;
mod method;
mod places;
mod value;
mod wire;
mod words;

use crate::settings::signs::Signs;
use places::Inside;
use words::{Kind, Word, clean, is_one_of};

/// What stands for a password, whatever its length.
const DOTS: &str = "••••••••";

/// A text without its passwords.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Struck {
    /// The text, line for line; in each line eight dots (U+2022) stand for a password of whatever
    /// length, so that the length is not told.
    pub text: String,
    /// How many passwords were struck out.
    pub count: usize,
}

/// Strikes out what looks like a password. Labels without a value ("Normal password") and
/// sentences about passwords stay; so do passwords that are dots or stars already.
#[must_use]
pub fn strike(text: &str) -> Struck {
    let mut pen = Pen { text, out: String::with_capacity(text.len() + 64), copied: 0, count: 0 };
    let mut wire = wire::Wire::default();
    let mut asked = Asked::default();
    let mut start = 0;
    while start < text.len() {
        // The end of the line, or a sign before it.
        let near = ANY.find(&text.as_bytes()[start..]).map_or(text.len(), |at| start + at);
        let end = text[near..].find('\n').map_or(text.len(), |at| near + at);
        if end > pen.copied {
            line(&mut pen, &mut wire, &mut asked, Line { start, end }, near < end);
        }
        start = end + 1;
    }
    pen.finish()
}

/// What [`scan`] looks at: how the words of [`words::at`] begin, and what [`places`] knows.
const SCANNED: &[&str] = &[
    "pass", "pwd", "cont", "clav", "kenn", "secr", "toke", "encr", "raw", "<", ">", "://", "[1", "[ ", "-?",
];
static SCAN: Signs = Signs::new(&[SCANNED]);
/// All that makes a line worth more than a look.
static ANY: Signs = Signs::new(&[SCANNED, wire::SIGNS, &["\n"]]);

/// Where a line begins and ends, without its line break.
#[derive(Clone, Copy)]
struct Line {
    start: usize,
    end: usize,
}

/// What the lines before have asked for.
#[derive(Default)]
struct Asked {
    /// A label such as "Password" stood alone in its line: so many more lines may hold its value.
    lines: u8,
    /// The line before, which may be the label of the sign-in method, whose value may be "Password".
    before: Option<Line>,
    /// The line before ended in the middle of a value (`hex:01,\`).
    goes_on: bool,
    /// The content that begins here is a password; its tag began in a line before.
    content: Option<usize>,
}

/// Copies the text and leaves passwords out.
struct Pen<'a> {
    text: &'a str,
    out: String,
    /// Up to here the text is copied or struck.
    copied: usize,
    count: usize,
}

impl Pen<'_> {
    /// Strikes a whole password.
    fn hide(&mut self, from: usize, to: usize) {
        if self.cover(from, to) {
            self.count += 1;
        }
    }

    /// Strikes a part of a password; false if there is nothing to strike.
    fn cover(&mut self, from: usize, to: usize) -> bool {
        let from = from.max(self.copied);
        let (Some(part), Some(before)) = (self.text.get(from..to), self.text.get(self.copied..from)) else {
            return false;
        };
        if part.chars().all(|c| matches!(c, '•' | '●' | '*' | '·' | '∙') || c.is_whitespace()) {
            return false;
        }
        self.out.push_str(before);
        self.out.push_str(DOTS);
        self.copied = to;
        true
    }

    fn finish(mut self) -> Struck {
        self.out.push_str(self.text.get(self.copied..).unwrap_or_default());
        Struck { text: self.out, count: self.count }
    }
}

fn line(pen: &mut Pen<'_>, wire: &mut wire::Wire, asked: &mut Asked, line: Line, signs: bool) {
    let text = pen.text;
    let content = text[line.start..line.end].trim();
    if std::mem::take(&mut asked.goes_on) {
        asked.goes_on = value::to_end(pen, line.start, line).1;
        return;
    }
    if content.is_empty() {
        return;
    }
    // Without the blanks around it, so that no look back has to cross them again.
    let start = line.start + (line.end - line.start - text[line.start..line.end].trim_start().len());
    let line = Line { start, end: start + content.len() };
    if asked.lines > 0 {
        asked.lines -= 1;
        if value::may_be_alone(content) {
            asked.lines = 0;
            pen.hide(line.start, line.end);
            return;
        }
        if !words::is_noise(content) {
            asked.lines = 0;
        }
    }
    if (wire.waits() || signs) && wire.line(pen, line) || places::groups(pen, line) {
        return;
    }
    let before = asked.before.replace(line);
    if signs {
        scan(pen, asked, line, before);
    }
}

/// Looks for words, addresses and codes that hold passwords. `before` is the line before.
fn scan(pen: &mut Pen<'_>, asked: &mut Asked, line: Line, before: Option<Line>) {
    let text = pen.text;
    let bytes = text.as_bytes();
    let mut tag = None;
    let mut method = None;
    let mut at = line.start.max(pen.copied);
    // The blank behind a bracket may be the one behind the line.
    let end = (line.end + 1).min(bytes.len());
    while at < line.end {
        // Signs of one byte may follow one another by the million.
        if !matches!(bytes[at], b'<' | b'>') {
            let Some(skip) = SCAN.find(&bytes[at..end]) else { break };
            at += skip;
        }
        let mut next = at + 1;
        match bytes[at] {
            b'<' => tag = Some(at),
            b'>' => {
                tag = None;
                if asked.content == Some(next) {
                    places::content(pen, next);
                }
            }
            b':' => next = places::address(pen, at + 3, line),
            b'[' => next = places::code(pen, at),
            b'-' => places::dashed(pen, at, line),
            _ => {
                if let Some(word) = words::at(text, at, line) {
                    let label = |before: Line| words::is_method_label(&text[before.start..before.end]);
                    let method = *method.get_or_insert_with(|| before.is_some_and(label));
                    next = found(pen, asked, &word, line, tag, method);
                }
            }
        }
        at = next.max(at + 1).max(pen.copied);
    }
}

/// Strikes what belongs to a word, and says where to go on.
fn found(
    pen: &mut Pen<'_>,
    asked: &mut Asked,
    word: &Word,
    line: Line,
    tag: Option<usize>,
    method: bool,
) -> usize {
    let inside =
        tag.and_then(|open| places::element(pen.text, open, word)).or_else(|| places::cell(pen.text, word));
    if let Some(inside) = inside {
        match inside {
            Inside::From(at) => places::content(pen, at),
            Inside::Later(at) => asked.content = Some(at),
            Inside::Nothing => {}
        }
        return word.end;
    }
    if method::is_cell(pen.text, word, line) {
        return word.end;
    }
    match value::after(pen, word, line) {
        value::After::Struck { goes_on } => asked.goes_on = goes_on,
        value::After::Nothing if !method && word.kind == Kind::Password => {
            if words::is_label(clean(&pen.text[line.start..line.end])) {
                asked.lines = 2;
            }
        }
        value::After::Nothing => {}
    }
    word.end
}

/// The next run of characters without blanks in `from..to`: where it is.
fn token(text: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    let rest = text.get(from..to)?;
    let start = rest.find(|c: char| !c.is_whitespace())?;
    let length = rest[start..].find(char::is_whitespace).unwrap_or(rest.len() - start);
    Some((from + start, from + start + length))
}

/// Whether a text is a server's name by its beginning.
fn is_host(token: &str) -> bool {
    let token = clean(token);
    token.split_once(['.', ',']).is_some_and(|(first, rest)| {
        !rest.is_empty() && is_one_of(first, &["imap", "pop", "pop3", "smtp", "mail", "smpt", "webmail"])
    })
}
