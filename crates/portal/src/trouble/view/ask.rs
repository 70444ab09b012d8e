//! The three questions, and the end.

use super::{choice, heading, leave, noted, outside, sure, told, way, ways};
use crate::node::{list, p, words};
use crate::trouble::act::Node;
use crate::trouble::act::{Act, Step};
use crate::trouble::state::State;
use engine::explain::Symptom;
use engine::text::{Page, Trouble};

const SYMPTOMS: [(Symptom, Trouble, Option<Trouble>); 6] = [
    (Symptom::AsksPassword, Trouble::WhatAsksPassword, None),
    (Symptom::CannotSend, Trouble::WhatCannotSend, Some(Trouble::WhatCannotSendHint)),
    (Symptom::NothingArrives, Trouble::WhatNothingArrives, None),
    (Symptom::Warning, Trouble::WhatWarning, Some(Trouble::WhatWarningHint)),
    (Symptom::OldMissing, Trouble::WhatOldMissing, None),
    (Symptom::Message, Trouble::WhatMessage, Some(Trouble::WhatMessageHint)),
];

/// What a symptom is called.
pub(super) fn symptom(symptom: Symptom) -> Trouble {
    SYMPTOMS.iter().find(|(known, _, _)| *known == symptom).map_or(Trouble::WhatMessage, |(_, name, _)| *name)
}

/// What happens?
pub(super) fn what(state: &State) -> Vec<Node> {
    let choices = SYMPTOMS
        .iter()
        .map(|(symptom, name, hint)| {
            choice(state.say(*name), hint.map(|hint| state.say(hint)), Act::Symptom(*symptom))
        })
        .collect();
    vec![
        heading(state.say(Trouble::WhatHeading)),
        noted("notice warn", state.say(Trouble::WhatKeep)),
        list("ul", "choices", choices),
        words("h2", state.say(Trouble::WhatMore)).done(),
        ways(vec![way(state, Trouble::WhatTell, Step::Tell), way(state, Trouble::WhatForm, Step::Form)]),
    ]
}

/// Did it ever work?
pub(super) fn worked(state: &State) -> Vec<Node> {
    vec![
        heading(state.say(Trouble::WorkedHeading)),
        told(state, Trouble::WorkedHint),
        sure(state, Act::Worked),
    ]
}

/// Can you sign in to webmail?
pub(super) fn webmail(state: &State) -> Vec<Node> {
    let mut nodes = vec![heading(state.say(Trouble::WebmailHeading)), told(state, Trouble::WebmailHint)];
    nodes.extend(outside(state, "webmail").map(|link| ways(vec![link])));
    nodes.extend(state.site.profile.sign_in.other_login.as_ref().map(|words| p(words.get(state.lang))));
    nodes.push(sure(state, Act::Webmail));
    nodes
}

/// It works again.
pub(super) fn solved(state: &State) -> Vec<Node> {
    vec![
        heading(state.page(Page::DoneHeading)),
        noted("lead", state.say(Trouble::SolvedText)),
        told(state, Trouble::SolvedKeep),
        ways(vec![
            leave(state, state.say(Trouble::SolvedSetUp), "start"),
            way(state, Trouble::SolvedAgain, Step::What),
        ]),
    ]
}
