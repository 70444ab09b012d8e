//! A profile from an autoconfig file.

use crate::again;
use engine::import::{NoteKind, import};
use engine::profile::{Date, load};

/// A domain takes some twenty bytes of a file and some two hundred of a profile; a host for every domain
/// makes more of it, up to 500 servers.
const TIMES: usize = 40;

/// What a profile has without anything of a file, and those 500 servers.
const ALWAYS: usize = 500_000;

/// The same bytes give the same profile, what is missing is what the loader says, nothing grows without
/// measure, and a password in the file is not in the profile.
///
/// # Panics
/// Where something does not hold.
pub fn file(input: &[u8]) {
    let today = Date::stand_in();
    let Ok(made) = import(input, "file.xml", &today) else { return };
    assert!(
        made.profile.len() <= ALWAYS + TIMES * input.len(),
        "{} bytes of {}",
        made.profile.len(),
        input.len()
    );
    let missing: Vec<_> = made.notes.iter().filter(|note| note.kind == NoteKind::Missing).collect();
    match load("", &made.profile) {
        Ok(profile) => {
            assert!(missing.is_empty(), "{missing:?}");
            assert!(profile.endpoints.iter().all(|endpoint| endpoint.standing.accepted()));
        }
        Err(error) => {
            let told: Vec<_> = missing.iter().map(|note| (&note.place, &note.reason)).collect();
            let found: Vec<_> = error.faults.iter().map(|fault| (&fault.key, &fault.reason)).collect();
            assert_eq!(told, found);
        }
    }
    let lines = input.iter().filter(|byte| **byte == b'\n').count() + 1;
    for note in made.notes.iter().filter(|note| note.kind != NoteKind::Missing) {
        assert!(note.line.is_none_or(|line| (1..=lines).contains(&line)), "{note:?} of {lines} lines");
        assert!(note.reason.len() < 2_000, "{note:?}");
    }
    if again(input) {
        assert!(import(input, "file.xml", &today).as_ref() == Ok(&made), "read twice");
    }
}
