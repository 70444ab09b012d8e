//! Which file was proven by which program: `data/proven.toml`, and its table for people,
//! `docs/proven.md`. Both are written by `cargo xtask test` from what the tests noted.

use engine::Format;
use engine::profile::Security;
use serde::{Deserialize, Serialize};

/// That a program took a file of ours.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// The file's format.
    pub format: Format,
    /// The program's name, as people know it.
    pub program: String,
    /// What was seen.
    pub means: Means,
    /// How the file was given to the program, in a few English words.
    pub how: String,
    /// How the outgoing connection was encrypted.
    pub outgoing: Security,
    /// The program's version, as it says it.
    pub version: String,
}

/// What was seen of a program that took a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// It signed in to real servers with it, and read a message or sent one that arrived.
    Used,
    /// A mail program's own reader understood every value.
    Read,
    /// A parser that is not ours read it, and every key and value was as the format's facts say.
    Checked,
}
