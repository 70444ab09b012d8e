//! The parts of the configuration that are about asking mail servers.

use super::{Config, ConfigError};
use crate::check::FromSystem;
use engine::profile::HostName;
use probe::online::Control;
use probe::resolve::{Hosts, Resolve, System};
use probe::{Network, TrustRoots};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::num::{NonZeroU16, NonZeroU32};
use std::path::PathBuf;
use std::sync::Arc;

/// The live check of the mail servers.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Checks {
    /// Where checks are made from, as a report calls it; nothing where nothing is said.
    pub vantage: String,
    /// Neutral places, `host:port`, of which one accepts a connection whenever this machine has a
    /// network. Asked only when no mail server answers; if none accepts, the report says `unknown`
    /// and not `fail`. An empty list leaves failures as they are.
    pub controls: Vec<ControlPlace>,
    /// Who finds addresses: `dns` (the name servers of the system, the default) or `system` (its
    /// own look-up, which reads hosts files too).
    pub resolver: Resolver,
    /// The name that EHLO gives; without one, the local address.
    pub ehlo: Option<HostName>,
    /// How long a good result is served again, in seconds: 30.
    pub cache_seconds: u32,
    /// How long any other result is served again, in seconds: 15.
    pub failed_cache_seconds: u32,
    /// The least time between the starts of two runs to one endpoint, in seconds: 10.
    pub minimum_interval_seconds: NonZeroU32,
}

/// Who finds addresses.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Resolver {
    /// The system's name servers.
    #[default]
    Dns,
    /// The system's own look-up.
    System,
}

/// The seam for tests and demonstrations; nothing in it holds unless it is written down.
#[derive(Clone, Default, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Seam {
    /// Hosts and the addresses where they are instead.
    pub hosts: BTreeMap<HostName, IpAddr>,
    /// Networks that are asked though they are not public.
    pub allow_networks: Vec<Allowed>,
    /// Ports that are asked beside those of mail.
    pub allow_ports: Vec<NonZeroU16>,
    /// A PEM file with the only authorities that are trusted.
    pub roots: Option<PathBuf>,
}

/// A network that may be asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Allowed(Network);

/// An origin, letter by letter as browsers send it: `https://portal.example`.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Origin(String);

impl Origin {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Origin {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        if super::is_origin(&text) && !text.contains('*') {
            Ok(Self(text))
        } else {
            Err(format!("{text:?} is not an origin such as https://portal.example (no path, no *)"))
        }
    }
}

/// A neutral place, `host:port`.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct ControlPlace(Control);

impl Default for Checks {
    fn default() -> Self {
        let control = |host: &str| ControlPlace::try_from(format!("{host}:443")).ok();
        Self {
            vantage: String::new(),
            controls: ["www.iana.org", "example.com"].into_iter().filter_map(control).collect(),
            resolver: Resolver::default(),
            ehlo: None,
            cache_seconds: 30,
            failed_cache_seconds: 15,
            minimum_interval_seconds: NonZeroU32::new(10).unwrap_or(NonZeroU32::MIN),
        }
    }
}

impl Checks {
    /// The neutral places.
    pub(crate) fn control_places(&self) -> Vec<Control> {
        self.controls.iter().map(|place| place.0.clone()).collect()
    }
}

impl Seam {
    /// Whether anything in it holds.
    #[must_use]
    pub fn is_on(&self) -> bool {
        !self.hosts.is_empty()
            || !self.allow_networks.is_empty()
            || !self.allow_ports.is_empty()
            || self.roots.is_some()
    }
}

impl Config {
    /// How mail servers are asked.
    ///
    /// # Errors
    /// [`ConfigError::Roots`] where the file of `[probe]` `roots` has no usable authority.
    pub fn prober(&self) -> Result<probe::Config, ConfigError> {
        let system: Arc<dyn Resolve> = match self.check.resolver {
            Resolver::Dns => Arc::new(FromSystem::default()),
            Resolver::System => Arc::new(System),
        };
        let seam = &self.probe;
        let table = seam.hosts.iter().map(|(host, ip)| (host.to_string(), vec![*ip])).collect();
        let resolver = Arc::new(Hosts { table, next: Some(system) });
        let roots = seam.roots.as_deref().map_or_else(|| Ok(TrustRoots::mozilla()), TrustRoots::file)?;
        let mut config = probe::Config::new(resolver, roots);
        config.allow_networks = seam.allow_networks.iter().map(|allowed| allowed.0).collect();
        config.allow_ports = seam.allow_ports.iter().map(|port| port.get()).collect();
        config.ehlo.clone_from(&self.check.ehlo);
        Ok(config)
    }
}

impl TryFrom<String> for Allowed {
    type Error = probe::network::NetworkError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(Self)
    }
}

impl TryFrom<String> for ControlPlace {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let parts = text.rsplit_once(':').and_then(|(host, port)| {
            Some((HostName::try_from(host.to_owned()).ok()?, port.parse::<NonZeroU16>().ok()?))
        });
        let (host, port) =
            parts.ok_or_else(|| format!("{text:?} is not a host and a port such as www.example.com:443"))?;
        Ok(Self(Control { host, port: port.get() }))
    }
}
