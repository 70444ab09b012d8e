//! The help code of the screen, and what a code that was typed opens.

use super::found::Lead;
use super::state::State;
use engine::HelpCode;
use engine::explain::Cause;
use engine::finding::{Field, Finding, FindingCode, Severity};
use engine::guide::ClientSummary;
use engine::help_code::SCREENS;
use engine::profile::Role;
use serde::Serialize;

/// The number of the first cause; those below are findings.
const CAUSES: usize = 128;

/// The page's answers as they are kept in session storage (`src/answers.rs`), as far as a code
/// has them; the rest is empty.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize)]
pub(crate) struct Answers {
    address: String,
    settled: bool,
    declined: Vec<String>,
    name: String,
    client: Option<String>,
    incoming: Option<String>,
    outgoing: Option<String>,
    ticked: Vec<String>,
}

impl State {
    /// The code of this screen.
    pub(crate) fn help_code(&self) -> String {
        let place = ["trouble/", self.step.name()].concat();
        let small = |place: usize| u8::try_from(place).unwrap_or_default();
        let account = self.account();
        let rank = |id: Option<&String>, chosen: Option<u16>| {
            let given = id.and_then(|id| self.site.profile.endpoint(id)).map(|endpoint| endpoint.rank);
            given.or(chosen).and_then(|rank| u8::try_from(rank).ok()).unwrap_or_default()
        };
        let client = self.client().and_then(|client| self.place_of(client)).unwrap_or_default();
        HelpCode {
            screen: SCREENS.iter().position(|known| *known == place).map_or(0, small),
            client,
            variant: 0,
            incoming: rank(self.given.incoming.as_ref(), account.as_ref().map(|one| one.incoming().rank)),
            outgoing: rank(self.given.outgoing.as_ref(), account.as_ref().map(|one| one.outgoing().rank)),
            found: u8::try_from(self.found()).unwrap_or_default(),
        }
        .encode()
    }

    /// The number of what the answer is about.
    fn found(&self) -> usize {
        let (diagnosis, causes) = (self.diagnosis(), self.causes());
        match self.lead(diagnosis.as_ref(), &causes) {
            Lead::Settings => diagnosis
                .and_then(|found| found.findings.first().map(|finding| finding.code))
                .and_then(|code| FindingCode::ALL.iter().position(|known| *known == code))
                .map_or(0, |place| place + 1),
            Lead::Cause => causes
                .first()
                .and_then(|first| Cause::ALL.iter().position(|known| *known == first.cause))
                .map_or(0, |place| place + CAUSES),
            _ => 0,
        }
    }

    fn place_of(&self, client: &ClientSummary) -> Option<u8> {
        let place = self.site.clients.iter().position(|known| known.id == client.id)?;
        u8::try_from(place + 1).ok()
    }

    /// What the code that is being typed opens: the place, and the page's answers for it.
    pub(crate) fn opened(&self) -> Option<(String, Answers, u8)> {
        let code = HelpCode::decode(&self.code)?;
        let screen = SCREENS.get(usize::from(code.screen))?;
        let client = usize::from(code.client).checked_sub(1).and_then(|place| self.site.clients.get(place));
        let client = client.map(|client| client.id.to_string());
        let endpoint = |role: &[Role], rank: u8| {
            let mut all = self.site.profile.endpoints.iter();
            all.find(|one| role.contains(&one.role) && rank > 0 && one.rank == u16::from(rank))
                .map(|one| one.id.to_string())
        };
        let place = match &client {
            Some(client) if !screen.starts_with("trouble/") => [screen, "/", client].concat(),
            _ => (*screen).to_owned(),
        };
        let answers = Answers {
            client,
            incoming: endpoint(&[Role::Imap], code.incoming),
            outgoing: endpoint(&[Role::Submission], code.outgoing),
            ..Answers::default()
        };
        Some((place, answers, code.found))
    }

    /// What somebody else's code says was found, where it is a finding.
    pub(crate) fn helped_finding(&self) -> Option<Finding> {
        let place = usize::from(self.told.helping).checked_sub(1).filter(|place| *place < CAUSES - 1)?;
        let unknown = || "…".to_owned();
        Some(Finding {
            code: *FindingCode::ALL.get(place)?,
            severity: Severity::Error,
            field: Field::Address,
            actual: unknown(),
            expected: unknown(),
        })
    }

    /// What somebody else's code says was found, where it is a cause.
    pub(crate) fn helped_cause(&self) -> Option<Cause> {
        Cause::ALL.get(usize::from(self.told.helping).checked_sub(CAUSES)?).copied()
    }
}
