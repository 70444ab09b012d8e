//! Check that it works.

use crate::context::Ctx;
use crate::parts::{buttons, later, screen};
use crate::route::{Route, Screen};
use engine::guide::{Values, fill};
use engine::text::Page;
use leptos::prelude::*;

/// Draws it.
pub fn screen(ctx: Ctx, client: String) -> AnyView {
    view! {
        {screen::heading(ctx, ctx.say(Page::CheckHeading))}
        <p>{ctx.say(Page::CheckLead)}</p>
        {later::card(ctx, client, move |card| {
            let site = ctx.site();
            let lines = ctx
                .account()
                .map(|account| Values::of(&account, &site.profile, &ctx.say(Page::StepsYourName)))
                .and_then(|values| fill(&card, None, &values, ctx.lang(), ctx.lang()).ok())
                .map(|guide| guide.verify)
                .unwrap_or_default();
            let items: Vec<_> = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect();
            view! { <ol class="numbered">{items}</ol> }.into_any()
        })}
        <ul class="choices">
            {buttons::choice(ctx.say(Page::CheckWorks), None, move || ctx.go(Route::to(Screen::Done)))}
            {buttons::choice(ctx.say(Page::CheckDoesNot), None, move || ctx.go(Route::to(Screen::Compare)))}
        </ul>
    }
    .into_any()
}
