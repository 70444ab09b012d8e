//! The line reader: the same lines however the bytes arrive, none lost or made up, and no more kept
//! than its limits say.

use crate::{again, pick};
use probe::line::{LineLimits, LineReader, TooMuch};

/// Limits that a short input reaches.
const TIGHT: LineLimits = LineLimits { kept: 12, line: 20, lines: 5, bytes: 64 };

/// What came out: the lines, and whether something is left, or that it was too much.
type Read = (Vec<Vec<u8>>, Result<bool, TooMuch>);

/// Bytes of any kind, in pieces of any size.
///
/// # Panics
/// Where something does not hold.
pub fn cut(input: &[u8]) {
    // The usual limits, which only a flood reaches, take long: now and then.
    let all = [TIGHT, LineLimits::default()];
    for limits in all.into_iter().take(if again(input) { 2 } else { 1 }) {
        // A phase of one line, of some, and one that never ends.
        for phase in [1, 3, usize::MAX] {
            let wanted = wanted(input, limits, phase);
            for piece in [1, 2 + pick(input) % 30, input.len().max(1)] {
                assert_eq!(read(input, piece, limits, phase), wanted, "{limits:?}, pieces of {piece}");
            }
        }
    }
    if again(input) {
        flood(input);
    }
    // The other line end. It counts, so limits are reached earlier.
    let plain = input.split(|byte| *byte == b'\n').collect::<Vec<_>>().join(&b"\r\n"[..]);
    if let ((lines, Ok(_)), (plain, Ok(_))) = (whole(input), whole(&plain)) {
        assert_eq!(lines, plain, "with another line end");
    }
}

fn whole(input: &[u8]) -> Read {
    read(input, input.len().max(1), LineLimits::default(), usize::MAX)
}

/// The reader's own lines, with a new phase after every `phase` of them.
fn read(input: &[u8], piece: usize, limits: LineLimits, phase: usize) -> Read {
    let mut reader = LineReader::new(limits);
    let (mut lines, mut pushed) = (Vec::new(), 0);
    for piece in input.chunks(piece) {
        reader.push(piece);
        pushed += piece.len();
        loop {
            match reader.next_line() {
                Ok(Some(line)) => {
                    assert!(line.len() <= limits.kept);
                    lines.push(line);
                    if lines.len() % phase == 0 {
                        reader.begin_phase();
                    }
                }
                Ok(None) => break,
                Err(error) => {
                    assert_eq!(reader.next_line(), Err(error), "more, after it was too much");
                    return (lines, Err(error));
                }
            }
        }
        let held = input[..pushed].rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
        assert!(held.len() <= limits.line, "{} bytes of a line are held", held.len());
        assert_eq!(reader.has_unread(), !held.is_empty());
    }
    (lines, Ok(reader.has_unread()))
}

/// The same, said in the simplest way.
fn wanted(input: &[u8], limits: LineLimits, phase: usize) -> Read {
    let (mut lines, mut rest, mut count, mut bytes) = (Vec::new(), input, 0, 0);
    while let Some(at) = rest.iter().position(|byte| *byte == b'\n') {
        let mut line = &rest[..at];
        rest = &rest[at + 1..];
        count += 1;
        bytes += at + 1;
        if at + 1 > limits.line || count > limits.lines || bytes > limits.bytes {
            return (lines, Err(TooMuch));
        }
        while let Some(shorter) = line.strip_suffix(b"\r") {
            line = shorter;
        }
        lines.push(line[..line.len().min(limits.kept)].to_vec());
        if lines.len() % phase == 0 {
            (count, bytes) = (0, 0);
        }
    }
    let over = rest.len() > limits.line || bytes + rest.len() > limits.bytes;
    (lines, if over { Err(TooMuch) } else { Ok(!rest.is_empty()) })
}

/// The input without end: it is stopped no later than a read behind the limit.
fn flood(input: &[u8]) {
    if input.is_empty() {
        return;
    }
    let limits = LineLimits::default();
    let piece: Vec<u8> = input.iter().copied().cycle().take(4096).collect();
    let mut reader = LineReader::new(limits);
    for _ in 0..=limits.bytes / piece.len() {
        reader.push(&piece);
        loop {
            match reader.next_line() {
                Ok(Some(_)) => {}
                Ok(None) => break,
                Err(_) => return,
            }
        }
    }
    panic!("a flood is not stopped");
}
