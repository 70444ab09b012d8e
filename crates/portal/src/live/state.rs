//! What is known of the servers at this moment, and what follows from it for the person's account.
//! Pure: nothing here touches the browser.

use engine::profile::{Role, Security};
use engine::report::{EndpointReport, Stage, StageEvent, Status, Why, choose, decided};
use engine::text::{Live as Text, Texts};
use serde::Deserialize;

/// The roles of an account's two servers. POP is never chosen by itself.
pub(crate) const ROLES: [Role; 2] = [Role::Imap, Role::Submission];

/// How far the check is.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) enum Phase {
    /// It is not known yet whether there is a companion.
    #[default]
    Looking,
    /// There is none.
    Alone,
    /// It asks.
    Asking,
    /// It has asked.
    Done,
    /// It ended before its time.
    Lost,
}

/// The plan of a run: the data of its event `run`.
#[derive(Clone, Default, Debug, Deserialize)]
pub(crate) struct Plan {
    pub(crate) endpoints: Vec<Planned>,
}

/// An endpoint of the plan.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Planned {
    pub(crate) id: String,
    pub(crate) role: Role,
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) security: Security,
}

/// What the page knows: the app, and the endpoints that are fixed for the account by now.
#[derive(Clone, PartialEq, Eq, Default, Debug, Deserialize)]
#[serde(default)]
pub(crate) struct Answers {
    pub(crate) client: Option<String>,
    pub(crate) incoming: Option<String>,
    pub(crate) outgoing: Option<String>,
}

/// The operator's notice: the answer of `/api/v1/notice`.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Notice {
    pub(crate) text: engine::text::Words,
    #[serde(default)]
    pub(crate) apps: Vec<String>,
}

/// Everything that the line is drawn from.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) phase: Phase,
    pub(crate) plan: Plan,
    /// The stages of endpoints that are still being asked.
    pub(crate) stages: Vec<StageEvent>,
    pub(crate) reports: Vec<EndpointReport>,
    /// When the servers were asked, as a time of day in the page's language.
    pub(crate) time: String,
    /// Where from, as the operator calls it.
    pub(crate) place: String,
    pub(crate) notice: Option<Notice>,
    pub(crate) answers: Answers,
    /// The accept sets for the person's domain, of each of [`ROLES`], in rank order.
    pub(crate) accepted: [Vec<String>; 2],
    /// Whether what is behind the line is open.
    pub(crate) open: bool,
    pub(crate) texts: Option<Texts<Text>>,
    pub(crate) provider: String,
    /// The apps' ids and their names in the page's language.
    pub(crate) apps: Vec<(String, String)>,
    pub(crate) lang: engine::Lang,
}

/// How it stands with the servers of one role.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Standing {
    /// The one that is used, or would be, works.
    Works,
    /// The first does not work; another one is used and works. With whether the certificate is why.
    Switched { first: String, other: String, expired: bool },
    /// The one that is used, or comes first, does not work; another one does.
    Better { first: String, other: String, id: String, expired: bool },
    /// None works, and the certificate of the one that is used has expired.
    Expired { host: String },
    /// None works.
    NoneWorks,
    /// Not known.
    Unknown,
}

impl State {
    /// Whether there is nothing more to come.
    pub(crate) fn over(&self) -> bool {
        !matches!(self.phase, Phase::Looking | Phase::Asking)
    }

    fn report(&self, id: &str) -> Option<&EndpointReport> {
        self.reports.iter().find(|report| report.id.as_str() == id)
    }

    /// How the check of an endpoint ended; nothing where it has not, or was lost.
    pub(crate) fn status(&self, id: &str) -> Option<Status> {
        self.report(id).map(|report| report.status)
    }

    fn statuses(&self, place: usize) -> Vec<Option<Status>> {
        let ids = self.accepted.get(place).map(Vec::as_slice).unwrap_or_default();
        ids.iter().map(|id| self.status(id)).collect()
    }

    /// The endpoints to use, of each of [`ROLES`], as far as is known now.
    pub(crate) fn chosen(&self) -> [Option<&str>; 2] {
        [0, 1].map(|role| {
            let (place, _) = choose(&self.statuses(role));
            self.accepted.get(role)?.get(place).map(String::as_str)
        })
    }

    /// Whether waiting can no longer change what [`Self::chosen`] says.
    pub(crate) fn decided(&self) -> bool {
        self.over() || self.phase == Phase::Asking && [0, 1].iter().all(|role| decided(&self.statuses(*role)))
    }

    /// Whether the account's servers are fixed: from now on a result only offers others.
    pub(crate) fn fixed(&self) -> bool {
        self.used(0).is_some() || self.used(1).is_some()
    }

    fn used(&self, role: usize) -> Option<&str> {
        let answer = if role == 0 { &self.answers.incoming } else { &self.answers.outgoing };
        answer.as_deref()
    }

    fn host(&self, id: &str) -> String {
        let planned = self.plan.endpoints.iter().find(|planned| planned.id == id);
        let host = planned.map(|planned| &planned.host).or(self.report(id).map(|report| &report.host));
        host.cloned().unwrap_or_default()
    }

    /// How it stands with the servers of a role, by its place in [`ROLES`].
    pub(crate) fn standing(&self, role: usize) -> Standing {
        let ids = self.accepted.get(role).map(Vec::as_slice).unwrap_or_default();
        let statuses = self.statuses(role);
        let (place, why) = choose(&statuses);
        let (Some(first), Some(best)) = (ids.first(), ids.get(place)) else { return Standing::Unknown };
        let used = self.used(role).unwrap_or(first);
        let expired = |id: &str| self.report(id).is_some_and(|one| one.code.as_deref() == Some("expired"));
        match self.status(used) {
            Some(Status::Ok | Status::Warn) if used != first && self.status(first) == Some(Status::Fail) => {
                let expired = expired(first);
                Standing::Switched { first: self.host(first), other: self.host(used), expired }
            }
            Some(Status::Ok | Status::Warn) => Standing::Works,
            Some(Status::Fail) => match why {
                Why::Works | Why::Instead => Standing::Better {
                    first: self.host(used),
                    other: self.host(best),
                    id: best.clone(),
                    expired: expired(used),
                },
                Why::NoneWorks if expired(used) => Standing::Expired { host: self.host(used) },
                Why::NoneWorks => Standing::NoneWorks,
                Why::Unchecked => Standing::Unknown,
            },
            _ => Standing::Unknown,
        }
    }

    /// The stages of an endpoint so far, or all of them where it is done: with the address that each
    /// is about.
    pub(crate) fn stages_of(&self, id: &str) -> Vec<(Option<&str>, &Stage)> {
        match self.report(id) {
            Some(report) => std::iter::once((None, &report.dns))
                .chain(report.addresses.iter().flat_map(|address| {
                    address.stages.iter().map(move |stage| (Some(address.ip.as_str()), stage))
                }))
                .collect(),
            None => {
                let own = self.stages.iter().filter(|event| event.endpoint.as_str() == id);
                own.map(|event| (event.ip.as_deref(), &event.stage)).collect()
            }
        }
    }

    /// Takes a stage; a second try stands in for the first.
    pub(crate) fn take_stage(&mut self, event: StageEvent) {
        let same = |other: &StageEvent| {
            other.endpoint == event.endpoint && other.ip == event.ip && other.stage.name == event.stage.name
        };
        match self.stages.iter_mut().find(|other| same(other)) {
            Some(other) => *other = event,
            None => self.stages.push(event),
        }
    }

    /// Takes an endpoint's report.
    pub(crate) fn take_report(&mut self, report: EndpointReport) {
        self.stages.retain(|event| event.endpoint != report.id);
        self.reports.retain(|other| other.id != report.id);
        self.reports.push(report);
    }

    /// Begins anew; what was found so far is forgotten.
    pub(crate) fn begin(&mut self, plan: Plan) {
        self.phase = Phase::Asking;
        self.plan = plan;
        self.stages.clear();
        self.reports.clear();
    }

    /// A text.
    pub(crate) fn say(&self, key: Text) -> String {
        self.fill(key, &[])
    }

    /// A text with its values.
    pub(crate) fn fill(&self, key: Text, values: &[(&str, &str)]) -> String {
        let mut all = vec![("provider", self.provider.as_str()), ("time", self.time.as_str())];
        all.extend_from_slice(values);
        self.texts.as_ref().map(|texts| texts.fill(key, &all)).unwrap_or_default()
    }

    /// The text of a machine code; the code itself where we have no words for it.
    pub(crate) fn code(&self, section: &str, code: &str) -> String {
        let name = [section, "_", code].concat();
        let known = self.texts.as_ref().and_then(|texts| texts.named(&name));
        known.unwrap_or(code).to_owned()
    }
}
