//! `settings::read`, the door for everything that people paste or drop, and what follows it.

use crate::stories::CATALOGUE;
use crate::{PROFILE, again, pick, secret, sound};
use engine::diagnose::{About, diagnose};
use engine::explain::{Story, explain};
use engine::settings::{Reading, strike};
use std::time::{Duration, Instant};

/// Bytes of any kind.
///
/// # Panics
/// Where something does not hold.
pub fn read(input: &[u8]) {
    let reading = reading(input);
    if again(input) {
        assert_eq!(reading, self::reading(input), "read twice");
    }
    if !reading.text.is_empty() {
        assert!(reading.text.len() <= 8 * input.len() + 64, "{} from {}", reading.text.len(), input.len());
    }
    let _ = diagnose(&reading.accounts, &About::default(), &PROFILE);

    let Ok(text) = str::from_utf8(input) else { return };
    // A mark of another encoding, or of a binary file, would make other text of it.
    if text.contains('\0') || text.starts_with("bplist") {
        return;
    }
    if let Some(marked) = secret::put_in(text, secret::forms_of("free")) {
        let reading = self::reading(marked.as_bytes());
        assert!(!secret::is_in(&format!("{reading:?}")), "{marked}\nbecame\n{reading:?}");
    }
}

fn reading(input: &[u8]) -> Reading {
    let reading = engine::settings::read(input).unwrap_or_else(|error| panic!("{error}"));
    // Text of two bytes a letter may grow by half.
    sound::bounded(&reading.accounts, 2 * input.len());
    reading
}

/// A short input, repeated to a long text: what costs more than its length shows here. The first
/// line stands in front, the last one behind, what is between is repeated.
///
/// # Panics
/// Where four times the text costs far more than four times the time.
pub fn repeated(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    if text.is_empty() || text.len() > 300 {
        return;
    }
    let (first, rest) = text.split_once('\n').unwrap_or(("", text));
    let (piece, last) = rest.rsplit_once('\n').map_or((rest, ""), |(piece, last)| (piece, last));
    if piece.is_empty() {
        return;
    }
    let long = |size: usize| format!("{first}\n{}{last}", piece.repeat(size / piece.len()));
    let (short, long) = (long(LENGTH / 4), long(LENGTH));
    // One of them for each input, for this takes long.
    let works = [("strike", strike_only as fn(&str)), ("read", read_and_diagnose), ("explain", explain_only)];
    let (name, work) = works[pick(input) % works.len()];
    if too_slow(work, &short, &long) {
        let (whole, quarter) = (time(work, &long), time(work, &short));
        panic!("{name} takes {whole:?} for {LENGTH} bytes and {quarter:?} for a quarter of them");
    }
}

/// How long the long text is, in bytes.
const LENGTH: usize = 80_000;

fn strike_only(text: &str) {
    let _ = strike(text);
}

fn read_and_diagnose(text: &str) {
    let reading = reading(text.as_bytes());
    let _ = diagnose(&reading.accounts, &About::default(), &PROFILE);
}

fn explain_only(text: &str) {
    let _ = explain(&Story { text, ..Story::default() }, &CATALOGUE, &PROFILE);
}

/// Four times the text may take four times the time; a quadratic pass takes sixteen times. The
/// machine may be busy, so it counts only if it is so every time.
fn too_slow(work: fn(&str), short: &str, long: &str) -> bool {
    if time(work, long) < Duration::from_millis(100) {
        return false;
    }
    (0..4).all(|_| time(work, long) > 9 * time(work, short))
}

fn time(work: fn(&str), text: &str) -> Duration {
    let start = Instant::now();
    work(text);
    start.elapsed()
}
