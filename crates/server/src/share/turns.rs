//! How often a client may ask, counted for all replicas together. A client's address is not in the
//! store: its bucket is named by a hash that only those can make who have the token key.

use super::script::TAKE;
use super::{Name, Store};
use crate::hexadecimal::hexadecimal;
use crate::seal::TokenKey;
use aws_lc_rs::hmac;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

/// What the key is used for here, and nowhere else.
const PURPOSE: &[u8] = b"mail-setup limits 1";
/// How much of the hash stands in a name, in bytes.
const MARK: usize = 16;

/// The turns of one kind of request.
pub(crate) struct Turns {
    store: Store,
    name: Name,
    kind: &'static str,
    key: hmac::Key,
}

impl Turns {
    /// The turns for requests of a `kind`.
    pub(crate) fn new(store: Store, name: Name, kind: &'static str, key: &TokenKey) -> Self {
        let derived = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key.bytes()), PURPOSE);
        Self { store, name, kind, key: hmac::Key::new(hmac::HMAC_SHA256, derived.as_ref()) }
    }

    /// Takes one turn of so many a minute: how long to wait, zero for a turn. `None` where the store
    /// does not say.
    pub(crate) async fn take(&self, client: IpAddr, per_minute: NonZeroU32) -> Option<Duration> {
        let key = self.name.key(self.kind, &self.mark(client));
        let wait: u64 = self.store.run(TAKE, &[&key], &[per_minute.get().to_string().as_bytes()]).await?;
        // A bucket is full after a minute, so nobody waits longer.
        Some(Duration::from_millis(wait.min(60_000)))
    }

    fn mark(&self, client: IpAddr) -> String {
        let octets = match client {
            IpAddr::V4(v4) => v4.to_ipv6_mapped(),
            IpAddr::V6(v6) => v6,
        };
        let tag = hmac::sign(&self.key, &octets.octets());
        hexadecimal(tag.as_ref().get(..MARK).unwrap_or_default())
    }
}
