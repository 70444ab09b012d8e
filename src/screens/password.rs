//! Have the password ready. It is typed in the mail app, never here.

use crate::context::Ctx;
use crate::parts::el::{all, el, nothing, p, told};
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
        let how = screen::link(ctx, "app_passwords", Page::PasswordAppPasswords);
        let inside = vec![told(ctx, "p", Page::PasswordTwoStepText), el("p", Vec::new(), vec![how])];
        buttons::more(ctx, Page::PasswordTwoStep, inside)
    };
    all(vec![
        screen::asks(ctx, Page::PasswordHeading),
        told(ctx, "p", Page::PasswordText),
        p(other),
        told(ctx, "p", Page::PasswordTryWebmail),
        buttons::ways(vec![
            screen::link(ctx, "webmail", Page::FrameWebmail),
            screen::link(ctx, "password_reset", Page::PasswordReset),
        ]),
        two_step,
        buttons::main(ctx, Page::PasswordReady, move || ctx.go(route.clone())),
    ])
}
