//! The companion's configuration: a TOML file in which every setting may be left out.

mod asking;
mod env;
mod load;
mod providers;
mod share;
mod signing;

pub use asking::{Allowed, Checks, ControlPlace, Origin, Resolver, Seam};
pub use providers::{FurtherProvider, ServedHosts};
pub use share::{Prefix, Secret, Sharing, StoreUrl};
pub use signing::Signing;

use crate::client::Network;
use crate::clock::Clock;
use crate::ending::Ending;
use crate::hosts::ServedHost;
use crate::metrics::Metrics;
use crate::seal::TokenKey;
use serde::Deserialize;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

/// The companion's configuration. Relative paths in the file start at the file's own folder.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The IP address and port to listen on; `127.0.0.1:8080`. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// The host names that requests may name, beside addresses and `localhost`. Where nothing is said,
    /// all; but none that leads straight to this machine's own `listen` without a proxy. What mail
    /// programs ask is answered under the provider's own names too, listed or not.
    pub hosts: Vec<ServedHost>,
    /// The provider's profile, a JSON file; the one in this program where nothing is said.
    pub profile: Option<PathBuf>,
    /// Further providers, told apart by the host names under which they are served.
    pub providers: Vec<FurtherProvider>,
    /// The folder of a built page, served instead of the one in this program.
    pub page: Option<PathBuf>,
    /// Who may show the page in a frame: `self`, `none`, or origins such as
    /// `https://portal.example`; only the page's own origin where nothing is said. The page talks with
    /// these, and no others.
    pub frame_ancestors: Vec<FrameAncestor>,
    /// The reverse proxies whose `X-Forwarded-For` is believed: addresses or networks; a proxy
    /// on the same machine where nothing is said.
    pub trusted_proxies: Vec<Network>,
    /// The file with the key that seals download links: 32 random bytes in base64 or hexadecimal
    /// (`openssl rand -base64 32`), the same for every replica. Without it, a random key that
    /// ends with the program.
    pub token_key_file: Option<PathBuf>,
    /// The origins whose pages may read the profile, the live check and the notice, and have Apple profiles
    /// made; nobody else's where nothing is said.
    pub allowed_origins: Vec<Origin>,
    /// The IP address and port of the metrics, apart from everything else; none where nothing is
    /// said.
    pub metrics_listen: Option<SocketAddr>,
    /// The operator's notice, a TOML or JSON file that is read again when it changes.
    pub notice: Option<PathBuf>,
    /// What signs Apple profiles; without it they are not signed.
    pub signing: Option<Signing>,
    /// How much is let in.
    pub limits: Limits,
    /// The live check.
    pub check: Checks,
    /// Sharing with other replicas.
    pub share: Sharing,
    /// Other addresses and authorities, for tests and demonstrations.
    pub probe: Seam,
    /// The key from `token_key_file`.
    #[serde(skip)]
    pub token_key: Option<TokenKey>,
    /// What tells the time.
    #[serde(skip)]
    pub clock: Clock,
    /// The operator's numbers.
    #[serde(skip)]
    pub metrics: Metrics,
    /// Told when the program ends.
    #[serde(skip)]
    pub ending: Ending,
}

/// How much the companion lets in.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// How many Apple profiles one client may ask for in a minute: 30.
    pub apple_profiles_per_minute: NonZeroU32,
    /// How many live checks one client may ask for in a minute: 30.
    pub checks_per_minute: NonZeroU32,
    /// How many live checks one client may listen to at a time: 8.
    pub streams_per_client: NonZeroU32,
    /// How many live checks may be listened to at a time: 256.
    pub streams: NonZeroU32,
    /// How often a stream that has nothing to say shows that it is alive, in seconds: 10.
    pub heartbeat_seconds: NonZeroU32,
    /// How many connections may be open at a time: 512. Further ones wait.
    pub connections: NonZeroU32,
    /// How long a client may take to send a request's head, and to send its body, in seconds: 10.
    pub request_seconds: NonZeroU32,
    /// How long requests in flight may take to end when the program is told to, in seconds: 10.
    pub drain_seconds: u32,
}

/// Who may show the page in a frame, as the content security policy writes it.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct FrameAncestor(String);

/// Why a configuration is refused.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A file cannot be read.
    #[error("{file} cannot be read: {source}")]
    Read {
        /// Its name.
        file: String,
        /// Why.
        source: io::Error,
    },
    /// A setting is wrong, or there is no such setting.
    #[error("{file}: line {line}: {key}: {reason}")]
    Setting {
        /// The file's name.
        file: String,
        /// The line, from 1.
        line: usize,
        /// The setting, as a path of keys.
        key: String,
        /// What is wrong.
        reason: String,
    },
    /// A variable of the environment is wrong, or names no setting.
    #[error("the environment: {name}: {reason}")]
    Variable {
        /// The variable.
        name: String,
        /// What is wrong.
        reason: String,
    },
    /// The store cannot be used as it is configured.
    #[error("[share]: {0}")]
    Store(&'static str),
    /// The key file does not hold a key.
    #[error("{0} does not hold a key: 32 bytes as 64 hexadecimal digits or as 44 signs of base64")]
    TokenKey(String),
    /// The authorities of `[probe]` `roots` cannot be used.
    #[error(transparent)]
    Roots(#[from] probe::roots::RootsError),
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            hosts: Vec::new(),
            profile: None,
            providers: Vec::new(),
            page: None,
            frame_ancestors: vec![FrameAncestor("'self'".to_owned())],
            trusted_proxies: vec![
                Network::one(Ipv4Addr::LOCALHOST.into()),
                Network::one(Ipv6Addr::LOCALHOST.into()),
            ],
            token_key_file: None,
            allowed_origins: Vec::new(),
            metrics_listen: None,
            notice: None,
            signing: None,
            limits: Limits::default(),
            check: Checks::default(),
            share: Sharing::default(),
            probe: Seam::default(),
            token_key: None,
            clock: Clock::default(),
            metrics: Metrics::default(),
            ending: Ending::default(),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        let number = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
        Self {
            apple_profiles_per_minute: number(30),
            checks_per_minute: number(30),
            streams_per_client: number(8),
            streams: number(256),
            heartbeat_seconds: number(10),
            connections: number(512),
            request_seconds: number(10),
            drain_seconds: 10,
        }
    }
}

impl Limits {
    /// How often a silent stream shows that it is alive.
    #[must_use]
    pub fn heartbeat(&self) -> Duration {
        Duration::from_secs(self.heartbeat_seconds.get().into())
    }

    /// How long a check may go on when the program ends: half of what it has, so that the rest is
    /// for saying so.
    #[must_use]
    pub fn last_words(&self) -> Duration {
        Duration::from_secs(self.drain_seconds.into()) / 2
    }

    /// How long a client may take to send a request's head, and to send its body.
    #[must_use]
    pub fn request(&self) -> Duration {
        Duration::from_secs(self.request_seconds.get().into())
    }
}

impl Config {
    /// Reads a configuration's text; `file` is only for the error.
    ///
    /// # Errors
    /// [`ConfigError::Setting`].
    pub fn parse(file: &str, text: &str) -> Result<Self, ConfigError> {
        let wrong = |key: String, error: &toml::de::Error| ConfigError::Setting {
            file: file.to_owned(),
            line: line(text, error.span().map_or(0, |span| span.start)),
            key,
            reason: error.message().lines().collect::<Vec<_>>().join(", "),
        };
        let reader = toml::Deserializer::parse(text).map_err(|error| wrong("not TOML".to_owned(), &error))?;
        serde_path_to_error::deserialize(reader).map_err(|e| wrong(e.path().to_string(), e.inner()))
    }

    /// The sources of the policy's `frame-ancestors`; `'none'` where the list is empty.
    #[must_use]
    pub fn frame_sources(&self) -> String {
        let sources: Vec<&str> = self.frame_ancestors.iter().map(|ancestor| ancestor.0.as_str()).collect();
        if sources.is_empty() { "'none'".to_owned() } else { sources.join(" ") }
    }

    /// The origins among `frame_ancestors`, with a space between: the portals. The page's own origin is none.
    #[must_use]
    pub fn portals(&self) -> String {
        let sources = self.frame_ancestors.iter().map(|ancestor| ancestor.0.as_str());
        sources.filter(|source| !source.starts_with('\'')).collect::<Vec<_>>().join(" ")
    }
}

/// The line of a place in a text, from 1.
pub(crate) fn line(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or(text).matches('\n').count() + 1
}

impl TryFrom<String> for FrameAncestor {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        match text.as_str() {
            "self" | "none" => Ok(Self(format!("'{text}'"))),
            origin if is_origin(origin) => Ok(Self(text)),
            _ => Err(format!(
                "{text:?} is not self, none or an origin such as https://portal.example (no path at its end)"
            )),
        }
    }
}

/// A scheme, a host that may begin with `*.`, and maybe a port; nothing that could end the policy.
fn is_origin(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        return false;
    };
    let (host, port) = rest.split_once(':').map_or((rest, None), |(host, port)| (host, Some(port)));
    let host = host.strip_prefix("*.").unwrap_or(host);
    let label = |label: &str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    host.split('.').all(label) && port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0))
}
