//! How a screen begins, and what is said when something is wrong.

use super::el::{at, block, el, nothing, on, say, styled, told, words};
use crate::context::Ctx;
use crate::platform::focus;
use engine::text::Page;
use leptos::prelude::*;

/// A screen's heading; the window's title says the same.
pub fn heading(ctx: Ctx, text: String) -> AnyView {
    title(ctx, &text);
    words("h1", text)
}

/// A heading that is a text of the page.
pub fn asks(ctx: Ctx, key: Page) -> AnyView {
    heading(ctx, ctx.say(key))
}

/// Sets the window's title: the screen first, then whose help this is.
pub fn title(ctx: Ctx, text: &str) {
    document().set_title(&[text, " - ", &ctx.say(Page::FrameBrand)].concat());
}

/// The summary of what is wrong, above the heading; it takes the focus, its link leads to the
/// field (`id`).
pub fn problem(ctx: Ctx, id: &'static str, message: String) -> AnyView {
    focus::soon(".problem");
    let link = vec![
        at("href", ["#", id].concat()),
        on("click", move |event| {
            event.prevent_default();
            focus::field(id);
        }),
    ];
    let inside = vec![told(ctx, "h2", Page::FrameProblem), el("a", link, vec![say(message)])];
    let alert = el("div", vec![at("role", "alert")], inside);
    el("div", vec![at("class", "problem"), at("tabindex", "-1")], vec![alert])
}

/// A quiet box with something to know.
pub fn notice(class: &'static str, text: String) -> AnyView {
    styled("p", class, text)
}

/// A numbered list of plain sentences.
pub fn numbered(texts: Vec<String>) -> AnyView {
    block("ol", "numbered", texts.into_iter().map(|text| words("li", text)).collect())
}

/// A link to a page of the provider's, in a new tab; nothing where the profile has none.
pub fn link(ctx: Ctx, id: &str, text: Page) -> AnyView {
    link_named(ctx, id, ctx.say(text))
}

/// The same, with words of the profile's own.
pub fn link_named(ctx: Ctx, id: &str, text: String) -> AnyView {
    match ctx.site().profile.link(id) {
        None => nothing(),
        Some(link) => {
            let note = [" (", &ctx.say(Page::FrameOpensNew), ")"].concat();
            outside(link.url.as_str(), vec![say(text), styled("span", "unseen", note)])
        }
    }
}

/// A link that opens in a new tab and says nothing of where it was.
pub fn outside(url: &str, inside: Vec<AnyView>) -> AnyView {
    el("a", vec![at("href", url), at("target", "_blank"), at("rel", "noreferrer")], inside)
}
