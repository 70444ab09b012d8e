//! An app that is not among the first: found by its name, or by another word for it.

use super::device::{choose, name};
use crate::context::Ctx;
use crate::parts::el::{all, at, block, el, live, nothing, on, spoken};
use crate::parts::later::{Draw, later};
use crate::parts::{buttons, screen};
use crate::platform::{boot, get};
use engine::guide::{ClientSummary, Device};
use engine::text::Page;
use js_sys::JsString;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// At most so many apps are shown.
const MOST: usize = 8;

/// The field and what it finds. The words come in a file of their own, which only this needs.
pub fn field(ctx: Ctx, here: Device) -> AnyView {
    later(ctx, move || {
        Box::pin(async move {
            let words = boot::json("search").await.ok()?;
            Some(Box::new(move || drawn(ctx, here, words)) as Draw)
        })
    })
}

fn drawn(ctx: Ctx, here: Device, words: JsValue) -> AnyView {
    let words = StoredValue::new_local(words);
    let typed = RwSignal::new(String::new());
    let input = vec![
        at("id", "find"),
        at("type", "search"),
        at("autocomplete", "off"),
        at("aria-describedby", "find-hint"),
        on("input", move |event| typed.set(event_target_value(&event))),
    ];
    let found = live(move || {
        let wanted = folded(&typed.get());
        if wanted.is_empty() {
            return nothing();
        }
        let site = ctx.site();
        let mut other = None;
        let mut choices = Vec::new();
        for client in &site.clients {
            let known = words.with_value(|words| JsString::from(get(words, client.id.as_str())));
            if choices.len() < MOST && fits(&wanted, &known) {
                choices.push(choice(ctx, here, client));
            }
            if client.id.as_str() == "other" {
                other = Some(client);
            }
        }
        if !choices.is_empty() {
            return buttons::choices(choices);
        }
        choices.extend(other.map(|client| choice(ctx, here, client)));
        all(vec![screen::notice("notice", ctx.say(Page::DeviceFindNone)), buttons::choices(choices)])
    });
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
            el("div", vec![at("role", "status")], vec![found]),
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
