//! The screens, one question each.

mod address;
mod already;
mod apple;
mod check;
mod compare;
mod device;
mod done;
mod get;
mod password;
mod start;
mod steps;
mod thunderbird;
mod variant;

use crate::context::Ctx;
use crate::parts::later::{Draw, later};
use crate::platform::focus;
use crate::route::{Route, Screen};
use leptos::prelude::*;

/// Draws the screen of a place, as soon as its texts are there.
pub fn screen(ctx: Ctx, route: &Route) -> AnyView {
    if ctx.can_say(route.screen) {
        return draw(ctx, route);
    }
    let route = route.clone();
    later(ctx, move || {
        let route = route.clone();
        Box::pin(async move {
            ctx.hear_more().await?;
            focus::soon("main h1");
            Some(Box::new(move || draw(ctx, &route)) as Draw)
        })
    })
}

fn draw(ctx: Ctx, route: &Route) -> AnyView {
    let client = route.client.clone().unwrap_or_default();
    match route.screen {
        Screen::Start => start::screen(ctx),
        Screen::Address => address::screen(ctx),
        Screen::Already => already::screen(ctx),
        Screen::Device => device::screen(ctx),
        Screen::Password => password::screen(ctx, &client),
        Screen::Get => get::screen(ctx, client),
        Screen::Variant => variant::screen(ctx, client),
        Screen::Steps => steps::screen(ctx, client, route.variant.clone()),
        Screen::Check => check::screen(ctx, client),
        Screen::Done => done::screen(ctx),
        Screen::Compare => compare::screen(ctx),
    }
}
