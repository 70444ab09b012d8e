//! The first screen: the address. The same as the static page, with the application behind it.

use crate::context::Ctx;
use crate::journey;
use crate::parts::{buttons, screen, settings};
use crate::platform::focus;
use crate::route::{Route, Screen};
use engine::address::Outcome;
use engine::text::Page;
use leptos::prelude::*;

/// Draws it.
pub fn screen(ctx: Ctx) -> AnyView {
    let site = ctx.site();
    let example = ["pat@", site.profile.main_domain()].concat();
    let chosen = ctx
        .answered()
        .client
        .and_then(|id| site.client(&id).map(|client| client.name.get(ctx.lang()).to_owned()));
    let wrong: RwSignal<Option<String>> = RwSignal::new(None);
    let apps: Vec<_> = site
        .clients
        .iter()
        .map(|client| {
            let name = client.name.get(ctx.lang()).to_owned();
            view! { <li>{buttons::way(ctx, name, Route::of(Screen::Steps, client.id.as_str()))}</li> }
        })
        .collect();
    view! {
        {move || wrong.get().map(|message| screen::problem(ctx, "address", message))}
        {screen::heading(ctx, ctx.say(Page::StartHeading))}
        <p class="lead">{ctx.say(Page::StartLead)}</p>
        {chosen.map(|app| screen::notice("quiet", ctx.fill(Page::StartChosen, &[("app", &app)])))}
        <form novalidate on:submit=move |event| {
            event.prevent_default();
            send(ctx, wrong);
        }>
            <div class="field" class:wrong=move || wrong.get().is_some()>
                <label for="address">{ctx.say(Page::StartLabel)}</label>
                <p class="hint" id="address-hint">{ctx.fill(Page::StartHint, &[("example", &example)])}</p>
                <p class="error" id="address-error">{move || wrong.get()}</p>
                <input
                    id="address"
                    type="email"
                    autocomplete="email"
                    inputmode="email"
                    autocapitalize="none"
                    spellcheck="false"
                    maxlength="320"
                    aria-describedby="address-hint address-error"
                    aria-invalid=move || if wrong.get().is_some() { "true" } else { "false" }
                    prop:value=ctx.answered().address
                    on:input=move |event| ctx.answer(|answers| answers.set_address(&event_target_value(&event)))
                />
            </div>
            <button type="submit" class="main">{ctx.say(Page::FrameContinue)}</button>
        </form>
        <ul class="ways">
            <li>{buttons::way(ctx, ctx.say(Page::FrameStopped), Route::to(Screen::Compare))}</li>
            <li>{screen::link(ctx, "webmail", ctx.say(Page::FrameWebmail))}</li>
        </ul>
        <section class="settings">
            <h2>{ctx.say(Page::TableHeading)}</h2>
            {settings::settings(ctx)}
        </section>
        <section>
            <h2>{ctx.say(Page::StepsEvery)}</h2>
            <ul class="apps">{apps}</ul>
        </section>
    }
    .into_any()
}

/// Takes the address for granted, as a press on the button does: for a press before the page was ready.
pub fn submit(ctx: Ctx) {
    if let Some(form) = focus::find("#app form") {
        use leptos::wasm_bindgen::JsCast;
        if let Ok(form) = form.dyn_into::<web_sys::HtmlFormElement>() {
            let _ = form.request_submit();
            return;
        }
    }
    send(ctx, RwSignal::new(None));
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
    if let Some((message, fix)) = ctx.words().address(&checked) {
        let heading = ctx.say(Page::StartHeading);
        screen::title(ctx, &ctx.fill(Page::FrameErrorTitle, &[("title", &heading)]));
        wrong.set(None);
        wrong.set(Some([message, fix].join(" ")));
    }
}
