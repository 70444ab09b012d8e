//! Whether a certificate may sign, and whether it leads to an authority that devices trust.

use super::files::Contents;
use super::name::{day, who};
use super::refusal::SigningError;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, TrustAnchor, UnixTime};
use std::time::Duration;
use webpki::{EndEntityCert, ExtendedKeyUsageValidator, KeyPurposeIdIter, anchor_from_trusted_cert};
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;
use x509_parser::public_key::PublicKey;

/// The fewest bits of an RSA key.
const FEWEST_BITS: usize = 2048;

/// A certificate that may sign, with what devices need to trust it.
pub(super) struct Chain {
    /// What devices call its holder.
    pub(super) name: String,
    /// The certificate, then the intermediate ones; in DER.
    pub(super) certificates: Vec<Vec<u8>>,
    /// Its issuer, in DER.
    pub(super) issuer: Vec<u8>,
    /// The bytes of its number.
    pub(super) serial: Vec<u8>,
    /// Its `SubjectPublicKeyInfo`, in DER.
    pub(super) public_key: Vec<u8>,
    /// From when the certificates up to the authority hold, in seconds since 1970.
    pub(super) from: u64,
    /// Until when.
    pub(super) until: u64,
}

/// The chain in the files, if everything about it is right at `now` (seconds since 1970). Of several
/// certificates that are no authority's, the one with the public key `key` is meant.
pub(super) fn judge(contents: &Contents, key: Option<&[u8]>, now: u64) -> Result<Chain, SigningError> {
    let ders = certificates(&contents.certificate.name, &contents.certificate.bytes)?;
    let all = parsed(&contents.certificate.name, &ders)?;
    let leaf = all
        .iter()
        .position(|one| Some(one.public_key().raw) == key)
        .or_else(|| all.iter().position(|one| !one.is_ca()))
        .unwrap_or(0);
    let (Some(own), Some(own_der)) = (all.get(leaf), ders.get(leaf)) else {
        return Err(SigningError::NoCertificate(contents.certificate.name.clone()));
    };
    fit(own, now)?;

    let extra = match &contents.roots {
        Some(file) => certificates(&file.name, &file.bytes)?,
        None => Vec::new(),
    };
    let mut anchors = webpki_roots::TLS_SERVER_ROOTS.to_vec();
    for (at, root) in extra.iter().enumerate() {
        let file = contents.roots.as_ref().map(|file| file.name.clone()).unwrap_or_default();
        let wrong = |why| SigningError::Certificate { file, number: at + 1, reason: format!("{why}") };
        anchors.push(anchor_from_trusted_cert(root).map_err(wrong)?);
    }
    let others: Vec<CertificateDer<'_>> = all
        .iter()
        .zip(&ders)
        .enumerate()
        .filter(|(at, (one, _))| *at != leaf && one.is_ca() && !signs_itself(one))
        .map(|(_, (_, der))| der.clone())
        .collect();
    let path = verified(own_der, &others, &anchors, now).map_err(|why| {
        let named = explain(own, &all, &anchors, &contents.certificate.name, now);
        named.unwrap_or_else(|| SigningError::Chain { certificate: who(own), reason: plain(&why) })
    })?;

    let path = parsed(&contents.certificate.name, &path)?;
    let (mut from, mut until) = validity(own);
    for (begins, ends) in path.iter().map(validity) {
        (from, until) = (from.max(begins), until.min(ends));
    }
    Ok(Chain {
        name: who(own),
        certificates: std::iter::once(own_der).chain(&others).map(|der| der.to_vec()).collect(),
        issuer: own.issuer().as_raw().to_vec(),
        serial: own.raw_serial().to_vec(),
        public_key: own.public_key().raw.to_vec(),
        from,
        until,
    })
}

/// The intermediate certificates by which the first leads to an anchor.
fn verified(
    own: &CertificateDer<'_>,
    others: &[CertificateDer<'_>],
    anchors: &[TrustAnchor<'_>],
    now: u64,
) -> Result<Vec<CertificateDer<'static>>, webpki::Error> {
    let certificate = EndEntityCert::try_from(own)?;
    let path = certificate.verify_for_usage(
        webpki::ALL_VERIFICATION_ALGS,
        anchors,
        others,
        UnixTime::since_unix_epoch(Duration::from_secs(now)),
        AnyUse,
        None,
        None,
    )?;
    Ok(path.intermediate_certificates().map(|one| one.der().into_owned()).collect())
}

/// Whether the certificate alone may sign.
fn fit(own: &X509Certificate<'_>, now: u64) -> Result<(), SigningError> {
    if let Ok(PublicKey::RSA(key)) = own.public_key().parsed()
        && key.key_size() < FEWEST_BITS
    {
        return Err(SigningError::Weak { certificate: who(own), bits: key.key_size() });
    }
    if signs_itself(own) {
        return Err(SigningError::SelfSigned(who(own)));
    }
    if own.is_ca() {
        return Err(SigningError::Authority(who(own)));
    }
    let refused =
        |extension: &str| SigningError::Usage { certificate: who(own), extension: extension.to_owned() };
    if let Ok(Some(usage)) = own.key_usage()
        && !usage.value.digital_signature()
        && !usage.value.non_repudiation()
    {
        return Err(refused("keyUsage allows neither digitalSignature nor nonRepudiation"));
    }
    // Devices take a certificate for servers, mail or code alike. Only these two purposes exclude all
    // others (RFC 3161 section 2.3, RFC 6960 section 4.2.2.2).
    if let Ok(Some(usage)) = own.extended_key_usage() {
        let usage = usage.value;
        let other = usage.any
            || usage.server_auth
            || usage.client_auth
            || usage.code_signing
            || usage.email_protection
            || !usage.other.is_empty();
        if !other {
            return Err(refused("extendedKeyUsage allows only time stamps or answers about revocation"));
        }
    }
    in_time(own, now)
}

fn in_time(one: &X509Certificate<'_>, now: u64) -> Result<(), SigningError> {
    let (from, until) = validity(one);
    if now > until {
        Err(SigningError::Expired { certificate: who(one), day: day(one.validity().not_after) })
    } else if now < from {
        Err(SigningError::NotYet { certificate: who(one), day: day(one.validity().not_before) })
    } else {
        Ok(())
    }
}

/// What is wrong with a chain, from the certificate upwards, as far as names and times tell it.
fn explain(
    own: &X509Certificate<'_>,
    all: &[X509Certificate<'_>],
    anchors: &[TrustAnchor<'_>],
    file: &str,
    now: u64,
) -> Option<SigningError> {
    let mut one = own;
    for _ in all {
        let issuer = one.issuer().as_raw();
        if anchors.iter().any(|anchor| names(issuer, anchor)) {
            return None;
        }
        let Some(next) = all.iter().find(|next| next.subject().as_raw() == issuer) else {
            return Some(SigningError::Missing {
                file: file.to_owned(),
                issuer: super::name::called(one.issuer()),
                certificate: who(one),
            });
        };
        if signs_itself(next) {
            return Some(SigningError::UnknownRoot(who(next)));
        }
        if !next.is_ca() {
            let reason = format!("the certificate of {} may not issue others", who(next));
            return Some(SigningError::Chain { certificate: who(own), reason });
        }
        if let Err(why) = in_time(next, now) {
            return Some(why);
        }
        one = next;
    }
    None
}

/// What the verifier found that names and times do not tell.
fn plain(why: &webpki::Error) -> String {
    match why {
        webpki::Error::InvalidSignatureForPublicKey | webpki::Error::UnknownIssuer => {
            "a signature in it is not that of the issuer who is named".to_owned()
        }
        other => format!("the verifier says {other}"),
    }
}

/// Whether a name, in DER, is an anchor's: those stand without the head of the sequence.
fn names(name: &[u8], anchor: &TrustAnchor<'_>) -> bool {
    let subject = anchor.subject.as_ref();
    name.ends_with(subject) && name.len() - subject.len() <= 4
}

fn signs_itself(one: &X509Certificate<'_>) -> bool {
    one.issuer().as_raw() == one.subject().as_raw()
}

fn validity(one: &X509Certificate<'_>) -> (u64, u64) {
    let seconds = |time: x509_parser::time::ASN1Time| u64::try_from(time.timestamp()).unwrap_or(0);
    (seconds(one.validity().not_before), seconds(one.validity().not_after))
}

fn certificates(file: &str, pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, SigningError> {
    let found: Vec<_> = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<_, _>>()
        .map_err(|why| SigningError::NotPem { file: file.to_owned(), reason: why.to_string() })?;
    if found.is_empty() { Err(SigningError::NoCertificate(file.to_owned())) } else { Ok(found) }
}

fn parsed<'a>(file: &str, ders: &'a [CertificateDer<'_>]) -> Result<Vec<X509Certificate<'a>>, SigningError> {
    let read = |(at, der): (usize, &'a CertificateDer<'_>)| match X509Certificate::from_der(der) {
        Ok(([], one)) => Ok(one),
        Ok(_) => Err((at, "something follows it".to_owned())),
        Err(why) => Err((at, why.to_string())),
    };
    ders.iter()
        .enumerate()
        .map(read)
        .collect::<Result<_, _>>()
        .map_err(|(at, reason)| SigningError::Certificate { file: file.to_owned(), number: at + 1, reason })
}

/// What a certificate may be used for is judged in [`fit`].
struct AnyUse;

impl ExtendedKeyUsageValidator for AnyUse {
    fn validate(&self, _: KeyPurposeIdIter<'_, '_>) -> Result<(), webpki::Error> {
        Ok(())
    }
}
