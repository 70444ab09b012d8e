//! What to change: before → after, with the value to copy, one card for each finding.

use super::{copy, plain_value};
use crate::node::{block, el, p, words};
use crate::trouble::act::Node;
use crate::trouble::state::State;
use engine::diagnose::{self, Change, Diagnosis};
use engine::finding::{Field, Finding, FindingCode, Severity};
use engine::profile::Role;
use engine::text::{Page, Trouble};

/// The findings, worst first; notes come last and small.
pub(super) fn changes(state: &State, diagnosis: &Diagnosis) -> Vec<Node> {
    let (notes, changes): (Vec<&Finding>, Vec<&Finding>) =
        diagnosis.findings.iter().partition(|finding| finding.severity == Severity::Note);
    let mut nodes = Vec::new();
    if !changes.is_empty() {
        let cards = changes.iter().map(|finding| card(state, finding)).collect();
        nodes.push(super::list("ol", "changes", cards));
    }
    nodes.extend(notes.iter().map(|finding| {
        let provider = &state.site.profile.name;
        let text =
            [finding.message(&state.site.findings, provider), finding.fix(&state.site.findings, provider)];
        super::noted("hint", text.join(" "))
    }));
    nodes
}

fn card(state: &State, finding: &Finding) -> Node {
    let provider = &state.site.profile.name;
    let name = state.say(field(finding.field));
    let mut inside =
        vec![words("h3", name.clone()).done(), p(finding.message(&state.site.findings, provider))];
    let rows: Vec<Node> = diagnose::changes(finding).iter().map(|one| changed(state, one)).collect();
    if !rows.is_empty() {
        inside.push(el("dl", rows).class("rows").done());
    }
    inside.push(p(finding.fix(&state.site.findings, provider)));
    block(if finding.severity == Severity::Error { "finding error-card" } else { "finding" }, inside)
}

/// One value as it is and as it should be.
pub(super) fn changed(state: &State, change: &Change) -> Node {
    let label = state.say(field(change.field));
    let before = match change.before.as_str() {
        "" => state.say(Trouble::ChangeEmpty),
        before => own_words(state, change, before),
    };
    let unseen = |key| words("span", [&state.say(key), ": "].concat()).class("unseen").done();
    let mut shown = vec![
        el(
            "span",
            vec![
                unseen(Trouble::ChangeBefore),
                words("s", before).at("translate", "no").done(),
                words("span", " → ").at("aria-hidden", "true").done(),
                unseen(Trouble::ChangeAfter),
                plain_value(&own_words(state, change, &change.after)),
            ],
        )
        .class("change")
        .done(),
    ];
    let typed = matches!(
        change.field,
        Field::IncomingHost
            | Field::OutgoingHost
            | Field::IncomingPort
            | Field::OutgoingPort
            | Field::IncomingUsername
            | Field::OutgoingUsername
    );
    if typed {
        shown.push(copy(state, &change.after, &label));
    }
    row(label, shown)
}

fn row(label: String, shown: Vec<Node>) -> Node {
    el("div", vec![words("dt", label).done(), el("dd", shown).done()])
        .class("row")
        .at("data-copies", "")
        .done()
}

/// A value as people know it: encryption and sign-in in words, the rest as it is.
fn own_words(state: &State, change: &Change, value: &str) -> String {
    match (change.field, value) {
        (Field::IncomingSecurity | Field::OutgoingSecurity, "None") => state.say(Trouble::SecurityNone),
        (Field::IncomingAuth | Field::OutgoingAuth, code) => state.say(match code {
            "encrypted" => Trouble::AuthEncrypted,
            "ntlm" => Trouble::AuthNtlm,
            "kerberos" => Trouble::AuthKerberos,
            "oauth2" => Trouble::AuthOauth2,
            "certificate" => Trouble::AuthCertificate,
            "none" => Trouble::AuthNone,
            _ => Trouble::AuthPassword,
        }),
        _ => value.to_owned(),
    }
}

/// What a field is called on these screens.
pub(super) fn field(field: Field) -> Trouble {
    match field {
        Field::Address | Field::Name => Trouble::FieldAddress,
        Field::IncomingHost => Trouble::FieldIncomingHost,
        Field::IncomingPort => Trouble::FieldIncomingPort,
        Field::IncomingSecurity => Trouble::FieldIncomingSecurity,
        Field::IncomingAuth => Trouble::FieldIncomingAuth,
        Field::IncomingUsername => Trouble::FieldIncomingUsername,
        Field::IncomingProtocol => Trouble::FieldProtocol,
        Field::IncomingRetention => Trouble::FieldRetention,
        Field::OutgoingHost => Trouble::FieldOutgoingHost,
        Field::OutgoingPort => Trouble::FieldOutgoingPort,
        Field::OutgoingSecurity => Trouble::FieldOutgoingSecurity,
        Field::OutgoingAuth => Trouble::FieldOutgoingAuth,
        Field::OutgoingUsername => Trouble::FieldOutgoingUsername,
        Field::OutgoingProtocol => Trouble::FieldProtocol,
    }
}

/// The provider's POP settings, for an account that stays POP until its mail is seen elsewhere;
/// nothing where no finding is about POP or the provider has none.
pub(super) fn pop(state: &State, diagnosis: &Diagnosis) -> Vec<Node> {
    if !diagnosis.findings.iter().any(|finding| finding.code == FindingCode::PopUsed) {
        return Vec::new();
    }
    let account = state.account();
    let domain =
        account.as_ref().map_or(state.site.profile.main_domain(), |account| account.address().domain());
    let Some(server) = state.site.profile.accepted(Role::Pop, domain).into_iter().next() else {
        return Vec::new();
    };
    let rows = vec![
        row(state.page(Page::TableServer), vec![plain_value(server.host.as_str())]),
        row(state.page(Page::TablePort), vec![plain_value(&server.port.to_string())]),
        row(state.page(Page::TableSecurity), vec![Node::Text(super::read::security(state, server.security))]),
    ];
    vec![
        words("h3", state.say(Trouble::ChangePop)).class("group").done(),
        el("dl", rows).class("rows").done(),
        p(state.say(Trouble::ChangePopKeep)),
    ]
}

/// The settings as they should be, to compare with by eye.
pub(super) fn right(state: &State) -> Vec<Node> {
    let Some(account) = state.account() else { return Vec::new() };
    [(account.incoming(), Page::TableIncoming), (account.outgoing(), Page::TableOutgoing)]
        .into_iter()
        .flat_map(|(server, side)| {
            let incoming = side == Page::TableIncoming;
            let (host, port) = if incoming {
                (Page::CopyIncomingServer, Page::CopyIncomingPort)
            } else {
                (Page::CopyOutgoingServer, Page::CopyOutgoingPort)
            };
            let rows = vec![
                row(
                    state.page(Page::TableServer),
                    super::value(state, server.host.as_str(), &state.page(host)),
                ),
                row(
                    state.page(Page::TablePort),
                    super::value(state, &server.port.to_string(), &state.page(port)),
                ),
                row(
                    state.page(Page::TableSecurity),
                    vec![Node::Text(super::read::security(state, server.security))],
                ),
                row(
                    state.page(Page::TableUsername),
                    super::value(state, account.username(), &state.page(Page::CopyUsername)),
                ),
            ];
            [words("h3", state.page(side)).class("group").done(), el("dl", rows).class("rows").done()]
        })
        .collect()
}
