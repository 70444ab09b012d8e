//! The Apple profile. An iPhone installs one only from a real address, so there the companion
//! makes it, which is said before; anywhere else, or by choice, the browser makes the file.

use super::get::{asked, link_here, on_phone, save, ways_on};
use crate::context::Ctx;
use crate::parts::el::{all, at, el, hint, live, maybe, noted, nothing, say, told};
use crate::parts::{buttons, details, name, screen};
use crate::platform::{late, window};
use engine::Format;
use engine::guide::{ClientCard, Device};
use engine::text::Page;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// Draws it.
pub fn screen(ctx: Ctx, card: &ClientCard) -> AnyView {
    let mobile = card.devices.contains(&Device::Iphone);
    let here = mobile && matches!(ctx.here.device, Some(Device::Iphone | Device::Ipad));
    all(vec![
        screen::asks(ctx, Page::GetAppleHeading),
        noted(ctx, "lead", Page::GetAppleLead),
        noted(ctx, "notice promise", Page::GetApplePromise),
        maybe(here && !ctx.here.installs_profiles, || other_browser(ctx, card)),
        maybe(mobile && !here, || on_phone(ctx, card)),
        name::field(ctx),
        download(ctx, here),
        told(ctx, "h2", Page::GetAppleAfter),
        after(ctx, mobile),
        noted(ctx, "hint", Page::GetAppleUnsigned),
        ways_on(ctx, card),
        noted(ctx, "hint", Page::GetAppleLater),
        maybe(mobile, || noted(ctx, "hint", Page::GetAppleLockdown)),
        details::details(ctx, true),
    ])
}

fn download(ctx: Ctx, here: bool) -> AnyView {
    let making = RwSignal::new(false);
    let failed: RwSignal<Option<String>> = RwSignal::new(None);
    let saved = RwSignal::new(false);
    let make_here = move || {
        if name::usable(ctx) {
            save(ctx, Format::Apple, Some(saved));
        }
    };
    live(move || {
        let server = ctx.companion.get().filter(|_| here);
        let by_server = server.is_some();
        let told = if by_server { Page::GetAppleServer } else { Page::GetAppleLocal };
        let text = live(move || {
            say(ctx.say(if making.get() { Page::GetAppleMaking } else { Page::GetAppleButton }))
        });
        let go = move || match server.clone() {
            Some(base) => ask(ctx, base, making, failed),
            None => make_here(),
        };
        all(vec![
            hint(ctx.say(told)),
            buttons::button("main", vec![text], go),
            live(move || {
                failed.get().map_or_else(nothing, |why| {
                    el("p", vec![at("class", "error"), at("role", "alert")], vec![say(why)])
                })
            }),
            maybe(by_server, || buttons::second(ctx, Page::GetAppleMakeHere, make_here)),
            live(move || maybe(saved.get() && here, || noted(ctx, "notice quiet", Page::GetAppleFiles))),
        ])
    })
}

/// Asks the companion for an address, and goes there at top level: iOS then begins to install.
fn ask(ctx: Ctx, base: String, making: RwSignal<bool>, failed: RwSignal<Option<String>>) {
    if !name::usable(ctx) || making.get_untracked() {
        return;
    }
    making.set(true);
    failed.set(None);
    crate::platform::later(async move {
        let url = match asked(ctx) {
            Some(account) => late::apple_profile(&base, &account).await,
            None => None,
        };
        let why = match url.as_deref() {
            Some("often") => Some(Page::GetAppleTooOften),
            Some(url) if open(url).is_ok() => None,
            _ => Some(Page::GetAppleFailed),
        };
        making.try_set(false);
        failed.try_set(why.map(|why| ctx.say(why)));
    });
}

fn open(url: &str) -> Result<(), JsValue> {
    window().top()?.unwrap_or_else(window).location().set_href(url)
}

fn other_browser(ctx: Ctx, card: &ClientCard) -> AnyView {
    let link = link_here(ctx, card);
    let shown = vec![at("class", "link-text"), at("data-value", ""), at("translate", "no")];
    el(
        "div",
        vec![at("class", "notice warn"), at("data-copies", "")],
        vec![
            told(ctx, "h2", Page::GetAppleOtherBrowser),
            told(ctx, "p", Page::GetAppleOtherBrowserText),
            el("p", shown, vec![say(link.clone())]),
            buttons::copy(ctx, link, ctx.say(Page::CopyLink)),
        ],
    )
}

fn after(ctx: Ctx, mobile: bool) -> AnyView {
    let keys: &[Page] = if mobile {
        &[
            Page::GetAppleAfterAllow,
            Page::GetAppleAfterSettings,
            Page::GetAppleAfterOther,
            Page::GetAppleAfterInstall,
            Page::GetAppleAfterUnsigned,
            Page::GetAppleAfterPassword,
        ]
    } else {
        &[Page::GetAppleAfterMacOpen, Page::GetAppleAfterMacSettings, Page::GetAppleAfterMacInstall]
    };
    screen::numbered(keys.iter().map(|key| ctx.say(*key)).collect())
}
