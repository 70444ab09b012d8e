//! The one line that every screen has: how it stands with the mail servers, in words.

use super::state::{Name, Phase, ROLES, Standing, State};
use engine::profile::Role;
use engine::text::Live as Text;

/// How the line looks; its shape says the same as its words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Look {
    /// Still asking.
    Busy,
    /// All is well.
    Good,
    /// There is something to know.
    Heed,
    /// Nothing is known.
    Plain,
}

impl Look {
    /// The class.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Busy => "live busy",
            Self::Good => "live good",
            Self::Heed => "live heed",
            Self::Plain => "live dim",
        }
    }
}

/// An endpoint that works, offered in place of the one that is fixed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Offer {
    pub(crate) role: Role,
    pub(crate) id: String,
    pub(crate) host: String,
}

/// The line.
pub(crate) fn line(state: &State) -> (Look, String) {
    let unfinished = matches!(state.phase, Phase::Asking | Phase::Lost);
    if let Some(switched) = switched(state).filter(|_| unfinished) {
        return (Look::Heed, switched);
    }
    match state.phase {
        Phase::Looking => (Look::Busy, state.say(Text::LineChecking)),
        Phase::Alone => (Look::Plain, state.say(Text::LineAlone)),
        Phase::Asking if state.fixed() && state.shows_servers => (Look::Busy, state.say(Text::LineStill)),
        Phase::Asking => (Look::Busy, state.say(Text::LineChecking)),
        Phase::Lost => (Look::Plain, state.say(Text::LineNotChecked)),
        Phase::Done => known(state),
    }
}

/// That another server than the first is used: said at once, whatever else is not known yet.
fn switched(state: &State) -> Option<String> {
    [0, 1].into_iter().find_map(|role| match state.standing(role) {
        standing @ Standing::Switched { .. } => sentence(state, role, &standing),
        _ => None,
    })
}

fn known(state: &State) -> (Look, String) {
    let standings = [state.standing(0), state.standing(1)];
    if standings.iter().all(|standing| *standing == Standing::Works) {
        return (Look::Good, state.say(Text::LineAnswer));
    }
    if standings.iter().all(|standing| *standing == Standing::NoneWorks) {
        return (Look::Heed, state.say(Text::LineNone));
    }
    let mut sentences: Vec<String> = Vec::new();
    for (role, standing) in standings.iter().enumerate() {
        let sentence = sentence(state, role, standing);
        // Both servers may be one host: what is said of it is said once.
        sentences.extend(sentence.filter(|sentence| !sentences.contains(sentence)));
    }
    if sentences.is_empty() {
        let some = standings.contains(&Standing::Works);
        let key = if some { Text::LineHalf } else { Text::LineNotChecked };
        return (Look::Plain, state.say(key));
    }
    (Look::Heed, sentences.join(" "))
}

/// What there is to say of one role; nothing where all is well or nothing is known.
fn sentence(state: &State, role: usize, standing: &Standing) -> Option<String> {
    match standing {
        Standing::Works | Standing::Unknown => None,
        Standing::Switched { first, other, expired } => {
            let keys = [Text::LineInstead, Text::LineInsteadPort, Text::LineInsteadExpired];
            Some(two(state, keys, *expired, first, other))
        }
        Standing::Better { first, other, expired, .. } => {
            let keys = [Text::LineLater, Text::LineLaterPort, Text::LineLaterExpired];
            Some(two(state, keys, *expired, first, other))
        }
        Standing::Expired { host } => Some(state.fill(Text::LineExpired, &[("host", host)])),
        Standing::Untrusted { host } => Some(state.fill(Text::LineUntrusted, &[("host", host)])),
        Standing::NoneWorks if role == 0 => Some(state.say(Text::LineNoIncoming)),
        Standing::NoneWorks => Some(state.say(Text::LineNoOutgoing)),
    }
}

/// A sentence about two endpoints: of two hosts, of two ports of one host, or about a certificate.
fn two(state: &State, keys: [Text; 3], expired: bool, first: &Name, other: &Name) -> String {
    let [hosts, ports, certificate] = keys;
    let same = first.host == other.host;
    if same && !expired {
        let values = [("host", first.host.as_str()), ("first", &first.port), ("other", &other.port)];
        return state.fill(ports, &values);
    }
    let name = |one: &Name| if same { with_port(state, one) } else { one.host.clone() };
    let key = if expired { certificate } else { hosts };
    state.fill(key, &[("first", &name(first)), ("other", &name(other))])
}

fn with_port(state: &State, name: &Name) -> String {
    [&name.host, " (", &state.fill(Text::DetailsPort, &[("port", &name.port)]), ")"].concat()
}

/// What is offered: only once the account's servers are fixed, and where they are shown. Before that, a
/// route that opens takes what works by itself.
pub(crate) fn offers(state: &State) -> Vec<Offer> {
    if !state.fixed() || !state.shows_servers || state.phase != Phase::Done {
        return Vec::new();
    }
    let offer = |(place, role)| match state.standing(place) {
        Standing::Better { first, other, id, .. } if first.host == other.host => {
            Some(Offer { role, id, host: with_port(state, &other) })
        }
        Standing::Better { other, id, .. } => Some(Offer { role, id, host: other.host }),
        _ => None,
    };
    ROLES.into_iter().enumerate().filter_map(offer).collect()
}
