//! The steps of an app, with the person's own values in them.

use crate::context::Ctx;
use crate::journey;
use crate::parts::el::{all, at, block, el, hint, maybe, noted, nothing, on, p, say, spoken, told, words};
use crate::parts::{buttons, details, later, name, screen, settings, steps};
use crate::route::{Route, Screen};
use crate::screens::{device, files, variant};
use engine::guide::{ClientCard, Confidence, Guide, Kind, Values, fill};
use engine::text::{Lang, Page};
use leptos::prelude::*;
use std::sync::Arc;

/// Draws it.
pub fn screen(ctx: Ctx, client: String, variant: Option<String>) -> AnyView {
    if variant.is_some() {
        ctx.answer(|answers| answers.variant = variant);
    }
    later::card(ctx, client, draw)
}

/// The steps of a card, or the question which way through the app.
pub fn draw(ctx: Ctx, card: &Arc<ClientCard>) -> AnyView {
    // A link may name a variant that the card no longer has: then it is asked.
    let known = ctx.answered().variant.is_some_and(|id| card.variant(Some(&id)).is_some());
    if card.variants.len() > 1 && !known {
        return variant::draw(ctx, card);
    }
    match guide(ctx, card) {
        Some(guide) if guide.steps.is_empty() => all(vec![
            screen::heading(ctx, guide.name.clone()),
            instead(ctx, &guide),
            buttons::ways(vec![buttons::way(ctx, ctx.say(Page::DeviceOtherApps), Route::to(Screen::Device))]),
        ]),
        Some(guide) => filled(ctx, card, &guide),
        None => settings::settings(ctx),
    }
}

fn labels(ctx: Ctx) -> Lang {
    ctx.answered().labels.unwrap_or(ctx.lang())
}

/// The card with the values as they are now.
fn guide(ctx: Ctx, card: &ClientCard) -> Option<Guide> {
    let answers = ctx.answered();
    let variant = answers.variant.as_deref().filter(|id| card.variant(Some(id)).is_some());
    let site = ctx.site();
    let account = ctx.account();
    let values = match &account {
        Some(account) => Some(Values::of(account, &site.profile, &ctx.say(Page::StepsYourName))),
        None => match journey::servers(&answers, &site) {
            [Some(incoming), Some(outgoing)] => Some(
                Values::for_everybody(
                    &site.profile,
                    [incoming, outgoing],
                    &ctx.say(Page::StepsYourAddress),
                    &ctx.say(Page::StepsYourName),
                )
                .named(&ctx.say(site.profile.username.rule.word())),
            ),
            _ => None,
        },
    };
    fill(card, variant, &values?, ctx.lang(), labels(ctx)).ok()
}

fn filled(ctx: Ctx, card: &Arc<ClientCard>, guide: &Guide) -> AnyView {
    let own = ctx.account().is_some();
    let shared = journey::shared(&guide.client, &ctx.site());
    let key = [guide.client.as_str(), "/", guide.variant.as_deref().unwrap_or_default()].concat();
    let check = Route::of(Screen::Check, &guide.client);
    let named = |value: &engine::guide::Label| value.en == "{name}";
    let asks_name = card
        .variants
        .iter()
        .flat_map(|v| &v.screens)
        .flat_map(|s| &s.rows)
        .any(|row| row.value.as_ref().is_some_and(named));
    let terminal = card.kind == Kind::Terminal;
    let relay = guide.relay.as_ref().map_or_else(nothing, |text| {
        screen::notice("notice quiet", [&ctx.say(Page::StepsRelay), ": ", text].concat())
    });
    all(vec![
        screen::heading(ctx, ctx.fill(Page::StepsHeading, &[("app", &guide.name)])),
        maybe(!own && !shared, || no_address(ctx, &guide.client)),
        instead(ctx, guide),
        relay,
        maybe(!guide.editable_later && !shared, || noted(ctx, "notice warn", Page::StepsNotEditable)),
        maybe(own && terminal, || files::files(ctx, card)),
        maybe(!own && terminal, || noted(ctx, "notice", Page::FileNoAddress)),
        maybe(own && asks_name && !terminal, || name::field(ctx)),
        maybe(has_spanish(card), || language(ctx, labels(ctx))),
        if own && asks_name {
            let (card, key) = (card.clone(), key.clone());
            name::followed(ctx, move || {
                self::guide(ctx, &card).map_or_else(nothing, |guide| steps::steps(ctx, &guide.steps, &key))
            })
        } else {
            steps::steps(ctx, &guide.steps, &key)
        },
        guide.outgoing_sign_in.as_ref().filter(|_| !shared).map_or_else(nothing, |text| {
            let heading = told(ctx, "b", Page::StepsSignIn);
            block("p", "notice quiet", vec![heading, say([". ", text].concat())])
        }),
        window(ctx, guide, &key, shared),
        variant::different(ctx),
        maybe(own, || buttons::main(ctx, Page::StepsFinished, move || ctx.go(check.clone()))),
        trust(ctx, guide),
        details::details(ctx, false),
        files::administrators(ctx, card),
    ])
}

/// What to use in place of this app, or beside it.
fn instead(ctx: Ctx, guide: &Guide) -> AnyView {
    let Some(instead) = &guide.instead else { return nothing() };
    let choices = instead.clients.iter().filter_map(|id| {
        let name = ctx.site().client(id)?.name.get(ctx.lang()).to_owned();
        let id = id.clone();
        Some(buttons::choice(name, None, move || device::choose(ctx, &id)))
    });
    all(vec![screen::notice("notice", instead.text.clone()), buttons::choices(choices.collect())])
}

fn no_address(ctx: Ctx, client: &str) -> AnyView {
    let text = [&ctx.say(Page::StepsNoAddress), " "].concat();
    let way = buttons::way(ctx, ctx.say(Page::StepsTypeAddress), Route::of(Screen::Start, client));
    block("p", "notice", vec![say(text), way])
}

/// Whether the app's own Spanish words are known, so that the choice makes a difference.
fn has_spanish(card: &ClientCard) -> bool {
    card.variants.iter().flat_map(|variant| &variant.screens).any(|screen| {
        screen
            .path
            .iter()
            .chain(screen.rows.iter().filter_map(|row| row.label.as_ref()))
            .any(|l| l.es.is_some())
    })
}

/// The language of the words in the app, apart from the page's.
fn language(ctx: Ctx, labels: Lang) -> AnyView {
    let option = |lang: Lang, name: &str| {
        let mut attributes = vec![at("value", lang.code()), at("lang", lang.code())];
        if lang == labels {
            attributes.push(at("selected", ""));
        }
        el("option", attributes, vec![say(name.to_owned())])
    };
    let change = on("change", move |event| {
        let chosen = Lang::from_tag(&event_target_value(&event));
        ctx.answer(|answers| answers.labels = chosen);
        ctx.redraw();
    });
    let options = vec![option(Lang::En, "English"), option(Lang::Es, "Español")];
    block(
        "div",
        "field inline",
        vec![
            el("label", vec![at("for", "labels")], vec![spoken(ctx, Page::StepsLabels)]),
            el("select", vec![at("id", "labels"), change], options),
        ],
    )
}

fn window(ctx: Ctx, guide: &Guide, key: &str, shared: bool) -> AnyView {
    let Some(text) = guide.window_text.clone() else { return nothing() };
    if shared {
        return p(text);
    }
    let days = ctx.site().profile.sync.days.to_string();
    all(vec![
        words("h2", ctx.fill(Page::StepsDays, &[("days", &days)])),
        p(text),
        maybe(!guide.window.is_empty(), || steps::steps(ctx, &guide.window, &[key, "/days"].concat())),
        noted(ctx, "hint", Page::StepsDaysNote),
    ])
}

/// How far the labels can be trusted.
fn trust(ctx: Ctx, guide: &Guide) -> AnyView {
    let sure = ctx.say(match guide.confidence {
        Confidence::Sure => Page::StepsSure,
        Confidence::Likely => Page::StepsLikely,
        Confidence::ToVerify => Page::StepsToVerify,
    });
    let checked =
        ctx.fill(Page::StepsChecked, &[("date", guide.checked.as_str()), ("versions", &guide.versions)]);
    hint([&sure, " ", &checked].concat())
}
