//! What an address means for a provider.

use super::{Address, AddressError, clean, suggest};
use crate::finding::{Field, Finding, FindingCode, Severity};
use crate::profile::{DomainStatus, HostName, Profile, Slug};
use crate::text::KNOWN_DOMAINS;

/// What was found of a typed address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AddressCheck {
    /// The address, where what was typed is one.
    pub address: Option<Address>,
    /// What it means for the provider.
    pub outcome: Outcome,
    /// Addresses that may be meant instead, likeliest first, at most three.
    pub suggestions: Vec<Address>,
    /// What was typed, without what a copy brings along.
    pub typed: String,
}

/// What an address means for the provider.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// One of the provider's: the settings are for it.
    Ours,
    /// One of the provider's, and the provider is moving it to another domain.
    Moving {
        /// The new domain.
        to: HostName,
    },
    /// Said to be the provider's, but not confirmed by a source.
    Unconfirmed,
    /// A business domain with settings of its own.
    Business {
        /// The id of the profile's link for its customers.
        link: Slug,
    },
    /// Another mail provider's.
    OtherProvider {
        /// The other provider's name.
        name: &'static str,
    },
    /// A domain that we do not know; with suggestions, it is likely a typing error.
    Unknown,
    /// Not an address.
    Invalid(AddressError),
}

/// Looks at what a person typed.
#[must_use]
pub fn check(typed: &str, profile: &Profile) -> AddressCheck {
    let address = Address::parse(typed);
    let typed = clean(typed);
    let found = |address: Option<Address>, outcome, suggestions| AddressCheck {
        address,
        outcome,
        suggestions,
        typed: typed.clone(),
    };
    match address {
        Ok(address) => {
            let outcome = outcome(address.domain(), profile);
            let suggestions = match outcome {
                Outcome::Unknown => suggestions(address.local(), address.domain(), profile),
                _ => Vec::new(),
            };
            found(Some(address), outcome, suggestions)
        }
        Err(error) => {
            let suggestions = repaired(&typed, profile);
            found(None, Outcome::Invalid(error), suggestions)
        }
    }
}

fn outcome(domain: &str, profile: &Profile) -> Outcome {
    if let Some(found) = profile.domain(domain) {
        return match &found.status {
            DomainStatus::Active => Outcome::Ours,
            DomainStatus::Moving { to } => Outcome::Moving { to: to.clone() },
            DomainStatus::Unconfirmed => Outcome::Unconfirmed,
            DomainStatus::Business { link } => Outcome::Business { link: link.clone() },
        };
    }
    match suggest::others(domain) {
        Some(name) => Outcome::OtherProvider { name },
        None => Outcome::Unknown,
    }
}

fn suggestions(local: &str, domain: &str, profile: &Profile) -> Vec<Address> {
    suggest::domains(domain, profile)
        .iter()
        .filter_map(|name| Address::from_parts(local, name).ok())
        .collect()
}

/// Suggestions for what is not an address: a domain with a wrong sign in it, or no `@`.
fn repaired(typed: &str, profile: &Profile) -> Vec<Address> {
    match typed.split_once('@') {
        Some((local, domain)) => suggestions(local.trim(), domain.trim_start_matches('@'), profile),
        None => without_at(typed.trim(), profile),
    }
}

/// `patcenturylink.net` is `pat@centurylink.net`, and `pat` alone has the main domain. Text that
/// looks like a host name or another provider's address gets no guess.
fn without_at(typed: &str, profile: &Profile) -> Vec<Address> {
    let lower = typed.to_ascii_lowercase();
    if is_host_of(&lower, profile) {
        return Vec::new();
    }
    let family = profile.domains.iter().map(|domain| (domain.name.as_str(), Some(domain.name.as_str())));
    let typos = profile
        .typos
        .iter()
        .filter(|typo| typo.typed.contains('.'))
        .map(|typo| (typo.typed.as_str(), typo.meant.first().map(HostName::as_str)));
    let others = KNOWN_DOMAINS.iter().map(|(known, _)| (*known, None));
    let ending = family.chain(typos).chain(others).filter(|(ending, _)| lower.ends_with(ending));
    let guess = match ending.max_by_key(|(ending, _)| ending.len()) {
        Some((ending, Some(domain))) => {
            // A slipped Shift key leaves the 2 of the @ on American keyboards.
            let local = typed.get(..typed.len() - ending.len()).unwrap_or_default();
            let local = local.trim_end_matches(['.', ' ', '-', '2']);
            Address::from_parts(local, domain).ok()
        }
        Some((_, None)) => None,
        None if profile.domains.iter().any(|domain| same_ending(&lower, domain.name.as_str())) => None,
        None => Address::from_parts(typed, profile.main_domain()).ok(),
    };
    guess.into_iter().collect()
}

fn is_host_of(typed: &str, profile: &Profile) -> bool {
    profile.endpoints.iter().map(|endpoint| &endpoint.host).any(|host| host.as_str() == typed)
        || profile.other_hosts.iter().any(|other| other.host.as_str() == typed)
}

fn same_ending(a: &str, b: &str) -> bool {
    matches!((a.rsplit_once('.'), b.rsplit_once('.')), (Some((_, a)), Some((_, b))) if a == b)
}

impl AddressCheck {
    /// Whether settings can be made for it: an address, and not one of another system.
    #[must_use]
    pub fn usable(&self) -> bool {
        self.address.is_some()
            && !matches!(self.outcome, Outcome::Business { .. } | Outcome::OtherProvider { .. })
    }

    /// Whether the domain is one of the provider's.
    #[must_use]
    pub fn known_domain(&self) -> bool {
        matches!(
            self.outcome,
            Outcome::Ours | Outcome::Moving { .. } | Outcome::Unconfirmed | Outcome::Business { .. }
        )
    }

    /// What there is to say of it; empty when it is simply right.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let (code, severity) = match &self.outcome {
            Outcome::Ours => return Vec::new(),
            Outcome::Moving { .. } => (FindingCode::AddressMoving, Severity::Note),
            Outcome::Unconfirmed => (FindingCode::AddressUnconfirmed, Severity::Warning),
            Outcome::Business { .. } => (FindingCode::AddressBusiness, Severity::Error),
            Outcome::OtherProvider { .. } => (FindingCode::AddressOtherProvider, Severity::Error),
            Outcome::Unknown if self.suggestions.is_empty() => {
                (FindingCode::AddressUnknownDomain, Severity::Warning)
            }
            Outcome::Unknown => (FindingCode::AddressTypo, Severity::Warning),
            Outcome::Invalid(error) => (invalid(error), Severity::Error),
        };
        vec![Finding {
            code,
            severity,
            field: Field::Address,
            actual: self.actual(),
            expected: self.expected(),
        }]
    }

    /// The part that the finding is about: the character, the domain, or all of it.
    fn actual(&self) -> String {
        match (&self.outcome, &self.address) {
            (Outcome::Invalid(AddressError::Character(odd)), _) => odd.to_string(),
            (Outcome::Invalid(_), _) | (_, None) => self.typed.clone(),
            (_, Some(address)) => address.domain().to_owned(),
        }
    }

    fn expected(&self) -> String {
        match (&self.outcome, self.suggestions.first()) {
            (Outcome::Moving { to }, _) => to.to_string(),
            (_, Some(first)) => first.to_string(),
            _ => String::new(),
        }
    }
}

fn invalid(error: &AddressError) -> FindingCode {
    match error {
        AddressError::Empty => FindingCode::AddressEmpty,
        AddressError::NoAt | AddressError::NoLocalPart | AddressError::NoDomain => {
            FindingCode::AddressIncomplete
        }
        AddressError::TooLong => FindingCode::AddressTooLong,
        AddressError::SeveralAts
        | AddressError::Character(_)
        | AddressError::Dots
        | AddressError::Domain(_) => FindingCode::AddressShape,
    }
}
