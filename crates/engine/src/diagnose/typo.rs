//! Typing errors in a server's name.
//!
//! A name is taken apart into its first label and its zone (`imap`, `centurylink.com`), and each is
//! compared with those of the right servers: short labels and short zones have too many
//! neighbours to be compared as one.

use super::Family;
use super::case::Case;
use crate::address::{distance, suggest};
use crate::profile::Role;

/// What a name that is no known server looks like.
pub(super) enum Looks {
    /// A slip in the name of this right server, or in that of another role's.
    Like(String),
    /// A misspelt domain of the family; which server is meant does not show.
    LikeFamily,
    /// The same name as a domain of the family with another ending: it may well be the provider's.
    Related,
}

/// What `name` looks like; `None` where it looks like nothing of ours.
pub(super) fn looks(case: &Case<'_>, role: Role, name: &str) -> Option<Looks> {
    let repaired = repair(name);
    let right = candidates(case, role);
    let plain = bare(name);
    if let Some(host) = right.iter().find(|host| bare(host) == plain) {
        return Some(Looks::Like((*host).to_owned()));
    }
    let (label, zone) = repaired.split_once('.').unwrap_or((&repaired, ""));
    let family = case.family;
    let near = right.iter().filter_map(|host| {
        let (right_label, right_zone) = host.split_once('.')?;
        Some((label_cost(label, right_label)? + zone_cost(zone, right_zone, family)?, *host))
    });
    // The first of those that are as near: the role's own come first, in rank order.
    let mut nearest: Option<(usize, &str)> = None;
    for (cost, host) in near {
        if nearest.is_none_or(|(least, _)| cost < least) {
            nearest = Some((cost, host));
        }
    }
    if let Some((_, host)) = nearest {
        return Some(Looks::Like(host.to_owned()));
    }
    if family.zone(&repaired).is_some() || family.other_provider(&repaired).is_some() {
        return None;
    }
    let part = if zone.contains('.') { zone } else { repaired.as_str() };
    let meant = suggest::domains(part, family.profile);
    let slipped = |name: &String| distance::within(part, name, suggest::reach(name)).is_some();
    match meant.first() {
        None => None,
        Some(_) if part == repaired || meant.iter().any(slipped) => Some(Looks::LikeFamily),
        Some(_) => Some(Looks::Related),
    }
}

/// The names of the right servers: those of the role and the person first, then everybody's of every
/// role.
fn candidates<'a>(case: &Case<'a>, role: Role) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    let others = [role, Role::Imap, Role::Submission, Role::Pop].into_iter();
    for endpoint in case.accepted(role).into_iter().chain(others.flat_map(|role| case.everybodys(role))) {
        if !found.contains(&endpoint.host.as_str()) {
            found.push(endpoint.host.as_str());
        }
    }
    found
}

/// How much of a slip one label is; `None` for another label.
fn label_cost(label: &str, right: &str) -> Option<usize> {
    if label == right {
        return Some(0);
    }
    // Names of their own, one letter away from another: `email` is no slip of `mail`.
    if label == "email" {
        return None;
    }
    let digits = label.strip_prefix(right).filter(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
    // `pop3` and `imap4` are the protocols' names; `mail2` may be a server.
    if digits.is_some_and(|digits| !matches!((right, digits), ("pop", "3") | ("imap", "4"))) {
        return None;
    }
    let limit = match right.len() {
        0..=2 => 0,
        3..=6 => 1,
        _ => 2,
    };
    distance::within(label, right, limit)
}

/// How much of a slip one zone is; `None` for another zone.
fn zone_cost(zone: &str, right: &str, family: &Family<'_>) -> Option<usize> {
    if zone == right {
        return Some(0);
    }
    if family.zone(zone).is_some() {
        let alike = family.is_main(zone) && family.is_main(right) && suggest::same_label(zone, right);
        return alike.then_some(1);
    }
    if family.other_provider(zone).is_some() {
        return None;
    }
    let listed = family.profile.typos.iter().filter(|typo| typo.typed == zone);
    if listed.flat_map(|typo| &typo.meant).any(|meant| meant.as_str() == right) {
        return Some(1);
    }
    if suggest::same_label(right, zone) {
        return Some(2);
    }
    distance::within(zone, right, suggest::reach(right))
}

/// Commas and spaces for dots, and dots too many.
fn repair(name: &str) -> String {
    let mut repaired = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '.' | ',' | ';' | ' ' if repaired.is_empty() || repaired.ends_with('.') => {}
            ',' | ';' | ' ' => repaired.push('.'),
            c => repaired.push(c),
        }
    }
    repaired.trim_end_matches('.').to_owned()
}

/// Letters and digits only: dots forgotten or replaced do not matter.
fn bare(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '.' | ',' | ';' | '-' | '_' | ' ')).collect()
}
