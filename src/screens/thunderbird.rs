//! Thunderbird: a settings file on a computer, a code for the phone, a file on the phone itself.

use super::files;
use super::get::{made, on_phone, save, ways_on};
use crate::context::Ctx;
use crate::parts::el::{all, noted, styled, told};
use crate::parts::{buttons, details, name, qr, screen};
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
        made(ctx, Format::ThunderbirdQr, move |svg| qr::drawn(svg, ctx.say(Page::GetQrLabel))),
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

fn download(ctx: Ctx, format: Format, text: Page) -> AnyView {
    buttons::main(ctx, text, move || {
        if name::usable(ctx) {
            save(ctx, format, None);
        }
    })
}
