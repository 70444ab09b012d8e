//! The settings as a list: for everybody, or with a person's own values and copy buttons.

use crate::context::Ctx;
use crate::parts::buttons;
use engine::profile::{Endpoint, Role, Security};
use engine::text::Page;
use leptos::prelude::*;

/// The settings of the person's account, or the profile's first choice.
pub fn settings(ctx: Ctx) -> AnyView {
    let account = ctx.account();
    let profile = &ctx.site().profile;
    let first = |role| profile.accepted(role, profile.main_domain()).first().map(|e| (*e).clone());
    let (incoming, outgoing) = match &account {
        Some(account) => (Some(account.incoming().clone()), Some(account.outgoing().clone())),
        None => (first(Role::Imap), first(Role::Submission)),
    };
    let username = account.map(|account| account.username().to_owned());
    let days = ctx.fill(Page::TableDays, &[("days", &profile.sync.days.to_string())]);
    view! {
        {incoming.map(|server| group(ctx, Page::TableIncoming, &server, username.clone()))}
        {outgoing.map(|server| group(ctx, Page::TableOutgoing, &server, username))}
        <p>{days}</p>
    }
    .into_any()
}

fn group(ctx: Ctx, heading: Page, server: &Endpoint, username: Option<String>) -> AnyView {
    let outgoing = server.role == Role::Submission;
    let (host, port) = if outgoing {
        (Page::CopyOutgoingServer, Page::CopyOutgoingPort)
    } else {
        (Page::CopyIncomingServer, Page::CopyIncomingPort)
    };
    let security = if server.security == Security::Starttls { Page::TableStarttls } else { Page::TableTls };
    let username = match username {
        Some(own) => value(ctx, Page::TableUsername, own, Some(Page::CopyUsername)),
        None => words(ctx, Page::TableUsername, Page::TableUsernameValue),
    };
    view! {
        <h3 class="group">{ctx.say(heading)}</h3>
        <dl class="rows">
            {value(ctx, Page::TableServer, server.host.to_string(), Some(host))}
            {value(ctx, Page::TablePort, server.port.to_string(), Some(port))}
            {value(ctx, Page::TableSecurity, ctx.say(security), None)}
            {username}
            {words(ctx, Page::TablePassword, Page::TablePasswordValue)}
            {outgoing.then(|| words(ctx, Page::TableSignIn, Page::TableSignInValue))}
        </dl>
    }
    .into_any()
}

fn value(ctx: Ctx, label: Page, value: String, what: Option<Page>) -> AnyView {
    view! {
        <div class="row" data-copies="">
            <dt>{ctx.say(label)}</dt>
            <dd><b data-value="" translate="no">{value.clone()}</b>
            {what.map(|what| buttons::copy(ctx, value, ctx.say(what)))}</dd>
        </div>
    }
    .into_any()
}

fn words(ctx: Ctx, label: Page, value: Page) -> AnyView {
    view! { <div class="row"><dt>{ctx.say(label)}</dt><dd>{ctx.say(value)}</dd></div> }.into_any()
}
