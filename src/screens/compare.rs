//! It does not work, or stopped working: compare what the app has with what is right.

use crate::context::Ctx;
use crate::parts::el::{all, block, noted, told};
use crate::parts::{buttons, details, screen, settings};
use crate::route::{Route, Screen};
use engine::text::Page;
use leptos::prelude::*;

/// Draws it.
pub fn screen(ctx: Ctx) -> AnyView {
    let site = ctx.site();
    let mut ways = Vec::new();
    ways.extend(ctx.answered().client.and_then(|id| site.client(&id).cloned()).map(|client| {
        let text = ctx.fill(Page::CompareApp, &[("app", client.name.get(ctx.lang()))]);
        buttons::way(ctx, text, Route::of(Screen::Steps, client.id.as_str()))
    }));
    ways.push(buttons::way(ctx, ctx.say(Page::CompareOtherWay), Route::to(Screen::Device)));
    ways.push(screen::link(ctx, "password_reset", Page::PasswordReset));
    ways.push(screen::link(ctx, "support", Page::CompareSupport));
    all(vec![
        screen::asks(ctx, Page::CompareHeading),
        noted(ctx, "notice warn", Page::CompareKeep),
        told(ctx, "p", Page::CompareWebmail),
        buttons::ways(vec![screen::link(ctx, "webmail", Page::FrameWebmail)]),
        told(ctx, "p", Page::CompareLead),
        block("section", "settings", vec![told(ctx, "h2", Page::TableHeading), settings::settings(ctx)]),
        noted(ctx, "notice warn", Page::CompareNever),
        buttons::ways(ways),
        details::details(ctx, false),
    ])
}
