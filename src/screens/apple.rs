//! The Apple profile. An iPhone installs one only from a real address, so there the companion
//! makes it, which is said before; anywhere else, or by choice, the browser makes the file.

use super::get::{asked, link_here, on_phone, save, ways_on};
use crate::context::Ctx;
use crate::parts::{buttons, details, name, screen};
use crate::platform::companion::{NoProfile, apple_profile};
use crate::platform::window;
use engine::Format;
use engine::guide::{ClientCard, Device};
use engine::text::Page;
use leptos::prelude::*;

/// Draws it.
pub fn screen(ctx: Ctx, card: &ClientCard) -> AnyView {
    let mobile = card.devices.contains(&Device::Iphone);
    let here = match ctx.here.device {
        Some(Device::Iphone | Device::Ipad) => mobile,
        _ => false,
    };
    let elsewhere = mobile && !here;
    view! {
        {screen::heading(ctx, ctx.say(Page::GetAppleHeading))}
        <p class="lead">{ctx.say(Page::GetAppleLead)}</p>
        {screen::notice("promise", ctx.say(Page::GetApplePromise))}
        {(here && !ctx.here.installs_profiles).then(|| other_browser(ctx))}
        {elsewhere.then(|| on_phone(ctx, card))}
        {name::field(ctx)}
        {download(ctx, here)}
        <h2>{ctx.say(Page::GetAppleAfter)}</h2>
        {after(ctx, mobile)}
        <p class="hint">{ctx.say(Page::GetAppleUnsigned)}</p>
        {ways_on(ctx, card)}
        <p class="hint">{ctx.say(Page::GetAppleLater)}</p>
        {mobile.then(|| view! { <p class="hint">{ctx.say(Page::GetAppleLockdown)}</p> })}
        {details::details(ctx)}
    }
    .into_any()
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Idle,
    Making,
    Failed(Page),
}

fn download(ctx: Ctx, here: bool) -> AnyView {
    let state = RwSignal::new(State::Idle);
    let saved = RwSignal::new(false);
    (move || {
        let by_server = ctx.companion.get().filter(|_| here);
        let told = if by_server.is_some() { Page::GetAppleServer } else { Page::GetAppleLocal };
        let serves = by_server.is_some();
        let go = move || match by_server.clone() {
            Some(base) => ask(ctx, base, state),
            None if name::usable(ctx) => save(ctx, Format::Apple, saved),
            None => crate::platform::focus::soon("#name"),
        };
        let text = move || match state.get() {
            State::Making => ctx.say(Page::GetAppleMaking),
            _ => ctx.say(Page::GetAppleButton),
        };
        view! {
            <p class="hint">{ctx.say(told)}</p>
            <button type="button" class="main" on:click=move |_| go()>{text}</button>
            {move || match state.get() {
                State::Failed(why) => Some(view! { <p class="error" role="alert">{ctx.say(why)}</p> }),
                _ => None,
            }}
            {serves.then(|| buttons::second(ctx.say(Page::GetAppleMakeHere), move || {
                if name::usable(ctx) { save(ctx, Format::Apple, saved) } else { crate::platform::focus::soon("#name") }
            }))}
            {move || (saved.get() && here).then(|| screen::notice("quiet", ctx.say(Page::GetAppleFiles)))}
        }
    })
    .into_any()
}

/// Asks the companion for an address, and goes there at top level: iOS then begins to install.
fn ask(ctx: Ctx, base: String, state: RwSignal<State>) {
    if !name::usable(ctx) {
        crate::platform::focus::soon("#name");
        return;
    }
    if state.get_untracked() == State::Making {
        return;
    }
    state.set(State::Making);
    leptos::task::spawn_local(async move {
        let url = match asked(ctx) {
            Some(account) => apple_profile(&base, &account).await,
            None => Err(NoProfile::Failed),
        };
        let next = match url {
            Ok(url) => {
                let top = window().top().ok().flatten().unwrap_or_else(window);
                match top.location().set_href(&url) {
                    Ok(()) => State::Idle,
                    Err(_) => State::Failed(Page::GetAppleFailed),
                }
            }
            Err(NoProfile::TooOften) => State::Failed(Page::GetAppleTooOften),
            Err(NoProfile::Failed) => State::Failed(Page::GetAppleFailed),
        };
        state.try_set(next);
    });
}

fn other_browser(ctx: Ctx) -> AnyView {
    let link = link_here(ctx, &ctx.answered());
    view! {
        <div class="notice warn" data-copies="">
            <h2>{ctx.say(Page::GetAppleOtherBrowser)}</h2>
            <p>{ctx.say(Page::GetAppleOtherBrowserText)}</p>
            <p class="link-text" data-value="" translate="no">{link.clone()}</p>
            {buttons::copy(ctx, link, ctx.say(Page::CopyLink))}
        </div>
    }
    .into_any()
}

fn after(ctx: Ctx, mobile: bool) -> AnyView {
    if mobile {
        screen::numbered(
            ctx,
            &[
                Page::GetAppleAfterAllow,
                Page::GetAppleAfterSettings,
                Page::GetAppleAfterOther,
                Page::GetAppleAfterInstall,
                Page::GetAppleAfterUnsigned,
                Page::GetAppleAfterPassword,
            ],
        )
    } else {
        screen::numbered(
            ctx,
            &[Page::GetAppleAfterMacOpen, Page::GetAppleAfterMacSettings, Page::GetAppleAfterMacInstall],
        )
    }
}
