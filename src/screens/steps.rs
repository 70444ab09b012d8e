//! The steps of an app, with the person's own values in them.

use super::get::relay;
use crate::context::Ctx;
use crate::journey;
use crate::parts::{buttons, details, later, name, screen, settings, steps};
use crate::route::{Route, Screen};
use crate::screens::variant;
use engine::guide::{ClientCard, Confidence, Guide, Values, fill};
use engine::text::{Lang, Page};
use leptos::prelude::*;

/// Draws it.
pub fn screen(ctx: Ctx, client: String, variant: Option<String>) -> AnyView {
    let variant = StoredValue::new(variant);
    later::card(ctx, client, move |card| {
        let chosen = variant.get_value().or_else(|| ctx.answered().variant);
        if card.variants.len() > 1 && chosen.is_none() {
            variant::draw(ctx, &card)
        } else {
            draw(ctx, &card, chosen)
        }
    })
}

/// The steps of a card.
pub fn draw(ctx: Ctx, card: &ClientCard, variant: Option<String>) -> AnyView {
    let site = ctx.site();
    let account = ctx.account();
    let labels = ctx.answered().labels.unwrap_or(ctx.lang());
    let values = match &account {
        Some(account) => Some(Values::of(account, &site.profile, &ctx.say(Page::StepsYourName))),
        None => {
            Values::general(&site.profile, &ctx.say(Page::StepsYourAddress), &ctx.say(Page::StepsYourName))
        }
    };
    let Some(values) = values else { return settings::settings(ctx) };
    // A link may name a variant that the card no longer has: then the first.
    let known = variant.as_deref().filter(|id| card.variant(Some(id)).is_some());
    let Ok(guide) = fill(card, known, &values, ctx.lang(), labels) else { return settings::settings(ctx) };
    let shared = journey::shared(&guide.client, &site);
    let general = account.is_none() && !shared;
    let key = [guide.client.as_str(), "/", &guide.variant].concat();
    let check = Route::of(Screen::Check, &guide.client);
    view! {
        {screen::heading(ctx, ctx.fill(Page::StepsHeading, &[("app", &guide.name)]))}
        {general.then(|| no_address(ctx, &guide.client))}
        {relay(ctx, card)}
        {(!guide.editable_later && !shared).then(|| screen::notice("warn", ctx.say(Page::StepsNotEditable)))}
        {account.is_some().then(|| with_name(ctx, card))}
        {language(ctx, card, labels)}
        {steps::steps(ctx, &guide.steps, &key)}
        {(!shared).then(|| view! {
            <p class="notice quiet"><b>{ctx.say(Page::StepsSignIn)}</b>". "{guide.outgoing_sign_in.clone()}</p>
        })}
        {window(ctx, &guide, &key, shared)}
        {variant::different(ctx)}
        {account.is_some().then(|| buttons::main(ctx.say(Page::StepsFinished), move || ctx.go(check.clone())))}
        {trust(ctx, &guide)}
        {details::details(ctx)}
    }
    .into_any()
}

fn no_address(ctx: Ctx, client: &str) -> AnyView {
    let route = Route::of(Screen::Start, client);
    view! {
        <p class="notice">{ctx.say(Page::StepsNoAddress)}" "
            {buttons::way(ctx, ctx.say(Page::StepsTypeAddress), route)}
        </p>
    }
    .into_any()
}

/// The name stands in the steps, so they are drawn anew when the field is left.
fn with_name(ctx: Ctx, card: &ClientCard) -> AnyView {
    let asks = card
        .variants
        .iter()
        .flat_map(|v| &v.screens)
        .flat_map(|s| &s.rows)
        .any(|row| row.value.as_ref().is_some_and(|value| value.en == "{name}"));
    if !asks {
        return ().into_any();
    }
    view! { <div on:change=move |_| ctx.redraw()>{name::field(ctx)}</div> }.into_any()
}

/// The language of the words in the app, apart from the page's; only where it makes a difference.
fn language(ctx: Ctx, card: &ClientCard, labels: Lang) -> AnyView {
    let known = card.variants.iter().flat_map(|variant| &variant.screens).any(|s| {
        s.path.iter().chain(s.rows.iter().filter_map(|row| row.label.as_ref())).any(|l| l.es.is_some())
    });
    if !known {
        return ().into_any();
    }
    let option = |lang: Lang, name: &'static str| {
        view! { <option value=lang.code() lang=lang.code() selected=lang == labels>{name}</option> }
    };
    view! {
        <div class="field inline">
            <label for="labels">{ctx.say(Page::StepsLabels)}</label>
            <select id="labels" on:change=move |event| {
                let chosen = Lang::from_tag(&event_target_value(&event));
                ctx.answer(|answers| answers.labels = chosen);
                ctx.redraw();
            }>
                {option(Lang::En, "English")}
                {option(Lang::Es, "Español")}
            </select>
        </div>
    }
    .into_any()
}

fn window(ctx: Ctx, guide: &Guide, key: &str, shared: bool) -> AnyView {
    if shared {
        return view! { <p>{guide.window_text.clone()}</p> }.into_any();
    }
    let days = ctx.site().profile.sync.days.to_string();
    view! {
        <h2>{ctx.fill(Page::StepsDays, &[("days", &days)])}</h2>
        <p>{guide.window_text.clone()}</p>
        {(!guide.window.is_empty()).then(|| steps::steps(ctx, &guide.window, &[key, "/days"].concat()))}
        <p class="hint">{ctx.say(Page::StepsDaysNote)}</p>
    }
    .into_any()
}

/// How far the labels can be trusted.
fn trust(ctx: Ctx, guide: &Guide) -> AnyView {
    let sure = match guide.confidence {
        Confidence::Sure => Page::StepsSure,
        Confidence::Likely => Page::StepsLikely,
        Confidence::ToVerify => Page::StepsToVerify,
    };
    let checked =
        ctx.fill(Page::StepsChecked, &[("date", guide.checked.as_str()), ("versions", &guide.versions)]);
    view! { <p class="hint">{ctx.say(sure)}" "{checked}</p> }.into_any()
}
