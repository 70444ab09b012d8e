//! The operating system's look-up, for sites whose names only it knows.

use super::{Answer, Family, Lookup, LookupError, Resolve};
use engine::profile::HostName;
use std::net::SocketAddr;

/// Asks `getaddrinfo`, which honours hosts files and nsswitch. It says less than
/// [`Hickory`](super::Hickory): no times, and not whether a name does not exist or the resolver
/// fails, so that every failure is [`LookupError::Failed`], which is nobody's fault.
#[derive(Clone, Copy, Default, Debug)]
pub struct System;

impl Resolve for System {
    fn resolve<'a>(&'a self, host: &'a HostName, family: Family) -> Lookup<'a> {
        Box::pin(async move {
            let found = tokio::net::lookup_host((host.as_str(), 0)).await.map_err(|_| LookupError::Failed)?;
            let wanted = |address: &SocketAddr| address.is_ipv4() == (family == Family::V4);
            let mut addresses: Vec<_> = found.filter(wanted).map(|address| address.ip()).collect();
            addresses.dedup();
            if addresses.is_empty() {
                Err(LookupError::NoRecords)
            } else {
                Ok(Answer { addresses, ttl_s: None })
            }
        })
    }
}
