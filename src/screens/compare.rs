//! It does not work, or stopped working: compare what the app has with what is right.

use crate::context::Ctx;
use crate::parts::{buttons, details, screen, settings};
use crate::route::{Route, Screen};
use engine::text::Page;
use leptos::prelude::*;

/// Draws it.
pub fn screen(ctx: Ctx) -> AnyView {
    let site = ctx.site();
    let app = ctx.answered().client.and_then(|id| site.client(&id).cloned()).map(|client| {
        let text = ctx.fill(Page::CompareApp, &[("app", client.name.get(ctx.lang()))]);
        view! { <li>{buttons::way(ctx, text, Route::of(Screen::Steps, client.id.as_str()))}</li> }
    });
    view! {
        {screen::heading(ctx, ctx.say(Page::CompareHeading))}
        {screen::notice("warn", ctx.say(Page::CompareKeep))}
        <p>{ctx.say(Page::CompareWebmail)}</p>
        <p>{screen::link(ctx, "webmail", ctx.say(Page::FrameWebmail))}</p>
        <p>{ctx.say(Page::CompareLead)}</p>
        {settings::settings(ctx)}
        {screen::notice("warn", ctx.say(Page::CompareNever))}
        <ul class="ways">
            {app}
            <li>{buttons::way(ctx, ctx.say(Page::CompareOtherWay), Route::to(Screen::Device))}</li>
            <li>{screen::link(ctx, "password_reset", ctx.say(Page::PasswordReset))}</li>
            <li>{screen::link(ctx, "support", ctx.say(Page::CompareSupport))}</li>
        </ul>
        {details::details(ctx)}
    }
    .into_any()
}
