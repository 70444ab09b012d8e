//! What the live check has found (the late module `live` asks), and what it advises here.

use super::state::State;
use crate::page::{get, prepared};
use engine::advice::{Advice, Known, Settings, advise};
use engine::diagnose::Diagnosis;
use engine::explain::{Cause, Explained, Symptom};
use engine::finding::Severity;
use engine::profile::{Endpoint, Role};
use engine::report::EndpointReport;
use engine::settings::Protocol;
use serde::Deserialize;
use serde_wasm_bindgen::from_value;

/// What the live check has found.
#[derive(Clone, PartialEq, Default, Debug, Deserialize)]
#[serde(default)]
pub(crate) struct Live {
    /// Whether it has ended; then what it says is its last word.
    pub(crate) over: bool,
    /// Whether there is nobody who could ask.
    pub(crate) alone: bool,
    pub(crate) endpoints: Vec<EndpointReport>,
}

/// What is known now. Of a check that cannot be read, nothing is.
pub(crate) fn read() -> Live {
    from_value(get(&prepared(), "live")).unwrap_or_default()
}

impl State {
    /// Whether the servers are still being asked.
    pub(crate) fn asking(&self) -> bool {
        !self.live.over
    }

    /// The one next thing to do, as far as the check adds to what was told; nothing where nobody could
    /// check.
    pub(crate) fn advice(&self, diagnosis: Option<&Diagnosis>, causes: &[Explained<'_>]) -> Option<Advice> {
        if self.live.alone || self.asking() {
            return None;
        }
        let account = self.account();
        let domain =
            account.as_ref().map_or(self.site.profile.main_domain(), |account| account.address().domain());
        let used = self.used();
        let used: Vec<&str> = used.iter().map(String::as_str).collect();
        let wrong = |found: &Diagnosis| found.findings.iter().any(|one| one.severity == Severity::Error);
        advise(&Known {
            profile: &self.site.profile,
            domain,
            endpoints: &self.live.endpoints,
            used: &used,
            settings: match diagnosis {
                None => Settings::Unknown,
                Some(found) if wrong(found) => Settings::Wrong,
                Some(_) => Settings::Right,
            },
            cause: causes.first().map(|first| first.cause),
            worked: self.told.worked.and_then(super::told::Sure::known),
            webmail: self.told.webmail.and_then(super::told::Sure::known),
            relayed: self.card.as_ref().is_some_and(|card| card.relayed),
        })
    }

    /// The ids of the endpoints that the person's app uses, as far as what happens is about them: those
    /// that were read of its settings, else those of the account.
    fn used(&self) -> Vec<String> {
        let roles = self.roles();
        let servers = self.told.accounts.iter().flat_map(|account| &account.servers);
        let read: Vec<String> = servers
            .filter_map(|server| {
                let role = match server.protocol {
                    Protocol::Imap => Role::Imap,
                    Protocol::Smtp => Role::Submission,
                    Protocol::Pop3 => return None,
                };
                let same = |one: &&Endpoint| {
                    one.role == role
                        && one.host.as_str().eq_ignore_ascii_case(&server.host)
                        && Some(one.port) == server.port
                };
                self.site.profile.endpoints.iter().find(same)
            })
            .filter(|endpoint| roles.contains(&endpoint.role))
            .map(|endpoint| endpoint.id.to_string())
            .collect();
        // Of a side of which a server was told that we do not ask (POP, another's), nothing is known.
        let told = |role| {
            let mut servers = self.told.accounts.iter().flat_map(|account| &account.servers);
            servers.any(|server| (server.protocol == Protocol::Smtp) == (role == Role::Submission))
        };
        let own = self.servers().into_iter().flatten();
        let own = own.filter(|one| roles.contains(&one.role) && !told(one.role));
        read.into_iter().chain(own.map(|one| one.id.to_string())).collect()
    }

    /// The servers that what happens is about.
    fn roles(&self) -> &'static [Role] {
        let sending = [Cause::OutgoingSignIn, Cause::StuckInOutbox, Cause::AuthRequired];
        let first = self.causes().first().map(|first| first.cause);
        match self.told.symptom {
            Some(Symptom::CannotSend) => &[Role::Submission],
            Some(Symptom::NothingArrives) => &[Role::Imap],
            _ if first.is_some_and(|first| sending.contains(&first)) => &[Role::Submission],
            _ => &[Role::Imap, Role::Submission],
        }
    }
}
