//! Thunderbird: a settings file on a computer, a code for the phone, a file on the phone itself.

use super::files;
use super::get::{asked, on_phone, save, ways_on};
use crate::context::Ctx;
use crate::parts::el::{all, noted, styled, told};
use crate::parts::later::{Draw, later};
use crate::parts::{buttons, details, name, qr, screen};
use crate::platform::late;
use engine::Format;
use engine::guide::ClientCard;
use engine::text::Page;
use leptos::prelude::*;

/// On a computer: the file for "Import Backed-up Profile".
pub fn desktop(ctx: Ctx, card: &ClientCard) -> AnyView {
    all(vec![
        begin(ctx, Page::GetThunderbirdHeading, Page::GetThunderbirdLead),
        name::field(ctx),
        download(ctx, Format::Thunderbird, Page::GetThunderbirdButton),
        files::tested(ctx, card, Format::Thunderbird),
        told(ctx, "h2", Page::GetThunderbirdAfter),
        list(
            ctx,
            &[
                Page::GetThunderbirdAfterKeep,
                Page::GetThunderbirdAfterMenu,
                Page::GetThunderbirdAfterFile,
                Page::GetThunderbirdAfterStart,
                Page::GetThunderbirdAfterRestart,
            ],
        ),
        noted(ctx, "hint", Page::GetThunderbirdOnce),
        ways_on(ctx, card),
        details::details(ctx, false),
        files::administrators(ctx, card),
    ])
}

/// On another screen than the phone's: the code that Thunderbird there scans.
pub fn code(ctx: Ctx, card: &ClientCard) -> AnyView {
    all(vec![
        begin(ctx, Page::GetQrHeading, Page::GetQrLead),
        name::field(ctx),
        name::followed(ctx, move || drawn(ctx)),
        list(ctx, &[Page::GetQrAfterOpen, Page::GetQrAfterScan, Page::GetQrAfterPassword]),
        ways_on(ctx, card),
        on_phone(ctx, card),
        details::details(ctx, false),
    ])
}

/// On the phone itself: the settings file.
pub fn mobile(ctx: Ctx, card: &ClientCard) -> AnyView {
    all(vec![
        begin(ctx, Page::GetK9Heading, Page::GetK9Lead),
        name::field(ctx),
        download(ctx, Format::K9, Page::GetK9Button),
        list(ctx, &[Page::GetK9AfterMenu, Page::GetK9AfterFile, Page::GetK9AfterPassword]),
        ways_on(ctx, card),
        details::details(ctx, false),
    ])
}

fn begin(ctx: Ctx, heading: Page, lead: Page) -> AnyView {
    all(vec![screen::heading(ctx, ctx.say(heading)), styled("p", "lead", ctx.say(lead))])
}

fn list(ctx: Ctx, keys: &[Page]) -> AnyView {
    screen::numbered(keys.iter().map(|key| ctx.say(*key)).collect())
}

fn drawn(ctx: Ctx) -> AnyView {
    later(ctx, move || {
        Box::pin(async move {
            let svg = late::text(Format::ThunderbirdQr, asked(ctx)?, ctx.lang()).await?;
            Some(Box::new(move || qr::drawn(svg, ctx.say(Page::GetQrLabel))) as Draw)
        })
    })
}

fn download(ctx: Ctx, format: Format, text: Page) -> AnyView {
    let saved = RwSignal::new(false);
    buttons::main(ctx, text, move || {
        if name::usable(ctx) {
            save(ctx, format, saved);
        }
    })
}
