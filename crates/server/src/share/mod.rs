//! Sharing with other replicas by Valkey or Redis: results of the live check and who makes them
//! ([`Checks`]), and how often a client may ask ([`Turns`]).
//!
//! The store only ever adds. When it is down, slow, full or answers nonsense, a replica goes on as
//! if it were alone ([`Store`]). Every key expires by itself. Times are the store's own, told as ages,
//! so that the replicas' clocks need not agree. All keys of a provider begin with the prefix, the
//! layout's version and a [`Name`].

mod checks;
mod script;
mod store;
mod turns;

pub(crate) use checks::{Checks, Kept, Turn};
pub(crate) use store::{Store, Where};
pub(crate) use turns::Turns;

use crate::hexadecimal::hexadecimal;
use aws_lc_rs::digest;
use engine::Profile;

/// The layout of keys and values. Replicas of another one have keys of their own.
const LAYOUT: &str = "1";

/// What the keys of one provider begin with.
#[derive(Clone, Debug)]
pub(crate) struct Name(String);

impl Name {
    /// The name of a provider's keys: prefix, layout, and a fingerprint of the profile's id and main domain.
    pub(crate) fn new(prefix: &str, profile: &Profile) -> Self {
        let domain = profile.domains.first().map(|domain| domain.name.to_string()).unwrap_or_default();
        let mark = fingerprint(&[profile.id.as_str(), &domain]);
        Self(format!("{prefix}:{LAYOUT}:{mark}"))
    }

    /// A key.
    fn key(&self, kind: &str, of: &str) -> String {
        format!("{}:{kind}:{of}", self.0)
    }
}

/// 64 bits of a hash of texts, in hexadecimal.
fn fingerprint(texts: &[&str]) -> String {
    let mut hash = digest::Context::new(&digest::SHA256);
    for text in texts {
        // Each with its length, so that no two lists are alike.
        hash.update(&(text.len() as u64).to_be_bytes());
        hash.update(text.as_bytes());
    }
    hexadecimal(hash.finish().as_ref().get(..8).unwrap_or_default())
}
