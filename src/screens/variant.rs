//! Which way through the app: asked by what a person sees, never by version number.

use crate::context::Ctx;
use crate::parts::el::{all, nothing};
use crate::parts::{buttons, later, screen};
use crate::route::{Route, Screen};
use engine::guide::ClientCard;
use engine::text::Page;
use leptos::prelude::*;
use std::sync::Arc;

/// Draws it.
pub fn screen(ctx: Ctx, client: String) -> AnyView {
    later::card(ctx, client, draw)
}

/// The question of a card.
pub fn draw(ctx: Ctx, card: &Arc<ClientCard>) -> AnyView {
    let lang = ctx.lang();
    let heading =
        card.question.as_ref().map_or_else(|| ctx.say(Page::StepsWhich), |words| words.get(lang).to_owned());
    let choices = card
        .variants
        .iter()
        .map(|variant| {
            let (client, id) = (card.id.to_string(), variant.id.to_string());
            let seen = variant.seen.as_ref().map_or_else(|| id.clone(), |words| words.get(lang).to_owned());
            buttons::choice(seen, None, move || {
                ctx.answer(|answers| answers.variant = Some(id.clone()));
                ctx.go(Route { variant: Some(id.clone()), ..Route::of(Screen::Steps, &client) });
            })
        })
        .collect();
    all(vec![screen::heading(ctx, heading), buttons::choices(choices), different(ctx)])
}

/// "My screen looks different": the list of values that fits any app.
pub fn different(ctx: Ctx) -> AnyView {
    if ctx.site().client("other").is_none() {
        return nothing();
    }
    let route = Route::of(Screen::Steps, "other");
    buttons::ways(vec![buttons::way(ctx, ctx.say(Page::StepsDifferent), route)])
}
