//! It works: what to keep, and what else there is to do.

use super::get::save;
use crate::context::Ctx;
use crate::parts::{buttons, screen, settings};
use crate::platform::window;
use crate::route::{Route, Screen};
use engine::Format;
use engine::text::Page;
use leptos::prelude::*;

/// Draws it.
pub fn screen(ctx: Ctx) -> AnyView {
    let saved = RwSignal::new(false);
    view! {
        {screen::heading(ctx, ctx.say(Page::DoneHeading))}
        <p class="lead">{ctx.say(Page::DoneText)}</p>
        <p>{ctx.say(Page::DoneOldAccount)}</p>
        <section class="settings">
            <h2>{ctx.say(Page::DoneKeep)}</h2>
            {settings::settings(ctx)}
        </section>
        {buttons::second(ctx.say(Page::DoneSave), move || save(ctx, Format::Text, saved))}
        {buttons::second(ctx.say(Page::DonePrint), move || { let _ = window().print(); })}
        {buttons::second(ctx.say(Page::DoneAnother), move || {
            ctx.answer(|answers| { answers.client = None; answers.device = None; });
            ctx.go(Route::to(Screen::Device));
        })}
    }
    .into_any()
}
