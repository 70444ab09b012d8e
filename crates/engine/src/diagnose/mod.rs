//! Settings against the profile: what is wrong, field by field, and the one sentence that says it.
//!
//! Every field is compared with the accept set of the person's domain. Only what is known to be
//! wrong is an error: a server of the provider's that we do not know is a warning, another right
//! one at most a note.

mod auth;
mod case;
mod change;
mod clean;
mod family;
mod host;
mod port;
mod retention;
mod say;
mod typo;
mod username;
mod verdict;
mod whose;

pub use change::{Change, changes};
pub(crate) use say::fill;
pub use verdict::Verdict;

use crate::finding::{Field, Finding, FindingCode, Severity};
use crate::profile::{Profile, Role};
use crate::settings::{Protocol, Server, Settings};
use case::Case;
use family::Family;
use host::Target;
use std::borrow::Cow;
use whose::Whose;

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
    /// With [`Verdict::OtherProvider`]: whose settings they are, a provider's name or else its domain.
    pub other: Option<String>,
}

/// At most so many accounts are looked at, the first ones: nobody has more, a hostile paste may.
pub const MOST_ACCOUNTS: usize = 50;

/// At most so many servers of an account are looked at.
pub const MOST_SERVERS: usize = 20;

/// Nothing longer can be a host, an address or a user name, in bytes; it is not looked into.
const MOST_TYPED: usize = 1000;

/// Compares the accounts of a mail app with the profile.
#[must_use]
pub fn diagnose(accounts: &[Settings], about: &About, profile: &Profile) -> Diagnosis {
    let mut accounts = Cow::Borrowed(&accounts[..accounts.len().min(MOST_ACCOUNTS)]);
    if accounts.iter().any(|account| account.servers.len() > MOST_SERVERS) {
        accounts = accounts.iter().map(first_servers).collect();
    }
    let family = Family::new(profile);
    let sorted: Vec<Whose> = accounts.iter().map(|account| whose::whose(account, about, &family)).collect();
    let judged = whose::judged(&sorted, about, profile);
    if judged.is_empty() {
        return nothing_of_ours(&accounts, &sorted, &family);
    }
    let mut findings = Vec::new();
    for &place in &judged {
        let account = &accounts[place];
        if let Whose::Business(domain) = &sorted[place] {
            findings.push(business(domain));
        } else {
            findings.extend(account_findings(account, &Case::new(account, about, judged.len(), &family)));
        }
    }
    verdict::order(&mut findings);
    let verdict = if judged.iter().all(|&place| matches!(sorted[place], Whose::Business(_))) {
        Verdict::OwnSettings
    } else {
        verdict::verdict(&findings, verdict::complete(judged.iter().map(|&place| &accounts[place])))
    };
    Diagnosis { verdict, findings, judged, other: None }
}

fn first_servers(account: &Settings) -> Settings {
    let servers = account.servers.iter().take(MOST_SERVERS).cloned().collect();
    Settings { format: account.format, address: account.address.clone(), servers }
}

/// Another provider's settings, or none.
fn nothing_of_ours(accounts: &[Settings], sorted: &[Whose], family: &Family<'_>) -> Diagnosis {
    let mut findings = Vec::new();
    let mut other = None;
    for (account, whose) in accounts.iter().zip(sorted) {
        let (Whose::Other(name) | Whose::OtherHosts(name)) = whose else { continue };
        other.get_or_insert_with(|| name.clone());
        // No right name is said: these settings may be right for an account that is not ours.
        let foreign = account.servers.iter().filter(|server| host::is_foreign(server, family));
        findings.extend(foreign.map(|server| {
            let field = Side::of(server.protocol).host();
            found(FindingCode::HostForeign, Severity::Error, field, &server.host, "")
        }));
    }
    verdict::order(&mut findings);
    let verdict = if other.is_some() { Verdict::OtherProvider } else { Verdict::NothingRead };
    Diagnosis { verdict, findings, judged: Vec::new(), other }
}

fn account_findings(account: &Settings, case: &Case<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = case.address_findings(account).collect();
    for server in &account.servers {
        let (role, side) = (role(server.protocol), Side::of(server.protocol));
        let host = host::judge(case, server, role, side);
        findings.extend(port::judge(case, server, role, side, &host.target));
        findings.extend(auth::judge(case, server, side));
        // Who sends through another provider's server signs in there with that provider's name.
        if !matches!(host.target, Target::Relay) {
            findings.extend(username::judge(case, server, side));
        }
        findings.extend(host.finding);
        findings.extend(retention::deletes(case, server));
    }
    findings.extend(retention::pop_used(account, case));
    findings
}

fn business(domain: &str) -> Finding {
    found(FindingCode::AddressBusiness, Severity::Note, Field::Address, domain, "")
}

fn found(code: FindingCode, severity: Severity, field: Field, actual: &str, expected: &str) -> Finding {
    Finding { code, severity, field, actual: actual.to_owned(), expected: expected.to_owned() }
}

fn role(protocol: Protocol) -> Role {
    match protocol {
        Protocol::Imap => Role::Imap,
        Protocol::Pop3 => Role::Pop,
        Protocol::Smtp => Role::Submission,
    }
}

/// Which half of an account a server is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Incoming,
    Outgoing,
}

impl Side {
    fn of(protocol: Protocol) -> Self {
        if protocol == Protocol::Smtp { Self::Outgoing } else { Self::Incoming }
    }

    fn pick(self, incoming: Field, outgoing: Field) -> Field {
        match self {
            Self::Incoming => incoming,
            Self::Outgoing => outgoing,
        }
    }

    fn host(self) -> Field {
        self.pick(Field::IncomingHost, Field::OutgoingHost)
    }

    fn port(self) -> Field {
        self.pick(Field::IncomingPort, Field::OutgoingPort)
    }

    fn security(self) -> Field {
        self.pick(Field::IncomingSecurity, Field::OutgoingSecurity)
    }

    fn auth(self) -> Field {
        self.pick(Field::IncomingAuth, Field::OutgoingAuth)
    }

    fn username(self) -> Field {
        self.pick(Field::IncomingUsername, Field::OutgoingUsername)
    }
}

/// Whether a server's name was said.
fn names_host(server: &Server) -> bool {
    !server.host.trim().is_empty()
}
