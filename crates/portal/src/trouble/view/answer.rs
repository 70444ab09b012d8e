//! The answer: one verdict, what to change or do, what never to do, and what else there is.

use super::{
    app, change, heading, live, more, noted, notice, outside, problem, read, steps, told, way, ways,
};
use crate::node::{block, button, list, p, words};
use crate::trouble::act::Node;
use crate::trouble::act::{Act, Step};
use crate::trouble::found::Lead;
use crate::trouble::state::State;
use engine::advice::Next;
use engine::diagnose::{Diagnosis, Verdict};
use engine::explain::{App, Cause, Explained, Teller, Told};
use engine::text::Trouble;

/// At most so many other causes: more would not be read.
const OTHERS: usize = 4;

/// Draws it.
pub(super) fn screen(state: &State) -> Vec<Node> {
    let diagnosis = state.diagnosis();
    let causes = state.causes();
    let lead = state.lead(diagnosis.as_ref(), &causes);
    let advice = state.advice(diagnosis.as_ref(), &causes);
    let mut nodes = problem(state);
    let verdict = verdict(state, lead, diagnosis.as_ref(), &causes);
    // What somebody else sees is said by their code, not by a check of ours.
    let advice = advice.filter(|_| state.told.helping == 0);
    nodes.push(heading(live::verdict(state, advice.as_ref()).unwrap_or(verdict)));
    if state.told.helping > 0 {
        nodes.push(noted("notice", state.say(Trouble::HelpingTheirs)));
    }
    if let Some(finding) = state.helped_finding() {
        nodes.push(p(finding.message(&state.site.findings, &state.site.profile.name)));
        nodes.push(p(finding.fix(&state.site.findings, &state.site.profile.name)));
    }
    if state.told.struck > 0 {
        nodes.push(noted("notice", state.say(Trouble::TellStruck)));
    }
    if state.told.helping == 0 {
        nodes.extend(live::advice(state, advice.as_ref()));
    }
    // Where the one thing to do is to wait, what else could be done is for later.
    let next = advice.map(|advice| advice.next);
    match lead {
        Lead::Settings if next == Some(Next::WaitForAll) => {
            let later = settings(state, diagnosis.as_ref());
            nodes.push(more(state.say(Trouble::LiveWaitForAllLater), later));
        }
        Lead::Cause if next == Some(Next::TryTomorrow) => {
            let later = cause(state, diagnosis.as_ref(), &causes);
            nodes.push(more(state.say(Trouble::LiveTryTomorrowLater), later));
        }
        Lead::Settings => nodes.extend(settings(state, diagnosis.as_ref())),
        Lead::Cause => nodes.extend(cause(state, diagnosis.as_ref(), &causes)),
        Lead::Right => nodes.extend(right(state, diagnosis.as_ref())),
        Lead::Unknown => nodes.push(told(state, Trouble::AnswerUnknownText)),
        Lead::Nothing => nodes.push(told(state, Trouble::AnswerNothingText)),
    }
    if let Some(diagnosis) = &diagnosis {
        nodes.extend(change::pop(state, diagnosis));
        nodes.push(read::read(state, diagnosis));
    }
    nodes.extend(others(state, lead, &causes));
    nodes.push(words("h2", state.say(Trouble::AnswerHelped)).done());
    nodes.push(block(
        "buttons",
        vec![
            button("second", state.say(Trouble::AnswerWorks), Act::Go(Step::Solved)).done(),
            button("second", state.say(Trouble::AnswerDoesNot), Act::Go(Step::Handover)).done(),
        ],
    ));
    nodes.push(words("h2", state.say(Trouble::AnswerMore)).done());
    nodes.push(ways(on(state, &causes)));
    nodes
}

/// The one sentence.
pub(crate) fn verdict(
    state: &State,
    lead: Lead,
    diagnosis: Option<&Diagnosis>,
    causes: &[Explained<'_>],
) -> String {
    match (lead, diagnosis, causes.first()) {
        (Lead::Settings | Lead::Right, Some(diagnosis), _) => {
            diagnosis.told(&state.site.findings, &state.site.profile.name)
        }
        (Lead::Cause, _, Some(first)) => tell(state, first).map(|told| told.title).unwrap_or_default(),
        (Lead::Unknown, _, _) => state.say(Trouble::AnswerUnknown),
        _ => state.say(Trouble::AnswerNothing),
    }
}

/// A cause with its sentences for the person's app.
fn tell(state: &State, cause: &Explained<'_>) -> Option<Told> {
    let values = state.values_in_sentences()?;
    let teller = Teller {
        catalogue: &state.site.catalogue,
        profile: &state.site.profile,
        values: &values,
        app: state.card.as_deref().map(App::from),
        lang: state.lang,
        labels: state.given.labels.unwrap_or(state.lang),
    };
    teller.tell(cause)
}

/// The settings must change: what, and where in the app.
fn settings(state: &State, diagnosis: Option<&Diagnosis>) -> Vec<Node> {
    let Some(diagnosis) = diagnosis else { return Vec::new() };
    let mut nodes = change::changes(state, diagnosis);
    if diagnosis.verdict != Verdict::OtherProvider {
        nodes.push(app(state));
        nodes.push(more(state.say(Trouble::ChangeWhere), steps::places(state, Some(diagnosis))));
        nodes.push(noted("notice warn", state.say(Trouble::ChangeNever)));
    }
    nodes
}

/// A cause is likeliest: what it is, what to do, what never to do.
fn cause(state: &State, diagnosis: Option<&Diagnosis>, causes: &[Explained<'_>]) -> Vec<Node> {
    let Some(first) = causes.first().and_then(|first| tell(state, first)) else { return Vec::new() };
    let mut nodes = vec![noted("lead", first.what.clone())];
    // What the cause itself is about needs not be said twice.
    if let Some(issue) = first.issue.as_ref().filter(|_| first.code != Cause::ProviderTrouble) {
        nodes.push(notice(
            "notice",
            vec![p(issue.what.clone()), words("p", issue.advice.clone()).class("promise").done()],
        ));
    }
    if diagnosis.is_some() {
        nodes.push(noted("notice good", state.say(Trouble::AnswerSettingsRight)));
    }
    nodes.extend(never(state, &first));
    nodes.push(words("h2", state.say(Trouble::AnswerDo)).done());
    nodes.push(fixes(state, &first));
    if first.code != Cause::ProviderTrouble {
        nodes.push(app(state));
        nodes.extend(steps::compare(state));
    }
    nodes.extend(diagnosis.map(|diagnosis| change::changes(state, diagnosis)).unwrap_or_default());
    nodes
}

/// The settings are right: say so, and what to do all the same.
fn right(state: &State, diagnosis: Option<&Diagnosis>) -> Vec<Node> {
    let Some(diagnosis) = diagnosis else { return Vec::new() };
    let mut nodes = change::changes(state, diagnosis);
    nodes.push(told(state, Trouble::AnswerRightText));
    nodes.push(ways(vec![way(state, Trouble::AnswerTests, Step::Tests)]));
    nodes.push(told(state, Trouble::AnswerRightWait));
    nodes
}

fn fixes(state: &State, cause: &Told) -> Node {
    let items = cause
        .fixes
        .iter()
        .enumerate()
        .map(|(place, fix)| {
            let mut inside = vec![p(fix.clone())];
            let links = cause.links.iter().filter(|link| link.fix == place);
            let links: Vec<Node> = links.filter_map(|link| outside(state, &link.id)).collect();
            if !links.is_empty() {
                inside.push(ways(links));
            }
            block("fix", inside)
        })
        .collect();
    list("ol", "numbered", items)
}

fn never(state: &State, cause: &Told) -> Vec<Node> {
    if cause.never.is_empty() {
        return Vec::new();
    }
    let mut inside = vec![words("h2", state.say(Trouble::AnswerNever)).done()];
    inside.extend(cause.never.iter().map(p));
    vec![notice("notice warn", inside)]
}

/// What else it may be, each behind its name.
fn others(state: &State, lead: Lead, causes: &[Explained<'_>]) -> Vec<Node> {
    let skip = usize::from(lead == Lead::Cause);
    let rest: Vec<Told> =
        causes.iter().skip(skip).take(OTHERS).filter_map(|cause| tell(state, cause)).collect();
    if rest.is_empty() {
        return Vec::new();
    }
    let mut nodes = vec![words("h2", state.say(Trouble::AnswerOthers)).done()];
    nodes.extend(rest.iter().map(|other| {
        let mut inside = vec![p(other.what.clone()), fixes(state, other)];
        inside.extend(never(state, other));
        more(other.title.clone(), inside)
    }));
    vec![block("others", nodes)]
}

/// The ways on.
fn on(state: &State, causes: &[Explained<'_>]) -> Vec<Node> {
    let mut on = Vec::new();
    if state.tests_help(causes) {
        on.push(way(state, Trouble::AnswerTests, Step::Tests));
    }
    on.push(way(state, Trouble::WhatTell, Step::Tell));
    on.push(way(state, Trouble::WhatForm, Step::Form));
    on.push(way(state, Trouble::AnswerHandover, Step::Handover));
    on.extend(["webmail", "password_reset", "support"].into_iter().filter_map(|id| outside(state, id)));
    on
}
