//! What the live check says beside an answer.

use super::{told, way, ways};
use crate::node::{block, button, p, words};
use crate::trouble::act::{Act, Node, Step};
use crate::trouble::state::State;
use engine::advice::{Advice, Next};
use engine::profile::Endpoint;
use engine::text::Trouble;

/// The sentence that stands instead of an answer's own heading: where it is all that there is to do.
pub(super) fn verdict(state: &State, advice: Option<&Advice>) -> Option<String> {
    match advice?.next {
        Next::WaitForAll => Some(state.say(Trouble::LiveWaitForAll)),
        Next::TryTomorrow => Some(state.say(Trouble::LiveTryTomorrow)),
        _ => None,
    }
}

/// What the check says; nothing where it adds nothing.
pub(super) fn advice(state: &State, advice: Option<&Advice>) -> Vec<Node> {
    let inside = match advice {
        None if state.asking() => vec![told(state, Trouble::LiveAsking)],
        None => return Vec::new(),
        Some(advice) => said(state, advice),
    };
    if inside.is_empty() {
        return Vec::new();
    }
    let heading = words("h2", state.say(Trouble::LiveHeading)).done();
    vec![block("notice advice", [vec![heading], inside].concat())]
}

fn said(state: &State, advice: &Advice) -> Vec<Node> {
    let about = advice.about.as_ref().and_then(|id| state.site.profile.endpoint(id.as_str()));
    let instead = advice.instead.as_ref().and_then(|id| state.site.profile.endpoint(id.as_str()));
    let mut nodes = match advice.next {
        Next::ChangeSettings => return Vec::new(),
        Next::WaitForAll => vec![told(state, Trouble::LiveWaitForAllText)],
        Next::TryTomorrow => vec![told(state, Trouble::LiveTryTomorrowText)],
        Next::WaitForCertificate => of(state, Trouble::LiveWaitForCertificate, about),
        Next::DistrustServer => of(state, Trouble::LiveDistrustServer, about),
        Next::WaitForServer => of(state, Trouble::LiveWaitForServer, about),
        Next::OwnNetwork => vec![
            told(state, Trouble::LiveOwnNetwork),
            ways(vec![way(state, Trouble::AnswerTests, Step::Tests)]),
        ],
        Next::OwnCertificate => vec![
            told(state, Trouble::LiveOwnCertificate),
            ways(vec![way(state, Trouble::AnswerTests, Step::Tests)]),
        ],
        Next::NotChecked => vec![told(state, Trouble::LiveNotChecked)],
    };
    if let (Some(about), Some(other)) = (about, instead) {
        nodes.extend(of(state, Trouble::LiveInstead, Some(other)));
        let act = Act::Use(about.id.to_string(), other.id.to_string());
        nodes.push(button("second", name(state, Trouble::OtherUse, other), act).done());
    }
    nodes
}

/// A sentence about an endpoint.
fn of(state: &State, key: Trouble, endpoint: Option<&Endpoint>) -> Vec<Node> {
    endpoint.map(|endpoint| p(name(state, key, endpoint))).into_iter().collect()
}

fn name(state: &State, key: Trouble, endpoint: &Endpoint) -> String {
    state.fill(key, &[("host", endpoint.host.as_str()), ("port", &endpoint.port.to_string())])
}

/// What the check says, in a line for the hand-over text.
pub(super) fn line(state: &State, advice: Option<&Advice>) -> Option<String> {
    let text = said(state, advice?).iter().map(Node::text).collect::<Vec<_>>();
    text.first().map(|first| [&state.say(Trouble::LiveHeading), ": ", first].concat())
}
