//! What a certificate says, valid or not.

use super::rfc3339;
use crate::text;
use engine::report::CertificateData;
use std::fmt::Write;
use x509_parser::asn1_rs::Tag;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::{GeneralName, ParsedExtension};
use x509_parser::oid_registry as oid;
use x509_parser::prelude::FromDer;
use x509_parser::public_key::PublicKey;
use x509_parser::x509::X509Name;

/// Certificates larger than this are not read. TLS itself ends at 64 KiB for a whole chain.
const LARGEST: usize = 64 * 1024;
/// How many names are listed.
const LISTED: usize = 50;

/// What a certificate says, with what judging needs.
#[derive(Clone, PartialEq, Debug)]
pub struct Summary {
    /// For the report; fingerprint, chain, problems, roots and days are left for the judge.
    pub data: CertificateData,
    /// Not before, seconds since 1970.
    pub not_before: i64,
    /// Not after, seconds since 1970.
    pub not_after: i64,
    /// Issuer and subject are the same.
    pub self_issued: bool,
    /// It says where its issuer's certificate can be had (AIA, RFC 5280 section 4.2.2.1).
    pub names_issuer_place: bool,
    /// The key or the signature is too weak: RSA below 2048 bits, MD5 or SHA-1.
    pub weak: bool,
    /// The subject's name in DER.
    pub subject_der: Vec<u8>,
    /// The issuer's name in DER.
    pub issuer_der: Vec<u8>,
}

/// Reads a certificate in DER; `None` where it is none. No byte makes it panic, and the work is one
/// pass.
#[must_use]
pub fn summary(der: &[u8]) -> Option<Summary> {
    if der.len() > LARGEST {
        return None;
    }
    let (_, certificate) = X509Certificate::from_der(der).ok()?;
    let (names, names_total) = names(&certificate);
    let (key, weak_key) = key(&certificate);
    let (signature, weak_signature) = signature(&certificate);
    let (not_before, not_after) =
        (certificate.validity().not_before.timestamp(), certificate.validity().not_after.timestamp());
    let data = CertificateData {
        subject: name(certificate.subject()),
        names,
        names_total,
        issuer: name(certificate.issuer()),
        not_before: rfc3339(not_before),
        not_after: rfc3339(not_after),
        days_left: 0,
        sha256: String::new(),
        serial: hex(certificate.raw_serial().get(..20).unwrap_or(certificate.raw_serial())),
        key,
        signature,
        chain: 0,
        problems: Vec::new(),
        roots: String::new(),
    };
    Some(Summary {
        data,
        not_before,
        not_after,
        self_issued: certificate.subject().as_raw() == certificate.issuer().as_raw(),
        names_issuer_place: names_issuer_place(&certificate),
        weak: weak_key || weak_signature,
        subject_der: certificate.subject().as_raw().to_vec(),
        issuer_der: certificate.issuer().as_raw().to_vec(),
    })
}

/// The common name; without one, the whole name.
fn name(name: &X509Name<'_>) -> String {
    let common = name.iter_common_name().next().map(|common| match common.attr_value() {
        value if value.tag() == Tag::BmpString => text::plain(utf16(value.data).as_bytes()),
        value => text::plain(value.data),
    });
    common.filter(|common| !common.is_empty()).unwrap_or_else(|| text::plain(name.to_string().as_bytes()))
}

/// What older Windows authorities write (X.690: BMPString, UTF-16 with the high byte first).
fn utf16(bytes: &[u8]) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
    char::decode_utf16(units).map(|read| read.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// The alternative names, the listed ones and their number. An address is shown as one, since it
/// is the server's.
fn names(certificate: &X509Certificate<'_>) -> (Vec<String>, u32) {
    let Ok(Some(extension)) = certificate.subject_alternative_name() else { return (Vec::new(), 0) };
    let all = &extension.value.general_names;
    let listed = all.iter().take(LISTED).map(|name| match name {
        GeneralName::DNSName(name) => text::plain(name.as_bytes()),
        GeneralName::IPAddress(bytes) => ip_address(bytes),
        GeneralName::RFC822Name(name) | GeneralName::URI(name) => text::plain(name.as_bytes()),
        // One of these three with bytes that are not ASCII: wrong, but it is what is said.
        GeneralName::Invalid(tag, name) if matches!(tag.0, 1 | 2 | 6) => text::plain(name),
        _ => "?".to_owned(),
    });
    (listed.collect(), u32::try_from(all.len()).unwrap_or(u32::MAX))
}

fn ip_address(bytes: &[u8]) -> String {
    let v4 = <[u8; 4]>::try_from(bytes).map(std::net::IpAddr::from);
    let any = v4.or_else(|_| <[u8; 16]>::try_from(bytes).map(std::net::IpAddr::from));
    any.map_or_else(|_| "?".to_owned(), |ip| ip.to_string())
}

/// The key's kind and size, and whether it is too small.
fn key(certificate: &X509Certificate<'_>) -> (String, bool) {
    let info = certificate.public_key();
    let algorithm = &info.algorithm.algorithm;
    if *algorithm == oid::OID_SIG_ED25519 {
        return ("ed25519".to_owned(), false);
    }
    match info.parsed() {
        Ok(PublicKey::RSA(rsa)) => {
            let modulus = rsa.modulus.iter().position(|byte| *byte != 0);
            let bits = modulus.and_then(|at| rsa.modulus.get(at..)).map_or(0, |bytes| {
                bytes.len() * 8 - bytes.first().map_or(0, |first| first.leading_zeros() as usize)
            });
            (format!("rsa-{bits}"), bits < 2048)
        }
        Ok(PublicKey::EC(_)) => {
            let curve = info.algorithm.parameters.as_ref().and_then(|p| p.as_oid().ok());
            let name = match curve {
                Some(curve) if curve == oid::OID_EC_P256 => "ec-p256",
                Some(curve) if curve == oid::OID_NIST_EC_P384 => "ec-p384",
                Some(curve) if curve == oid::OID_NIST_EC_P521 => "ec-p521",
                _ => "ec",
            };
            (name.to_owned(), false)
        }
        _ => (text::plain(algorithm.to_id_string().as_bytes()), false),
    }
}

/// The signature's algorithm, and whether it is one that is no longer safe.
fn signature(certificate: &X509Certificate<'_>) -> (String, bool) {
    let algorithm = &certificate.signature_algorithm.algorithm;
    let known = [
        (oid::OID_PKCS1_SHA256WITHRSA, "sha256-rsa", false),
        (oid::OID_PKCS1_SHA384WITHRSA, "sha384-rsa", false),
        (oid::OID_PKCS1_SHA512WITHRSA, "sha512-rsa", false),
        (oid::OID_PKCS1_RSASSAPSS, "rsa-pss", false),
        (oid::OID_SIG_ECDSA_WITH_SHA256, "sha256-ecdsa", false),
        (oid::OID_SIG_ECDSA_WITH_SHA384, "sha384-ecdsa", false),
        (oid::OID_SIG_ECDSA_WITH_SHA512, "sha512-ecdsa", false),
        (oid::OID_SIG_ED25519, "ed25519", false),
        (oid::OID_PKCS1_SHA1WITHRSA, "sha1-rsa", true),
        (oid::OID_PKCS1_MD5WITHRSAENC, "md5-rsa", true),
    ];
    known.iter().find(|(id, ..)| id == algorithm).map_or_else(
        || (text::plain(algorithm.to_id_string().as_bytes()), false),
        |(_, name, weak)| ((*name).to_owned(), *weak),
    )
}

fn names_issuer_place(certificate: &X509Certificate<'_>) -> bool {
    certificate.iter_extensions().any(|extension| match extension.parsed_extension() {
        ParsedExtension::AuthorityInfoAccess(access) => access
            .accessdescs
            .iter()
            .any(|place| place.access_method == oid::OID_PKIX_ACCESS_DESCRIPTOR_CA_ISSUERS),
        _ => false,
    })
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
