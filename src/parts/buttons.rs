//! Buttons: going on, choosing, copying.

use super::el::{at, block, el, item, live, on, say, spoken, styled, told};
use crate::context::Ctx;
use crate::platform::clipboard;
use crate::route::Route;
use engine::text::Page;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// A button of a class.
pub fn button(class: &'static str, inside: Vec<AnyView>, go: impl Fn() + 'static) -> AnyView {
    fn boxed(class: &'static str, inside: Vec<AnyView>, go: Box<dyn Fn()>) -> AnyView {
        el("button", vec![at("type", "button"), at("class", class), on("click", move |_| go())], inside)
    }
    boxed(class, inside, Box::new(go))
}

/// The one button that a screen is about.
pub fn main(ctx: Ctx, key: Page, go: impl Fn() + 'static) -> AnyView {
    button("main", vec![spoken(ctx, key)], go)
}

/// Another way, beside the main one.
pub fn second(ctx: Ctx, key: Page, go: impl Fn() + 'static) -> AnyView {
    button("second", vec![spoken(ctx, key)], go)
}

/// A button that looks like a link.
pub fn plain(ctx: Ctx, key: Page, go: impl Fn() + 'static) -> AnyView {
    button("plain", vec![spoken(ctx, key)], go)
}

/// A way that is a place of its own.
pub fn way(ctx: Ctx, text: String, route: Route) -> AnyView {
    let href = at("href", route.hash(ctx.lang()));
    let go = on("click", move |event| {
        event.prevent_default();
        ctx.go(route.clone());
    });
    el("a", vec![href, go], vec![say(text)])
}

/// A large choice in a list: a name, and a word about it.
pub fn choice(name: String, about: Option<String>, go: impl Fn() + 'static) -> AnyView {
    fn boxed(name: String, about: Option<String>, go: Box<dyn Fn()>) -> AnyView {
        let mut inside = vec![styled("span", "choice-name", name)];
        inside.extend(about.map(|about| styled("span", "choice-about", about)));
        item(button("choice", inside, go))
    }
    boxed(name, about, Box::new(go))
}

/// A list of choices.
pub fn choices(choices: Vec<AnyView>) -> AnyView {
    block("ul", "choices", choices)
}

/// A list of other ways.
pub fn ways(ways: Vec<AnyView>) -> AnyView {
    block("ul", "ways", ways.into_iter().map(item).collect())
}

/// Something that opens: a question, and more of it.
pub fn more(ctx: Ctx, question: Page, mut inside: Vec<AnyView>) -> AnyView {
    inside.insert(0, told(ctx, "summary", question));
    el("details", Vec::new(), inside)
}

/// A button that copies `value`. `what` names it for those who do not see the row; success is
/// announced, and shown on the button for a moment.
pub fn copy(ctx: Ctx, value: String, what: String) -> AnyView {
    let copied = RwSignal::new(false);
    let name = ctx.fill(Page::CopyLabel, &[("what", &what)]);
    let done = ctx.fill(Page::CopyDone, &[("what", &what)]);
    let go = on("click", move |event| {
        let (value, done) = (value.clone(), done.clone());
        let row = event_target::<web_sys::Element>(&event).closest("[data-copies]").ok().flatten();
        crate::platform::later(async move {
            if clipboard::copy(&value).await {
                ctx.announce(done);
                copied.set(true);
                Timeout::new(2_000, move || {
                    copied.try_set(false);
                })
                .forget();
            } else {
                if let Some(text) = row.and_then(|row| row.query_selector("[data-value]").ok().flatten()) {
                    clipboard::select(&text);
                }
                ctx.announce(ctx.say(Page::CopyFailed));
            }
        });
    });
    let text = live(move || say(ctx.say(if copied.get() { Page::CopyShort } else { Page::CopyButton })));
    el("button", vec![at("type", "button"), at("class", "copy"), at("aria-label", name), go], vec![text])
}
