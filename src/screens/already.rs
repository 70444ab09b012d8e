//! Is the address in the mail app already? Nothing is ever removed before that is known.

use crate::context::Ctx;
use crate::parts::el::{all, told};
use crate::parts::{buttons, screen};
use crate::route::{Route, Screen};
use engine::text::Page;
use leptos::prelude::*;

/// Draws it.
pub fn screen(ctx: Ctx) -> AnyView {
    let choice = |name, about: Option<Page>, screen| {
        buttons::choice(ctx.say(name), about.map(|about| ctx.say(about)), move || ctx.go(Route::to(screen)))
    };
    all(vec![
        screen::asks(ctx, Page::AlreadyHeading),
        told(ctx, "p", Page::AlreadyHint),
        buttons::choices(vec![
            choice(Page::FrameNo, None, Screen::Device),
            choice(Page::FrameYes, Some(Page::AlreadyYesHint), Screen::Trouble),
            choice(Page::FrameNotSure, Some(Page::AlreadyNotSureHint), Screen::Device),
        ]),
    ])
}
