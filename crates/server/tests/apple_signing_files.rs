//! The certificate and key for signing: what is refused and how it is said, and what happens when the
//! files change or a certificate ends while the program runs.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use axum::Router;
use common::signing::{Chain, END, HOLDER, NOW, P256, RSA, at, fresh};
use common::{Companion, Hands, folder, get, put, run, service, stderr};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, KeyUsagePurpose,
    PKCS_ECDSA_P521_SHA512, PKCS_ED25519, SanType,
};
use server::{Config, Error, PageFiles, Signing, app, metrics_app};
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

const APPLE: &str = "/api/v1/apple-profiles";
/// How long the companion may wait before it looks at the files again, in seconds.
const PAUSE: u64 = 5;
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
        (forged, "does not hold: "),
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

/// Lines of the log.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn keep(&self) -> tracing::subscriber::DefaultGuard {
        let kept = self.clone();
        let lines = tracing_subscriber::fmt().with_writer(move || kept.clone()).with_ansi(false).finish();
        tracing::subscriber::set_default(lines)
    }

    fn count(&self, part: &str) -> usize {
        String::from_utf8_lossy(&self.0.lock().unwrap()).matches(part).count()
    }
}

fn named(name: &str, until: u64) -> Chain {
    leaf(|one| {
        one.distinguished_name.push(DnType::CommonName, name);
        one.not_after = at(until);
    })
}

async fn signer(api: &Router) -> Option<String> {
    get(api, APPLE).await.json()["signed_by"].as_str().map(str::to_owned)
}

#[tokio::test]
async fn new_files_take_over_and_wrong_ones_do_not() {
    let (place, hands, log) = (folder("signing-reload"), Hands::at(NOW), Log::default());
    let _kept = log.keep();
    let first = named("First", END);
    let config = Config { signing: Some(first.settings(&place)), clock: hands.clock(), ..Config::default() };
    let metrics = metrics_app(&config.metrics);
    let api = service(config, PageFiles::default());
    let expiry = async || get(&metrics, "/metrics").await.text().to_owned();
    let line = |until: u64| {
        let file = place.join("signing.pem");
        format!("\nmail_setup_signing_certificate_expiry_seconds{{certificate={file:?}}} {until}\n")
    };
    assert!(expiry().await.contains(&line(END)), "{}", expiry().await);

    // The certificate first: it has no key yet.
    let second = named("Second", END + 1);
    second.settings(&place);
    put(&place, "signing.key", &first.key);
    put(&place, "root.pem", first.root.clone() + &second.root);
    assert_eq!(signer(&api).await.as_deref(), Some("First"), "not looked at yet");
    hands.forward(PAUSE);
    assert_eq!(signer(&api).await.as_deref(), Some("First"));
    put(&place, "signing.key", &second.key);
    hands.forward(PAUSE);
    assert_eq!(signer(&api).await.as_deref(), Some("Second"));
    assert!(expiry().await.contains(&line(END + 1)));
    assert_eq!(log.count("are refused"), 0, "half of a change is no fault");

    for wrong in [Chain { intermediates: Vec::new(), ..second.clone() }, named("Ended", NOW - 1)] {
        wrong.settings(&place);
        let before = log.count("are refused, the last good ones stay: [signing] ");
        for _ in 0..4 {
            hands.forward(PAUSE);
            assert_eq!(signer(&api).await.as_deref(), Some("Second"));
        }
        assert_eq!(log.count("are refused, the last good ones stay: [signing] "), before + 1, "once");
    }
    fs::remove_file(place.join("signing.pem")).unwrap();
    hands.forward(PAUSE);
    assert_eq!(signer(&api).await.as_deref(), Some("Second"));

    // A certificate that begins later is taken when it does.
    let later = leaf(|one| {
        one.distinguished_name.push(DnType::CommonName, "Later");
        one.not_before = at(NOW + 3600);
    });
    later.settings(&place);
    hands.forward(PAUSE);
    assert_eq!(signer(&api).await.as_deref(), Some("Second"));
    hands.forward(3600);
    assert_eq!(signer(&api).await.as_deref(), Some("Later"));
}

#[tokio::test]
async fn a_certificate_that_ends_is_told_of_once_and_replaced() {
    let (place, hands, log) = (folder("signing-ends"), Hands::at(END), Log::default());
    let _kept = log.keep();
    let first = Chain::with(RSA, 1, |above| above.not_after = at(END), |one| one.not_after = at(END + 9));
    let config = Config { signing: Some(first.settings(&place)), clock: hands.clock(), ..Config::default() };
    let api = service(config, PageFiles::default());
    assert_eq!(signer(&api).await.as_deref(), Some(HOLDER));
    hands.forward(1);
    for _ in 0..3 {
        assert_eq!(signer(&api).await, None, "what issued it has ended");
        hands.forward(PAUSE);
    }
    assert_eq!(log.count("does not hold any more: Apple profiles are not signed"), 1);
    named("Second", END + 3600).settings(&place);
    hands.forward(PAUSE);
    assert_eq!(signer(&api).await.as_deref(), Some("Second"));
    hands.forward(3600);
    assert_eq!(signer(&api).await, None);
    assert_eq!(log.count("does not hold any more"), 2);
}

#[test]
fn the_program_does_not_start_with_files_that_are_refused() {
    let place = folder("signing-start");
    let file = leaf(|one| one.not_after = at(NOW - 10_000_000)).config(&place);
    let output = run(&["serve", "--listen", "127.0.0.1:0", "--config", file.to_str().unwrap()]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(stderr(&output).contains("mail-setup: [signing] the certificate of Example Mail Profiles ended"));
}

#[cfg(unix)]
#[test]
fn a_key_that_everybody_can_read_is_told_of() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = folder("signing-mode");
    // The program has the real time.
    let file = leaf(|one| (one.not_before, one.not_after) = (at(0), at(4_000_000_000))).config(&place);
    for (mode, told) in [(0o644, true), (0o640, false), (0o600, false)] {
        fs::set_permissions(place.join("signing.key"), fs::Permissions::from_mode(mode)).unwrap();
        let companion = Companion::start(&["--config", file.to_str().unwrap()]);
        companion.terminate();
        let (code, out, err) = companion.ended();
        assert_eq!(code, Some(0), "{err}");
        let log = format!("{out}{err}");
        assert_eq!(log.contains("everybody on this machine can read the key"), told, "{mode:o}: {log}");
        assert!(log.contains("Apple profiles are signed by Example Mail Profiles"), "{log}");
    }
}
