//! What is said of an import.

use crate::profile::Placed;
use serde::Serialize;

/// One thing that a person should know of an import.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Note {
    /// What kind of thing.
    pub kind: NoteKind,
    /// The element of the file, or the key of the profile for [`NoteKind::Rule`] and
    /// [`NoteKind::Missing`].
    pub place: String,
    /// The line: of the file, or of the profile for [`NoteKind::Missing`]. None for a rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// What and why, in a sentence.
    pub reason: String,
}

/// What kind of thing a note tells.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// It is wrong, and was left out, as Thunderbird would.
    Dropped,
    /// It is right, but a profile has no place for it.
    NotCarried,
    /// The file does not say; a rule of this project stands there.
    Rule,
    /// The profile is not sound without it: what `profile check` says.
    Missing,
}

impl Note {
    pub(super) fn missing(fault: Placed) -> Self {
        Self { kind: NoteKind::Missing, place: fault.key, line: Some(fault.line), reason: fault.reason }
    }

    pub(super) fn rule(key: &str, reason: &str) -> Self {
        Self { kind: NoteKind::Rule, place: key.to_owned(), line: None, reason: reason.to_owned() }
    }
}
