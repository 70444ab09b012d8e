//! It works: what to keep, and what else there is to do.

use super::get::save;
use crate::context::Ctx;
use crate::parts::el::{all, block, noted, told};
use crate::parts::{buttons, screen, settings};
use crate::platform::window;
use crate::route::{Route, Screen};
use engine::Format;
use engine::text::Page;
use leptos::prelude::*;

/// Draws it.
pub fn screen(ctx: Ctx) -> AnyView {
    all(vec![
        screen::asks(ctx, Page::DoneHeading),
        noted(ctx, "lead", Page::DoneText),
        told(ctx, "p", Page::DoneOldAccount),
        block("section", "settings", vec![told(ctx, "h2", Page::DoneKeep), settings::settings(ctx)]),
        block(
            "div",
            "buttons",
            vec![
                buttons::second(ctx, Page::DoneSave, move || save(ctx, Format::Text, None)),
                buttons::second(ctx, Page::DonePrint, || {
                    let _ = window().print();
                }),
                buttons::second(ctx, Page::DoneAnother, move || {
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
