//! Certificates for signing: an authority of the tests' own, with intermediates, and a certificate that
//! it has issued.

use super::put;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose};
use rcgen::{PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, PKCS_RSA_SHA256, SignatureAlgorithm};
use server::Signing;
use std::path::{Path, PathBuf};
use time::OffsetDateTime;

/// Where the tests' clock stands: 2027-01-15.
pub const NOW: u64 = 1_800_000_000;
/// When a certificate ends, if nothing else is said: 30 days later.
pub const END: u64 = NOW + 30 * 24 * 3600;
/// What a certificate's holder is called.
pub const HOLDER: &str = "Example Mail Profiles";

pub const RSA: &SignatureAlgorithm = &PKCS_RSA_SHA256;
pub const P256: &SignatureAlgorithm = &PKCS_ECDSA_P256_SHA256;
pub const P384: &SignatureAlgorithm = &PKCS_ECDSA_P384_SHA384;

type Issuer = CertifiedIssuer<'static, KeyPair>;

/// A certificate, its key and what is above it; in PEM.
#[derive(Clone)]
pub struct Chain {
    pub root: String,
    /// The one that issued the certificate first.
    pub intermediates: Vec<String>,
    pub leaf: String,
    pub key: String,
}

impl Chain {
    /// EC, with one intermediate.
    pub fn usual() -> Self {
        Self::new(P256, 1, |_| ())
    }

    /// A chain with so many intermediates; `change` may change the certificate.
    pub fn new(
        kind: &'static SignatureAlgorithm,
        intermediates: usize,
        change: impl FnOnce(&mut CertificateParams),
    ) -> Self {
        Self::with(kind, intermediates, |_| (), change)
    }

    /// The same, and `above` may change the intermediate that issues it.
    pub fn with(
        kind: &'static SignatureAlgorithm,
        intermediates: usize,
        above: impl FnOnce(&mut CertificateParams),
        change: impl FnOnce(&mut CertificateParams),
    ) -> Self {
        let mut issuer = Issuer::self_signed(authority("Example Root"), fresh(kind)).unwrap();
        let root = issuer.pem();
        let mut path = Vec::new();
        let mut above = Some(above);
        for number in 1..=intermediates {
            let mut params = authority(&format!("Example Intermediate {number}"));
            if number == intermediates {
                above.take().unwrap()(&mut params);
            }
            issuer = Issuer::signed_by(params, fresh(kind), &issuer).unwrap();
            path.insert(0, issuer.pem());
        }
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::OrganizationName, "Example Networks");
        params.distinguished_name.push(DnType::CommonName, HOLDER);
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.not_before = at(NOW - 24 * 3600);
        params.not_after = at(END);
        change(&mut params);
        let key = fresh(kind);
        let leaf = params.signed_by(&key, &*issuer).unwrap().pem();
        Self { root, intermediates: path, leaf, key: key.serialize_pem() }
    }

    /// The certificate and its intermediates, as an authority hands them out.
    pub fn bundle(&self) -> String {
        format!("{}{}", self.leaf, self.intermediates.concat())
    }

    /// Writes the files, and says where they are.
    pub fn settings(&self, folder: &Path) -> Signing {
        Signing {
            certificate: put(folder, "signing.pem", self.bundle()),
            key: put(folder, "signing.key", &self.key),
            roots: Some(put(folder, "root.pem", &self.root)),
        }
    }

    /// The same as a configuration's text.
    pub fn config(&self, folder: &Path) -> PathBuf {
        self.settings(folder);
        let text = "[signing]\ncertificate = \"signing.pem\"\nkey = \"signing.key\"\nroots = \"root.pem\"\n";
        put(folder, "companion.toml", text)
    }
}

pub fn fresh(kind: &'static SignatureAlgorithm) -> KeyPair {
    KeyPair::generate_for(kind).unwrap()
}

pub fn at(seconds: u64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(seconds.try_into().unwrap()).unwrap()
}

pub fn authority(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.not_before = at(NOW - 100 * 24 * 3600);
    params.not_after = at(NOW + 1000 * 24 * 3600);
    params
}
