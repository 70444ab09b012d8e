//! "I am helping someone": the code that they read out opens the same screen.

use super::{field, heading, problem, told};
use crate::node::{el, form};
use crate::trouble::act::Act;
use crate::trouble::act::Node;
use crate::trouble::state::State;
use engine::text::Trouble;

/// Draws it.
pub(super) fn screen(state: &State) -> Vec<Node> {
    let code = el("input", Vec::new())
        .at("type", "text")
        .at("autocomplete", "off")
        .at("autocapitalize", "characters")
        .at("spellcheck", "false")
        .at("maxlength", "16")
        .value(state.code.clone())
        .on("input", Act::TypeCode);
    let mut nodes = problem(state);
    nodes.extend([
        heading(state.say(Trouble::HelpingHeading)),
        told(state, Trouble::HelpingLead),
        form(
            vec![field(
                "code",
                state.say(Trouble::HelpingLabel),
                Some(state.say(Trouble::HelpingHint)),
                code,
            )],
            state.say(Trouble::HelpingOpen),
            Act::OpenCode,
        ),
        told(state, Trouble::HelpingPrivate),
    ]);
    nodes
}
