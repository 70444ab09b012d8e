//! The part of the configuration that is about signing Apple profiles.

use serde::Deserialize;
use std::path::PathBuf;

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
    /// Its paths, each with the variable's name for it.
    pub(super) fn paths(&mut self) -> impl Iterator<Item = (&'static str, &mut PathBuf)> {
        let all = [("SIGNING__CERTIFICATE", &mut self.certificate), ("SIGNING__KEY", &mut self.key)];
        all.into_iter().chain(self.roots.as_mut().map(|path| ("SIGNING__ROOTS", path)))
    }
}
