//! What happens when the files for signing change, or a certificate ends, while the program runs.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use axum::Router;
use common::signing::{Chain, END, HOLDER, NOW, P256, RSA, at};
use common::{Companion, Hands, folder, get, put, service};
use rcgen::{CertificateParams, DnType};
use server::{Config, PageFiles, metrics_app};
use std::fs;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

const APPLE: &str = "/api/v1/apple-profiles";
/// How long the companion may wait before it looks at the files again, in seconds.
const PAUSE: u64 = 5;

fn leaf(change: impl FnOnce(&mut CertificateParams)) -> Chain {
    Chain::new(P256, 1, change)
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
    hands.forward(PAUSE);
    assert_eq!(signer(&api).await.as_deref(), Some("First"));
    put(&place, "signing.key", &second.key);
    hands.forward(PAUSE);
    assert_eq!(signer(&api).await.as_deref(), Some("Second"));
    assert!(expiry().await.contains(&line(END + 1)));
    assert_eq!(log.count("are refused"), 0, "half of a change is no fault");

    // The files are not read for every request.
    named("Third", END).settings(&place);
    hands.forward(PAUSE - 1);
    assert_eq!(signer(&api).await.as_deref(), Some("Second"), "not looked at yet");
    second.settings(&place);

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
