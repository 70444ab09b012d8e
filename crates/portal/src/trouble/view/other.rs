//! What to change in the app so that it uses another server, and how.

use super::{app, change, heading, noted, outside, steps, told, way, ways};
use crate::node::{el, words};
use crate::trouble::act::{Node, Step};
use crate::trouble::state::State;
use engine::diagnose::Change;
use engine::finding::Field;
use engine::guide::Side;
use engine::profile::{Endpoint, Role};
use engine::text::Trouble;

/// Draws it.
pub(super) fn screen(state: &State) -> Vec<Node> {
    let endpoint = |id: &String| state.site.profile.endpoint(id);
    let servers = state.told.other.as_ref().and_then(|(from, to)| Some((endpoint(from)?, endpoint(to)?)));
    let Some((from, to)) = servers else {
        return vec![heading(state.say(Trouble::OtherHeading)), told(state, Trouble::AnswerNothingText)];
    };
    let rows = changes(state, from, to).iter().map(|one| change::changed(state, one)).collect();
    let mut nodes = vec![
        heading(state.say(Trouble::OtherHeading)),
        noted("lead", state.say(Trouble::OtherLead)),
        el("dl", rows).class("rows").done(),
        app(state),
    ];
    if let Some(card) = state.card.as_ref().filter(|card| card.takes_profile) {
        let place = ["#/", state.lang.code(), "/get/", card.id.as_str()].concat();
        let link = words("a", state.say(Trouble::OtherProfile)).at("href", place).done();
        nodes.push(told(state, Trouble::OtherProfileText));
        nodes.push(ways(vec![link]));
        nodes.push(words("h2", state.say(Trouble::OtherFields)).done());
    } else {
        nodes.push(noted("notice warn", state.say(Trouble::OtherNever)));
    }
    let side = if to.role == Role::Submission { Side::Outgoing } else { Side::Incoming };
    nodes.extend(steps::side(state, side));
    nodes.push(told(state, Trouble::OtherBack));
    let mut on = vec![
        way(state, Trouble::SolvedLink, Step::Solved),
        way(state, Trouble::AnswerBack, Step::Answer),
        way(state, Trouble::AnswerHandover, Step::Handover),
    ];
    on.extend(outside(state, "webmail"));
    nodes.push(ways(on));
    nodes
}

/// What differs between the two.
fn changes(state: &State, from: &Endpoint, to: &Endpoint) -> Vec<Change> {
    let outgoing = to.role == Role::Submission;
    let field = |incoming, sending| if outgoing { sending } else { incoming };
    let security = |one: &Endpoint| super::read::security(state, one.security);
    let rows = [
        (field(Field::IncomingHost, Field::OutgoingHost), from.host.to_string(), to.host.to_string()),
        (field(Field::IncomingPort, Field::OutgoingPort), from.port.to_string(), to.port.to_string()),
        (field(Field::IncomingSecurity, Field::OutgoingSecurity), security(from), security(to)),
    ];
    rows.into_iter()
        .filter(|(_, before, after)| before != after)
        .map(|(field, before, after)| Change { field, before, after })
        .collect()
}
