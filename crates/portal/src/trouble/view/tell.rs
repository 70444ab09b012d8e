//! Paste or type a message or settings, or choose a file.

use super::{field, heading, noted, problem, told, way, ways};
use crate::node::{button, el, words};
use crate::trouble::act::Node;
use crate::trouble::act::{Act, Step};
use crate::trouble::state::State;
use engine::text::Trouble;

/// Draws it.
pub(super) fn screen(state: &State) -> Vec<Node> {
    let text = el("textarea", Vec::new())
        .at("rows", "7")
        .at("autocomplete", "off")
        .at("autocapitalize", "off")
        .at("spellcheck", "false")
        .at("translate", "no")
        .value(state.told.text.clone())
        .on("input", Act::TypeText)
        .on("paste", Act::Paste)
        .on("drop", Act::Paste)
        .on("dragover", Act::Paste);
    let file = el("input", Vec::new()).at("type", "file").on("change", Act::File);
    let mut nodes = problem(state);
    nodes.extend([
        heading(state.say(Trouble::TellHeading)),
        told(state, Trouble::TellLead),
        field("told", state.say(Trouble::TellLabel), Some(state.say(Trouble::TellHint)), text),
    ]);
    if state.told.struck > 0 {
        nodes.push(noted("notice", state.say(Trouble::TellStruck)));
    }
    nodes.extend([
        button("main", state.say(Trouble::TellRead), Act::Read).done(),
        field("file", state.say(Trouble::TellFile), Some(state.say(Trouble::TellFileHint)), file),
        words("h2", state.say(Trouble::TellWhere)).done(),
        told(state, Trouble::TellWhereThunderbird),
        told(state, Trouble::TellWhereOthers),
        ways(vec![way(state, Trouble::WhatForm, Step::Form)]),
    ]);
    nodes
}
