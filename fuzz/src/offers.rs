//! What mail servers say: greetings, and what they offer in three protocols. However a server
//! writes it, the same is read; and nothing is read that it did not say.

use crate::{again, pick};
use probe::proto::imap::Line;
use probe::proto::pop::Reply;
use probe::proto::{Capabilities, imap, pop, smtp, speaks_of_a_limit};

/// The tag of the command that is under way.
const TAG: &str = "a1";

/// Greetings, each line as if it were the first; a refusal's words too.
///
/// # Panics
/// Where something does not hold.
pub fn greeting(input: &[u8]) {
    for line in lines(input) {
        imap_line(line, "");
        let (smtp, pop) = (smtp::reply_line(line), pop::reply(line));
        let is_imap = !matches!(imap::line(line, ""), Line::NotImap | Line::Stray);
        let claims = [is_imap, smtp.is_some(), pop != Reply::NotPop];
        assert!(claims.iter().filter(|claim| **claim).count() <= 1, "{claims:?}");
        let limit = speaks_of_a_limit(line);
        for other in rewritten(line) {
            let code = |line| smtp::reply_line(line).map(|line| (line.code, line.last));
            assert_eq!(code(&other), code(line), "{:?}", other.escape_ascii().to_string());
            assert_eq!(kind(pop::reply(&other)), kind(pop));
        }
        for other in [line.to_ascii_lowercase(), line.to_ascii_uppercase()] {
            assert_eq!(speaks_of_a_limit(&other), limit);
        }
        if let Some(smtp) = smtp {
            assert!((200..600).contains(&smtp.code) && line.ends_with(smtp.text));
            assert!(line.starts_with(smtp.code.to_string().as_bytes()));
        }
    }
}

fn kind(reply: Reply<'_>) -> u8 {
    match reply {
        Reply::Ok(_) => 0,
        Reply::Err(_) => 1,
        Reply::NotPop => 2,
    }
}

/// IMAP's capabilities: untagged, in a greeting, and in a command's end.
///
/// # Panics
/// Where something does not hold.
pub fn capability(input: &[u8]) {
    lines(input).for_each(|line| imap_line(line, TAG));

    // The input's own words between known ones, in the three places where they may stand.
    let own: Vec<&[u8]> =
        words(input).filter(|word| !word.contains(&b']')).take(60).map(|word| cut(word, 100)).collect();
    let (before, after) = own.split_at(pick(input) % (own.len() + 1));
    let all = [before, &[&b"StartTLS"[..], b"auth=x-known", b"LoginDisabled"], after].concat().join(&b' ');
    let line = |head: &str, tail: &str| [head.as_bytes(), &all, tail.as_bytes()].concat();
    let Line::Capability(found) = imap::line(&line("* CAPABILITY ", ""), TAG) else {
        panic!("no capabilities: {:?}", all.escape_ascii().to_string());
    };
    known(&found, &all);
    assert!(found.login_disabled);
    let greeting = imap::line(&line("* ok [capability ", "] \u{e9}\u{ff}\u{0} ready [x]"), "");
    assert_eq!(greeting, Line::Ok(Some(found.clone())));
    let end = imap::line(&line("A1 Ok  [Capability ", "]"), TAG);
    assert_eq!(end, Line::Tagged(imap::Outcome::Ok, Some(found)));
}

/// One line from an IMAP server.
fn imap_line(line: &[u8], tag: &str) {
    let read = imap::line(line, tag);
    match &read {
        Line::Ok(Some(found))
        | Line::Preauth(Some(found))
        | Line::Capability(found)
        | Line::Tagged(_, Some(found)) => sound(found, line),
        _ => {}
    }
    for other in rewritten(line) {
        assert_eq!(imap::line(&other, tag), read, "{:?}", other.escape_ascii().to_string());
    }
    // What stands behind the first two words.
    let text = imap::text(line);
    assert!(line.ends_with(text) && !text.first().is_some_and(|byte| is_blank(*byte)));
    assert_eq!(words(text).collect::<Vec<_>>(), words(line).skip(2).collect::<Vec<_>>());
}

/// SMTP's reply to EHLO.
///
/// # Panics
/// Where something does not hold.
pub fn ehlo(input: &[u8]) {
    let mut replies: Vec<Vec<u8>> = Vec::new();
    for line in lines(input) {
        let Some(reply) = smtp::reply_line(line) else { break };
        replies.push(reply.text.to_vec());
        if reply.last {
            break;
        }
    }
    let texts: Vec<&[u8]> = replies.iter().map(Vec::as_slice).collect();
    let read = |texts: &[&[u8]]| smtp::ehlo(texts.iter().skip(1).copied());
    same_however_written(&texts, &read);
    let found = put_in(&texts, &[b"starttls", b"Auth  x-known"], &read);
    known(&found, input);
    let size = [texts, vec![b"host", b"Size 1234"]].concat();
    assert_eq!(read(&size).size, Some(1234));
}

/// POP3's list of capabilities.
///
/// # Panics
/// Where something does not hold.
pub fn capa(input: &[u8]) {
    let texts: Vec<&[u8]> = lines(input).skip(1).take_while(|line| *line != b".").collect();
    let read = |texts: &[&[u8]]| pop::capa(texts.iter().copied());
    same_however_written(&texts, &read);
    known(&put_in(&texts, &[b"Stls", b"sasl X-Known"], &read), input);
}

fn same_however_written(texts: &[&[u8]], read: &dyn Fn(&[&[u8]]) -> Capabilities) {
    let found = read(texts);
    sound(&found, &texts.join(&b'\n'));
    for kind in 0..KINDS {
        let other: Vec<Vec<u8>> = texts.iter().map(|text| rewrite(text, kind)).collect();
        let other = read(&other.iter().map(Vec::as_slice).collect::<Vec<_>>());
        assert_eq!(other, found, "written in another way");
    }
}

/// The capabilities with `more` lines somewhere behind the first.
fn put_in(texts: &[&[u8]], more: &[&[u8]], read: &dyn Fn(&[&[u8]]) -> Capabilities) -> Capabilities {
    let (first, rest) = texts.split_first().map_or((&b"host"[..], texts), |(first, rest)| (*first, rest));
    let (before, after) = rest.split_at(pick(&texts.concat()) % (rest.len() + 1));
    read(&[&[first], before, more, after].concat())
}

/// What was put in is there; the list of mechanisms may be full before.
fn known(found: &Capabilities, all: &[u8]) {
    let full = found.auth.len() == AUTH;
    let all = all.escape_ascii();
    assert!(found.starttls && (full || found.auth.iter().any(|name| name == "X-KNOWN")), "{found:?}, {all}");
}

/// How many mechanisms and other keywords are listed, and how much of each.
const AUTH: usize = 20;
const OTHER: usize = 40;
const LONGEST: usize = 40;

/// Bounded, plain, and nothing that the server did not say: `?` stands for a byte that is not
/// printable.
fn sound(found: &Capabilities, said: &[u8]) {
    assert!(found.auth.len() <= AUTH && found.other.len() <= OTHER, "{found:?}");
    let said: Vec<u8> = said
        .iter()
        .map(|byte| match byte {
            b' ' | b'\t' | b'\n' => b' ',
            byte if byte.is_ascii_graphic() => byte.to_ascii_uppercase(),
            _ => b'?',
        })
        .collect();
    // A word of its own, or behind `AUTH=`; cut where it is too long.
    let begins = |at: &usize| {
        let before = &said[..*at];
        matches!(before.last(), None | Some(b' ' | b'[')) || before.ends_with(b" AUTH=") || before == b"AUTH="
    };
    let begun: Vec<&[u8]> = (0..said.len()).filter(begins).map(|at| &said[at..]).collect();
    let has = |name: &str| {
        let mut behind = begun.iter().filter_map(|rest| rest.strip_prefix(name.as_bytes()));
        behind.any(|rest| name.len() == LONGEST || matches!(rest, [] | [b' ' | b']', ..]))
    };
    for (at, name) in found.auth.iter().chain(&found.other).enumerate() {
        assert!((1..=LONGEST).contains(&name.len()) && has(name), "{name:?} of {found:?}");
        let plain = |byte: u8| byte.is_ascii_graphic() && !byte.is_ascii_lowercase();
        assert!(name.bytes().all(plain), "{name:?}");
        let list = if at < found.auth.len() { &found.auth } else { &found.other };
        assert_eq!(list.iter().filter(|other| *other == name).count(), 1, "{name} is listed twice");
    }
    assert!(!found.starttls || has("STARTTLS") || has("STLS"), "{found:?}");
    assert!(!found.login_disabled || has("LOGINDISABLED"), "{found:?}");
    if let Some(size) = found.size {
        let digits = |word: &[u8]| word.trim_ascii().strip_prefix(b"+").is_none();
        let parsed = |word: &[u8]| str::from_utf8(word).ok().and_then(|word| word.parse().ok());
        assert!(words(&said).any(|word| digits(word) && parsed(word) == Some(size)), "size {size}");
    }
}

const KINDS: usize = 4;

/// The line as other servers would write it: in another case, with more blanks, with blanks at its
/// end.
fn rewrite(line: &[u8], kind: usize) -> Vec<u8> {
    match kind {
        0 => line.to_ascii_lowercase(),
        1 => line.to_ascii_uppercase(),
        2 => [line, b" \t "].concat(),
        _ => line.split(|byte| *byte == b' ').collect::<Vec<_>>().join(&b"\t "[..]),
    }
}

fn rewritten(line: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    // All of them, now and then; for other inputs the first, which also shows that reading is steady.
    let kinds = if again(line) { KINDS } else { 1 };
    (0..kinds).map(|kind| rewrite(line, kind))
}

/// The lines as the line reader gives them, as many and as long as it does.
fn lines(input: &[u8]) -> impl Iterator<Item = &[u8]> {
    input.split(|byte| *byte == b'\n').take(64).map(|line| {
        let end = line.iter().rposition(|byte| *byte != b'\r').map_or(0, |at| at + 1);
        cut(&line[..end], 2048)
    })
}

fn cut(bytes: &[u8], most: usize) -> &[u8] {
    &bytes[..bytes.len().min(most)]
}

fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}

/// The words of a line, or of lines.
fn words(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    line.split(|byte| is_blank(*byte) || *byte == b'\n').filter(|word| !word.is_empty())
}
