//! The question about an address that is not simply right.

use crate::context::Ctx;
use crate::journey;
use crate::parts::{buttons, screen};
use crate::route::{Route, Screen};
use engine::address::{AddressCheck, Outcome};
use engine::profile::HostName;
use engine::text::Page;
use leptos::prelude::*;

/// Draws it.
pub fn screen(ctx: Ctx) -> AnyView {
    let checked = journey::address(&ctx.answered(), &ctx.site());
    let (message, fix) = ctx.words().address(&checked).unwrap_or_default();
    let domain = checked.address.as_ref().map(|address| address.domain().to_owned()).unwrap_or_default();
    match &checked.outcome {
        Outcome::Moving { to } => moving(ctx, &checked, to),
        Outcome::OtherProvider { name } => {
            let known = [name, " (", &domain, ")"].concat();
            let shown = if *name == domain { domain } else { known };
            dead_end(ctx, ctx.fill(Page::AddressOther, &[("domain", &shown)]), message, fix, None)
        }
        Outcome::Business { link } => {
            let text = ctx.say(Page::AddressBusiness);
            dead_end(ctx, text, message, fix, Some(link.as_str()))
        }
        Outcome::Unconfirmed => {
            let text = ctx.fill(Page::AddressUnconfirmed, &[("domain", &domain)]);
            unsure(ctx, &checked, text, fix)
        }
        Outcome::Unknown | Outcome::Invalid(_) if !checked.suggestions.is_empty() => {
            suggest(ctx, &checked, message)
        }
        Outcome::Ours | Outcome::Unknown | Outcome::Invalid(_) => unsure(ctx, &checked, message, fix),
    }
}

/// "Did you mean …?" Declined once, it is not asked again.
fn suggest(ctx: Ctx, checked: &AddressCheck, message: String) -> AnyView {
    let heading = match checked.suggestions.as_slice() {
        [only] => ctx.fill(Page::AddressDidYouMean, &[("address", only.as_str())]),
        _ => ctx.say(Page::AddressQuestionTitle),
    };
    let choices: Vec<_> = checked
        .suggestions
        .iter()
        .map(|address| {
            let text = ctx.fill(Page::AddressUseThis, &[("address", address.as_str())]);
            let address = address.to_string();
            buttons::choice(text, None, move || take(ctx, &address))
        })
        .collect();
    let keep = checked.address.as_ref().map(|address| {
        let text = ctx.fill(Page::AddressKeep, &[("address", address.as_str())]);
        buttons::choice(text, Some(ctx.say(Page::AddressGoOnNote)), move || {
            ctx.answer(|answers| answers.declined.push(answers.address.clone()));
            settle(ctx);
        })
    });
    view! {
        {screen::heading(ctx, heading)}
        <p>{message}</p>
        <ul class="choices" translate="no">{choices}{keep}</ul>
        {change(ctx)}
    }
    .into_any()
}

fn moving(ctx: Ctx, checked: &AddressCheck, to: &HostName) -> AnyView {
    let Some(address) = checked.address.clone() else { return change(ctx) };
    let text = ctx.fill(Page::AddressMovingText, &[("domain", address.domain()), ("to", to.as_str())]);
    let moved = address.at(to.as_str()).map(|new| {
        let text = ctx.fill(Page::AddressMovingYes, &[("address", new.as_str())]);
        buttons::choice(text, None, move || take(ctx, new.as_str()))
    });
    let stayed = ctx.fill(Page::AddressMovingNo, &[("address", address.as_str())]);
    view! {
        {screen::heading(ctx, ctx.say(Page::AddressMoving))}
        <p>{text}</p>
        <ul class="choices">{moved}{buttons::choice(stayed, None, move || settle(ctx))}</ul>
        <details>
            <summary>{ctx.say(Page::FrameNotSure)}</summary>
            <p>{ctx.say(Page::AddressMovingNotSure)}</p>
            <p>{screen::link(ctx, "webmail", ctx.say(Page::FrameWebmail))}</p>
        </details>
        {change(ctx)}
    }
    .into_any()
}

/// Goes on, marked unconfirmed.
fn unsure(ctx: Ctx, checked: &AddressCheck, message: String, fix: String) -> AnyView {
    let heading = ctx.fill(Page::AddressUnknown, &[("address", &checked.typed)]);
    let usable = checked.usable();
    view! {
        {screen::heading(ctx, heading)}
        <p>{message}</p>
        <p>{fix}</p>
        {usable.then(|| buttons::main(ctx.say(Page::AddressGoOn), move || settle(ctx)))}
        {change(ctx)}
    }
    .into_any()
}

/// No settings can be made: where to go instead.
fn dead_end(ctx: Ctx, heading: String, message: String, fix: String, link: Option<&str>) -> AnyView {
    let site = ctx.site();
    let title = link.and_then(|id| site.profile.link(id)).map(|link| link.title.get(ctx.lang()).to_owned());
    let link = link.zip(title).map(|(id, title)| view! { <p>{screen::link(ctx, id, title)}</p> });
    view! {
        {screen::heading(ctx, heading)}
        <p>{message}</p>
        <p>{fix}</p>
        {link}
        {buttons::main(ctx.say(Page::FrameChangeAddress), move || ctx.go(Route::to(Screen::Start)))}
    }
    .into_any()
}

fn change(ctx: Ctx) -> AnyView {
    buttons::second(ctx.say(Page::FrameChangeAddress), move || ctx.go(Route::to(Screen::Start)))
}

fn take(ctx: Ctx, address: &str) {
    ctx.answer(|answers| answers.set_address(address));
    settle(ctx);
}

fn settle(ctx: Ctx) {
    ctx.answer(|answers| answers.settled = true);
    ctx.go(journey::after_address(&ctx.answered(), &ctx.site()));
}
