//! "Technical details": which servers, why these, and the choice of others.

use super::el::{at, block, el, nothing, on, say, styled, told};
use super::later::{Draw, later};
use super::settings::security;
use crate::context::Ctx;
use crate::platform::{boot, get};
use engine::profile::{Endpoint, Role, Standing};
use engine::text::Page;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// The block. A choice made here is the person's own and changes every value on the screen; with
/// `profile` it says that a new Apple profile replaces the old one.
pub fn details(ctx: Ctx, profile: bool) -> AnyView {
    let Some(account) = ctx.account() else { return nothing() };
    let chosen = [account.incoming().clone(), account.outgoing().clone()];
    let origins = move || {
        let chosen = chosen.clone();
        later(ctx, move || {
            let chosen = chosen.clone();
            Box::pin(async move {
                let whole = boot::json("profile").await.ok()?;
                Some(Box::new(move || {
                    block("ul", "origins", chosen.iter().map(|server| origin(ctx, server, &whole)).collect())
                }) as Draw)
            })
        })
    };
    let mut inside = vec![
        told(ctx, "summary", Page::DetailsHeading),
        told(ctx, "p", Page::DetailsNote),
        choose(ctx, Role::Imap, account.incoming(), account.address().domain()),
        choose(ctx, Role::Submission, account.outgoing(), account.address().domain()),
    ];
    if profile {
        inside.push(told(ctx, "p", Page::DetailsChangeApple));
    }
    inside.push(told(ctx, "h2", Page::DetailsFrom));
    inside.push(origins());
    let mut attributes = vec![
        at("class", "details"),
        on("toggle", move |event| ctx.details.set(get(&event_target::<JsValue>(&event), "open").is_truthy())),
    ];
    if ctx.details.get_untracked() {
        attributes.push(at("open", ""));
    }
    el("details", attributes, inside)
}

fn choose(ctx: Ctx, role: Role, chosen: &Endpoint, domain: &str) -> AnyView {
    let site = ctx.site();
    let options = site
        .profile
        .accepted(role, domain)
        .into_iter()
        .map(|endpoint| {
            let mut attributes = vec![at("value", endpoint.id.as_str())];
            if endpoint.id == chosen.id {
                attributes.push(at("selected", ""));
            }
            el("option", attributes, vec![say(line(ctx, endpoint))])
        })
        .collect();
    let (id, label) = match role {
        Role::Submission => ("choose-outgoing", Page::DetailsOutgoing),
        _ => ("choose-incoming", Page::DetailsIncoming),
    };
    let change = on("change", move |event| {
        let chosen = Some(event_target_value(&event));
        ctx.answer(|answers| match role {
            Role::Submission => answers.outgoing = chosen,
            _ => answers.incoming = chosen,
        });
        ctx.redraw();
    });
    block(
        "div",
        "field",
        vec![
            el("label", vec![at("for", id)], vec![say(ctx.say(label))]),
            el("select", vec![at("id", id), at("translate", "no"), change], options),
        ],
    )
}

fn line(ctx: Ctx, endpoint: &Endpoint) -> String {
    [endpoint.host.as_str(), " · ", &endpoint.port.to_string(), " · ", &ctx.say(security(endpoint.security))]
        .concat()
}

/// Where an endpoint comes from, as the whole profile says.
fn origin(ctx: Ctx, endpoint: &Endpoint, whole: &JsValue) -> AnyView {
    let list = |object: &JsValue, key| js_sys::Array::from(&get(object, key));
    let text = |object: &JsValue, key| get(object, key).as_string().unwrap_or_default();
    let full = list(whole, "endpoints").iter().find(|other| text(other, "id") == endpoint.id.as_str());
    let full = full.unwrap_or(JsValue::UNDEFINED);
    let named = list(&full, "sources");
    let sources: Vec<String> = list(whole, "sources")
        .iter()
        .filter(|source| named.includes(&get(source, "id"), 0))
        .map(|source| text(&source, "title"))
        .collect();
    let standing = ctx.say(match endpoint.standing {
        Standing::Guide => Page::DetailsGuide,
        Standing::Documented => Page::DetailsDocumented,
        Standing::Reported | Standing::Retired => Page::DetailsReported,
    });
    let checked = ctx.fill(Page::DetailsChecked, &[("date", &text(&full, "checked"))]);
    let about = [": ", &standing, ", ", &checked, ". "].concat();
    let server = el("span", vec![at("translate", "no")], vec![say(line(ctx, endpoint))]);
    el("li", Vec::new(), vec![server, say(about), styled("span", "hint", sources.join("; "))])
}
