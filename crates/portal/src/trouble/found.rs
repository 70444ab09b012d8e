//! What follows from what was told: the diagnosis, the causes, and which of them the answer is about.

use super::state::State;
use super::told::Sure;
use engine::diagnose::{About, Diagnosis, diagnose};
use engine::explain::{Cause, Explained, Story, explain};
use engine::settings::Settings;

/// What was found, kept apart from the site that it points to.
#[derive(Clone)]
pub(crate) struct Found {
    diagnosis: Option<Diagnosis>,
    /// Each cause with the places of its known trouble and of its message.
    causes: Vec<(Cause, Option<usize>, Option<usize>)>,
}

/// The one thing that an answer is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Lead {
    /// The settings: something in them must change.
    Settings,
    /// A cause.
    Cause,
    /// The settings are right, or right as far as they were said, and nothing else is known.
    Right,
    /// A text in which nothing was found.
    Unknown,
    /// Nothing was told.
    Nothing,
}

impl State {
    /// The settings against the profile; `None` where none were told.
    pub(crate) fn diagnosis(&self) -> Option<Diagnosis> {
        self.once(|found| found.diagnosis.clone())
    }

    /// The causes, likeliest first.
    pub(crate) fn causes(&self) -> Vec<Explained<'_>> {
        let (profile, catalogue) = (&self.site.profile, &self.site.catalogue);
        let explained = |(cause, issue, message): &(Cause, Option<usize>, Option<usize>)| Explained {
            cause: *cause,
            issue: issue.and_then(|place| profile.issues.get(place)),
            message: message
                .and_then(|place| catalogue.messages.get(place))
                .map(|message| message.id.as_str()),
        };
        self.once(|found| found.causes.iter().map(explained).collect())
    }

    fn once<T>(&self, take: impl FnOnce(&Found) -> T) -> T {
        let mut found = self.found.borrow_mut();
        take(found.get_or_insert_with(|| {
            let place = |one: &Explained<'_>| {
                let issues = &self.site.profile.issues;
                let messages = &self.site.catalogue.messages;
                (
                    one.cause,
                    one.issue.and_then(|issue| issues.iter().position(|known| known.id == issue.id)),
                    one.message.and_then(|id| messages.iter().position(|known| known.id.as_str() == id)),
                )
            };
            Found { diagnosis: self.compare(), causes: self.explain().iter().map(place).collect() }
        }))
    }

    fn compare(&self) -> Option<Diagnosis> {
        if self.told.accounts.iter().all(|account| account.servers.is_empty()) {
            return None;
        }
        let about = About {
            address: self.address(),
            incoming: self.given.incoming.clone(),
            outgoing: self.given.outgoing.clone(),
        };
        Some(diagnose(&self.told.accounts, &about, &self.site.profile))
    }

    fn explain(&self) -> Vec<Explained<'_>> {
        if let Some(cause) = self.helped_cause() {
            return vec![Explained { cause, issue: None, message: None }];
        }
        let story = Story {
            text: &self.told.text,
            client: self.client().map(|client| client.id.as_str()),
            symptom: self.told.symptom,
            worked: self.told.worked.and_then(Sure::known),
            webmail: self.told.webmail.and_then(Sure::known),
        };
        explain(&story, &self.site.catalogue, &self.site.profile)
    }

    /// What the answer is about.
    pub(crate) fn lead(&self, diagnosis: Option<&Diagnosis>, causes: &[Explained<'_>]) -> Lead {
        let wrong = diagnosis.is_some_and(|found| {
            found.verdict == engine::diagnose::Verdict::OtherProvider
                || found.findings.iter().any(|one| one.severity == engine::finding::Severity::Error)
        });
        if wrong {
            Lead::Settings
        } else if !causes.is_empty() {
            Lead::Cause
        } else if diagnosis.is_some() {
            Lead::Right
        } else if !self.told.text.trim().is_empty() {
            Lead::Unknown
        } else {
            Lead::Nothing
        }
    }

    /// Whether the network is worth testing: a connection fails, and not in an app whose maker
    /// fetches the mail from elsewhere.
    pub(crate) fn tests_help(&self, causes: &[Explained<'_>]) -> bool {
        let relayed = self.card.as_ref().is_some_and(|card| card.relayed);
        let network = |cause: Cause| {
            matches!(
                cause,
                Cause::CannotConnect
                    | Cause::NetworkBlocked
                    | Cause::Antivirus
                    | Cause::StarttlsUnavailable
                    | Cause::CertificateName
            )
        };
        !relayed && causes.iter().any(|one| network(one.cause))
    }

    /// The accounts that the diagnosis is about.
    pub(crate) fn judged(&self, diagnosis: &Diagnosis) -> Vec<&Settings> {
        diagnosis.judged.iter().filter_map(|place| self.told.accounts.get(*place)).collect()
    }
}
