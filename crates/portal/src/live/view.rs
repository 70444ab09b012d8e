//! The line, what is behind it, what is offered, and the operator's notice, as nodes.

use super::line::{Offer, line, offers};
use super::state::{Phase, Planned, ROLES, Seen, Stage, State};
use crate::node::{block, button, el, list, p, words};
use engine::profile::Role;
use engine::report::Status;
use engine::text::Live as Text;

/// What a person can do here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Act {
    /// Opens or closes what is behind the line.
    Toggle,
    /// Opens or closes the stages of an endpoint.
    Stages(String),
    /// Has the servers asked again.
    Again,
    /// Uses another endpoint: its role, its id, its host.
    Use(Role, String, String),
}

type Node = crate::node::Node<Act>;

/// The id of the line, so that the focus stays on it while things change.
const LINE: &str = "live-line";

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
        // Where nothing is known, there is nothing that the person's network could differ in.
        Phase::Done if !state.knows_any() => {}
        Phase::Done if state.place.is_empty() => nodes.push(p(state.say(Text::DetailsCaveat))),
        Phase::Done => nodes.push(p(state.fill(Text::DetailsCaveatPlace, &[("place", &state.place)]))),
        _ => {}
    }
    nodes.push(p(state.say(Text::DetailsSignIn)));
    for role in ROLES {
        let own: Vec<&Planned> = state.plan.iter().filter(|one| one.role == role).collect();
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
    let found = state.found(&planned.id);
    let status = found.map(|found| found.status);
    let mut says = state.code("status", status.map_or("running", Status::as_str));
    if let Some(code) = found.and_then(|found| found.code.as_deref()) {
        says = [&says, ": ", &state.code("code", code)].concat();
    }
    let security = if planned.starttls { "STARTTLS" } else { "SSL/TLS" };
    let port = state.fill(Text::DetailsPort, &[("port", &planned.port)]);
    let stages = state.stages_of(&planned.id);
    let first = stages.iter().find_map(|stage| stage.ip.as_ref());
    let several = stages.iter().any(|stage| stage.ip.is_some() && stage.ip.as_ref() != first);
    let mut rows = Vec::new();
    let mut last = None;
    for stage in stages {
        if several && stage.ip.is_some() && stage.ip != last {
            rows.push(words("b", stage.ip.clone().unwrap_or_default()).at("translate", "no").done());
            last.clone_from(&stage.ip);
        }
        rows.push(row(state, stage));
    }
    let class = match status {
        Some(Status::Ok | Status::Warn) => "server good",
        Some(Status::Fail) => "server heed",
        None => "server busy",
        Some(_) => "server dim",
    };
    let mut inside = vec![
        words("b", planned.host.clone()).at("translate", "no").done(),
        words("span", [" · ", &port, " · ", security].concat()).class("port").done(),
        words("p", says).class("says").done(),
    ];
    if !rows.is_empty() {
        let summary =
            words("summary", state.say(Text::DetailsStages)).at("id", ["live-", &planned.id].concat());
        let mut stages = el("details", vec![summary.done(), list("ol", "stages", rows)]);
        if state.opened.contains(&planned.id) {
            stages = stages.at("open", "");
        }
        inside.push(stages.on("toggle", Act::Stages(planned.id.clone())).done());
    }
    block(class, inside)
}

/// One stage: its name, how it ended, how long it took, and what was seen.
fn row(state: &State, stage: &Stage) -> Node {
    let mut says = state.code("status", stage.status.as_str());
    if let Some(code) = stage.code.as_deref() {
        let why = state.code("code", code);
        // A password without encryption that is refused is as it should be.
        says = if stage.status == Status::Ok { why } else { [&says, ": ", &why].concat() };
    }
    let mut parts = vec![words("span", state.code("stage", &stage.name)).class("kind").done()];
    parts.push(words("span", says).done());
    if !matches!(stage.status, Status::NotRun | Status::Skipped) {
        parts.push(words("span", state.fill(Text::DetailsTook, &[("ms", &stage.ms)])).class("took").done());
    }
    let seen = match &stage.seen {
        Seen::Nothing => None,
        Seen::Text(text) => Some(text.clone()),
        Seen::Methods(methods) => Some(state.fill(Text::DetailsMethods, &[("methods", methods)])),
        Seen::Certificate { names, issuer, until } => {
            Some(state.fill(Text::DetailsChain, &[("names", names), ("issuer", issuer), ("date", until)]))
        }
    };
    parts.extend(seen.map(|seen| words("span", seen).class("seen").at("translate", "no").done()));
    let class = match stage.status {
        Status::Ok => "stage good",
        Status::Warn | Status::Fail => "stage heed",
        _ => "stage dim",
    };
    block(class, parts)
}
