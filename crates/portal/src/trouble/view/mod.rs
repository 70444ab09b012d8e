//! The screens, one file each: state in, nodes out.

mod answer;
mod ask;
mod change;
mod form;
mod handover;
mod helping;
mod live;
mod other;
mod read;
mod steps;
mod tell;
mod tests;

use super::act::{Act, Step};
use super::state::State;
use crate::node::{block, button, el, list, p, words};
use crate::trouble::act::{El, Node};
use engine::text::{Page, Trouble};

#[cfg(test)]
pub(crate) use handover::text as hand_over;

/// The screen of the state.
pub(crate) fn screen(state: &State) -> Vec<Node> {
    match state.step {
        Step::What => ask::what(state),
        Step::Worked => ask::worked(state),
        Step::Webmail => ask::webmail(state),
        Step::Answer => answer::screen(state),
        Step::Tell => tell::screen(state),
        Step::Form => form::screen(state),
        Step::Tests => tests::screen(state),
        Step::Handover => handover::screen(state),
        Step::Solved => ask::solved(state),
        Step::Helping => helping::screen(state),
        Step::Other => other::screen(state),
    }
}

/// The summary of what is wrong with what was typed, above the heading.
fn problem(state: &State) -> Vec<Node> {
    let Some(problem) = &state.problem else { return Vec::new() };
    let link = words("a", problem.says.clone()).at("href", ["#", problem.field].concat());
    let link = link.at("data-field", problem.field);
    let alert = el("div", vec![words("h2", state.page(Page::FrameProblem)).done(), link.done()]);
    vec![
        el("div", vec![alert.at("role", "alert").done()])
            .class("problem")
            .at("tabindex", "-1")
            .at("data-focus", "")
            .done(),
    ]
}

/// The heading; the window's title says the same.
fn heading(text: impl Into<String>) -> Node {
    // Named, so that the focus stays on it when the screen is drawn anew.
    words("h1", text).at("id", "trouble-heading").done()
}

/// A large choice in a list.
fn choice(name: String, about: Option<String>, act: Act) -> Node {
    let mut inside = vec![words("span", name).class("choice-name").done()];
    inside.extend(about.map(|about| words("span", about).class("choice-about").done()));
    el("button", inside).at("type", "button").class("choice").on("click", act).done()
}

/// Yes, no, not sure.
fn sure(state: &State, act: fn(Option<bool>) -> Act) -> Node {
    list(
        "ul",
        "choices",
        vec![
            choice(state.page(Page::FrameYes), None, act(Some(true))),
            choice(state.page(Page::FrameNo), None, act(Some(false))),
            choice(state.page(Page::FrameNotSure), None, act(None)),
        ],
    )
}

/// A link to a page of the provider's, in a new tab; nothing where the profile has none.
fn outside(state: &State, id: &str) -> Option<Node> {
    let link = state.site.profile.link(id)?;
    let note = [" (", &state.page(Page::FrameOpensNew), ")"].concat();
    let inside =
        vec![Node::Text(link.title.get(state.lang).to_owned()), words("span", note).class("unseen").done()];
    let link = el("a", inside).at("href", link.url.as_str());
    Some(link.at("target", "_blank").at("rel", "noreferrer").done())
}

/// A way to another of these screens, as a link that has an address of its own.
fn way(state: &State, key: Trouble, step: Step) -> Node {
    let href = ["#/", state.lang.code(), "/trouble/", step.name()].concat();
    words("a", state.say(key)).at("href", href).done()
}

/// A way to a screen of set-up.
fn leave(state: &State, text: String, place: &str) -> Node {
    words("a", text).at("href", ["#/", state.lang.code(), "/", place].concat()).done()
}

/// A value as an app shows it, with a button that copies it.
fn value(state: &State, shown: &str, what: &str) -> Vec<Node> {
    vec![plain_value(shown), copy(state, shown, what)]
}

/// A value as an app shows it: of no language, never translated.
fn plain_value(shown: &str) -> Node {
    words("b", shown).at("data-value", "").at("translate", "no").done()
}

/// A button that copies `shown`.
fn copy(state: &State, shown: &str, what: &str) -> Node {
    let label = state.page_fill(Page::CopyLabel, &[("what", what)]);
    button("copy", state.page(Page::CopyButton), Act::Copy(shown.to_owned(), what.to_owned()))
        .at("aria-label", label)
        .done()
}

/// A quiet box.
fn notice(class: &'static str, inside: Vec<Node>) -> Node {
    block(class, inside)
}

/// A field with its label and, where there is one, a hint.
fn field(id: &'static str, label: String, hint: Option<String>, input: El) -> Node {
    let mut inside = vec![words("label", label).at("for", id).done()];
    let mut input = input.at("id", id);
    if let Some(hint) = hint {
        let name = [id, "-hint"].concat();
        inside.push(words("p", hint).class("hint").at("id", name.clone()).done());
        input = input.at("aria-describedby", name);
    }
    inside.push(input.done());
    block("field", inside)
}

/// The app, where it is not known or not the right one: a list to choose from.
fn app(state: &State) -> Node {
    let chosen = state.client().map(|client| client.id.to_string()).unwrap_or_default();
    let mut options = vec![words("option", state.say(Trouble::AppUnknown)).at("value", "").done()];
    options.extend(
        state.site.clients.iter().map(|client| {
            words("option", client.name.get(state.lang)).at("value", client.id.as_str()).done()
        }),
    );
    let list = el("select", options).value(chosen).on("change", Act::Client);
    field("mail-app", state.say(Trouble::AppLabel), None, list)
}

/// More, behind a question.
fn more(summary: String, mut inside: Vec<Node>) -> Node {
    inside.insert(0, words("summary", summary).done());
    el("details", inside).done()
}

/// A paragraph of a class.
fn noted(class: &'static str, text: String) -> Node {
    words("p", text).class(class).done()
}

/// A list of ways.
fn ways(ways: Vec<Node>) -> Node {
    list("ul", "ways", ways)
}

/// A plain paragraph of these screens' texts.
fn told(state: &State, key: Trouble) -> Node {
    p(state.say(key))
}
