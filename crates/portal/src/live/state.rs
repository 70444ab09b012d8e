//! What is known of the servers at this moment, and what follows from it for the person's account.
//! Pure: nothing here touches the browser.

use engine::advice::Fault;
use engine::profile::Role;
use engine::report::{Status, Why, choose, decided};
use engine::text::{Live as Text, Texts, Words};

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

/// An endpoint of the plan: what will be asked.
#[derive(Clone, Debug)]
pub(crate) struct Planned {
    pub(crate) id: String,
    pub(crate) role: Role,
    pub(crate) host: String,
    pub(crate) port: String,
    pub(crate) starttls: bool,
}

/// What was found of an endpoint.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) id: String,
    pub(crate) status: Status,
    pub(crate) code: Option<String>,
    pub(crate) stages: Vec<Stage>,
}

/// A stage of a check, with the address that it is about; none for the name look-up.
#[derive(Clone, Debug)]
pub(crate) struct Stage {
    pub(crate) ip: Option<String>,
    pub(crate) name: String,
    pub(crate) status: Status,
    pub(crate) code: Option<String>,
    /// Milliseconds, as they are shown.
    pub(crate) ms: String,
    pub(crate) seen: Seen,
}

/// What a technician would want to see of a stage.
#[derive(Clone, Debug)]
pub(crate) enum Seen {
    /// Nothing.
    Nothing,
    /// A text of the server's or of ours that is the same in every language.
    Text(String),
    /// The ways to sign in.
    Methods(String),
    /// The certificate: its names, its issuer, its last day.
    Certificate { names: String, issuer: String, until: String },
}

/// What the page knows: the app, and the endpoints that are fixed for the account by now.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(crate) struct Answers {
    pub(crate) client: Option<String>,
    pub(crate) incoming: Option<String>,
    pub(crate) outgoing: Option<String>,
}

/// The operator's notice: what it says in the page's language, and the ids of the apps that it is
/// about; all of them where there are none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Notice {
    pub(crate) text: Words,
    pub(crate) apps: Vec<String>,
}

/// Everything that the line is drawn from.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) phase: Phase,
    pub(crate) plan: Vec<Planned>,
    /// The stages of endpoints that are still being asked, with the endpoint's id.
    pub(crate) stages: Vec<(String, Stage)>,
    pub(crate) found: Vec<Found>,
    /// What the last check that ended has found: it holds for each endpoint until it is heard of anew.
    pub(crate) last: Vec<Found>,
    /// When the servers were asked, as a time of day in the page's language.
    pub(crate) time: String,
    /// Where from, as the operator calls it.
    pub(crate) place: String,
    pub(crate) notice: Option<Notice>,
    pub(crate) answers: Answers,
    /// The accept sets for the person's domain, of each of [`ROLES`], in rank order.
    pub(crate) accepted: [Vec<String>; 2],
    /// Whether the screen shows an account's servers, so that others can be offered for them.
    pub(crate) shows_servers: bool,
    /// Whether what is behind the line is open, and the endpoints whose stages are.
    pub(crate) open: bool,
    pub(crate) opened: Vec<String>,
    pub(crate) texts: Option<Texts<Text>>,
    pub(crate) provider: String,
    /// The apps' ids and their names in the page's language.
    pub(crate) apps: Vec<(String, String)>,
    pub(crate) lang: engine::Lang,
}

/// What an endpoint is called.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(crate) struct Name {
    pub(crate) host: String,
    pub(crate) port: String,
}

/// How it stands with the servers of one role.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Standing {
    /// The one that is used, or would be, works.
    Works,
    /// The first does not work; another one is used and works. With whether the certificate is why.
    Switched { first: Name, other: Name, expired: bool },
    /// The one that is used, or comes first, does not work; another one does.
    Better { first: Name, other: Name, id: String, expired: bool },
    /// None works, and the certificate of the one that is used has expired.
    Expired { host: String },
    /// None works, and the one that is used cannot be trusted.
    Untrusted { host: String },
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

    /// What was found of an endpoint; nothing while it is being asked.
    pub(crate) fn found(&self, id: &str) -> Option<&Found> {
        self.found.iter().find(|found| found.id == id)
    }

    /// How the check of an endpoint ended, this one or the one before it; nothing where none has.
    pub(crate) fn status(&self, id: &str) -> Option<Status> {
        self.known(id).map(|found| found.status)
    }

    fn known(&self, id: &str) -> Option<&Found> {
        self.found(id).or_else(|| self.last.iter().find(|found| found.id == id))
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

    fn name(&self, id: &str) -> Name {
        let planned = self.plan.iter().find(|planned| planned.id == id);
        planned.map_or_else(Name::default, |one| Name { host: one.host.clone(), port: one.port.clone() })
    }

    /// Whether anything was found of any server.
    pub(crate) fn knows_any(&self) -> bool {
        self.found.iter().any(|found| matches!(found.status, Status::Ok | Status::Warn | Status::Fail))
    }

    /// How it stands with the servers of a role, by its place in [`ROLES`].
    pub(crate) fn standing(&self, role: usize) -> Standing {
        let ids = self.accepted.get(role).map(Vec::as_slice).unwrap_or_default();
        let statuses = self.statuses(role);
        let (place, why) = choose(&statuses);
        let (Some(first), Some(best)) = (ids.first(), ids.get(place)) else { return Standing::Unknown };
        let used = self.used(role).unwrap_or(first);
        let fault = |id: &str| Fault::of(self.known(id).and_then(|one| one.code.as_deref()));
        let expired = |id: &str| fault(id) == Fault::Expired;
        match self.status(used) {
            Some(Status::Ok | Status::Warn) if used != first && self.status(first) == Some(Status::Fail) => {
                let expired = expired(first);
                Standing::Switched { first: self.name(first), other: self.name(used), expired }
            }
            Some(Status::Ok | Status::Warn) => Standing::Works,
            Some(Status::Fail) => match why {
                Why::Works | Why::Instead => Standing::Better {
                    first: self.name(used),
                    other: self.name(best),
                    id: best.clone(),
                    expired: expired(used),
                },
                Why::NoneWorks => match fault(used) {
                    Fault::Expired => Standing::Expired { host: self.name(used).host },
                    Fault::Untrusted => Standing::Untrusted { host: self.name(used).host },
                    Fault::Silent => Standing::NoneWorks,
                },
                Why::Unchecked => Standing::Unknown,
            },
            _ => Standing::Unknown,
        }
    }

    /// The stages of an endpoint so far, or all of them where it is done.
    pub(crate) fn stages_of(&self, id: &str) -> Vec<&Stage> {
        match self.found(id) {
            Some(found) => found.stages.iter().collect(),
            None => self.stages.iter().filter(|(of, _)| of == id).map(|(_, stage)| stage).collect(),
        }
    }

    /// Takes a stage; a second try stands in for the first.
    pub(crate) fn take_stage(&mut self, id: String, stage: Stage) {
        let same = |(of, other): &&mut (String, Stage)| {
            *of == id && other.ip == stage.ip && other.name == stage.name
        };
        match self.stages.iter_mut().find(same) {
            Some(other) => other.1 = stage,
            None => self.stages.push((id, stage)),
        }
    }

    /// Takes what was found of an endpoint.
    pub(crate) fn take_found(&mut self, found: Found) {
        self.stages.retain(|(of, _)| *of != found.id);
        self.found.retain(|other| other.id != found.id);
        self.found.push(found);
    }

    /// Begins anew.
    pub(crate) fn begin(&mut self, plan: Vec<Planned>) {
        self.phase = Phase::Asking;
        self.plan = plan;
        self.stages.clear();
        self.found.clear();
    }

    /// Ends. What was found holds on; where it broke off, what was found before does.
    pub(crate) fn end(&mut self, phase: Phase) {
        self.phase = phase;
        if phase == Phase::Done {
            self.last = self.found.clone();
        } else if phase == Phase::Lost && !self.last.is_empty() {
            self.phase = Phase::Done;
            self.found = self.last.clone();
        }
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
