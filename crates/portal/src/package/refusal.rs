//! Why there is no answer: what the package's `AssistantError` is made of.

use engine::account::AccountError;
use engine::export::ExportError;
use engine::finding::ToldFinding;
use engine::guide::GuideError;
use engine::profile::{Fault, LoadError, Placed};
use engine::settings::ReadError;
use serde::Serialize;

/// Why there is no answer; each message is plain sentences.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refusal {
    /// The profile is wrong: every key, and why.
    #[error("{}", list(.0))]
    Profile(Vec<Fault>),
    /// An argument or an option is wrong.
    #[error("{key}: {reason}")]
    Argument {
        /// Its name.
        key: String,
        /// What was found, and what is accepted.
        reason: String,
    },
    /// The address or the name is not usable: the findings, in the person's language.
    #[error("{}", sentences(.0))]
    Address(Vec<ToldFinding>),
    /// The chosen endpoints do not fit.
    #[error("{0}")]
    Endpoint(String),
    /// The card has no such variant.
    #[error(transparent)]
    Variant(#[from] GuideError),
    /// There is no format of that name.
    #[error("{wanted:?} is not a format; the formats are {known}")]
    Format {
        /// What was asked for.
        wanted: String,
        /// What there is.
        known: String,
    },
    /// It is more than is read.
    #[error(transparent)]
    TooLarge(#[from] ReadError),
    /// The provider's values cannot be said in a file.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The package's own data is of another build than its WebAssembly.
    #[error("the package's files do not belong together: {0}")]
    Data(String),
}

/// A refusal as `index.js` takes it over.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ToldRefusal {
    code: &'static str,
    message: String,
    faults: Vec<Fault>,
    findings: Vec<ToldFinding>,
}

impl Refusal {
    /// Every code that the WebAssembly gives; `index.js` has two more, `client` and `unavailable`.
    pub const CODES: [&'static str; 9] =
        ["profile", "argument", "address", "endpoint", "variant", "format", "too_large", "export", "data"];

    /// The stable machine code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Profile(_) => "profile",
            Self::Argument { .. } => "argument",
            Self::Address(_) => "address",
            Self::Endpoint(_) => "endpoint",
            Self::Variant(_) => "variant",
            Self::Format { .. } => "format",
            Self::TooLarge(_) => "too_large",
            Self::Export(_) => "export",
            Self::Data(_) => "data",
        }
    }

    /// The refusal with its sentence, and what an error handler may want of it.
    #[must_use]
    pub fn told(self) -> ToldRefusal {
        let (code, message) = (self.code(), self.to_string());
        let (faults, findings) = match self {
            Self::Profile(faults) => (faults, Vec::new()),
            Self::Address(findings) => (Vec::new(), findings),
            _ => (Vec::new(), Vec::new()),
        };
        ToldRefusal { code, message, faults, findings }
    }
}

/// Line and column are left out: the profile was an object.
impl From<LoadError> for Refusal {
    fn from(error: LoadError) -> Self {
        let fault = |placed: Placed| Fault { key: placed.key, reason: placed.reason };
        Self::Profile(error.faults.into_iter().map(fault).collect())
    }
}

impl Refusal {
    /// Why no account was made; `told` puts the findings on an address into words.
    pub(super) fn of_account(
        error: AccountError,
        told: impl FnOnce(&[engine::Finding]) -> Vec<ToldFinding>,
    ) -> Self {
        match error {
            AccountError::Address(checked) => Self::Address(told(&checked.findings())),
            other => Self::Endpoint(other.to_string()),
        }
    }
}

fn list(faults: &[Fault]) -> String {
    let place = |fault: &Fault| match fault.key.as_str() {
        "" => format!("profile: {}", fault.reason),
        key => format!("profile: {key}: {}", fault.reason),
    };
    faults.iter().map(place).collect::<Vec<_>>().join("; ")
}

fn sentences(findings: &[ToldFinding]) -> String {
    findings.iter().map(|found| format!("{} {}", found.message, found.fix)).collect::<Vec<_>>().join(" ")
}
