//! The settings as a list: for everybody, or with a person's own values and copy buttons.

use super::el::{all, at, block, el, p, say, styled, words};
use crate::context::Ctx;
use crate::journey;
use crate::parts::buttons;
use engine::profile::{Endpoint, Role, Security};
use engine::text::Page;
use leptos::prelude::*;

/// The settings of the person's account, or the profile's first choice.
pub fn settings(ctx: Ctx) -> AnyView {
    let account = ctx.account();
    let profile = &ctx.site().profile;
    let servers = journey::servers(&ctx.answered(), &ctx.site());
    let username = account.map(|account| account.username().to_owned());
    let mut inside: Vec<AnyView> =
        servers.iter().flatten().map(|server| group(ctx, server, username.clone())).collect();
    inside.push(p(ctx.fill(Page::TableDays, &[("days", &profile.sync.days.to_string())])));
    all(inside)
}

fn group(ctx: Ctx, server: &Endpoint, username: Option<String>) -> AnyView {
    let outgoing = server.role == Role::Submission;
    let (heading, host, port) = if outgoing {
        (Page::TableOutgoing, Page::CopyOutgoingServer, Page::CopyOutgoingPort)
    } else {
        (Page::TableIncoming, Page::CopyIncomingServer, Page::CopyIncomingPort)
    };
    let mut rows = vec![
        own(ctx, Page::TableServer, server.host.to_string(), Some(host)),
        own(ctx, Page::TablePort, server.port.to_string(), Some(port)),
        own(ctx, Page::TableSecurity, ctx.say(security(server.security)), None),
        match username {
            Some(own_name) => own(ctx, Page::TableUsername, own_name, Some(Page::CopyUsername)),
            None => row(ctx, Page::TableUsername, ctx.site().profile.username.rule.word()),
        },
        row(ctx, Page::TablePassword, Page::TablePasswordValue),
    ];
    if outgoing {
        rows.push(row(ctx, Page::TableSignIn, Page::TableSignInValue));
    }
    all(vec![styled("h3", "group", ctx.say(heading)), block("dl", "rows", rows)])
}

/// The word for a kind of encryption.
pub fn security(security: Security) -> Page {
    if security == Security::Starttls { Page::TableStarttls } else { Page::TableTls }
}

fn own(ctx: Ctx, label: Page, value: String, what: Option<Page>) -> AnyView {
    let shown = el("b", vec![at("data-value", ""), at("translate", "no")], vec![say(value.clone())]);
    let mut inside = vec![shown];
    inside.extend(what.map(|what| buttons::copy(ctx, value, ctx.say(what))));
    let pair = vec![words("dt", ctx.say(label)), el("dd", Vec::new(), inside)];
    el("div", vec![at("class", "row"), at("data-copies", "")], pair)
}

fn row(ctx: Ctx, label: Page, value: Page) -> AnyView {
    block("div", "row", vec![words("dt", ctx.say(label)), words("dd", ctx.say(value))])
}
