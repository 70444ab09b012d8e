//! Port and encryption, as a pair.

use super::case::Case;
use super::host::Target;
use super::{Side, found};
use crate::finding::{Finding, FindingCode, Severity};
use crate::profile::{Endpoint, Role, Security};
use crate::settings::Server;

/// Judges port and encryption of one server. What was not said is not judged.
pub(super) fn judge(
    case: &Case<'_>,
    server: &Server,
    role: Role,
    side: Side,
    target: &Target,
) -> Option<Finding> {
    use FindingCode as Code;
    if matches!(target, Target::Local | Target::Relay) {
        return None;
    }
    let (port, security) = (server.port, server.security);
    let right = pairs(case, role, target);
    let near = nearest(case, role, &right, port, security);
    let expected = near.map(|e| words(Some(e.port), Some(e.security))).unwrap_or_default();
    let transport = &case.profile().transport;
    let never = port.is_some_and(|port| transport.never_ports.contains(&port));
    let is_right =
        |e: &&Endpoint| port.is_none_or(|p| e.port == p) && security.is_none_or(|s| e.security == s);

    let of_pair =
        |code, severity| Some(found(code, severity, side.security(), &words(port, security), &expected));
    let severity = if matches!(target, Target::Unknown) { Severity::Warning } else { Severity::Error };
    if security == Some(Security::None) {
        let severity = if transport.require_tls { Severity::Error } else { severity };
        return of_pair(Code::Unencrypted, severity);
    }
    if right.is_empty() || right.iter().any(is_right) {
        return None;
    }
    let Some(port) = port else { return of_pair(Code::PortSecurity, severity) };
    let usual = case.accepted(role);
    let elsewhere = usual.iter().any(is_right);
    let Some(said) = security else {
        return match near {
            _ if never => of_pair(Code::Unencrypted, severity),
            Some(near) => {
                let severity = if elsewhere { Severity::Warning } else { severity };
                of_port(side, severity, &port.to_string(), &near.port.to_string())
            }
            None => None,
        };
    };
    if elsewhere {
        // Right on other servers of the provider's; here it is only not known.
        return of_port(side, Severity::Warning, &words(Some(port), security), &expected);
    }
    // Customers collect mail with STARTTLS on the old POP port: it is encrypted, and it may work.
    if never && role == Role::Pop && said == Security::Starttls {
        return of_pair(Code::PortSecurity, Severity::Warning);
    }
    if never || right.iter().chain(&usual).any(|e| e.port == port) {
        return of_pair(Code::PortSecurity, severity);
    }
    match near {
        Some(near) if near.security == said => {
            of_port(side, severity, &port.to_string(), &near.port.to_string())
        }
        _ => of_port(side, severity, &words(Some(port), security), &expected),
    }
}

fn of_port(side: Side, severity: Severity, actual: &str, expected: &str) -> Option<Finding> {
    Some(found(FindingCode::PortWrong, severity, side.port(), actual, expected))
}

/// The endpoints whose ports are right, in rank order.
fn pairs<'a>(case: &Case<'a>, role: Role, target: &Target) -> Vec<&'a Endpoint> {
    let mut all = case.accepted(role);
    if let Target::Host(host) = target {
        let is_it = |e: &&Endpoint| e.host.as_str() == host;
        let own: Vec<&Endpoint> = all.iter().copied().filter(is_it).collect();
        let own = if own.is_empty() { case.everybodys(role).filter(is_it).collect() } else { own };
        if !own.is_empty() {
            all = own;
        }
    }
    all
}

/// Of the right pairs the one with the same port, else with the same encryption, else the one that
/// was chosen, else the first.
fn nearest<'a>(
    case: &Case<'a>,
    role: Role,
    right: &[&'a Endpoint],
    port: Option<u16>,
    security: Option<Security>,
) -> Option<&'a Endpoint> {
    let chosen = case.chosen(role).filter(|chosen| right.iter().any(|e| e.id == chosen.id));
    let with = |fits: &dyn Fn(&Endpoint) -> bool| {
        chosen.filter(|e| fits(e)).or_else(|| right.iter().copied().find(|e| fits(e)))
    };
    with(&|e| Some(e.port) == port)
        .or_else(|| with(&|e| Some(e.security) == security))
        .or_else(|| with(&|_| true))
}

/// `993 with SSL/TLS`, `143 without encryption`, or the one of the two that was said. The
/// sentences take this apart again (see `say`), so that nothing of it need be translated.
fn words(port: Option<u16>, security: Option<Security>) -> String {
    match (port, security) {
        (Some(port), Some(Security::None)) => format!("{port} without encryption"),
        (Some(port), Some(security)) => format!("{port} with {}", label(security)),
        (Some(port), None) => port.to_string(),
        (None, Some(security)) => label(security).to_owned(),
        (None, None) => String::new(),
    }
}

/// What apps call it.
fn label(security: Security) -> &'static str {
    match security {
        Security::Tls => "SSL/TLS",
        Security::Starttls => "STARTTLS",
        Security::None => "None",
    }
}

/// A pair as the findings have it, taken apart: port and encryption, empty where not said.
pub(super) fn apart(pair: &str) -> (&str, &str) {
    match (pair.split_once(" with "), pair.strip_suffix(" without encryption")) {
        (Some(parts), _) => parts,
        (None, Some(port)) => (port, label(Security::None)),
        (None, None) if pair.bytes().all(|b| b.is_ascii_digit()) => (pair, ""),
        (None, None) => ("", pair),
    }
}
