//! Transcripts of mail protocols: `LOGIN`, `AUTH` and what answers a server's challenge.
//! (`PASS` is a word like others, see [`super::words`].)

use super::words::is_one_of;
use super::{Line, Pen, token};
use crate::settings::signs::Signs;

/// What the lines before have said.
#[derive(Default)]
pub(super) struct Wire {
    /// A server has asked for a response (RFC 4954 section 4: `334`; RFC 9051: `+`), or a client
    /// is about to give one; so many more lines may be it.
    challenged: u8,
    /// A `LOGIN` with literals (RFC 9051 section 4.3) is under way.
    literal: bool,
}

const MECHANISMS: &[&str] = &[
    "PLAIN",
    "LOGIN",
    "CRAM-MD5",
    "DIGEST-MD5",
    "SCRAM-SHA-1",
    "SCRAM-SHA-256",
    "NTLM",
    "GSSAPI",
    "XOAUTH2",
    "OAUTHBEARER",
    "XOAUTH",
];

/// What a line of a transcript has, where no line before it leads to it.
pub(super) const SIGNS: &[&str] = &["+", "334", "login", "auth"];

impl Wire {
    /// Whether the lines before make any line of interest.
    pub(super) fn waits(&self) -> bool {
        self.challenged > 0 || self.literal
    }

    /// Strikes passwords in a line of a transcript; true if the line is one.
    pub(super) fn line(&mut self, pen: &mut Pen<'_>, line: Line) -> bool {
        let text = pen.text;
        if !self.waits() && !may_be_wire(&text.as_bytes()[line.start..line.end]) {
            return false;
        }
        let mut tokens = [(0, 0); 8];
        let mut count = 0;
        let mut at = line.start;
        while count < tokens.len()
            && let Some((from, to)) = token(text, at, line.end)
        {
            if !(count == 0 && is_prefix(&text[from..to])) {
                tokens[count] = (from, to);
                count += 1;
            }
            at = to;
        }
        let tokens = &tokens[..count];
        let Some((first, _)) = tokens.first().copied() else { return false };
        let word = |at: usize| tokens.get(at).map_or("", |(from, to)| &text[*from..*to]);

        if std::mem::take(&mut self.literal) && !word(0).starts_with('+') {
            self.literal = ends_in_literal(text[first..line.end].trim_end());
            if !self.literal {
                pen.hide(first, text[..line.end].trim_end().len());
            }
            return true;
        }
        self.literal |= word(0).starts_with('+') && self.challenged == 0 && self.goes_on(text, line);
        if self.challenged > 0 && !word(0).starts_with('+') {
            self.challenged -= 1;
            if count == 1 && is_base64(word(0)) {
                pen.hide(first, tokens[0].1);
                return true;
            }
        }
        if tokens.iter().take(4).any(|(from, to)| &text[*from..*to] == "334")
            || (word(0) == "+" && count <= 2 && (count == 1 || is_base64(word(1))))
        {
            self.challenged = 1;
            return true;
        }
        self.login(pen, tokens, line) || self.auth(pen, tokens, line)
    }

    /// Whether a literal is under way past the server's `+`.
    fn goes_on(&self, text: &str, line: Line) -> bool {
        // The client's next literal follows the server's "+ go ahead" only after a LOGIN in literals.
        ends_in_literal(text[..line.start].trim_end())
    }

    /// `tag LOGIN user password` (RFC 9051 section 6.2.3).
    fn login(&mut self, pen: &mut Pen<'_>, tokens: &[(usize, usize)], line: Line) -> bool {
        let text = pen.text;
        let place = tokens
            .iter()
            .skip(1)
            .take(6)
            .position(|(from, to)| text[*from..*to].eq_ignore_ascii_case("login"));
        let Some(place) = place.map(|at| at + 1) else { return false };
        let tag = &text[tokens[place - 1].0..tokens[place - 1].1];
        let (from, to) = tokens[place];
        let upper = text[from..to].starts_with('L');
        let digit = tag.bytes().any(|b| b.is_ascii_digit());
        let tagged = tag.len() <= 8
            && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.')
            && (digit || (upper && tag.len() == 1));
        if !tagged {
            return false;
        }
        let rest = text[to..line.end].trim_end();
        if ends_in_literal(rest) {
            self.literal = true;
            return true;
        }
        let Some((user, user_end)) = argument(text, to, line.end) else { return false };
        let Some((secret, end)) = argument(text, user_end, line.end) else { return false };
        let quoted = text[user..].starts_with('"') && text[secret..].starts_with('"');
        if (!upper && !quoted) || !text[end..line.end].trim().is_empty() {
            return false;
        }
        if text[secret..].starts_with('"') {
            let close = text[secret + 1..end].strip_suffix('"').map_or(end, |inner| secret + 1 + inner.len());
            pen.hide(secret + 1, close);
        } else {
            pen.hide(secret, end);
        }
        true
    }

    /// `AUTH PLAIN base64` (RFC 4954 section 4) and `tag AUTHENTICATE PLAIN base64`.
    fn auth(&mut self, pen: &mut Pen<'_>, tokens: &[(usize, usize)], line: Line) -> bool {
        let text = pen.text;
        let said = |at: usize| tokens.get(at).map_or("", |(from, to)| &text[*from..*to]);
        let Some(place) = (0..tokens.len().min(6)).find(|at| is_one_of(said(*at), &["AUTH", "AUTHENTICATE"]))
        else {
            return false;
        };
        if !is_one_of(said(place + 1), MECHANISMS) {
            return false;
        }
        if let Some((from, to)) = tokens.get(place + 2)
            && !is_one_of(said(place + 2), MECHANISMS)
            && token(text, *to, line.end).is_none()
            && (is_base64(said(place + 2)) || said(place).starts_with('A'))
            && !said(place + 2).bytes().all(|b| b.is_ascii_lowercase())
        {
            pen.hide(*from, *to);
            return true;
        }
        if tokens.len() == place + 2 && said(place).starts_with('A') {
            self.challenged = 2;
            return true;
        }
        false
    }
}

/// Whether a line has a sign of a transcript near its beginning: cheap, and seldom true.
fn may_be_wire(line: &[u8]) -> bool {
    static NEAR: Signs = Signs::new(&[SIGNS]);
    NEAR.find(&line[..line.len().min(100)]).is_some()
}

/// Whether a word only says who speaks.
fn is_prefix(word: &str) -> bool {
    is_one_of(
        word,
        &[
            "C:", "S:", ">", ">>>", "<", "<<<", ">>", "<<", "->", "<-", "client:", "server:", "~>", "<~",
            "-->", "<--",
        ],
    )
}

/// An argument of an IMAP command: a word, or a string in quotes.
fn argument(text: &str, from: usize, end: usize) -> Option<(usize, usize)> {
    let (start, to) = token(text, from, end)?;
    if !text[start..].starts_with('"') {
        return Some((start, to));
    }
    let mut escaped = false;
    for (at, c) in text[start + 1..end].char_indices() {
        if c == '"' && !escaped {
            return Some((start, start + 2 + at));
        }
        escaped = c == '\\' && !escaped;
    }
    Some((start, text[..end].trim_end().len()))
}

fn ends_in_literal(text: &str) -> bool {
    text.strip_suffix('}').is_some_and(|rest| {
        let digits = rest.trim_end_matches('+').trim_end_matches(|c: char| c.is_ascii_digit());
        digits.ends_with('{') && digits.len() < rest.trim_end_matches('+').len()
    })
}

/// Whether a word can be base64: never a plain word of small letters.
fn is_base64(word: &str) -> bool {
    let body = word.trim_end_matches('=');
    word.len() >= 4
        && word.len().is_multiple_of(4)
        && word.len() - body.len() <= 2
        && body.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/'))
        && (body.len() < word.len() || !body.bytes().all(|b| b.is_ascii_lowercase()))
}
