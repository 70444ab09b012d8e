//! Have the password ready. It is typed in the mail app, never here.

use crate::context::Ctx;
use crate::parts::{buttons, screen};
use crate::route::{Route, Screen};
use engine::profile::AppPassword;
use engine::text::Page;
use leptos::prelude::*;

/// Draws it.
pub fn screen(ctx: Ctx, client: &str) -> AnyView {
    let route = Route::of(Screen::Get, client);
    let sign_in = &ctx.site().profile.sign_in;
    let other = match &sign_in.other_login {
        Some(words) => words.get(ctx.lang()).to_owned(),
        None => ctx.say(Page::PasswordDiffers),
    };
    let two_step = (sign_in.app_password != AppPassword::Never).then(|| {
        view! {
            <details>
                <summary>{ctx.say(Page::PasswordTwoStep)}</summary>
                <p>{ctx.say(Page::PasswordTwoStepText)}</p>
                <p>{screen::link(ctx, "app_passwords", ctx.say(Page::PasswordAppPasswords))}</p>
            </details>
        }
    });
    view! {
        {screen::heading(ctx, ctx.say(Page::PasswordHeading))}
        <p>{ctx.say(Page::PasswordText)}</p>
        <p>{other}</p>
        <p>{ctx.say(Page::PasswordTryWebmail)}</p>
        {buttons::main(ctx.say(Page::PasswordReady), move || ctx.go(route.clone()))}
        <ul class="ways">
            <li>{screen::link(ctx, "webmail", ctx.say(Page::FrameWebmail))}</li>
            <li>{screen::link(ctx, "password_reset", ctx.say(Page::PasswordReset))}</li>
        </ul>
        {two_step}
    }
    .into_any()
}
