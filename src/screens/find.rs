//! An app that is not among the first: found by its name, or by another word for it.

use super::device::{choose, name};
use crate::context::Ctx;
use crate::parts::buttons;
use crate::parts::el::{at, block, el, live, nothing, on, say, spoken};
use crate::platform::{boot, get};
use engine::guide::{ClientSummary, Device};
use engine::text::Page;
use js_sys::JsString;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// At most so many apps are shown.
const MOST: usize = 8;

/// The field and what it finds. The words come in a file of their own, which is fetched with the first
/// letter; where it does not arrive, the next letter asks again.
pub fn field(ctx: Ctx, here: Device) -> AnyView {
    let words: RwSignal<Option<JsValue>, LocalStorage> = RwSignal::new_local(None);
    let typed = RwSignal::new(String::new());
    let failed = RwSignal::new(false);
    let waiting = StoredValue::new(false);
    let look = on("input", move |event| {
        typed.set(event_target_value(&event));
        if words.with_untracked(Option::is_none) && !waiting.get_value() {
            waiting.set_value(true);
            crate::platform::later(async move {
                let found = boot::json("search").await.ok();
                waiting.try_set_value(false);
                failed.try_set(found.is_none());
                words.try_set(found);
            });
        }
    });
    let input = vec![
        at("id", "find"),
        at("type", "search"),
        at("autocomplete", "off"),
        at("aria-describedby", "find-hint"),
        look,
    ];
    let fitting = move || {
        let wanted = folded(&typed.get());
        let site = ctx.site();
        let fits = |client: &&ClientSummary| {
            words.with(|words| {
                let known = words.as_ref().map(|words| JsString::from(get(words, client.id.as_str())));
                known.is_some_and(|known| !wanted.is_empty() && fits(&wanted, &known))
            })
        };
        site.clients.iter().filter(fits).take(MOST).cloned().collect::<Vec<_>>()
    };
    let asked = move || !typed.with(|typed| typed.trim().is_empty());
    let said = live(move || {
        let found = fitting().len();
        if failed.get() {
            return spoken(ctx, Page::FrameLoadFailed);
        }
        if !asked() || words.with(Option::is_none) {
            return nothing();
        }
        match found {
            0 => spoken(ctx, Page::DeviceFindNone),
            _ => say(ctx.fill(Page::DeviceFindCount, &[("count", &found.to_string())])),
        }
    });
    let found = live(move || {
        let mut found = fitting();
        if found.is_empty() && asked() {
            found.extend(ctx.site().clients.iter().find(|client| client.id.as_str() == "other").cloned());
        }
        buttons::choices(found.iter().map(|client| choice(ctx, here, client)).collect())
    });
    let said = el("p", vec![at("class", "hint"), at("role", "status")], vec![said]);
    block(
        "div",
        "field find",
        vec![
            el("label", vec![at("for", "find")], vec![spoken(ctx, Page::DeviceFind)]),
            el(
                "p",
                vec![at("id", "find-hint"), at("class", "hint")],
                vec![spoken(ctx, Page::DeviceFindHint)],
            ),
            el("input", input, Vec::new()),
            said,
            found,
        ],
    )
}

/// An app, and where it runs if that is not this device.
fn choice(ctx: Ctx, here: Device, client: &ClientSummary) -> AnyView {
    let about = (!client.devices.contains(&here))
        .then(|| client.devices.iter().map(|device| ctx.say(name(*device))).collect::<Vec<_>>().join(", "));
    let id = client.id.to_string();
    buttons::choice(client.name.get(ctx.lang()).to_owned(), about, move || choose(ctx, &id))
}

/// Whether every word that was typed is among the words of an app. The browser looks: Rust's own
/// search in texts weighs more than this file.
fn fits(wanted: &str, known: &JsString) -> bool {
    wanted.split(' ').all(|word| known.includes(word, 0))
}

/// Small letters without accents, as the words in the file are. The browser has the tables for it.
fn folded(typed: &str) -> String {
    let apart = JsString::from(typed).to_lower_case().normalize("NFD").trim();
    String::from(apart).chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect()
}
