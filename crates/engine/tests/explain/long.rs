//! Pastes of two megabytes.

use crate::support::of_text;
use engine::Cause;
use std::time::Instant;

const SIZE: usize = 2_000_000;

/// Pastes that are meant to be slow: words that begin many messages, signs that begin something.
fn hostile() -> Vec<(&'static str, String)> {
    let fill = |unit: &str| unit.repeat(SIZE / unit.len());
    vec![
        (
            "prose",
            fill(
                "The quick brown fox jumps over the lazy dog and cannot send anything to the server today. ",
            ),
        ),
        ("no", fill("no ")),
        ("first words", fill("certificate certificado login to server connection to outgoing server ")),
        ("nearly", fill("non overridable tls non overridable tls error ")),
        ("issue words", fill("login to server centurylink.net @q.com password certificate ")),
        ("ampersands", fill("&")),
        ("entities", fill("&#39;&nbsp;&amp")),
        ("tags", fill("<a <b c=")),
        ("one word", fill("a")),
        ("accents", fill("contraseña\u{301} ")),
        ("at", fill("@@")),
        ("soft breaks", fill("=\r\n=")),
    ]
}

#[test]
fn a_message_at_the_end_of_a_long_paste_is_found() {
    for (name, mut text) in hostile() {
        text.push_str("\n\n(0x800CCC18)\n");
        assert!(of_text(&text).contains(&Cause::AuthMethod), "{name}");
    }
}

/// `cargo test -p engine --release --features load --test explain -- --ignored --nocapture`: milliseconds
/// for 2 MB, and how many times those for 200 KB (10 is linear).
#[test]
#[ignore = "a measurement, not a check"]
fn how_long_it_takes() {
    let time = |text: &str| {
        let runs = (0..5).map(|_| {
            let start = Instant::now();
            of_text(text);
            start.elapsed()
        });
        runs.min().unwrap_or_default().as_secs_f64() * 1000.0
    };
    println!("{:14} {:8.2} ms", "nothing", time(""));
    for (name, text) in hostile() {
        let short = text.chars().take(SIZE / 10).collect::<String>();
        let (long, short) = (time(&text), time(&short));
        println!("{name:14} {long:8.2} ms  {:5.1} times", long / short);
    }
}
