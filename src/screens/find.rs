//! An app that is not among the first: found by its name, or by another word for it.

use super::device::{choose, name};
use crate::context::Ctx;
use crate::parts::el::{all, at, block, el, live, nothing, on, spoken};
use crate::parts::later::{Draw, later};
use crate::parts::{buttons, screen};
use crate::platform::{boot, get};
use engine::guide::{ClientSummary, Device};
use engine::text::Page;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// At most so many apps are shown.
const MOST: usize = 8;

/// The field and what it finds. The words come in a file of their own, which only this needs.
pub fn field(ctx: Ctx, here: Device) -> AnyView {
    later(ctx, move || {
        Box::pin(async move {
            let words = boot::json("search").await.ok()?;
            let clients = ctx.site().clients.clone();
            let known: Vec<(ClientSummary, String)> = clients
                .into_iter()
                .filter_map(|client| {
                    let words = get(&words, client.id.as_str()).as_string()?;
                    Some((client, words))
                })
                .collect();
            Some(Box::new(move || drawn(ctx, here, known)) as Draw)
        })
    })
}

fn drawn(ctx: Ctx, here: Device, known: Vec<(ClientSummary, String)>) -> AnyView {
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
        let words: Vec<&str> = wanted.split(' ').filter(|word| !word.is_empty()).collect();
        if words.is_empty() {
            return nothing();
        }
        let fits = known.iter().filter(|(_, known)| words.iter().all(|word| known.contains(word)));
        let choices: Vec<_> = fits.take(MOST).map(|(client, _)| choice(ctx, here, client)).collect();
        if choices.is_empty() {
            let other = ctx.site().clients.iter().find(|client| client.id.as_str() == "other").cloned();
            return all(vec![
                screen::notice("notice", ctx.say(Page::DeviceFindNone)),
                buttons::choices(other.iter().map(|client| choice(ctx, here, client)).collect()),
            ]);
        }
        buttons::choices(choices)
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
    let elsewhere = !client.devices.contains(&here);
    let devices = client.devices.iter().map(|device| ctx.say(name(*device))).collect::<Vec<_>>().join(", ");
    let id = client.id.to_string();
    let go = move || choose(ctx, &id);
    buttons::choice(client.name.get(ctx.lang()).to_owned(), elsewhere.then_some(devices), go)
}

/// Small letters without accents, as the words in the file are. The browser has the tables for it.
fn folded(typed: &str) -> String {
    let apart = js_sys::JsString::from(JsValue::from_str(typed)).to_lower_case().normalize("NFD");
    String::from(apart).chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect()
}
