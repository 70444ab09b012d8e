//! What the fuzz targets check, beyond that nothing panics, hangs or takes much memory: the same
//! input gives the same answer, no answer is much larger than its question, a password that is put
//! into a text never comes out, and of a server nothing is told that it did not say. One module for
//! each kind of target; the targets themselves, in `fuzz_targets/`, only name the function.
//!
//! A failed assertion is a finding, so there are no other errors here.

pub mod certificates;
pub mod door;
pub mod imported;
pub mod lines;
pub mod offers;
pub mod readers;
pub mod secret;
pub mod servers;
pub mod shown;
pub mod sound;
pub mod stories;
pub mod typed;

use engine::Profile;
use std::sync::LazyLock;

/// The profile that the project ships.
pub static PROFILE: LazyLock<Profile> = LazyLock::new(|| {
    let json = include_str!("../../data/profiles/centurylink.json");
    engine::profile::load("centurylink.json", json).unwrap_or_else(|error| panic!("{error}"))
});

/// A number that hangs on all of the input (FNV-1a): it picks where the targets put something in,
/// so that a corpus file is the plain text that it looks like.
pub fn pick(input: &[u8]) -> usize {
    let hash = input.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash ^ (hash >> 29)) as usize
}

/// Whether to look if the same input gives the same answer again. It always must; now and then is
/// often enough, and leaves time for other inputs.
pub fn again(input: &[u8]) -> bool {
    pick(input) % 8 == 0
}
