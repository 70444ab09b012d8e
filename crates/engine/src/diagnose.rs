//! Settings against the profile: what is wrong, field by field, and the one sentence that says it.

use crate::finding::Finding;
use crate::profile::Profile;
use crate::settings::Settings;
use serde::Serialize;

/// What else is known of whose settings they are; nothing of it is needed.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct About {
    /// The person's address, as it was typed.
    pub address: Option<String>,
    /// The id of the incoming endpoint that the page or the caller has chosen; it is expected where
    /// nothing nearer to what the person has is right.
    pub incoming: Option<String>,
    /// The same for the outgoing endpoint.
    pub outgoing: Option<String>,
}

/// What the comparison found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnosis {
    /// All of it in one word; its sentence is in `data/text/*/findings.toml`, section `verdict`.
    pub verdict: Verdict,
    /// What there is to say, worst first; of two that are as bad, the one that blocks first.
    pub findings: Vec<Finding>,
    /// Which of the accounts they are about, by place; the others are other providers'.
    pub judged: Vec<usize>,
}

/// A diagnosis in one word: the stable machine code.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Everything that is needed was said, and it is right.
    Right,
    /// What was said is right, but not everything was said.
    RightSoFar,
    /// It works; something is worth changing or knowing.
    Works,
    /// One thing must be changed.
    ChangeOne,
    /// Several things must be changed.
    ChangeSeveral,
    /// The settings are another provider's.
    OtherProvider,
    /// No settings were found.
    NothingRead,
}

/// Compares the accounts of a mail app with the profile.
#[must_use]
pub fn diagnose(accounts: &[Settings], _about: &About, _profile: &Profile) -> Diagnosis {
    let judged = (0..accounts.len()).collect();
    Diagnosis { verdict: Verdict::NothingRead, findings: Vec::new(), judged }
}
