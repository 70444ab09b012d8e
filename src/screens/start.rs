//! The first screen: the address. The same as the static page, with the application behind it.

use crate::context::Ctx;
use crate::journey;
use crate::parts::el::{
    all, at, block, el, item, live, live_at, live_class, maybe, noted, nothing, on, say, spoken, told, value,
};
use crate::parts::{buttons, screen, settings};
use crate::route::{Route, Screen};
use engine::address::Outcome;
use engine::text::Page;
use leptos::prelude::*;

/// Draws it.
pub fn screen(ctx: Ctx) -> AnyView {
    let site = ctx.site();
    let lang = ctx.lang();
    let wrong: RwSignal<Option<String>> = RwSignal::new(None);
    let chosen =
        ctx.answered().client.and_then(|id| site.client(&id).map(|client| client.name.get(lang).to_owned()));
    let chosen = chosen.map_or_else(nothing, |app| {
        screen::notice("notice quiet", ctx.fill(Page::StartChosen, &[("app", &app)]))
    });
    let apps = site
        .clients
        .iter()
        .map(|client| {
            let name = client.name.get(lang).to_owned();
            item(buttons::way(ctx, name, Route::of(Screen::Steps, client.id.as_str())))
        })
        .collect();
    all(vec![
        live(move || wrong.get().map_or_else(nothing, |message| screen::problem(ctx, "address", message))),
        screen::asks(ctx, Page::StartHeading),
        noted(ctx, "lead", Page::StartLead),
        chosen,
        form(ctx, wrong),
        buttons::ways(vec![
            buttons::way(ctx, ctx.say(Page::FrameStopped), Route::to(Screen::Trouble)),
            screen::link(ctx, "webmail", Page::FrameWebmail),
        ]),
        block("section", "settings", vec![told(ctx, "h2", Page::TableHeading), settings::settings(ctx)]),
        el("section", Vec::new(), vec![told(ctx, "h2", Page::StartEvery), block("ul", "apps", apps)]),
    ])
}

fn form(ctx: Ctx, wrong: RwSignal<Option<String>>) -> AnyView {
    let example = ["pat@", ctx.site().profile.main_domain()].concat();
    let input = vec![
        at("id", "address"),
        at("type", "email"),
        at("autocomplete", "email"),
        at("inputmode", "email"),
        at("autocapitalize", "none"),
        at("spellcheck", "false"),
        at("maxlength", "320"),
        at("aria-describedby", "address-hint address-error"),
        live_at("aria-invalid", move || wrong.get().is_some().to_string()),
        value(ctx.answered().address),
        on("input", move |event| ctx.answer(|answers| answers.set_address(&event_target_value(&event)))),
    ];
    let hint = ctx.fill(Page::StartHint, &[("example", &example)]);
    let field = el(
        "div",
        vec![at("class", "field"), live_class("wrong", move || wrong.get().is_some())],
        vec![
            el("label", vec![at("for", "address")], vec![spoken(ctx, Page::StartLabel)]),
            el("p", vec![at("class", "hint"), at("id", "address-hint")], vec![say(hint)]),
            live(move || {
                maybe(wrong.get().is_some(), || {
                    let text = say(wrong.get().unwrap_or_default());
                    el("p", vec![at("class", "error"), at("id", "address-error")], vec![text])
                })
            }),
            el("input", input, Vec::new()),
        ],
    );
    let button =
        el("button", vec![at("type", "submit"), at("class", "main")], vec![spoken(ctx, Page::FrameContinue)]);
    let submit = on("submit", move |event| {
        event.prevent_default();
        send(ctx, wrong);
    });
    el("form", vec![at("novalidate", ""), submit], vec![field, button])
}

fn send(ctx: Ctx, wrong: RwSignal<Option<String>>) {
    let answers = ctx.answered();
    let checked = journey::address(&answers, &ctx.site());
    let shapeless = matches!(checked.outcome, Outcome::Invalid(_)) && checked.suggestions.is_empty();
    if !shapeless {
        wrong.set(None);
        ctx.go(journey::after_address(&answers, &ctx.site()));
        return;
    }
    let heading = ctx.say(Page::StartHeading);
    screen::title(ctx, &ctx.fill(Page::FrameErrorTitle, &[("title", &heading)]));
    let (message, fix) = ctx.address(&checked);
    wrong.set(Some([message, fix].join(" ")));
}
