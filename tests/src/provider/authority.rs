//! An authority of the provider's own, and the certificate that it gives the servers.

use std::net::Ipv4Addr;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, ExtendedKeyUsagePurpose,
    IsCa, KeyPair, KeyUsagePurpose,
};
use rustls::pki_types::PrivateKeyDer;
use time::{Duration, OffsetDateTime};

use super::place::Place;
use crate::front::Certificate;
use crate::trouble::{Outcome, Trouble};

/// The days, counted from today, between which a certificate is valid.
pub type Days = (i64, i64);
/// A certificate that holds for a while.
pub const VALID: Days = (-30, 60);
/// One that ended yesterday.
pub const EXPIRED: Days = (-91, -1);

type Issuer = CertifiedIssuer<'static, KeyPair>;

/// A root and the authority below it, as public providers have them.
#[derive(Debug)]
pub struct Authority {
    root: Issuer,
    middle: Issuer,
    names: Vec<String>,
}

impl Authority {
    /// Makes one for servers of these names.
    ///
    /// # Errors
    /// [`Trouble::Unexpected`] with what the maker of certificates said.
    pub fn make(hosts: &[String], ip: Ipv4Addr) -> Outcome<Self> {
        let key = || KeyPair::generate().map_err(refused);
        let root = Issuer::self_signed(authority("Provider Root")?, key()?).map_err(refused)?;
        let middle = Issuer::signed_by(authority("Provider Authority")?, key()?, &root).map_err(refused)?;
        let mut names = hosts.to_vec();
        // rcgen makes an address of it, as RFC 5280 section 4.2.1.6 wants it.
        names.push(ip.to_string());
        Ok(Self { root, middle, names })
    }

    /// Writes the root for clients, and a new certificate with its key for servers.
    ///
    /// # Errors
    /// [`Trouble`] where it cannot be made or written.
    pub fn write(&self, place: &Place, (from, to): Days) -> Outcome<()> {
        let (leaf, key) = self.issue(self.names.clone(), (from, to))?;
        place.write(&place.key(), &key.serialize_pem())?;
        place.write(&place.chain(), &format!("{}{}", leaf.pem(), self.middle.pem()))?;
        place.write(place.roots(), &self.root.pem())?;
        // Clients may run as anyone.
        super::place::set_mode(place.roots(), 0o644)
    }

    /// A valid certificate for other names.
    ///
    /// # Errors
    /// [`Trouble::Unexpected`] where it cannot be made.
    pub fn certificate(&self, names: Vec<String>) -> Outcome<Certificate> {
        let (leaf, key) = self.issue(names, VALID)?;
        let chain = vec![leaf.der().clone(), self.middle.der().clone()];
        Ok(Certificate { chain, key: PrivateKeyDer::Pkcs8(key.serialize_der().into()) })
    }

    fn issue(&self, names: Vec<String>, (from, to): Days) -> Outcome<(rcgen::Certificate, KeyPair)> {
        let mut params = CertificateParams::new(names.clone()).map_err(refused)?;
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, names.first().map_or("", String::as_str));
        let now = OffsetDateTime::now_utc();
        params.not_before = now + Duration::days(from);
        params.not_after = now + Duration::days(to);
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let key = KeyPair::generate().map_err(refused)?;
        let leaf = params.signed_by(&key, &self.middle).map_err(refused)?;
        Ok((leaf, key))
    }
}

fn authority(name: &str) -> Outcome<CertificateParams> {
    let mut params = CertificateParams::new(Vec::new()).map_err(refused)?;
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    Ok(params)
}

fn refused(error: rcgen::Error) -> Trouble {
    Trouble::Unexpected { what: "a certificate".to_owned(), found: error.to_string() }
}
