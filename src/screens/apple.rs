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
    // Whose name the companion's files bear; those of the browser never bear one.
    let signer = RwSignal::new(None::<String>);
    let saved = RwSignal::new(false);
    let signed = move || signer.get().filter(|_| !saved.get());
    all(vec![
        screen::asks(ctx, Page::GetAppleHeading),
        noted(ctx, "lead", Page::GetAppleLead),
        noted(ctx, "notice promise", Page::GetApplePromise),
        maybe(here && !ctx.here.installs_profiles, || other_browser(ctx, card)),
        maybe(mobile && !here, || on_phone(ctx, card)),
        name::field(ctx),
        download(ctx, here, signer, saved),
        told(ctx, "h2", Page::GetAppleAfter),
        live(move || {
            let name = signed();
            all(vec![
                after(ctx, mobile, name.as_deref()),
                hint(by(ctx, name.as_deref(), Page::GetAppleSigned, Page::GetAppleUnsigned)),
            ])
        }),
        ways_on(ctx, card),
        noted(ctx, "hint", Page::GetAppleLater),
        maybe(mobile, || noted(ctx, "hint", Page::GetAppleLockdown)),
        details::details(ctx, true),
    ])
}

/// One text for a file that is signed, the other for one that is not.
fn by(ctx: Ctx, name: Option<&str>, signed: Page, unsigned: Page) -> String {
    name.map_or_else(|| ctx.say(unsigned), |name| ctx.fill(signed, &[("name", name)]))
}

fn download(ctx: Ctx, here: bool, signer: RwSignal<Option<String>>, saved: RwSignal<bool>) -> AnyView {
    let making = RwSignal::new(false);
    let failed: RwSignal<Option<String>> = RwSignal::new(None);
    // Where the companion's answer came too late after the press for the browser to go there by itself.
    let link: RwSignal<Option<String>> = RwSignal::new(None);
    let make_here = move || {
        if name::usable(ctx) {
            save(ctx, Format::Apple, Some(saved));
        }
    };
    live(move || {
        let server = ctx.companion.get().filter(|_| here);
        let by_server = server.is_some();
        if let Some(base) = server.clone() {
            crate::platform::later(async move {
                signer.try_set(late::apple_signer(&base).await);
            });
        }
        let told = if by_server { Page::GetAppleServer } else { Page::GetAppleLocal };
        let text = live(move || {
            say(ctx.say(if making.get() { Page::GetAppleMaking } else { Page::GetAppleButton }))
        });
        let go = move || match server.clone() {
            Some(base) => {
                saved.set(false);
                ask(ctx, base, making, failed, link);
            }
            None => make_here(),
        };
        all(vec![
            hint(ctx.say(told)),
            buttons::button("main", vec![text], go),
            live(move || link.get().map_or_else(nothing, |url| by_hand(ctx, url))),
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
fn ask(
    ctx: Ctx,
    base: String,
    making: RwSignal<bool>,
    failed: RwSignal<Option<String>>,
    link: RwSignal<Option<String>>,
) {
    if !name::usable(ctx) || making.get_untracked() {
        return;
    }
    making.set(true);
    failed.set(None);
    link.set(None);
    crate::platform::later(async move {
        let url = match asked(ctx) {
            Some(account) => late::apple_profile(&base, &account).await,
            None => None,
        };
        let why = match url.as_deref() {
            Some("often") => Some(Page::GetAppleTooOften),
            Some(url) => {
                if open(url).is_err() {
                    link.try_set(Some(url.to_owned()));
                }
                None
            }
            None => Some(Page::GetAppleFailed),
        };
        making.try_set(false);
        failed.try_set(why.map(|why| ctx.say(why)));
    });
}

/// The same by a press of the person's own: in a frame a browser goes elsewhere at top level only within
/// seconds of one.
fn by_hand(ctx: Ctx, url: String) -> AnyView {
    let link = vec![at("href", url), at("target", "_top")];
    el("p", Vec::new(), vec![el("a", link, vec![say(ctx.say(Page::GetAppleButton))])])
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

fn after(ctx: Ctx, mobile: bool, signer: Option<&str>) -> AnyView {
    if !mobile {
        let keys =
            [Page::GetAppleAfterMacOpen, Page::GetAppleAfterMacSettings, Page::GetAppleAfterMacInstall];
        return screen::numbered(keys.iter().map(|key| ctx.say(*key)).collect());
    }
    let keys = [
        Page::GetAppleAfterAllow,
        Page::GetAppleAfterSettings,
        Page::GetAppleAfterOther,
        Page::GetAppleAfterInstall,
    ];
    let mut steps: Vec<String> = keys.iter().map(|key| ctx.say(*key)).collect();
    steps.push(by(ctx, signer, Page::GetAppleAfterSigned, Page::GetAppleAfterUnsigned));
    steps.push(ctx.say(Page::GetAppleAfterPassword));
    screen::numbered(steps)
}
