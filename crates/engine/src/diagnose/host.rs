//! The server's name.

use super::case::{Case, look};
use super::typo::{self, Looks};
use super::{About, Family, MOST_TYPED, Side, clean, found, names_host, role};
use crate::address::Outcome;
use crate::finding::{Finding, FindingCode, Severity};
use crate::profile::{Role, Standing, is_host};
use crate::settings::Server;

/// What is said of a host, and whose ports are right with it.
pub(super) struct Judged {
    pub(super) finding: Option<Finding>,
    pub(super) target: Target,
}

/// Whose ports are right.
pub(super) enum Target {
    /// Those of this host: the one that the settings have, or should have.
    Host(String),
    /// Those of any right host of the role: none was said.
    Any,
    /// A host of the provider's that we do not know: nothing about it is known to be wrong.
    Unknown,
    /// A program on the person's own device, which passes the mail on: any port can be right.
    Local,
    /// Another provider's server, with a user name of that provider's: mail can be sent so.
    Relay,
}

/// What a name is.
enum Meaning {
    Right,
    Retired,
    /// A right server of another job.
    OtherJob,
    /// The provider's, but not known as a server for this person and job.
    Unknown,
    Kind,
    Typo(Option<String>),
    Local,
    Foreign,
    /// Not a host name, and nothing that looks like one of ours.
    NoName,
}

/// Longer than any host name can be (RFC 1035 section 2.3.4).
const TOO_LONG: usize = 254;

/// Judges the host of one server.
pub(super) fn judge(case: &Case<'_>, server: &Server, role: Role, side: Side) -> Judged {
    use FindingCode as Code;
    use Severity::{Error, Warning};
    if !names_host(server) {
        return Judged { finding: None, target: Target::Any };
    }
    let (meaning, name, shaped) = read(case, role, &server.host);
    let best = case.best(role).map(|endpoint| endpoint.host.to_string()).unwrap_or_default();
    let (code, severity, expected, target) = match meaning {
        Meaning::Right if !shaped => {
            let finding = alternate(case, role, side, server, &name);
            return Judged { finding, target: Target::Host(name) };
        }
        Meaning::Right => (Code::HostShape, Error, name, None),
        Meaning::Local => (Code::HostUnknown, Warning, best, Some(Target::Local)),
        // What surrounds it is wrong, whatever server it is.
        Meaning::Unknown if shaped => (Code::HostShape, Error, name, Some(Target::Unknown)),
        Meaning::Unknown => (Code::HostUnknown, Warning, best, Some(Target::Unknown)),
        Meaning::Retired => (Code::HostRetired, Error, best, None),
        Meaning::OtherJob => (Code::HostSide, Error, best, None),
        Meaning::Kind => (Code::HostKind, Error, best, None),
        Meaning::Typo(meant) => (Code::HostTypo, Error, meant.unwrap_or(best), None),
        Meaning::Foreign if side == Side::Outgoing && signs_in_elsewhere(case, server) => {
            (Code::HostForeign, Warning, best, Some(Target::Relay))
        }
        Meaning::Foreign => (Code::HostForeign, Error, best, None),
        Meaning::NoName => (Code::HostShape, Error, best, None),
    };
    let target = target.unwrap_or_else(|| Target::Host(expected.clone()));
    Judged { finding: Some(found(code, severity, side.host(), &server.host, &expected)), target }
}

/// What was typed: what it means, the clean name, and whether it had to be cleaned.
fn read(case: &Case<'_>, role: Role, typed: &str) -> (Meaning, String, bool) {
    let cleaned = clean::host(if typed.len() > MOST_TYPED { "" } else { typed });
    let name = cleaned.name;
    if name.is_empty() || name.len() >= TOO_LONG {
        return (Meaning::NoName, String::new(), true);
    }
    // An e-mail address; or a user name before the host, which then is what counts.
    let (name, mail) = match name.rsplit_once('@') {
        Some((_, host)) => (host.to_owned(), true),
        None => (name, false),
    };
    let meaning = means(case, role, &name);
    if matches!(meaning, Meaning::Right) {
        return (meaning, name, cleaned.shaped || mail);
    }
    if mail {
        return (Meaning::NoName, name, true);
    }
    // "imap. example.net", "imap.example.net port 993": the right name with something in it.
    let joined: String = name.split_whitespace().collect();
    let mut parts = name.split_whitespace().map(|part| clean::host(part).name);
    let right = |name: &String| matches!(means(case, role, name), Meaning::Right);
    if name.contains(char::is_whitespace)
        && let Some(inner) = Some(joined).filter(right).or_else(|| parts.find(right))
    {
        return (Meaning::Right, inner, true);
    }
    (meaning, name, cleaned.shaped)
}

fn means(case: &Case<'_>, role: Role, name: &str) -> Meaning {
    let family = case.family;
    if case.accepted(role).iter().any(|e| e.host.as_str() == name) {
        return Meaning::Right;
    }
    let jobs: Vec<Role> = [Role::Imap, Role::Pop, Role::Submission]
        .into_iter()
        .filter(|job| case.everybodys(*job).any(|e| e.host.as_str() == name))
        .collect();
    if jobs.contains(&role) || (role == Role::Pop && jobs.len() > 1) {
        return Meaning::Unknown;
    }
    if !jobs.is_empty() {
        return Meaning::OtherJob;
    }
    let retired = |e: &crate::Endpoint| e.standing == Standing::Retired && e.host.as_str() == name;
    if family.profile.endpoints.iter().any(retired) {
        return Meaning::Retired;
    }
    if family.profile.other_hosts.iter().any(|other| other.host.as_str() == name) {
        return Meaning::Kind;
    }
    if is_local(name) {
        return Meaning::Local;
    }
    let zone = family.zone(name);
    let browser = ["webmail.", "www."].iter().any(|start| name.starts_with(start));
    if zone.is_some_and(|zone| browser || zone == name) {
        return Meaning::Kind;
    }
    match typo::looks(case, role, name) {
        Some(Looks::Like(host)) => {
            // A name that was made up in the zone of the chosen server means that one.
            let beside = |host: &str| host.split_once('.').map(|(_, zone)| zone) == zone;
            if !beside(&host) && case.chosen(role).is_some_and(|chosen| beside(chosen.host.as_str())) {
                return Meaning::Typo(None);
            }
            let fits = case.accepted(role).iter().any(|e| e.host.as_str() == host);
            Meaning::Typo(Some(host).filter(|_| fits))
        }
        Some(Looks::LikeFamily) => Meaning::Typo(None),
        _ if !is_host(name) => Meaning::NoName,
        Some(Looks::Related) => Meaning::Unknown,
        None if zone.is_some() => Meaning::Unknown,
        None => Meaning::Foreign,
    }
}

/// Another right server than the guide's, or than the one that was chosen: worth a note.
fn alternate(case: &Case<'_>, role: Role, side: Side, server: &Server, name: &str) -> Option<Finding> {
    let accepted = case.accepted(role);
    let guides = |host: &str| {
        accepted.iter().any(|e| e.standing == Standing::Guide && (host.is_empty() || e.host.as_str() == host))
    };
    let best = case.best(role)?.host.as_str();
    let worth = guides("") && !guides(name) && best != name;
    let note = || found(FindingCode::HostAlternate, Severity::Note, side.host(), &server.host, best);
    worth.then(note)
}

/// Whether the user name there is another provider's.
fn signs_in_elsewhere(case: &Case<'_>, server: &Server) -> bool {
    let name = server.username.as_deref().filter(|name| name.contains('@'));
    name.map(|name| look(name, case.profile())).is_some_and(|checked| match checked.outcome {
        Outcome::OtherProvider { .. } => true,
        Outcome::Unknown => checked.suggestions.is_empty(),
        _ => false,
    })
}

/// A program on the person's own device: virus scanners and gateways stand in between like this.
fn is_local(name: &str) -> bool {
    name == "localhost" || name.starts_with("127.") || matches!(name, "::1" | "[::1]")
}

/// Whose server a host is, for an account of which nothing else is known.
pub(super) enum Belongs {
    Ours,
    Business(String),
    Other(String),
    Unclear,
}

pub(super) fn belongs(server: &Server, family: &Family<'_>) -> Belongs {
    let about = About::default();
    let (meaning, name, _) = read(&Case::unknown(family, &about), role(server.protocol), &server.host);
    match meaning {
        Meaning::Local | Meaning::NoName => Belongs::Unclear,
        Meaning::Foreign => {
            let provider = family.other_provider(&name).map(str::to_owned);
            Belongs::Other(provider.unwrap_or(name))
        }
        _ => match family.business(&name) {
            Some(domain) => Belongs::Business(domain.to_owned()),
            None => Belongs::Ours,
        },
    }
}

/// Whether a host is another provider's.
pub(super) fn is_foreign(server: &Server, family: &Family<'_>) -> bool {
    names_host(server) && matches!(belongs(server, family), Belongs::Other(_))
}
