//! One account to judge: whose it is, as far as known, and what is right for that person.

use super::{About, Family, MOST_TYPED};
use crate::address::{Address, AddressCheck, Outcome, check};
use crate::finding::Finding;
use crate::profile::{DomainStatus, Endpoint, Profile, Role};
use crate::settings::Settings;

pub(super) struct Case<'a> {
    pub(super) family: &'a Family<'a>,
    about: &'a About,
    /// The domains of the family that the person's address may have; empty where none is known.
    domains: Vec<String>,
    /// The person's address, where it is of the family.
    pub(super) address: Option<Address>,
}

impl<'a> Case<'a> {
    /// Gathers what is known of the person. `judged` is how many accounts are judged: the
    /// address in `about` is the only one's, or of the account that has the same name in it.
    pub(super) fn new(account: &Settings, about: &'a About, judged: usize, family: &'a Family<'a>) -> Self {
        let profile = family.profile;
        let own = account.address.as_deref().and_then(|typed| ours(typed, profile));
        let names: Vec<Address> = usernames(account).filter_map(|typed| ours(typed, profile)).collect();
        let told = about.address.as_deref().and_then(|typed| ours(typed, profile)).filter(|told| {
            judged <= 1 || names.is_empty() || names.iter().any(|name| same_local(name, told))
        });
        let mut domains: Vec<String> = Vec::new();
        for address in own.iter().chain(&told).chain(&names) {
            if !domains.iter().any(|seen| seen == address.domain()) {
                domains.push(address.domain().to_owned());
            }
        }
        let address = own.or(told).or_else(|| names.into_iter().next());
        Self { family, about, domains, address }
    }

    /// Nothing known but the provider.
    pub(super) fn unknown(family: &'a Family<'a>, about: &'a About) -> Self {
        Self { family, about, domains: Vec::new(), address: None }
    }

    pub(super) fn profile(&self) -> &'a Profile {
        self.family.profile
    }

    /// The accept set of `role`, in rank order. Without a known domain it is everybody's: what is
    /// right for some customers must not be called wrong.
    pub(super) fn accepted(&self, role: Role) -> Vec<&'a Endpoint> {
        let mut found: Vec<&Endpoint> = self.everybodys(role).filter(|e| self.serves(e)).collect();
        found.sort_by_key(|endpoint| endpoint.rank);
        found
    }

    /// The endpoints of `role` that are right for any customer.
    pub(super) fn everybodys(&self, role: Role) -> impl Iterator<Item = &'a Endpoint> + use<'a> {
        self.profile().endpoints.iter().filter(move |e| e.role == role && e.standing.accepted())
    }

    fn serves(&self, endpoint: &Endpoint) -> bool {
        self.domains.is_empty() || self.domains.iter().any(|domain| endpoint.serves(domain))
    }

    /// The endpoint to expect where nothing that the person has is right: the chosen one, else
    /// the first in rank order.
    pub(super) fn best(&self, role: Role) -> Option<&'a Endpoint> {
        self.chosen(role).or_else(|| self.accepted(role).into_iter().next())
    }

    /// The endpoint that the caller has chosen for `role`.
    pub(super) fn chosen(&self, role: Role) -> Option<&'a Endpoint> {
        let id = match role {
            Role::Submission => self.about.outgoing.as_deref(),
            Role::Imap | Role::Pop => self.about.incoming.as_deref(),
        };
        self.accepted(role).into_iter().find(|endpoint| Some(endpoint.id.as_str()) == id)
    }

    /// What there is to say of the account's own address.
    pub(super) fn address_findings(&self, account: &Settings) -> impl Iterator<Item = Finding> + use<> {
        let names = usernames(account).map(|typed| look(typed, self.profile()));
        let moved = |to: &str| self.domains.iter().any(|domain| domain == to);
        let typed = account.address.as_deref().map(|typed| look(typed, self.profile()));
        let mut findings: Vec<Finding> = Vec::new();
        for (checked, is_name) in typed.into_iter().map(|c| (c, false)).chain(names.map(|c| (c, true))) {
            let worth_saying = match &checked.outcome {
                Outcome::Moving { to } => !moved(to.as_str()),
                Outcome::Unconfirmed => true,
                // A user name of a wrong domain has a finding of its own.
                Outcome::Unknown => !is_name && !checked.suggestions.is_empty(),
                _ => false,
            };
            if worth_saying {
                findings.extend(checked.findings());
            }
        }
        findings.into_iter()
    }

    /// Whether the provider is moving the addresses of `from` to `to`.
    pub(super) fn moves(&self, from: &str, to: &str) -> bool {
        let status = self.profile().domain(from).map(|domain| &domain.status);
        matches!(status, Some(DomainStatus::Moving { to: new }) if new.as_str() == to)
    }
}

/// What `typed` means as an address; what is too long to be one is not looked at.
pub(super) fn look(typed: &str, profile: &Profile) -> AddressCheck {
    check(if typed.len() > MOST_TYPED { "" } else { typed }, profile)
}

/// The address in `typed`, where it is of the family and the profile's settings are for it.
pub(super) fn ours(typed: &str, profile: &Profile) -> Option<Address> {
    let checked = look(typed, profile);
    if checked.known_domain() && checked.usable() { checked.address } else { None }
}

pub(super) fn usernames(account: &Settings) -> impl Iterator<Item = &str> {
    account.servers.iter().filter_map(|server| server.username.as_deref()).filter(|name| name.contains('@'))
}

pub(super) fn same_local(a: &Address, b: &Address) -> bool {
    a.local().eq_ignore_ascii_case(b.local())
}
