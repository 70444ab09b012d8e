//! The field for the name that others see.

use super::el::{at, el, live, live_at, live_class, on, say, spoken, value};
use crate::context::Ctx;
use engine::DisplayName;
use engine::text::Page;
use leptos::prelude::*;

/// Something with the name in it: drawn anew while the name is typed, so that nothing moves away under
/// the finger that leaves the field.
pub fn followed(ctx: Ctx, draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    live(move || {
        ctx.named.track();
        untrack(&draw)
    })
}

/// The field. What is typed is kept as it is; where it cannot be used, the field says why.
pub fn field(ctx: Ctx) -> AnyView {
    let wrong = move || {
        let typed = ctx.answers.with(|answers| answers.name.clone());
        DisplayName::parse(&typed).err().map(|finding| ctx.finding(&finding))
    };
    let about = vec![at("id", "name-hint"), at("class", "hint")];
    let error = vec![at("id", "name-error"), at("class", "error"), at("role", "alert")];
    let input = vec![
        at("id", "name"),
        at("type", "text"),
        at("autocomplete", "name"),
        at("aria-describedby", "name-hint name-error"),
        live_at("aria-invalid", move || wrong().is_some().to_string()),
        value(ctx.answered().name),
        on("input", move |event| {
            ctx.answer(|answers| answers.name = event_target_value(&event));
            ctx.named.notify();
        }),
    ];
    el(
        "div",
        vec![at("class", "field"), live_class("wrong", move || wrong().is_some())],
        vec![
            el("label", vec![at("for", "name")], vec![spoken(ctx, Page::NameLabel)]),
            el("p", about, vec![spoken(ctx, Page::NameHint)]),
            el("p", error, vec![live(move || say(wrong().unwrap_or_default()))]),
            el("input", input, Vec::new()),
        ],
    )
}

/// Whether the name can be used as it is; the field takes the focus where it cannot.
pub fn usable(ctx: Ctx) -> bool {
    let usable = DisplayName::parse(&ctx.answered().name).is_ok();
    if !usable {
        crate::platform::focus::field("name");
    }
    usable
}
