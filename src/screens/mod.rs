//! The screens, one question each.

mod address;
mod already;
mod apple;
mod check;
mod device;
mod done;
mod files;
mod find;
mod get;
mod password;
mod start;
mod steps;
mod thunderbird;
mod trouble;
mod variant;

use crate::context::Ctx;
use crate::journey;
use crate::parts::el::{all, nothing, styled};
use crate::parts::later::{Draw, later};
use crate::route::{Route, Screen};
use engine::address::Outcome;
use engine::text::Page;
use leptos::prelude::*;

/// Draws the screen of a place, as soon as its texts are there and, where it shows servers, it is
/// settled which.
pub fn screen(ctx: Ctx, route: &Route) -> AnyView {
    let opens = matches!(route.screen, Screen::Get | Screen::Steps);
    let settles = opens && !ctx.answered().fixed();
    if ctx.can_say(route.screen) && !settles {
        return draw(ctx, route);
    }
    let route = route.clone();
    later(ctx, move || {
        let route = route.clone();
        Box::pin(async move {
            ctx.hear_more().await?;
            if settles {
                ctx.settle().await;
            }
            Some(Box::new(move || draw(ctx, &route)) as Draw)
        })
    })
}

fn draw(ctx: Ctx, route: &Route) -> AnyView {
    let client = route.client.clone().unwrap_or_default();
    let screen = match route.screen {
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
        Screen::Trouble => trouble::screen(ctx, client),
    };
    if matches!(route.screen, Screen::Get | Screen::Steps) {
        return all(vec![unconfirmed(ctx), screen]);
    }
    screen
}

/// The mark on settings for a domain that no source confirms.
fn unconfirmed(ctx: Ctx) -> AnyView {
    let checked = journey::address(&ctx.answered(), &ctx.site());
    match (&checked.outcome, &checked.address) {
        (Outcome::Unknown | Outcome::Unconfirmed, Some(address)) => {
            let text = ctx.fill(Page::AddressUnconfirmed, &[("domain", address.domain())]);
            styled("p", "notice warn", text)
        }
        _ => nothing(),
    }
}
