//! Check that it works.

use crate::context::Ctx;
use crate::parts::el::{all, told};
use crate::parts::{buttons, later, screen};
use crate::route::{Route, Screen};
use engine::guide::{ClientCard, Values, fill};
use engine::text::Page;
use leptos::prelude::*;
use std::sync::Arc;

/// Draws it.
pub fn screen(ctx: Ctx, client: String) -> AnyView {
    let lines = if client.is_empty() { Vec::new() } else { vec![later::card(ctx, client, verify)] };
    all(vec![
        screen::asks(ctx, Page::CheckHeading),
        told(ctx, "p", Page::CheckLead),
        all(lines),
        buttons::choices(vec![
            buttons::choice(ctx.say(Page::CheckWorks), None, move || ctx.go(Route::to(Screen::Done))),
            buttons::choice(ctx.say(Page::CheckDoesNot), None, move || ctx.go(Route::to(Screen::Trouble))),
        ]),
    ])
}

fn verify(ctx: Ctx, card: &Arc<ClientCard>) -> AnyView {
    let site = ctx.site();
    let lines = ctx
        .account()
        .map(|account| Values::of(&account, &site.profile, &ctx.say(Page::StepsYourName)))
        .and_then(|values| fill(card, None, &values, ctx.lang(), ctx.lang()).ok())
        .map(|guide| guide.verify);
    screen::numbered(lines.unwrap_or_default())
}
