//! Is the address in the mail app already? Nothing is ever removed before that is known.

use crate::context::Ctx;
use crate::parts::{buttons, screen};
use crate::route::{Route, Screen};
use engine::text::Page;
use leptos::prelude::*;

/// Draws it.
pub fn screen(ctx: Ctx) -> AnyView {
    let to = move |screen| move || ctx.go(Route::to(screen));
    view! {
        {screen::heading(ctx, ctx.say(Page::AlreadyHeading))}
        <p>{ctx.say(Page::AlreadyHint)}</p>
        <ul class="choices">
            {buttons::choice(ctx.say(Page::FrameNo), None, to(Screen::Device))}
            {buttons::choice(ctx.say(Page::FrameYes), Some(ctx.say(Page::AlreadyYesHint)), to(Screen::Compare))}
            {buttons::choice(ctx.say(Page::FrameNotSure), Some(ctx.say(Page::AlreadyNotSureHint)), to(Screen::Device))}
        </ul>
    }
    .into_any()
}
