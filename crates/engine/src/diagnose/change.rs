//! What to change, field by field, as before and after.

use super::{Diagnosis, port};
use crate::finding::{Field, Finding, FindingCode, Severity};
use serde::Serialize;

/// One value to change.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Change {
    /// Where.
    pub field: Field,
    /// What is there now, as it was typed or read; empty where it was not said. Encryption is
    /// `SSL/TLS`, `STARTTLS` or `None`, a sign-in method its JSON code.
    pub before: String,
    /// What is right, written in the same way.
    pub after: String,
}

impl Diagnosis {
    /// The changes that must be made and whose right value is known, in the order of the findings.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        self.findings.iter().filter(|finding| finding.severity == Severity::Error).flat_map(changes).collect()
    }
}

/// The changes that one finding asks for; empty where no single value is right.
#[must_use]
pub fn changes(finding: &Finding) -> Vec<Change> {
    if finding.expected.is_empty() {
        return Vec::new();
    }
    let change = |field, before: &str, after: &str| Change {
        field,
        before: before.to_owned(),
        after: after.to_owned(),
    };
    let of_pair =
        matches!(finding.code, FindingCode::PortSecurity | FindingCode::Unencrypted | FindingCode::PortWrong);
    if !of_pair {
        return vec![change(finding.field, &finding.actual, &finding.expected)];
    }
    let (before, after) = (port::apart(&finding.actual), port::apart(&finding.expected));
    let (port, security) = match finding.field {
        Field::OutgoingPort | Field::OutgoingSecurity => (Field::OutgoingPort, Field::OutgoingSecurity),
        _ => (Field::IncomingPort, Field::IncomingSecurity),
    };
    [change(port, before.0, after.0), change(security, before.1, after.1)]
        .into_iter()
        .filter(|change| change.before != change.after)
        .collect()
}
