//! The names that are the provider's: its domains, and the zones that its servers stand in.

use crate::profile::{DomainStatus, HostName, Profile};
use crate::text::KNOWN_DOMAINS;

/// The provider's names, gathered once for all accounts.
pub(super) struct Family<'a> {
    pub(super) profile: &'a Profile,
    zones: Vec<&'a str>,
    main: Vec<&'a str>,
}

impl<'a> Family<'a> {
    pub(super) fn new(profile: &'a Profile) -> Self {
        let mut zones: Vec<&str> = profile.domains.iter().map(|domain| domain.name.as_str()).collect();
        zones.extend(profile.endpoints.iter().map(|endpoint| parent(&endpoint.host)));
        zones.extend(profile.other_hosts.iter().map(|other| parent(&other.host)));
        let common = |e: &&crate::Endpoint| e.standing.accepted() && e.domains.is_empty();
        let main = profile.endpoints.iter().filter(common).map(|e| parent(&e.host)).collect();
        Self { profile, zones, main }
    }

    /// The longest zone that `name` is, or stands in.
    pub(super) fn zone(&self, name: &str) -> Option<&'a str> {
        let fit = self.zones.iter().filter(|zone| is_within(name, zone));
        fit.max_by_key(|zone| zone.len()).copied()
    }

    /// Whether servers of the whole family stand in `zone`: we know all the names there.
    pub(super) fn is_main(&self, zone: &str) -> bool {
        self.main.contains(&zone)
    }

    /// The business domain that `name` is, or stands in.
    pub(super) fn business(&self, name: &str) -> Option<&'a str> {
        let business = |domain: &&crate::profile::Domain| {
            matches!(domain.status, DomainStatus::Business { .. }) && is_within(name, domain.name.as_str())
        };
        self.profile.domains.iter().find(business).map(|domain| domain.name.as_str())
    }

    /// The other mail provider in whose domain `host` stands.
    pub(super) fn other_provider(&self, host: &str) -> Option<&'static str> {
        if self.zone(host).is_some() {
            return None;
        }
        let fit = KNOWN_DOMAINS.iter().filter(|(known, _)| is_within(host, known));
        fit.max_by_key(|(known, _)| known.len()).map(|(_, name)| *name)
    }
}

fn parent(host: &HostName) -> &str {
    match host.as_str().split_once('.') {
        Some((_, rest)) if rest.contains('.') => rest,
        _ => host.as_str(),
    }
}

fn is_within(name: &str, zone: &str) -> bool {
    name.strip_suffix(zone).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}
