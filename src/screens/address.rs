//! The question about an address that is not simply right.

use crate::context::Ctx;
use crate::journey;
use crate::parts::el::{all, block, el, nothing, p, told};
use crate::parts::{buttons, screen};
use crate::route::{Route, Screen};
use engine::address::{AddressCheck, Outcome};
use engine::profile::HostName;
use engine::text::Page;
use leptos::prelude::*;

/// Draws it.
pub fn screen(ctx: Ctx) -> AnyView {
    let checked = journey::address(&ctx.answered(), &ctx.site());
    let (message, fix) = ctx.address(&checked);
    let domain = checked.address.as_ref().map(|address| address.domain().to_owned()).unwrap_or_default();
    match &checked.outcome {
        Outcome::Moving { to } => moving(ctx, &checked, to),
        Outcome::OtherProvider { name } => {
            let shown = if *name == domain { domain } else { [name, " (", &domain, ")"].concat() };
            dead_end(ctx, ctx.fill(Page::AddressOther, &[("domain", &shown)]), message, fix, None)
        }
        Outcome::Business { link } => {
            dead_end(ctx, ctx.say(Page::AddressBusiness), message, fix, Some(link.as_str()))
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
    let mut choices: Vec<AnyView> = checked
        .suggestions
        .iter()
        .map(|address| {
            let text = ctx.fill(Page::AddressUseThis, &[("address", address.as_str())]);
            let address = address.to_string();
            buttons::choice(text, None, move || take(ctx, &address))
        })
        .collect();
    choices.extend(checked.address.as_ref().map(|address| {
        let text = ctx.fill(Page::AddressKeep, &[("address", address.as_str())]);
        buttons::choice(text, Some(ctx.say(Page::AddressGoOnNote)), move || {
            ctx.answer(|answers| answers.declined.push(answers.address.clone()));
            settle(ctx);
        })
    }));
    all(vec![screen::heading(ctx, heading), p(message), buttons::choices(choices), change(ctx)])
}

fn moving(ctx: Ctx, checked: &AddressCheck, to: &HostName) -> AnyView {
    let Some(address) = checked.address.clone() else { return change(ctx) };
    let text = ctx.fill(Page::AddressMovingText, &[("domain", address.domain()), ("to", to.as_str())]);
    let mut choices = Vec::new();
    choices.extend(address.at(to.as_str()).map(|new| {
        let text = ctx.fill(Page::AddressMovingYes, &[("address", new.as_str())]);
        buttons::choice(text, None, move || take(ctx, new.as_str()))
    }));
    let stayed = ctx.fill(Page::AddressMovingNo, &[("address", address.as_str())]);
    choices.push(buttons::choice(stayed, None, move || settle(ctx)));
    let webmail = screen::link(ctx, "webmail", Page::FrameWebmail);
    all(vec![
        screen::asks(ctx, Page::AddressMoving),
        p(text),
        buttons::choices(choices),
        buttons::more(
            ctx,
            Page::FrameNotSure,
            vec![told(ctx, "p", Page::AddressMovingNotSure), el("p", Vec::new(), vec![webmail])],
        ),
        change(ctx),
    ])
}

/// Goes on, marked unconfirmed.
fn unsure(ctx: Ctx, checked: &AddressCheck, message: String, fix: String) -> AnyView {
    let heading = ctx.fill(Page::AddressUnknown, &[("address", &checked.typed)]);
    let go_on =
        if checked.usable() { buttons::main(ctx, Page::AddressGoOn, move || settle(ctx)) } else { nothing() };
    all(vec![screen::heading(ctx, heading), p(message), p(fix), go_on, change(ctx)])
}

/// No settings can be made: where to go instead.
fn dead_end(ctx: Ctx, heading: String, message: String, fix: String, link: Option<&str>) -> AnyView {
    let site = ctx.site();
    let link = link.and_then(|id| site.profile.link(id)).map_or_else(nothing, |link| {
        let title = link.title.get(ctx.lang()).to_owned();
        block("p", "out", vec![screen::link_named(ctx, link.id.as_str(), title)])
    });
    let back = buttons::main(ctx, Page::FrameChangeAddress, move || ctx.go(Route::to(Screen::Start)));
    all(vec![screen::heading(ctx, heading), p(message), p(fix), link, back])
}

fn change(ctx: Ctx) -> AnyView {
    buttons::second(ctx, Page::FrameChangeAddress, move || ctx.go(Route::to(Screen::Start)))
}

fn take(ctx: Ctx, address: &str) {
    ctx.answer(|answers| answers.set_address(address));
    settle(ctx);
}

fn settle(ctx: Ctx) {
    ctx.answer(|answers| answers.settled = true);
    ctx.go(journey::after_address(&ctx.answered(), &ctx.site()));
}
