//! "We read: …": what was understood of a paste, a file or the form, shown back.

use super::plain_value;
use crate::node::{block, el, words};
use crate::trouble::act::Node;
use crate::trouble::state::State;
use engine::diagnose::Diagnosis;
use engine::profile::{AuthMethod, Security};
use engine::settings::{Protocol, Retention, Server};
use engine::text::{Page, Trouble};

/// The servers that were read, each as a group of rows; only what was said has a row.
pub(super) fn read(state: &State, diagnosis: &Diagnosis) -> Node {
    let mut inside = vec![words("h2", state.say(Trouble::ReadHeading)).done()];
    for server in state.judged(diagnosis).iter().flat_map(|account| &account.servers) {
        inside.push(words("h3", state.say(side(server))).class("group").done());
        let rows = rows(state, server);
        inside.push(el("dl", rows).class("rows").done());
    }
    let left_out = state.told.accounts.len().saturating_sub(diagnosis.judged.len());
    if left_out > 0 {
        inside.push(words("p", state.fill(Trouble::ReadOthers, &[("count", &left_out.to_string())])).done());
    }
    el("section", inside).class("read").done()
}

/// One server in a line, for the hand-over text.
pub(crate) fn line(state: &State, server: &Server) -> String {
    let mut parts = vec![[&state.say(side(server)), ": ", &server.host].concat()];
    parts.extend(server.port.map(|port| [&state.page(Page::TablePort), " ", &port.to_string()].concat()));
    parts.extend(
        server.security.map(|one| [&state.page(Page::TableSecurity), " ", &security(state, one)].concat()),
    );
    if server.auth != AuthMethod::Unknown {
        parts.push([&state.page(Page::TableSignIn), " ", &auth(state, server.auth)].concat());
    }
    parts.join(", ")
}

fn side(server: &Server) -> Trouble {
    match server.protocol {
        Protocol::Imap => Trouble::ReadImap,
        Protocol::Pop3 => Trouble::ReadPop,
        Protocol::Smtp => Trouble::ReadSmtp,
    }
}

fn rows(state: &State, server: &Server) -> Vec<Node> {
    let mut rows = Vec::new();
    let mut own = |label: Page, shown: &str| rows.push(row(state.page(label), vec![plain_value(shown)]));
    if !server.host.is_empty() {
        own(Page::TableServer, &server.host);
    }
    if let Some(port) = server.port {
        own(Page::TablePort, &port.to_string());
    }
    if let Some(name) = &server.username {
        own(Page::TableUsername, name);
    }
    if let Some(one) = server.security {
        rows.push(row(state.page(Page::TableSecurity), vec![Node::Text(security(state, one))]));
    }
    if server.auth != AuthMethod::Unknown {
        rows.push(row(state.page(Page::TableSignIn), vec![Node::Text(auth(state, server.auth))]));
    }
    let kept = match server.retention {
        Retention::Unknown => None,
        Retention::Keeps => Some(state.say(Trouble::ReadKeeps)),
        Retention::Deletes { after_days: 0 } => Some(state.say(Trouble::ReadDeletes)),
        Retention::Deletes { after_days } => {
            Some(state.fill(Trouble::ReadDeletesAfter, &[("days", &after_days.to_string())]))
        }
    };
    rows.extend(kept.map(|kept| row(state.say(Trouble::ReadRetention), vec![Node::Text(kept)])));
    rows
}

fn row(label: String, shown: Vec<Node>) -> Node {
    block("row", vec![words("dt", label).done(), el("dd", shown).done()])
}

/// The word for a kind of encryption.
pub(super) fn security(state: &State, security: Security) -> String {
    match security {
        Security::Tls => state.page(Page::TableTls),
        Security::Starttls => state.page(Page::TableStarttls),
        Security::None => state.say(Trouble::SecurityNone),
    }
}

fn auth(state: &State, auth: AuthMethod) -> String {
    state.say(match auth {
        AuthMethod::Password | AuthMethod::Unknown => Trouble::AuthPassword,
        AuthMethod::Encrypted => Trouble::AuthEncrypted,
        AuthMethod::Ntlm => Trouble::AuthNtlm,
        AuthMethod::Kerberos => Trouble::AuthKerberos,
        AuthMethod::Oauth2 => Trouble::AuthOauth2,
        AuthMethod::Certificate => Trouble::AuthCertificate,
        AuthMethod::None => Trouble::AuthNone,
    })
}
