//! Strangers' text made fit to show.

use crate::{again, pick};
use probe::text::{SHOWN, plain, shown};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Bytes of any kind, and our own address among them, as servers repeat it.
///
/// # Panics
/// Where something does not hold.
pub fn cleaned(input: &[u8]) {
    let text = shown(input);
    fit(&text);
    fit(&plain(input));
    if again(input) {
        assert_eq!(shown(input), text, "cleaned twice");
    }
    assert_eq!(shown(text.as_bytes()), text, "cleaned what is clean");
    let marked = plain(input);
    assert_eq!(plain(marked.as_bytes()), marked, "cleaned what is clean");

    let lossy = String::from_utf8_lossy(input);
    let (before, after) = lossy.split_at(lossy.floor_char_boundary(pick(input) % (lossy.len() + 1)));
    let mut own = own(pick(input) / 8);
    if lossy.contains('\u{1b}') {
        // A sequence may take the bracket with it. Digits before such a name make a telephone number
        // of it, but then only a server that is after just that writes so.
        own = own.replace('-', ".");
    }
    // What vanishes between them may join the input's own digits.
    if !SIGN.chars().all(|digit| lossy.contains(digit)) {
        for marks in
            [(" ", " "), ("[", "]"), ("(IPv6:", ")"), ("unknown[", "]:25"), ("<a@", ">,"), ("=", ";")]
        {
            let text = shown(format!("{before}{}{own}{}{after}", marks.0, marks.1).as_bytes());
            // No part of it either.
            assert!(!text.contains(SIGN), "{own} in {text:?}");
        }
    }
    if !lossy.contains('\u{1b}') {
        let coloured = format!("{before}\u{1b}[1;31m{after}\u{1b}[0m");
        assert_eq!(shown(coloured.as_bytes()), text, "terminal sequences leave something");
    }
}

/// In each form of the address, even of a part of it.
const SIGN: &str = "237";

/// Our address, as some server would write it.
fn own(pick: usize) -> String {
    let v4 = Ipv4Addr::new(198, 51, 237, 237);
    let v6 = Ipv6Addr::new(0x2001, 0xdb8, 0x237, 0, 0, 0, 0x4237, 0x237);
    let full = Ipv6Addr::new(0x2001, 0xdb8, 0x237, 0x237, 0x237, 0x237, 0x237, 0x237);
    match pick % 7 {
        0 => v4.to_string(),
        1 => v4.to_string().replace('.', "-") + ".dyn.example",
        2 => v6.to_string(),
        3 => full.to_string(),
        4 => full.to_string().to_ascii_uppercase(),
        5 => IpAddr::V6(v4.to_ipv6_mapped()).to_string(),
        _ => format!("{v4}:4237"),
    }
}

/// Whether a text may be shown: short, in one line, and nothing hides in it.
///
/// # Panics
/// Where it may not.
pub fn fit(text: &str) {
    assert!(text.chars().count() <= SHOWN, "{} characters", text.chars().count());
    assert!(!text.chars().any(hides), "{text:?}");
    assert!(!text.contains("  ") && text.trim() == text, "{text:?}");
}

/// Control and white space but a space; what Unicode calls ignorable (`Default_Ignorable_Code_Point`,
/// Unicode 16, DerivedCoreProperties.txt), which has all that changes direction or has no width; and
/// the marks of interlinear text.
fn hides(c: char) -> bool {
    c.is_control()
        || (c.is_whitespace() && c != ' ')
        || matches!(c as u32,
            0xAD | 0x34F | 0x61C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F
            | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB
            | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF)
}
