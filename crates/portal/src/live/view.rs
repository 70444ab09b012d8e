//! The line, what is behind it, what is offered, and the operator's notice, as nodes.

use super::line::{Offer, line, offers};
use super::state::{Phase, Planned, ROLES, State};
use crate::node::{block, button, el, list, p, words};
use engine::profile::{Role, Security};
use engine::report::{Stage, StageData, StageName, Status};
use engine::text::Live as Text;

/// What a person can do here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Act {
    /// Opens or closes what is behind the line.
    Toggle,
    /// Has the servers asked again.
    Again,
    /// Uses another endpoint: its role, its id, its host.
    Use(Role, String, String),
}

type Node = crate::node::Node<Act>;

/// The id of the line, so that the focus stays on it while things change.
const LINE: &str = "live-line";
/// At most so many names of a certificate are shown.
const NAMES: usize = 3;

/// Draws everything.
pub(crate) fn view(state: &State) -> Vec<Node> {
    let mut nodes = notice(state);
    let (look, text) = line(state);
    let summary = el("summary", vec![words("span", text).done()]).at("id", LINE);
    let mut details = el("details", [vec![summary.done()], behind(state)].concat());
    if state.open {
        details = details.at("open", "");
    }
    nodes.push(details.class(look.class()).on("toggle", Act::Toggle).done());
    let offers = offers(state);
    if !offers.is_empty() {
        nodes.push(block("offers", offered(state, &offers)));
    }
    nodes
}

fn notice(state: &State) -> Vec<Node> {
    let Some(notice) = &state.notice else { return Vec::new() };
    let about = |app: &str| notice.apps.iter().any(|id| id == app);
    if !notice.apps.is_empty() && state.answers.client.as_deref().is_some_and(|client| !about(client)) {
        return Vec::new();
    }
    let mut inside = vec![words("h2", state.say(Text::NoticeHeading)).done(), p(notice.text.get(state.lang))];
    if !notice.apps.is_empty() {
        let names = state.apps.iter().filter(|(id, _)| about(id)).map(|(_, name)| name.as_str());
        let names: Vec<&str> = names.collect();
        inside.push(p(state.fill(Text::NoticeApps, &[("apps", &names.join(", "))])));
    }
    vec![block("notice warn operator", inside)]
}

fn offered(state: &State, offers: &[Offer]) -> Vec<Node> {
    let mut nodes: Vec<Node> = offers
        .iter()
        .map(|offer| {
            let act = Act::Use(offer.role, offer.id.clone(), offer.host.clone());
            button("second", state.fill(Text::OfferUse, &[("host", &offer.host)]), act).done()
        })
        .collect();
    nodes.push(words("p", state.say(Text::OfferAgain)).class("hint").done());
    nodes
}

fn behind(state: &State) -> Vec<Node> {
    let mut nodes = Vec::new();
    match state.phase {
        Phase::Alone => return vec![p(state.say(Text::DetailsNone))],
        Phase::Done if state.place.is_empty() => nodes.push(p(state.say(Text::DetailsCaveat))),
        Phase::Done => nodes.push(p(state.fill(Text::DetailsCaveatPlace, &[("place", &state.place)]))),
        _ => {}
    }
    nodes.push(p(state.say(Text::DetailsSignIn)));
    for role in ROLES {
        let own: Vec<&Planned> = state.plan.endpoints.iter().filter(|one| one.role == role).collect();
        if !own.is_empty() {
            let heading = if role == Role::Imap { Text::DetailsIncoming } else { Text::DetailsOutgoing };
            nodes.push(words("h2", state.say(heading)).done());
            nodes.push(list("ul", "servers", own.into_iter().map(|one| server(state, one)).collect()));
        }
    }
    if state.over() {
        let again = button("second", state.say(Text::DetailsAskAgain), Act::Again);
        nodes.push(again.at("id", "live-again").done());
    }
    nodes
}

fn server(state: &State, planned: &Planned) -> Node {
    let report = state.reports.iter().find(|report| report.id.as_str() == planned.id);
    let status = report.map(|report| report.status);
    let mut says = state.code("status", status.map_or("running", name_of));
    if let Some(code) = report.and_then(|report| report.code.as_deref()) {
        says = [&says, ": ", &state.code("code", code)].concat();
    }
    let security = if planned.security == Security::Starttls { "STARTTLS" } else { "SSL/TLS" };
    let port = state.fill(Text::DetailsPort, &[("port", &planned.port.to_string())]);
    let stages = state.stages_of(&planned.id);
    let several = {
        let mut addresses: Vec<&str> = stages.iter().filter_map(|(ip, _)| *ip).collect();
        addresses.dedup();
        addresses.len() > 1
    };
    let mut rows = Vec::new();
    let mut last = None;
    for (ip, stage) in stages {
        if several && ip.is_some() && ip != last {
            rows.push(words("b", ip.unwrap_or_default()).at("translate", "no").done());
            last = ip;
        }
        rows.push(row(state, stage));
    }
    block(
        mark(status),
        vec![
            words("b", planned.host.clone()).at("translate", "no").done(),
            words("span", [" · ", &port, " · ", security].concat()).class("port").done(),
            words("p", says).class("says").done(),
            list("ol", "stages", rows),
        ],
    )
}

fn mark(status: Option<Status>) -> &'static str {
    match status {
        Some(Status::Ok | Status::Warn) => "server good",
        Some(Status::Fail) => "server heed",
        None => "server busy",
        Some(_) => "server plain",
    }
}

/// One stage: its name, how it ended, how long it took, and what was seen.
fn row(state: &State, stage: &Stage) -> Node {
    // An address that is refused a password without encryption is as it should be.
    let good = stage.status == Status::Ok;
    let mut says = state.code("status", name_of(stage.status));
    if let Some(code) = stage.code.as_deref() {
        let why = state.code("code", code);
        says = if good { why } else { [&says, ": ", &why].concat() };
    }
    let mut parts = vec![words("span", state.code("stage", stage_name(stage.name))).class("kind").done()];
    parts.push(words("span", says).done());
    if !matches!(stage.status, Status::NotRun | Status::Skipped) {
        let ms = format!("{:.1}", stage.ms);
        parts.push(words("span", state.fill(Text::DetailsTook, &[("ms", &ms)])).class("took").done());
    }
    if let Some(seen) = stage.data.as_deref().and_then(|data| seen(state, data)) {
        parts.push(words("span", seen).class("seen").at("translate", "no").done());
    }
    block(mark_of(stage.status), parts)
}

fn mark_of(status: Status) -> &'static str {
    match status {
        Status::Ok => "stage good",
        Status::Warn | Status::Fail => "stage heed",
        _ => "stage plain",
    }
}

/// What a technician would want to see of a stage.
fn seen(state: &State, data: &StageData) -> Option<String> {
    if let Some(certificate) = &data.certificate {
        let mut names: Vec<&str> = certificate.names.iter().take(NAMES).map(String::as_str).collect();
        if certificate.names.len() > NAMES {
            names.push("…");
        }
        let date = certificate.not_after.split('T').next().unwrap_or_default();
        let values = [("names", names.join(", ")), ("issuer", certificate.issuer.clone())];
        let [names, issuer] = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        return Some(state.fill(Text::DetailsChain, &[names, issuer, ("date", date)]));
    }
    if let Some(version) = &data.version {
        let parts = [Some(version.as_str()), data.cipher.as_deref(), data.group.as_deref()];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        return Some(["TLS ", &parts.join(", ")].concat());
    }
    if let Some(methods) = data.auth.as_ref().filter(|methods| !methods.is_empty()) {
        return Some(state.fill(Text::DetailsMethods, &[("methods", &methods.join(", "))]));
    }
    if let Some(text) = &data.text {
        return Some(text.clone());
    }
    let found = [&data.a, &data.aaaa].into_iter().flatten().flat_map(|found| found.records.iter());
    let found: Vec<&str> = found.map(String::as_str).collect();
    (!found.is_empty()).then(|| found.join(", "))
}

const fn name_of(status: Status) -> &'static str {
    match status {
        Status::Ok => "ok",
        Status::Warn => "warn",
        Status::Fail => "fail",
        Status::Skipped => "skipped",
        Status::NotRun => "not_run",
        Status::Unknown => "unknown",
    }
}

const fn stage_name(name: StageName) -> &'static str {
    match name {
        StageName::Dns => "dns",
        StageName::Connect => "connect",
        StageName::Greeting => "greeting",
        StageName::CapabilitiesPlain => "capabilities_plain",
        StageName::PlaintextAuth => "plaintext_auth",
        StageName::Starttls => "starttls",
        StageName::Tls => "tls",
        StageName::Certificate => "certificate",
        StageName::Capabilities => "capabilities",
    }
}
