//! Whose settings an account holds: ours, or another provider's.

use super::case::{look, usernames};
use super::{About, Family, host, names_host};
use crate::address::Outcome;
use crate::profile::Profile;
use crate::settings::Settings;

/// Whose an account is.
pub(super) enum Whose {
    /// An address, a user name or a host is the provider's.
    Ours,
    /// The provider's, but of a business domain with settings that the profile does not hold.
    Business(String),
    /// An address or user name is of the provider named here, and nothing is ours.
    Other(String),
    /// Only the hosts say that it is another provider's.
    OtherHosts(String),
    /// Nothing says whose it is.
    Unclear,
    /// Nothing was said at all.
    Empty,
}

pub(super) fn whose(account: &Settings, about: &About, family: &Family<'_>) -> Whose {
    let whose = by_itself(account, family);
    let nameless = account.address.is_none() && usernames(account).next().is_none();
    // The servers are ours or nobody's, but the person's address is a business one.
    match (whose, told_business(about, family.profile)) {
        (Whose::Ours | Whose::Unclear, Some(domain)) if nameless => Whose::Business(domain),
        (whose, _) => whose,
    }
}

fn told_business(about: &About, profile: &Profile) -> Option<String> {
    let checked = look(about.address.as_deref()?, profile);
    let business = matches!(checked.outcome, Outcome::Business { .. });
    checked.address.filter(|_| business).map(|address| address.domain().to_owned())
}

fn by_itself(account: &Settings, family: &Family<'_>) -> Whose {
    if account.address.is_none() && !account.servers.iter().any(crate::Server::said) {
        return Whose::Empty;
    }
    let named = named(account, family.profile);
    let hosts = account.servers.iter().filter(|server| names_host(server));
    let mut business = None;
    let mut foreign = None;
    for server in hosts {
        match host::belongs(server, family) {
            host::Belongs::Ours => return if let Whose::Business(_) = named { named } else { Whose::Ours },
            host::Belongs::Business(domain) => business = Some(domain),
            host::Belongs::Other(name) => foreign = foreign.or(Some(name)),
            host::Belongs::Unclear => {}
        }
    }
    match (named, business, foreign) {
        (Whose::Unclear, Some(domain), _) => Whose::Business(domain),
        (Whose::Unclear, None, Some(name)) => Whose::OtherHosts(name),
        (named, ..) => named,
    }
}

/// What addresses and user names say.
fn named(account: &Settings, profile: &Profile) -> Whose {
    let mut other = None;
    let mut business = None;
    for typed in account.address.as_deref().into_iter().filter(|a| a.contains('@')).chain(usernames(account))
    {
        let checked = look(typed, profile);
        let domain = checked.address.as_ref().map(|address| address.domain().to_owned());
        match checked.outcome {
            Outcome::Business { .. } => business = domain,
            Outcome::Ours | Outcome::Moving { .. } | Outcome::Unconfirmed => return Whose::Ours,
            Outcome::OtherProvider { name } => other = other.or(Some(name.to_owned())),
            Outcome::Unknown if checked.suggestions.is_empty() => other = other.or(domain),
            Outcome::Invalid(_) if checked.suggestions.is_empty() => {}
            Outcome::Unknown | Outcome::Invalid(_) => return Whose::Ours,
        }
    }
    match (business, other) {
        (Some(domain), _) => Whose::Business(domain),
        (None, Some(name)) => Whose::Other(name),
        (None, None) => Whose::Unclear,
    }
}

/// The places of the accounts that are compared with the profile.
pub(super) fn judged(sorted: &[Whose], about: &About, profile: &Profile) -> Vec<usize> {
    let places = |fits: fn(&Whose) -> bool| -> Vec<usize> {
        (0..sorted.len()).filter(|&place| fits(&sorted[place])).collect()
    };
    let ours = places(|whose| matches!(whose, Whose::Ours | Whose::Business(_) | Whose::Unclear));
    let told = about.address.as_deref().and_then(|typed| super::case::ours(typed, profile));
    if !ours.is_empty() || told.is_none() {
        return ours;
    }
    // The person has an address of ours, and nothing says that the account is for another one: its
    // servers are wrong.
    places(|whose| matches!(whose, Whose::OtherHosts(_)))
}
