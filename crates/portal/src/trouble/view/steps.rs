//! The places of the person's own app where settings are looked at and changed.

use super::{change, copy, noted};
use crate::node::{block, el, list, words};
use crate::trouble::act::Node;
use crate::trouble::state::State;
use engine::diagnose::Diagnosis;
use engine::guide::{EditCard, FilledRow, Said, Side, Step, Values, fill_edit};
use engine::text::{Page, Trouble};

/// The way to the settings in the app, for the sides that have findings; the right values alone
/// where the app is not known.
pub(super) fn places(state: &State, diagnosis: Option<&Diagnosis>) -> Vec<Node> {
    let (Some(card), Some(values)) = (&state.card, state.values()) else { return change::right(state) };
    let about = |side: Side| {
        diagnosis.is_none_or(|found| found.findings.iter().any(|one| side_of(one.field) == Some(side)))
    };
    let sides = [Side::Incoming, Side::Outgoing].into_iter().filter(|side| about(*side));
    ways(state, sides, card, &values)
}

/// The same for one side.
pub(super) fn side(state: &State, side: Side) -> Vec<Node> {
    match (&state.card, state.values()) {
        (Some(card), Some(values)) => ways(state, [side].into_iter(), card, &values),
        _ => Vec::new(),
    }
}

fn ways(state: &State, sides: impl Iterator<Item = Side>, card: &EditCard, values: &Values) -> Vec<Node> {
    let labels = state.given.labels.unwrap_or(state.lang);
    let mut nodes = Vec::new();
    for side in sides {
        let title = if side == Side::Incoming { Page::TableIncoming } else { Page::TableOutgoing };
        let guide = fill_edit(card, side, values, state.lang, labels);
        if nodes.is_empty() {
            let pop = guide.pop_seen.filter(|_| guide.steps.is_empty());
            nodes.extend(guide.note.into_iter().chain(pop).map(|note| noted("notice", note)));
        }
        if !guide.steps.is_empty() {
            nodes.push(words("h3", state.page(title)).class("group").done());
            nodes.push(list("ol", "steps", guide.steps.iter().map(|step| card_of(state, step)).collect()));
        }
    }
    if nodes.is_empty() { change::right(state) } else { nodes }
}

/// "Compare with what is right", closed at first: for causes that may lie in the settings.
pub(super) fn compare(state: &State) -> Vec<Node> {
    let places = places(state, None);
    if places.is_empty() {
        return Vec::new();
    }
    vec![super::more(state.say(Trouble::AnswerCompare), places)]
}

fn side_of(field: engine::finding::Field) -> Option<Side> {
    use engine::finding::Field as F;
    match field {
        F::Address | F::Name => None,
        F::IncomingHost
        | F::IncomingPort
        | F::IncomingSecurity
        | F::IncomingAuth
        | F::IncomingUsername
        | F::IncomingProtocol
        | F::IncomingRetention => Some(Side::Incoming),
        F::OutgoingHost
        | F::OutgoingPort
        | F::OutgoingSecurity
        | F::OutgoingAuth
        | F::OutgoingUsername
        | F::OutgoingProtocol => Some(Side::Outgoing),
    }
}

fn card_of(state: &State, step: &Step) -> Node {
    let mut inside = vec![words("p", step.task.clone()).class("task").done()];
    if !step.path.is_empty() {
        inside.push(list("ol", "path", step.path.iter().map(said).collect()));
    }
    let mut shown = Vec::new();
    shown.extend(step.title.as_ref().map(|title| el("p", vec![said(title)]).class("screen-title").done()));
    if !step.rows.is_empty() {
        let rows = step.rows.iter().map(|filled| row(state, filled)).collect();
        shown.push(el("ul", rows).class("rows").done());
    }
    if !shown.is_empty() {
        inside.push(block("app", shown));
    }
    block("step", inside)
}

fn said(said: &Said) -> Node {
    let text = words("b", said.text.clone());
    match said.lang {
        Some(lang) => text.at("lang", lang.code()).done(),
        None => text.at("translate", "no").at("data-value", "").done(),
    }
}

fn row(state: &State, row: &FilledRow) -> Node {
    let class = row.kind.look();
    let mut inside = vec![words("span", state.page(row.kind.word())).class("kind").done()];
    inside.extend(row.label.as_ref().map(|label| el("span", vec![said(label)]).class("label").done()));
    if let Some(value) = &row.value {
        inside.push(el("span", vec![said(value)]).class("value").done());
        inside.extend(row.copy.map(|copied| {
            let what = copied.word().map_or_else(|| value.text.clone(), |key| state.page(key));
            copy(state, &value.text, &what)
        }));
    }
    inside.extend(row.text.as_ref().map(|text| words("span", text.clone()).class("ours").done()));
    el("li", inside).class(class).at("data-copies", "").done()
}
