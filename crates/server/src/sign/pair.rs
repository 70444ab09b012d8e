//! A certificate and its key, ready to sign: made only where both are fit for it, and the first
//! signature was verified.

use super::chain::{self, Chain};
use super::cms;
use super::files::Contents;
use super::refusal::SigningError;
use aws_lc_rs::digest::{Algorithm, SHA256, SHA384};
use der::asn1::ObjectIdentifier;
use rustls::SignatureScheme;
use rustls::crypto::aws_lc_rs::sign::any_supported_type;
use rustls::pki_types::pem::{Error as PemError, PemObject as _};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, SignatureVerificationAlgorithm};
use rustls::sign::{Signer, SigningKey};
use std::sync::Arc;
use webpki::EndEntityCert;
use webpki::aws_lc_rs::{ECDSA_P256_SHA256, ECDSA_P384_SHA384, RSA_PKCS1_2048_8192_SHA256};

/// What the first signature is made of.
const SAMPLE: &[u8] = b"a sample";

/// A certificate and its key.
pub(crate) struct Pair {
    chain: Chain,
    kind: Kind,
    key: Box<dyn Signer>,
}

/// A kind of key, and how it signs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// RSA, PKCS#1 v1.5 with SHA-256.
    Rsa,
    /// ECDSA on P-256 with SHA-256.
    P256,
    /// ECDSA on P-384 with SHA-384, which RFC 5753 section 7 pairs with that curve.
    P384,
}

impl Pair {
    /// Takes the files' contents, if everything about them is right at `now` (seconds since 1970).
    pub(super) fn new(contents: &Contents, now: u64) -> Result<Self, SigningError> {
        let key = key(contents);
        let public = key.as_ref().ok().and_then(|key| key.public_key()).map(|spki| spki.to_vec());
        let chain = chain::judge(contents, public.as_deref(), now)?;
        let unusable = || SigningError::UnusableKey(contents.key.name.clone());
        let key = key?;
        if public.as_ref() != Some(&chain.public_key) {
            let (file, certificate) = (contents.key.name.clone(), chain.name.clone());
            return Err(SigningError::OtherKey { file, certificate });
        }
        let schemes = [
            SignatureScheme::RSA_PKCS1_SHA256,
            SignatureScheme::ECDSA_NISTP256_SHA256,
            SignatureScheme::ECDSA_NISTP384_SHA384,
        ];
        let key = key.choose_scheme(&schemes).ok_or_else(unusable)?;
        let kind = match key.scheme() {
            SignatureScheme::RSA_PKCS1_SHA256 => Kind::Rsa,
            SignatureScheme::ECDSA_NISTP256_SHA256 => Kind::P256,
            _ => Kind::P384,
        };
        let pair = Self { chain, kind, key };
        let broken = || SigningError::Signature(pair.chain.name.clone());
        let message = pair.sign(SAMPLE, now).ok_or_else(broken)?;
        if !pair.verifies(&message, SAMPLE) {
            return Err(broken());
        }
        Ok(pair)
    }

    /// Signs a content: the message with the content inside, in DER. `now` is in seconds since 1970.
    pub(crate) fn sign(&self, content: &[u8], now: u64) -> Option<Vec<u8>> {
        let draft = cms::draft(content, self.kind, now).ok()?;
        let signature = self.key.sign(&draft.to_sign).ok()?;
        let author = cms::Author {
            certificates: &self.chain.certificates,
            issuer: &self.chain.issuer,
            serial: &self.chain.serial,
            kind: self.kind,
        };
        cms::message(content, draft, &signature, &author).ok()
    }

    /// Who signs, as devices call them.
    pub(crate) fn name(&self) -> &str {
        &self.chain.name
    }

    /// When the first certificate of the chain ends, in seconds since 1970.
    pub(super) fn until(&self) -> u64 {
        self.chain.until
    }

    /// Whether every certificate of the chain holds at `now` (seconds since 1970).
    pub(super) fn holds(&self, now: u64) -> bool {
        self.chain.from <= now && now <= self.chain.until
    }

    /// Whether the message holds the content and its signature is the certificate's.
    fn verifies(&self, message: &[u8], content: &[u8]) -> bool {
        let Ok(Some(read)) = cms::read(message, self.kind) else { return false };
        let Some(own) = self.chain.certificates.first() else { return false };
        let own = CertificateDer::from_slice(own);
        let Ok(certificate) = EndEntityCert::try_from(&own) else { return false };
        let all = self.chain.certificates.iter().all(|one| read.certificates.contains(one));
        read.content == content
            && all
            && certificate.verify_signature(self.kind.verifier(), &read.signed, &read.signature).is_ok()
    }
}

fn key(contents: &Contents) -> Result<Arc<dyn SigningKey>, SigningError> {
    let file = &contents.key;
    let encrypted = |line: &[u8]| {
        line.starts_with(b"-----BEGIN ENCRYPTED PRIVATE KEY") || line.starts_with(b"Proc-Type: 4,ENCRYPTED")
    };
    if file.bytes.split(|byte| *byte == b'\n').any(encrypted) {
        return Err(SigningError::EncryptedKey(file.name.clone()));
    }
    let der = PrivateKeyDer::from_pem_slice(&file.bytes).map_err(|why| match why {
        PemError::NoItemsFound => SigningError::NoKey(file.name.clone()),
        // Said without the lines that the library quotes: they may be of a key.
        _ => SigningError::NotPem { file: file.name.clone(), reason: "a part of it is damaged".to_owned() },
    })?;
    any_supported_type(&der).map_err(|_| SigningError::UnusableKey(file.name.clone()))
}

impl Kind {
    pub(super) fn digest(self) -> &'static Algorithm {
        if self == Self::P384 { &SHA384 } else { &SHA256 }
    }

    /// RFC 5754 section 2.
    pub(super) fn digest_name(self) -> ObjectIdentifier {
        ObjectIdentifier::new_unwrap(match self {
            Self::Rsa | Self::P256 => "2.16.840.1.101.3.4.2.1",
            Self::P384 => "2.16.840.1.101.3.4.2.2",
        })
    }

    /// The signature's name, and whether its parameters are written as null (RFC 5754 section 3.2:
    /// RSA; section 3.3: none with ECDSA).
    pub(super) fn signature_name(self) -> (ObjectIdentifier, bool) {
        let (name, null) = match self {
            Self::Rsa => ("1.2.840.113549.1.1.1", true),
            Self::P256 => ("1.2.840.10045.4.3.2", false),
            Self::P384 => ("1.2.840.10045.4.3.3", false),
        };
        (ObjectIdentifier::new_unwrap(name), null)
    }

    fn verifier(self) -> &'static dyn SignatureVerificationAlgorithm {
        match self {
            Self::Rsa => RSA_PKCS1_2048_8192_SHA256,
            Self::P256 => ECDSA_P256_SHA256,
            Self::P384 => ECDSA_P384_SHA384,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::files::File;
    use super::*;
    use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};

    fn fresh() -> Pair {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, "Root");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let root = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, "Leaf");
        let file = |text: String| File { name: String::new(), bytes: text.into_bytes(), open: false };
        let contents = Contents {
            certificate: file(params.signed_by(&key, &*root).unwrap().pem()),
            key: file(key.serialize_pem()),
            roots: Some(file(root.pem())),
        };
        Pair::new(&contents, 1_800_000_000).unwrap()
    }

    /// The first signature is judged by this before a pair is taken.
    #[test]
    fn a_message_with_another_content_certificate_or_signature_does_not_verify() {
        let pair = fresh();
        let message = pair.sign(SAMPLE, 1_800_000_000).unwrap();
        assert!(pair.verifies(&message, SAMPLE));
        assert!(!pair.verifies(&message, b"another"));
        let find = |part: &[u8]| message.windows(part.len()).position(|at| at == part).unwrap();
        let certificate = find(&pair.chain.certificates[0]);
        let last = certificate + pair.chain.certificates[0].len() - 1;
        for at in [0, find(SAMPLE), certificate, last, message.len() - 1] {
            let mut changed = message.clone();
            changed[at] ^= 1;
            assert!(!pair.verifies(&changed, SAMPLE), "byte {at}");
        }
        assert!(!fresh().verifies(&message, SAMPLE), "of another pair");
    }

    #[test]
    fn times_from_2050_on_are_written_otherwise() {
        let pair = fresh();
        for (now, part) in [(2_524_607_999, &b"491231235959Z"[..]), (2_524_608_000, b"20500101000000Z")] {
            let message = pair.sign(SAMPLE, now).unwrap();
            assert!(pair.verifies(&message, SAMPLE));
            assert!(message.windows(part.len()).any(|at| at == part), "{now}");
        }
    }
}
