//! From what a person tells to causes, likeliest first.

use super::{Catalogue, Cause};
use crate::profile::{KnownIssue, Profile};
use serde::{Deserialize, Serialize};

/// What a person tells; nothing of it is needed.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Story<'a> {
    /// An error message in any shape, with anything around it.
    pub text: &'a str,
    /// The card of the app.
    pub client: Option<&'a str>,
    /// What happens.
    pub symptom: Option<Symptom>,
    /// Whether it ever worked; `None` for "I'm not sure".
    pub worked: Option<bool>,
    /// Whether webmail takes the same password; `None` for "I'm not sure".
    pub webmail: Option<bool>,
}

/// What happens: the choices of "My email stopped working".
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Symptom {
    /// It keeps asking for the password.
    AsksPassword,
    /// Sending fails.
    CannotSend,
    /// Nothing arrives.
    NothingArrives,
    /// A security warning.
    Warning,
    /// Old messages are missing.
    OldMissing,
    /// There is a message or a code.
    Message,
}

/// A cause that was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Explained<'a> {
    /// The cause.
    pub cause: Cause,
    /// The provider's known trouble that fits, where one does.
    pub issue: Option<&'a KnownIssue>,
    /// The id of the message that led to it; `None` where the symptom alone did.
    pub message: Option<&'a str>,
}

/// The causes of what a person tells, likeliest first; empty where nothing is known.
#[must_use]
pub fn explain<'a>(
    _story: &Story<'_>,
    _catalogue: &'a Catalogue,
    _profile: &'a Profile,
) -> Vec<Explained<'a>> {
    Vec::new()
}
