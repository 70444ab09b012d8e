//! The user name.

use super::case::{Case, same_local};
use super::{MOST_TYPED, Side, found};
use crate::address::{Address, AddressCheck, Outcome, check, clean};
use crate::finding::{Finding, FindingCode, Severity};
use crate::profile::Username;
use crate::settings::Server;

/// A fault: what, how bad, and what is right (empty where that is not known).
type Fault = (FindingCode, Severity, String);

/// Judges the user name of one server. Where none was said there is nothing to judge.
pub(super) fn judge(case: &Case<'_>, server: &Server, side: Side) -> Option<Finding> {
    let typed = server.username.as_deref()?;
    if typed.len() > MOST_TYPED {
        return Some(found(FindingCode::UsernameShape, Severity::Error, side.username(), typed, ""));
    }
    let name = clean(typed);
    if name.is_empty() {
        return None;
    }
    let fault = match (case.profile().username.rule, name.contains('@')) {
        (Username::FullAddress, true) => address(case, typed, &name),
        (Username::FullAddress, false) => Some(part_only(case, &name)),
        (Username::LocalPart, true) => Some(not_a_part(case, &name)),
        (Username::LocalPart, false) => part(case, typed, &name),
    };
    let (code, severity, expected) = fault?;
    Some(found(code, severity, side.username(), typed, &expected))
}

/// A whole address where one is right.
fn address(case: &Case<'_>, typed: &str, name: &str) -> Option<Fault> {
    let checked = check(name, case.profile());
    let Some(name) = &checked.address else {
        let meant = checked.suggestions.first().map(Address::key).unwrap_or_default();
        return Some((FindingCode::UsernameShape, Severity::Error, meant));
    };
    if checked.known_domain() { other_mailbox(case, name) } else { Some(other_domain(case, name, &checked)) }
        .or_else(|| shape(typed, name.as_str()))
}

/// An address of the family that is not the person's.
fn other_mailbox(case: &Case<'_>, name: &Address) -> Option<Fault> {
    let right = case.address.as_ref()?;
    if name.key() == right.key() {
        return None;
    }
    if !same_local(name, right) {
        return Some((FindingCode::UsernameOther, Severity::Warning, right.key()));
    }
    // The provider has moved the address; the new name is right, whatever the app calls the account.
    if case.moves(right.domain(), name.domain()) {
        return Some((FindingCode::UsernameDomain, Severity::Note, String::new()));
    }
    Some((FindingCode::UsernameDomain, Severity::Error, right.key()))
}

/// An address of a domain that is not the provider's.
fn other_domain(case: &Case<'_>, name: &Address, checked: &AddressCheck) -> Fault {
    let meant = match (&case.address, checked.suggestions.first()) {
        (Some(right), _) if same_local(name, right) => Some(right.key()),
        (_, Some(meant)) => Some(meant.key()),
        (Some(right), None) => Some(right.key()),
        (None, None) => None,
    };
    let sure = meant.is_some() || matches!(checked.outcome, Outcome::OtherProvider { .. });
    let severity = if sure { Severity::Error } else { Severity::Warning };
    (FindingCode::UsernameDomain, severity, meant.unwrap_or_default())
}

/// No `@`: the part before it, or all with the `@` forgotten.
fn part_only(case: &Case<'_>, name: &str) -> Fault {
    let known = case.address.as_ref().filter(|right| right.local().eq_ignore_ascii_case(name));
    if let Some(right) = known {
        return (FindingCode::UsernameLocalPart, Severity::Error, right.key());
    }
    let checked = check(name, case.profile());
    let whole = checked.suggestions.first().filter(|meant| meant.local() != name);
    match whole {
        Some(meant) => (FindingCode::UsernameShape, Severity::Error, meant.key()),
        None => (FindingCode::UsernameLocalPart, Severity::Error, String::new()),
    }
}

/// A whole address where only the part before the `@` is right.
fn not_a_part(case: &Case<'_>, name: &str) -> Fault {
    let right = case.address.as_ref().map(|right| right.local().to_ascii_lowercase());
    let checked = check(name, case.profile());
    let own = checked.address.as_ref().filter(|_| checked.known_domain());
    let expected = right.or_else(|| own.map(|own| own.local().to_ascii_lowercase()));
    (FindingCode::UsernameWhole, Severity::Error, expected.unwrap_or_default())
}

/// The part before the `@` where that is right.
fn part(case: &Case<'_>, typed: &str, name: &str) -> Option<Fault> {
    if name.contains(char::is_whitespace) {
        let known = case.address.as_ref().map(|right| right.local().to_ascii_lowercase());
        return Some((FindingCode::UsernameShape, Severity::Error, known.unwrap_or_default()));
    }
    let other = case.address.as_ref().filter(|right| !right.local().eq_ignore_ascii_case(name));
    match other {
        Some(right) => {
            Some((FindingCode::UsernameOther, Severity::Warning, right.local().to_ascii_lowercase()))
        }
        None => shape(typed, name),
    }
}

/// The right name, typed with something around it or in capitals. Servers are said to want lower
/// case; most do not mind capitals.
fn shape(typed: &str, right: &str) -> Option<Fault> {
    let plain = right.to_ascii_lowercase();
    if !typed.eq_ignore_ascii_case(&plain) {
        return Some((FindingCode::UsernameShape, Severity::Error, plain));
    }
    (typed != plain).then_some((FindingCode::UsernameShape, Severity::Note, plain))
}
