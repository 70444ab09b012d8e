//! "Technical details": which servers, why these, and the choice of others.

use crate::context::Ctx;
use engine::profile::{Endpoint, Role, Security, Standing};
use engine::text::Page;
use leptos::prelude::*;

/// The block. A choice made here is the person's own and changes every value on the screen.
pub fn details(ctx: Ctx) -> AnyView {
    let Some(account) = ctx.account() else { return ().into_any() };
    view! {
        <details class="details">
            <summary>{ctx.say(Page::DetailsHeading)}</summary>
            <p>{ctx.say(Page::DetailsNote)}</p>
            {choose(ctx, Role::Imap, account.incoming())}
            {choose(ctx, Role::Submission, account.outgoing())}
            <h3>{ctx.say(Page::DetailsFrom)}</h3>
            <ul>
                {origin(ctx, account.incoming())}
                {origin(ctx, account.outgoing())}
            </ul>
        </details>
    }
    .into_any()
}

fn choose(ctx: Ctx, role: Role, chosen: &Endpoint) -> AnyView {
    let site = ctx.site();
    let domain = ctx.account().map(|account| account.address().domain().to_owned()).unwrap_or_default();
    let options: Vec<_> = site
        .profile
        .accepted(role, &domain)
        .into_iter()
        .map(|endpoint| {
            let id = endpoint.id.to_string();
            let selected = endpoint.id == chosen.id;
            view! { <option value=id selected=selected>{line(ctx, endpoint)}</option> }
        })
        .collect();
    let (id, label) = match role {
        Role::Submission => ("choose-outgoing", Page::DetailsOutgoing),
        _ => ("choose-incoming", Page::DetailsIncoming),
    };
    view! {
        <div class="field">
            <label for=id>{ctx.say(label)}</label>
            <select id=id translate="no" on:change=move |event| {
                let chosen = Some(event_target_value(&event));
                ctx.answer(|answers| match role {
                    Role::Submission => answers.outgoing = chosen,
                    _ => answers.incoming = chosen,
                });
                ctx.redraw();
            }>{options}</select>
        </div>
    }
    .into_any()
}

fn line(ctx: Ctx, endpoint: &Endpoint) -> String {
    let security = if endpoint.security == Security::Starttls { Page::TableStarttls } else { Page::TableTls };
    [endpoint.host.as_str(), " · ", &endpoint.port.to_string(), " · ", &ctx.say(security)].concat()
}

fn origin(ctx: Ctx, endpoint: &Endpoint) -> AnyView {
    let standing = match endpoint.standing {
        Standing::Guide => Page::DetailsGuide,
        Standing::Documented => Page::DetailsDocumented,
        Standing::Reported | Standing::Retired => Page::DetailsReported,
    };
    let site = ctx.site();
    let sources: Vec<String> = site
        .profile
        .sources
        .iter()
        .filter(|source| endpoint.sources.contains(&source.id))
        .map(|source| source.title.clone())
        .collect();
    let checked = ctx.fill(Page::DetailsChecked, &[("date", endpoint.checked.as_str())]);
    view! {
        <li>
            <span translate="no">{line(ctx, endpoint)}</span>": "{ctx.say(standing)}", "{checked}". "
            <span class="hint">{sources.join("; ")}</span>
        </li>
    }
    .into_any()
}
