//! The provider's domains, and the names under which mail programs look for their settings.

use crate::hosts;
use engine::Profile;
use engine::address::Address;
use engine::profile::DomainStatus;
use std::borrow::Cow;
use std::collections::HashMap;

/// The names before a domain under which programs look for its settings.
const BEFORE: [&str; 2] = ["autoconfig.", "autodiscover."];

/// Every domain of the provider's, and whether programs are told its settings.
#[derive(Default)]
pub(crate) struct Family {
    domains: HashMap<String, Result<(), Unserved>>,
    /// The first whose settings programs are told.
    main: String,
}

/// Why there are no settings to tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Unserved {
    /// What was given is no address.
    NoAddress,
    /// Another provider's domain, or nobody's.
    Foreign,
    /// A domain of the provider's with settings of its own.
    Business,
    /// Said to be the provider's; no program can be told that nobody knows its settings.
    Unconfirmed,
    /// A domain of the provider's whose settings this format cannot say.
    Unsayable,
}

impl Family {
    /// The domains of a profile.
    pub(crate) fn new(profile: &Profile) -> Self {
        let status = |status: &DomainStatus| match status {
            DomainStatus::Active | DomainStatus::Moving { .. } => Ok(()),
            DomainStatus::Business { .. } => Err(Unserved::Business),
            DomainStatus::Unconfirmed => Err(Unserved::Unconfirmed),
        };
        let domains =
            || profile.domains.iter().map(|domain| (domain.name.to_string(), status(&domain.status)));
        let main = domains().find(|(_, served)| served.is_ok());
        Self { domains: domains().collect(), main: main.map(|(name, _)| name).unwrap_or_default() }
    }

    /// Whether a host, lower case and without a port, is a domain of the provider's or a name before one
    /// under which programs look for settings.
    pub(crate) fn has_host(&self, name: &str) -> bool {
        self.domains.contains_key(domain(name))
    }

    /// Every name that [`Self::has_host`] knows.
    pub(crate) fn hosts(&self) -> impl Iterator<Item = String> {
        let before = |name: &str| BEFORE.map(|before| [before, name].concat());
        self.domains.keys().flat_map(move |name| before(name).into_iter().chain([name.clone()]))
    }

    /// The provider's own name for `host`, with or without a port: one that [`Self::has_host`] knows.
    pub(super) fn known_host(&self, host: &str) -> Option<String> {
        Some(hosts::bare(host).unwrap_or_default()).filter(|name| self.has_host(name))
    }

    /// The domain whose settings are wanted: the address's; without an address the one that `host` is a
    /// name of; without either the main one. A name that is made for programs, but of nobody's domain
    /// here, is not answered with another domain's settings.
    pub(super) fn wanted(&self, address: Option<&[u8]>, host: &str) -> Result<Cow<'_, str>, Unserved> {
        if let Some(address) = address.filter(|address| !address.is_empty()) {
            let address = parse(address).ok_or(Unserved::NoAddress)?;
            return self.served(address.domain()).map(|name| Cow::Owned(name.to_owned()));
        }
        let host = hosts::bare(host).unwrap_or_default();
        let domain = domain(&host);
        if domain != host || self.domains.contains_key(domain) {
            return self.served(domain).map(|name| Cow::Owned(name.to_owned()));
        }
        self.served(&self.main).map(Cow::Borrowed)
    }

    /// The domain, where programs are told its settings.
    pub(super) fn served<'a>(&self, domain: &'a str) -> Result<&'a str, Unserved> {
        self.domains.get(domain).copied().unwrap_or(Err(Unserved::Foreign)).map(|()| domain)
    }
}

/// A host without the name for programs before it.
fn domain(host: &str) -> &str {
    BEFORE.iter().find_map(|before| host.strip_prefix(before)).unwrap_or(host)
}

/// An address as a program sends it: UTF-8, the domain in letters of any script (RFC 5891).
pub(super) fn parse(address: &[u8]) -> Option<Address> {
    let text = std::str::from_utf8(address).ok()?;
    if text.is_ascii() {
        return Address::parse(text).ok();
    }
    let (local, domain) = text.split_once('@')?;
    Address::parse(&format!("{local}@{}", idna::domain_to_ascii(domain).ok()?)).ok()
}
