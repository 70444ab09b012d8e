//! Have the password ready. It is typed in the mail app, never here.

use crate::context::Ctx;
use crate::parts::el::{all, el, nothing, p};
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
    let two_step = if sign_in.app_password == AppPassword::Never {
        nothing()
    } else {
        let how = screen::link(ctx, "app_passwords", ctx.say(Page::PasswordAppPasswords));
        let inside = vec![p(ctx.say(Page::PasswordTwoStepText)), el("p", Vec::new(), vec![how])];
        buttons::more(ctx.say(Page::PasswordTwoStep), inside)
    };
    all(vec![
        screen::heading(ctx, ctx.say(Page::PasswordHeading)),
        p(ctx.say(Page::PasswordText)),
        p(other),
        p(ctx.say(Page::PasswordTryWebmail)),
        buttons::ways(vec![
            screen::link(ctx, "webmail", ctx.say(Page::FrameWebmail)),
            screen::link(ctx, "password_reset", ctx.say(Page::PasswordReset)),
        ]),
        two_step,
        buttons::main(ctx.say(Page::PasswordReady), move || ctx.go(route.clone())),
    ])
}
