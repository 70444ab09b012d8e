//! Name look-up behind a small trait, so that tests answer themselves.

mod hickory;
mod system;
pub use hickory::{Hickory, ResolverError};
pub use system::System;

use crate::code::Code;
use engine::profile::HostName;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;

/// IPv4 or IPv6.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Family {
    /// A records.
    V4,
    /// AAAA records.
    V6,
}

/// What a look-up found.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Answer {
    /// The addresses, in the answer's order.
    pub addresses: Vec<IpAddr>,
    /// How long they hold, in seconds.
    pub ttl_s: Option<u32>,
}

/// Why a look-up found nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LookupError {
    /// The name does not exist.
    #[error("the name does not exist")]
    NoSuchName,
    /// The name has no address of this family.
    #[error("the name has no address of this family")]
    NoRecords,
    /// The resolver answered with an error.
    #[error("the resolver answered with an error")]
    Failed,
    /// The resolver did not answer.
    #[error("the resolver did not answer in time")]
    Timeout,
    /// This machine could not ask.
    #[error("this machine could not ask a resolver")]
    Local,
}

impl LookupError {
    pub(crate) fn code(self) -> Code {
        match self {
            Self::NoSuchName => Code::Nxdomain,
            Self::NoRecords => Code::NoAddress,
            Self::Failed => Code::Servfail,
            Self::Timeout => Code::Timeout,
            Self::Local => Code::LocalFault,
        }
    }
}

/// A look-up under way. Dropping it ends it.
pub type Lookup<'a> = Pin<Box<dyn Future<Output = Result<Answer, LookupError>> + Send + 'a>>;

/// Finds a host's addresses.
pub trait Resolve: Send + Sync + 'static {
    /// The addresses of one family. The caller bounds the time.
    fn resolve<'a>(&'a self, host: &'a HostName, family: Family) -> Lookup<'a>;
}

/// Names from a table, then another resolver: `[probe] hosts` of the configuration, and fake name
/// service in tests. The table's names are never looked up elsewhere.
pub struct Hosts {
    /// Name to addresses.
    pub table: BTreeMap<String, Vec<IpAddr>>,
    /// Who is asked for the others; without one they do not exist.
    pub next: Option<Arc<dyn Resolve>>,
}

impl Resolve for Hosts {
    fn resolve<'a>(&'a self, host: &'a HostName, family: Family) -> Lookup<'a> {
        let Some(listed) = self.table.get(host.as_str()) else {
            return match &self.next {
                Some(next) => next.resolve(host, family),
                None => Box::pin(std::future::ready(Err(LookupError::NoSuchName))),
            };
        };
        let addresses: Vec<IpAddr> =
            listed.iter().copied().filter(|ip| ip.is_ipv4() == (family == Family::V4)).collect();
        let found = if addresses.is_empty() {
            Err(LookupError::NoRecords)
        } else {
            Ok(Answer { addresses, ttl_s: None })
        };
        Box::pin(std::future::ready(found))
    }
}
