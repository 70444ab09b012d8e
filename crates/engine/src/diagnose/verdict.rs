//! All findings in one word, and their order.

use super::{Diagnosis, change, names_host};
use crate::finding::{Field, Finding, FindingCode, Severity};
use crate::settings::{Protocol, Server, Settings};
use crate::text::{Findings, Texts};
use serde::Serialize;
use std::collections::BTreeSet;

/// A diagnosis in one word: the stable machine code.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Everything that is needed was said, and it is right.
    Right,
    /// What was said is right, but not everything was said.
    RightSoFar,
    /// Nothing is known to be wrong; something is worth changing or knowing.
    Works,
    /// One field must be changed.
    ChangeOne,
    /// Several fields must be changed.
    ChangeSeveral,
    /// The settings are of a business domain with settings of its own.
    OwnSettings,
    /// The settings are another provider's.
    OtherProvider,
    /// No settings were found.
    NothingRead,
}

impl Diagnosis {
    /// How many fields must be changed.
    #[must_use]
    pub fn count(&self) -> usize {
        count(&self.findings)
    }

    /// The sentence that says the verdict; `provider` is the provider's name.
    #[must_use]
    pub fn told(&self, texts: &Texts<Findings>, provider: &str) -> String {
        let key = match self.verdict {
            Verdict::Right => Findings::VerdictRight,
            Verdict::RightSoFar => Findings::VerdictRightSoFar,
            Verdict::Works => Findings::VerdictWorks,
            Verdict::ChangeOne => Findings::VerdictChangeOne,
            Verdict::ChangeSeveral => Findings::VerdictChangeSeveral,
            Verdict::OwnSettings => Findings::VerdictOwnSettings,
            Verdict::OtherProvider => Findings::VerdictOtherProvider,
            Verdict::NothingRead => Findings::VerdictNothingRead,
        };
        let count = self.count().to_string();
        let other = self.other.as_deref().unwrap_or_default();
        texts.fill(key, &[("provider", provider), ("count", &count), ("other", other)])
    }
}

/// What the findings come to; `complete` is whether all that is needed was said.
pub(super) fn verdict(findings: &[Finding], complete: bool) -> Verdict {
    match count(findings) {
        0 if findings.iter().any(|finding| finding.severity == Severity::Warning) => Verdict::Works,
        0 if complete => Verdict::Right,
        0 => Verdict::RightSoFar,
        1 => Verdict::ChangeOne,
        _ => Verdict::ChangeSeveral,
    }
}

fn count(findings: &[Finding]) -> usize {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| change::changes(finding).len().max(1)).sum()
}

/// Whether host, port and encryption of every server were said, incoming and outgoing.
pub(super) fn complete<'a>(accounts: impl Iterator<Item = &'a Settings>) -> bool {
    let said = |server: &Server| names_host(server) && server.port.is_some() && server.security.is_some();
    let (mut incoming, mut outgoing) = (false, false);
    for server in accounts.flat_map(|account| &account.servers) {
        if !said(server) {
            return false;
        }
        if server.protocol == Protocol::Smtp { outgoing = true } else { incoming = true }
    }
    incoming && outgoing
}

/// Puts findings in order, worst first, and of two that are as bad the one that blocks first; the
/// same finding of two servers is said once.
pub(super) fn order(findings: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    findings.retain(|f| seen.insert((f.code, f.field, f.actual.clone(), f.expected.clone())));
    findings.sort_by_key(|finding| (finding.severity, stage(finding), is_outgoing(finding.field)));
}

/// When a fault stops a connection: the host is looked up first, then its port is asked, then the
/// person signs in.
fn stage(finding: &Finding) -> u8 {
    match (finding.field, finding.code) {
        (Field::Address | Field::Name, _) => 0,
        (Field::IncomingHost | Field::OutgoingHost, _) => 1,
        (
            Field::IncomingPort | Field::OutgoingPort | Field::IncomingSecurity | Field::OutgoingSecurity,
            _,
        ) => 2,
        (Field::IncomingUsername | Field::OutgoingUsername, _) => 3,
        (Field::IncomingAuth | Field::OutgoingAuth, _) => 4,
        (_, FindingCode::PopUsed) => 5,
        _ => 6,
    }
}

fn is_outgoing(field: Field) -> bool {
    matches!(
        field,
        Field::OutgoingHost
            | Field::OutgoingPort
            | Field::OutgoingSecurity
            | Field::OutgoingUsername
            | Field::OutgoingAuth
            | Field::OutgoingProtocol
    )
}
