//! It works: what to keep, and what else there is to do.

use super::get::save;
use crate::context::Ctx;
use crate::parts::el::{all, block, p, styled, words};
use crate::parts::{buttons, screen, settings};
use crate::platform::window;
use crate::route::{Route, Screen};
use engine::Format;
use engine::text::Page;
use leptos::prelude::*;

/// Draws it.
pub fn screen(ctx: Ctx) -> AnyView {
    let saved = RwSignal::new(false);
    all(vec![
        screen::heading(ctx, ctx.say(Page::DoneHeading)),
        styled("p", "lead", ctx.say(Page::DoneText)),
        p(ctx.say(Page::DoneOldAccount)),
        block("section", "settings", vec![words("h2", ctx.say(Page::DoneKeep)), settings::settings(ctx)]),
        block(
            "div",
            "buttons",
            vec![
                buttons::second(ctx.say(Page::DoneSave), move || save(ctx, Format::Text, saved)),
                buttons::second(ctx.say(Page::DonePrint), || {
                    let _ = window().print();
                }),
                buttons::second(ctx.say(Page::DoneAnother), move || {
                    ctx.answer(|answers| {
                        answers.client = None;
                        answers.device = None;
                    });
                    ctx.go(Route::to(Screen::Device));
                }),
            ],
        ),
    ])
}
