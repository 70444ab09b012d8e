//! Thunderbird: a settings file on a computer, a code for the phone, a file on the phone itself.

use super::get::{asked, on_phone, save, ways_on};
use crate::context::Ctx;
use crate::parts::later::later;
use crate::parts::{buttons, details, name, qr, screen};
use crate::platform::{focus, late};
use engine::Format;
use engine::guide::ClientCard;
use engine::text::Page;
use leptos::prelude::*;

/// On a computer: the file for "Import Backed-up Profile".
pub fn desktop(ctx: Ctx, card: &ClientCard) -> AnyView {
    view! {
        {screen::heading(ctx, ctx.say(Page::GetThunderbirdHeading))}
        <p class="lead">{ctx.say(Page::GetThunderbirdLead)}</p>
        {name::field(ctx)}
        {download(ctx, Format::Thunderbird, Page::GetThunderbirdButton)}
        <h2>{ctx.say(Page::GetThunderbirdAfter)}</h2>
        {screen::numbered(ctx, &[
            Page::GetThunderbirdAfterKeep,
            Page::GetThunderbirdAfterMenu,
            Page::GetThunderbirdAfterFile,
            Page::GetThunderbirdAfterStart,
            Page::GetThunderbirdAfterRestart,
        ])}
        <p class="hint">{ctx.say(Page::GetThunderbirdOnce)}</p>
        {ways_on(ctx, card)}
        {details::details(ctx)}
    }
    .into_any()
}

/// On another screen than the phone's: the code that Thunderbird there scans.
pub fn code(ctx: Ctx, card: &ClientCard) -> AnyView {
    let account = ctx.account();
    let drawn = account.map(|_| {
        later(
            ctx,
            move || async move {
                let file = late::file(Format::ThunderbirdQrText, &asked(ctx)?, ctx.lang()).await.ok()?;
                String::from_utf8(file.bytes).ok()
            },
            move |text: String| qr::code(ctx, text, ctx.say(Page::GetQrLabel)),
        )
    });
    view! {
        {screen::heading(ctx, ctx.say(Page::GetQrHeading))}
        <p class="lead">{ctx.say(Page::GetQrLead)}</p>
        {name_then_redraw(ctx)}
        {drawn}
        {screen::numbered(ctx, &[Page::GetQrAfterOpen, Page::GetQrAfterScan, Page::GetQrAfterPassword])}
        {ways_on(ctx, card)}
        {on_phone(ctx, card)}
        {details::details(ctx)}
    }
    .into_any()
}

/// On the phone itself: the settings file.
pub fn mobile(ctx: Ctx, card: &ClientCard) -> AnyView {
    view! {
        {screen::heading(ctx, ctx.say(Page::GetK9Heading))}
        <p class="lead">{ctx.say(Page::GetK9Lead)}</p>
        {name::field(ctx)}
        {download(ctx, Format::K9, Page::GetK9Button)}
        {screen::numbered(ctx, &[Page::GetK9AfterMenu, Page::GetK9AfterFile, Page::GetK9AfterPassword])}
        {ways_on(ctx, card)}
        {details::details(ctx)}
    }
    .into_any()
}

fn download(ctx: Ctx, format: Format, text: Page) -> AnyView {
    let saved = RwSignal::new(false);
    buttons::main(ctx.say(text), move || {
        if name::usable(ctx) { save(ctx, format, saved) } else { focus::soon("#name") }
    })
}

/// The code holds the name, so it is drawn anew when the field is left.
fn name_then_redraw(ctx: Ctx) -> AnyView {
    view! { <div on:change=move |_| ctx.redraw()>{name::field(ctx)}</div> }.into_any()
}
