//! What to hand over to someone who helps: a plain text without secrets.

use super::answer::verdict;
use super::{ask, change, heading, live, noted, outside, read, ways};
use crate::node::{button, el, words};
use crate::trouble::act::Act;
use crate::trouble::act::Node;
use crate::trouble::state::State;
use crate::trouble::told::Sure;
use engine::finding::{Field, Finding};
use engine::text::{Page, Trouble};

/// Draws it.
pub(super) fn screen(state: &State) -> Vec<Node> {
    let text = text(state);
    let shown = words("pre", text.clone()).class("handover").at("data-value", "").at("tabindex", "0");
    let mut tick = el("input", Vec::new()).at("type", "checkbox").at("id", "with-address");
    if state.told.with_address {
        tick = tick.at("checked", "");
    }
    let label = words("label", state.say(Trouble::HandoverAddress)).at("for", "with-address");
    let what = state.say(Trouble::HandoverWhat);
    vec![
        heading(state.say(Trouble::HandoverHeading)),
        noted("lead", state.say(Trouble::HandoverLead)),
        el("p", vec![tick.on("change", Act::WithAddress).done(), label.done()]).class("with-address").done(),
        el(
            "div",
            vec![
                shown.done(),
                button("main", state.say(Trouble::HandoverCopy), Act::Copy(text, what)).done(),
            ],
        )
        .at("data-copies", "")
        .done(),
        ways(["support", "webmail"].into_iter().filter_map(|id| outside(state, id)).collect()),
    ]
}

/// The text: what was told and found, never a password, the address only where it was ticked.
pub(crate) fn text(state: &State) -> String {
    let diagnosis = state.diagnosis();
    let causes = state.causes();
    let lead = state.lead(diagnosis.as_ref(), &causes);
    let mut lines = vec![
        state.say(Trouble::HandoverTitle),
        state.fill(Trouble::HandoverFound, &[("found", &verdict(state, lead, diagnosis.as_ref(), &causes))]),
    ];
    if let Some(client) = state.client() {
        lines.push(state.fill(Trouble::HandoverApp, &[("app", client.name.get(state.lang))]));
    }
    if let Some(symptom) = state.told.symptom {
        lines.push(state.fill(Trouble::HandoverWhatHappens, &[("what", &state.say(ask::symptom(symptom)))]));
    }
    let answers =
        [(Trouble::WorkedHeading, state.told.worked), (Trouble::WebmailHeading, state.told.webmail)];
    for (question, answer) in answers {
        if let Some(answer) = answer {
            lines.push([state.say(question), " ".to_owned(), state.page(sure(answer))].concat());
        }
    }
    if let Some(diagnosis) = &diagnosis {
        for server in state.judged(diagnosis).iter().flat_map(|account| &account.servers) {
            lines.push(read::line(state, server));
        }
        lines.extend(diagnosis.findings.iter().map(|finding| found(state, finding)));
    }
    lines.extend(live::line(state, state.advice(diagnosis.as_ref(), &causes).as_ref()));
    for cause in &causes {
        lines.push(["- ", cause.cause.as_str()].concat());
    }
    if let Some(address) = state.address().filter(|_| state.told.with_address) {
        lines.push(state.fill(Trouble::HandoverAddressLine, &[("address", &address)]));
    }
    lines.push(state.fill(Trouble::HandoverCode, &[("code", &state.help_code())]));
    lines.join("\n")
}

/// A finding in a line. What it says of a user name holds the address: only its code without it.
fn found(state: &State, finding: &Finding) -> String {
    let personal =
        matches!(finding.field, Field::Address | Field::IncomingUsername | Field::OutgoingUsername);
    let says = if personal && !state.told.with_address {
        finding.code.as_str().to_owned()
    } else {
        finding.message(&state.site.findings, &state.site.profile.name)
    };
    ["- ", &state.say(change::field(finding.field)), ": ", &says].concat()
}

fn sure(answer: Sure) -> Page {
    match answer {
        Sure::Yes => Page::FrameYes,
        Sure::No => Page::FrameNo,
        Sure::Unsure => Page::FrameNotSure,
    }
}
