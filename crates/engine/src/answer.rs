//! The answers in JSON (design section 6): the same from the command line, the page's late modules
//! and the npm package. The names stay as they are.

use crate::address::AddressCheck;
#[cfg(feature = "whole")]
use crate::diagnose::{Change, Diagnosis, Verdict};
#[cfg(feature = "whole")]
use crate::explain::Told;
use crate::finding::ToldFinding;
#[cfg(feature = "whole")]
use crate::settings::{Reading, Settings};
use crate::text::{Findings, Texts};
use serde::Serialize;

/// What there is to say of an address: `mail-setup address`, `checkAddress`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AddressAnswer {
    /// Whether it is an address at all.
    pub valid: bool,
    /// Whether the domain is one of the provider's.
    pub known_domain: bool,
    /// Addresses that may be meant instead, likeliest first.
    pub suggestions: Vec<String>,
    /// What there is to say of it; empty when it is simply right.
    pub findings: Vec<ToldFinding>,
}

impl AddressAnswer {
    /// The answer in words; `provider` is the provider's name.
    #[must_use]
    pub fn of(checked: &AddressCheck, texts: &Texts<Findings>, provider: &str) -> Self {
        Self {
            valid: checked.address.is_some(),
            known_domain: checked.known_domain(),
            suggestions: checked.suggestions.iter().map(ToString::to_string).collect(),
            findings: checked.findings().iter().map(|one| one.told(texts, provider)).collect(),
        }
    }
}

/// What there is to say of settings: `mail-setup diagnose`, `diagnose`.
#[cfg(feature = "whole")]
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DiagnoseAnswer {
    /// The one sentence.
    pub verdict: String,
    /// The same as a stable machine code.
    pub outcome: Verdict,
    /// What was read, passwords left out.
    pub read: Vec<Settings>,
    /// How many passwords were struck out.
    pub struck: usize,
    /// What is wrong, worst first.
    pub findings: Vec<ToldFinding>,
    /// The values to change.
    pub changes: Vec<Change>,
}

#[cfg(feature = "whole")]
impl DiagnoseAnswer {
    /// The answer in words: what was read, and what the comparison with the profile found.
    #[must_use]
    pub fn of(diagnosis: &Diagnosis, reading: Reading, texts: &Texts<Findings>, provider: &str) -> Self {
        Self {
            verdict: diagnosis.told(texts, provider),
            outcome: diagnosis.verdict,
            read: reading.accounts,
            struck: reading.struck,
            findings: diagnosis.findings.iter().map(|one| one.told(texts, provider)).collect(),
            changes: diagnosis.changes(),
        }
    }
}

/// What there is to say of an error message: `mail-setup explain`, `explain`.
#[cfg(feature = "whole")]
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ExplainAnswer {
    /// The causes, likeliest first; empty where the message is not known.
    pub causes: Vec<Told>,
}
