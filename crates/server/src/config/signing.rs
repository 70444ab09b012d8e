//! The part of the configuration that is about signing Apple profiles.

use serde::Deserialize;
use std::path::{Path, PathBuf};

/// What signs Apple profiles. All three files are read again when they change.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signing {
    /// A PEM file with the certificate and the intermediate certificates, in any order.
    pub certificate: PathBuf,
    /// A PEM file with the certificate's private key, not encrypted: PKCS#8, PKCS#1 or SEC1; RSA of at
    /// least 2048 bits, or EC on P-256 or P-384.
    pub key: PathBuf,
    /// A PEM file with authorities that are trusted beside those of Mozilla's list.
    #[serde(default)]
    pub roots: Option<PathBuf>,
}

impl Signing {
    /// Lets relative paths start at `folder`.
    pub(super) fn start_at(&mut self, folder: &Path) {
        for path in [Some(&mut self.certificate), Some(&mut self.key), self.roots.as_mut()] {
            if let Some(path) = path {
                *path = folder.join(&*path);
            }
        }
    }
}
