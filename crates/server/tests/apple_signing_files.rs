//! The certificate and key for signing: what is refused, and how it is said.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use axum::Router;
use common::signing::{Chain, HOLDER, NOW, P256, at, fresh};
use common::{Hands, folder, get, put, run, stderr};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, KeyUsagePurpose,
    PKCS_ECDSA_P521_SHA512, PKCS_ED25519, SanType,
};
use server::{Config, Error, PageFiles, Signing, app};
use std::path::Path;

const APPLE: &str = "/api/v1/apple-profiles";
/// An RSA key of 1024 bits, which libraries of today no longer make, and its certificate, issued by
/// nobody (`openssl req -x509 -newkey rsa:1024 -nodes -days 36500 -subj /CN=Short -addext
/// basicConstraints=CA:FALSE`).
const SHORT: &str = include_str!("common/rsa-1024.pem");

fn start(signing: Signing, now: u64) -> Result<Router, String> {
    let config = Config { signing: Some(signing), clock: Hands::at(now).clock(), ..Config::default() };
    let data = site::Data::embedded().unwrap();
    app(config, &data, data.profile().clone(), PageFiles::default()).map_err(|why| {
        assert!(matches!(why, Error::Signing(_)), "{why}");
        let said = why.to_string();
        assert!(said.starts_with("[signing] ") && said.lines().count() == 1, "{said}");
        said
    })
}

fn refused(place: &Path, chain: &Chain) -> String {
    start(chain.settings(place), NOW).unwrap_err()
}

fn leaf(change: impl FnOnce(&mut CertificateParams)) -> Chain {
    Chain::new(P256, 1, change)
}

#[tokio::test]
async fn certificates_that_no_device_would_call_verified_are_refused() {
    let place = folder("signing-refused");
    assert!(start(Chain::usual().settings(&place), NOW).is_ok());
    let mut alone = CertificateParams::default();
    alone.distinguished_name.push(DnType::CommonName, HOLDER);
    let key = fresh(P256);
    let mut own = Chain { leaf: alone.self_signed(&key).unwrap().pem(), ..Chain::usual() };
    own.key = key.serialize_pem();
    let mut cut = Chain::new(P256, 2, |_| ());
    cut.intermediates.remove(0);
    let mut short = Chain::new(P256, 2, |_| ());
    short.intermediates.remove(1);
    let forged = {
        // Names fit, signatures do not.
        let other = Chain::usual();
        Chain { intermediates: other.intermediates, ..Chain::usual() }
    };
    for (chain, says) in [
        (leaf(|one| one.not_after = at(NOW - 1)), "ended on 2027-01-15; renew it"),
        (leaf(|one| one.not_before = at(NOW + 1)), "begins on 2027-01-15; wait until then"),
        (own, "signs itself"),
        (
            Chain { intermediates: Vec::new(), ..Chain::usual() },
            "lacks the certificate of Example Intermediate 1,",
        ),
        (cut, "lacks the certificate of Example Intermediate 2,"),
        (short, "lacks the certificate of Example Intermediate 1,"),
        (
            Chain::with(P256, 1, |above| above.not_after = at(NOW - 1), |_| ()),
            "of Example Intermediate 1 ended",
        ),
        (forged, "does not hold: a signature in it is not that of the issuer"),
        (
            Chain::with(P256, 1, |above| above.is_ca = IsCa::ExplicitNoCa, |_| ()),
            "of Example Intermediate 1 may not issue others",
        ),
        (leaf(|one| one.is_ca = IsCa::Ca(BasicConstraints::Unconstrained)), "is an authority's own"),
        (leaf(|one| one.key_usages = vec![KeyUsagePurpose::KeyEncipherment]), "its keyUsage allows neither"),
        (
            leaf(|one| one.extended_key_usages = vec![ExtendedKeyUsagePurpose::TimeStamping]),
            "extendedKeyUsage allows only time stamps",
        ),
        (
            Chain { key: Chain::usual().key, ..Chain::usual() },
            "does not belong to the certificate of Example",
        ),
        (Chain { leaf: String::new(), intermediates: Vec::new(), ..Chain::usual() }, "holds no certificate"),
        (Chain { key: String::new(), ..Chain::usual() }, "holds no private key"),
        (Chain::new(&PKCS_ED25519, 1, |_| ()), "cannot be used; use RSA"),
        (Chain::new(&PKCS_ECDSA_P521_SHA512, 1, |_| ()), "cannot be used; use RSA"),
        (
            Chain { leaf: SHORT.to_owned(), key: SHORT.to_owned(), ..Chain::usual() },
            "1024 bits; at least 2048",
        ),
        (Chain { leaf: Chain::usual().leaf.replacen('M', "!", 1), ..Chain::usual() }, "is not PEM"),
    ] {
        let said = refused(&place, &chain);
        assert!(said.contains(says), "{says}: {said}");
    }
}

#[tokio::test]
async fn a_root_is_trusted_only_where_it_is_named() {
    let place = folder("signing-roots");
    let chain = Chain::usual();
    let with = |certificate: String, roots| Signing {
        certificate: put(&place, "chain.pem", certificate),
        roots,
        ..chain.settings(&place)
    };
    let said = start(with(chain.bundle(), None), NOW).unwrap_err();
    assert!(said.contains("lacks the certificate of Example Root") && said.contains("roots"), "{said}");
    let said = start(with(chain.bundle() + &chain.root, None), NOW).unwrap_err();
    assert!(said.contains("ends at Example Root, which is not on Mozilla's list"), "{said}");
    let roots = Some(put(&place, "roots.pem", &chain.root));
    assert!(start(with(chain.bundle() + &chain.root, roots), NOW).is_ok());
}

#[tokio::test]
async fn certificates_for_servers_and_for_mail_sign_too() {
    let place = folder("signing-uses");
    for purpose in [
        ExtendedKeyUsagePurpose::ServerAuth,
        ExtendedKeyUsagePurpose::EmailProtection,
        ExtendedKeyUsagePurpose::CodeSigning,
    ] {
        let chain = leaf(|one| {
            one.extended_key_usages = vec![purpose];
            one.key_usages = Vec::new();
        });
        assert!(start(chain.settings(&place), NOW).is_ok());
    }
}

#[tokio::test]
async fn a_key_with_a_password_is_refused_and_no_part_of_a_key_is_said() {
    let place = folder("signing-encrypted");
    for head in [
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\n",
        "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n",
    ] {
        let key = format!("{head}AAAA\n{}", head.lines().next().unwrap().replace("BEGIN", "END"));
        let said = refused(&place, &Chain { key, ..Chain::usual() });
        assert!(said.contains("is encrypted") && said.contains("openssl pkey"), "{said}");
    }
    let chain = Chain::usual();
    let damaged = chain.key.replace("-----END PRIVATE KEY-----", "-----BEGIN SECRETSECRET-----");
    let said = refused(&place, &Chain { key: damaged, ..chain });
    assert!(said.contains("signing.key") && !said.contains("SECRETSECRET"), "{said}");
    let missing = Signing { key: place.join("nowhere"), ..Chain::usual().settings(&place) };
    assert!(start(missing, NOW).unwrap_err().contains("nowhere cannot be read"));
}

#[tokio::test]
async fn the_holder_is_called_what_devices_call_it() {
    let place = folder("signing-names");
    for (names, mail, host, called) in [
        (vec![(DnType::OrganizationName, "Networks"), (DnType::CommonName, "Mail")], None, None, "Mail"),
        (vec![(DnType::OrganizationName, "Networks")], None, Some("help.example.net"), "Networks"),
        (vec![], Some("help@example.net"), Some("help.example.net"), "help@example.net"),
        (vec![], None, Some("help.example.net"), "help.example.net"),
        (vec![(DnType::CommonName, "Ma\u{202e}il\n")], None, None, "Mail"),
    ] {
        let chain = leaf(|one| {
            one.distinguished_name = rcgen::DistinguishedName::new();
            names.into_iter().for_each(|(kind, name)| one.distinguished_name.push(kind, name));
            one.subject_alt_names.extend(host.map(|host| SanType::DnsName(host.try_into().unwrap())));
            one.subject_alt_names.extend(mail.map(|mail| SanType::Rfc822Name(mail.try_into().unwrap())));
        });
        let api = start(chain.settings(&place), NOW).unwrap();
        assert_eq!(get(&api, APPLE).await.json()["signed_by"], called);
    }
}

#[test]
fn the_program_does_not_start_with_files_that_are_refused() {
    let place = folder("signing-start");
    let file = leaf(|one| one.not_after = at(NOW - 10_000_000)).config(&place);
    let output = run(&["serve", "--listen", "127.0.0.1:0", "--config", file.to_str().unwrap()]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(stderr(&output).contains("mail-setup: [signing] the certificate of Example Mail Profiles ended"));
}
