//! The tests' own authorities and certificates, made once for each run.

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, CustomExtension, DnType, IsCa, KeyPair,
    KeyUsagePurpose, SignatureAlgorithm,
};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::sync::{Arc, LazyLock};
use time::{Duration, OffsetDateTime};

/// The host that every test asks.
pub const HOST: &str = "mail.test.example";

type Issuer = CertifiedIssuer<'static, KeyPair>;

static ROOT: LazyLock<Issuer> =
    LazyLock::new(|| Issuer::self_signed(authority("Test Root"), KeyPair::generate().unwrap()).unwrap());
static MIDDLE: LazyLock<Issuer> = LazyLock::new(|| {
    Issuer::signed_by(authority("Test Intermediate"), KeyPair::generate().unwrap(), &ROOT).unwrap()
});
static STRANGER: LazyLock<Issuer> =
    LazyLock::new(|| Issuer::self_signed(authority("Strange Root"), KeyPair::generate().unwrap()).unwrap());

fn authority(name: &str) -> CertificateParams {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
    params
}

/// The root that the tests' probe trusts.
pub fn root() -> CertificateDer<'static> {
    ROOT.der().clone()
}

/// The same as a file holds it.
pub fn root_pem() -> String {
    ROOT.pem()
}

/// A leaf to be made: who it is for and what is wrong with it.
#[derive(Clone)]
pub struct Leaf {
    pub names: Vec<String>,
    pub days: (i64, i64),
    pub signer: Signer,
    pub algorithm: &'static SignatureAlgorithm,
    /// Certificates sent behind the leaf.
    pub sent: Vec<Sent>,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Signer {
    Middle,
    Stranger,
    Itself,
    ItselfAsAuthority,
}

#[derive(Clone, Copy)]
pub enum Sent {
    Middle,
    Root,
    Stranger,
}

impl Default for Leaf {
    fn default() -> Self {
        Self {
            names: vec![HOST.to_owned()],
            days: (-1, 60),
            signer: Signer::Middle,
            algorithm: &rcgen::PKCS_ECDSA_P256_SHA256,
            sent: vec![Sent::Middle],
        }
    }
}

impl Leaf {
    pub fn named(names: &[&str]) -> Self {
        Self { names: names.iter().map(|name| (*name).to_owned()).collect(), ..Self::default() }
    }

    pub fn dated(from: i64, to: i64) -> Self {
        Self { days: (from, to), ..Self::default() }
    }

    pub fn signed(signer: Signer, sent: &[Sent]) -> Self {
        Self { signer, sent: sent.to_vec(), ..Self::default() }
    }

    pub fn with_key(algorithm: &'static SignatureAlgorithm) -> Self {
        Self { algorithm, ..Self::default() }
    }

    /// The chain and the leaf's key.
    pub fn make(&self) -> (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>) {
        let mut params = CertificateParams::new(self.names.clone()).unwrap();
        params.distinguished_name = rcgen::DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, HOST);
        let now = OffsetDateTime::now_utc();
        params.not_before = now + Duration::days(self.days.0);
        params.not_after = now + Duration::days(self.days.1);
        if self.signer == Signer::Middle {
            params.custom_extensions.push(issuer_place());
        }
        if self.signer == Signer::ItselfAsAuthority {
            params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        }
        let key = KeyPair::generate_for(self.algorithm).unwrap();
        let leaf = match self.signer {
            Signer::Middle => params.signed_by(&key, &*MIDDLE),
            Signer::Stranger => params.signed_by(&key, &*STRANGER),
            Signer::Itself | Signer::ItselfAsAuthority => params.self_signed(&key),
        }
        .unwrap();
        let behind = self.sent.iter().map(|sent| match sent {
            Sent::Middle => MIDDLE.der().clone(),
            Sent::Root => ROOT.der().clone(),
            Sent::Stranger => STRANGER.der().clone(),
        });
        let chain = std::iter::once(leaf.der().clone()).chain(behind).collect();
        (chain, PrivateKeyDer::Pkcs8(key.serialize_der().into()))
    }

    /// A TLS server with it. rustls is not asked whether it likes the certificate.
    pub fn server(&self) -> ServerConfig {
        let (chain, key) = self.make();
        let key = rustls::crypto::aws_lc_rs::sign::any_supported_type(&key).unwrap();
        let pair = rustls::sign::SingleCertAndKey::from(rustls::sign::CertifiedKey::new(chain, key));
        builder(&[&rustls::version::TLS13, &rustls::version::TLS12])
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(pair))
    }
}

pub fn builder(
    versions: &[&'static rustls::SupportedProtocolVersion],
) -> rustls::ConfigBuilder<ServerConfig, rustls::WantsVerifier> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    ServerConfig::builder_with_provider(provider).with_protocol_versions(versions).unwrap()
}

/// Authority information access with one caIssuers place: http://ca.test/i.cer
fn issuer_place() -> CustomExtension {
    let place = b"http://ca.test/i.cer";
    let mut access = vec![0x06, 8, 0x2b, 6, 1, 5, 5, 7, 0x30, 2, 0x86, place.len() as u8];
    access.extend_from_slice(place);
    let mut der = vec![0x30, access.len() as u8 + 2, 0x30, access.len() as u8];
    der.extend_from_slice(&access);
    CustomExtension::from_oid_content(&[1, 3, 6, 1, 5, 5, 7, 1, 1], der)
}

/// A server whose certificate is as it should be.
pub fn good() -> Arc<ServerConfig> {
    static GOOD: LazyLock<Arc<ServerConfig>> = LazyLock::new(|| Arc::new(Leaf::default().server()));
    GOOD.clone()
}
