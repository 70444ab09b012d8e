//! The handshake: too old, broken, hostile, or only unusual.

use crate::support::ca::{Leaf, builder};
use crate::support::*;
use std::sync::Arc;

/// A TLS alert record: fatal, with this number.
fn alert(number: u8) -> Step {
    Step::Say(vec![21, 3, 1, 0, 2, 2, number])
}

#[tokio::test]
async fn servers_that_cannot() {
    let answers = |name, step: Step, status, code| {
        Case::new(name, IMAPS, vec![Step::Swallow, step], (S::Tls, status, code))
    };
    // A TLS 1.0 ServerHello: version 3.1, 32 random bytes, no session, RSA with AES-128, no compression.
    let mut hello = vec![22, 3, 1, 0, 42, 2, 0, 0, 38, 3, 1];
    hello.extend([7; 32]);
    hello.extend([0, 0, 0x2f, 0]);
    run_all(vec![
        answers("H50 alert protocol_version", alert(70), Status::Fail, "version_too_old"),
        answers("H50 a hello of TLS 1.0", Step::Say(hello), Status::Fail, "version_too_old"),
        answers("H51 alert handshake_failure", alert(40), Status::Unknown, "no_common_cipher"),
        answers("H51 alert insufficient_security", alert(71), Status::Unknown, "no_common_cipher"),
        answers("H59 alert unrecognized_name", alert(112), Status::Fail, "alert:unrecognized_name"),
        answers("H59 alert internal_error", alert(80), Status::Fail, "alert:internal_error"),
        answers("H54 close", Step::Say(Vec::new()), Status::Fail, "closed"),
        answers("H54 reset", Step::Reset, Status::Fail, "reset"),
    ])
    .await;
}

#[tokio::test]
async fn silence_and_trickle() {
    run_all(vec![
        Case::new("H53 silent", IMAPS, vec![Step::Hold], (S::Tls, Status::Fail, "timeout")).timing_out(),
        Case::new(
            "H53 byte by byte",
            SMTPS,
            vec![
                Step::Swallow,
                Step::Dribble(vec![22, 3, 3, 64, 0, 2, 0, 63, 252, 3, 3, 0, 0, 0, 0, 0], 200),
            ],
            (S::Tls, Status::Fail, "timeout"),
        )
        .timing_out(),
    ])
    .await;
}

#[tokio::test]
async fn broken_records() {
    let answers = |name, bytes: Vec<u8>, code| {
        Case::new(
            name,
            IMAPS,
            vec![Step::Swallow, Step::Say(bytes), Step::Hold],
            (S::Tls, Status::Fail, code),
        )
    };
    run_all(vec![
        answers("H55 a record of 64 KiB", [vec![22, 3, 3, 0xff, 0xff], vec![0; 65535]].concat(), "malformed"),
        answers(
            "H55 garbage in a record",
            [vec![22, 3, 3, 0, 40, 0x63, 0, 0, 36], vec![0xa5; 36]].concat(),
            "malformed",
        ),
        answers("H55 data before the handshake", vec![23, 3, 3, 0, 4, 1, 2, 3, 4], "malformed"),
        answers("H61 IMAP in the clear", b"* OK ready\r\n".to_vec(), "not_tls"),
        answers("H61 SMTP in the clear", b"220 smtp.test.example ESMTP\r\n".to_vec(), "not_tls"),
        answers("H61 HTTP", b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec(), "not_tls"),
    ])
    .await;
    let flood = vec![Step::Swallow, Step::Flood(vec![22, 3, 3, 0, 4, 0, 0, 0, 0])];
    let report =
        run(Case::new("H55 endless records", IMAPS, flood, (S::Tls, Status::Fail, "malformed"))).await;
    assert_eq!(report.addresses[0].reached, S::Tls);
    let plain = vec![Step::Swallow, say("220 smtp.test.example ready\r\n"), Step::Hold];
    let report = run(Case::new("H61 what was said", SMTPS, plain, (S::Tls, Status::Fail, "not_tls"))).await;
    let said = stage(&report, S::Tls).data.as_ref().unwrap().text.clone();
    assert_eq!(said.as_deref(), Some("220 smtp.test.example ready"));
}

#[tokio::test]
async fn unusual_but_well() {
    let with = |config: rustls::ServerConfig| steps(&[&[Step::Tls(Arc::new(config))], &imap_inside()]);
    let well = |name, config| Case::new(name, IMAPS, with(config), (S::Capabilities, Status::Ok, ""));
    let mut groups = rustls::crypto::aws_lc_rs::default_provider();
    groups.kx_groups = vec![rustls::crypto::aws_lc_rs::kx_group::SECP384R1];
    let (chain, key) = Leaf::default().make();
    let retry = rustls::ServerConfig::builder_with_provider(Arc::new(groups))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    let report = run(well("H56 HelloRetryRequest", retry)).await;
    assert_eq!(stage(&report, S::Tls).data.as_ref().unwrap().group.as_deref(), Some("secp384r1"));

    let (chain, key) = Leaf::default().make();
    let old = builder(&[&rustls::version::TLS12]).with_no_client_auth().with_single_cert(chain, key).unwrap();
    let report = run(well("H50 TLS 1.2", old)).await;
    let data = stage(&report, S::Tls).data.clone().unwrap();
    assert_eq!(data.version.as_deref(), Some("1.2"));
    assert!(data.cipher.unwrap().starts_with("TLS_ECDHE_ECDSA_WITH_"));

    let (chain, key) = Leaf::default().make();
    let mut roots = rustls::RootCertStore::empty();
    roots.add(ca::root()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let asks = rustls::server::WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
    let wants = builder(&[&rustls::version::TLS13])
        .with_client_cert_verifier(asks.allow_unauthenticated().build().unwrap())
        .with_single_cert(chain, key)
        .unwrap();
    run(well("H57 asks for a certificate", wants)).await;
    for (name, algorithm) in
        [("H52 P-521", &rcgen::PKCS_ECDSA_P521_SHA512), ("H52 Ed25519", &rcgen::PKCS_ED25519)]
    {
        run(well(name, Leaf::with_key(algorithm).server())).await;
    }
    let report = run(well("H52 RSA", Leaf::with_key(&rcgen::PKCS_RSA_SHA256).server())).await;
    let certificate = stage(&report, S::Certificate).data.clone().unwrap().certificate.unwrap();
    assert_eq!(certificate.key, "rsa-2048");
}

#[tokio::test]
async fn a_demanded_client_certificate_is_told() {
    let (chain, key) = Leaf::default().make();
    let mut roots = rustls::RootCertStore::empty();
    roots.add(ca::root()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let asks = rustls::server::WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
    let demands = builder(&[&rustls::version::TLS13])
        .with_client_cert_verifier(asks.build().unwrap())
        .with_single_cert(chain, key)
        .unwrap();
    let script = vec![Step::Tls(Arc::new(demands)), Step::Hold];
    run(Case::new(
        "H57 demands one",
        IMAPS,
        script,
        (S::Greeting, Status::Fail, "alert:certificate_required"),
    ))
    .await;
}

#[tokio::test]
async fn floods_inside_tls_end_by_the_limits() {
    let flood = |text: &[u8]| vec![tls(), Step::Flood(text.to_vec())];
    run_all(vec![
        Case::new("H91 endless line", IMAPS, flood(b"* OK x"), (S::Greeting, Status::Fail, "too_long")),
        Case::new("H91 endless lines", SMTPS, flood(b"220-x\r\n"), (S::Greeting, Status::Fail, "too_long")),
        Case::new(
            "H91 endless data",
            IMAPS,
            flood(b"* 1 EXISTS\r\n"),
            (S::Greeting, Status::Fail, "too_long"),
        ),
    ])
    .await;
    let (chain, key) = Leaf::default().make();
    let mut tickets =
        builder(&[&rustls::version::TLS13]).with_no_client_auth().with_single_cert(chain, key).unwrap();
    tickets.send_tls13_tickets = 10_000;
    let script = vec![Step::Tls(Arc::new(tickets)), Step::Hold];
    run(Case::new("H63 10,000 tickets", IMAPS, script, (S::Greeting, Status::Fail, "too_long"))).await;
    let script = vec![tls(), Step::KeyUpdates(20_000), Step::Hold];
    run(Case::new("H62 key updates without end", IMAPS, script, (S::Greeting, Status::Fail, "too_long")))
        .await;
}

#[tokio::test]
async fn large_certificates() {
    let long = Leaf { sent: vec![ca::Sent::Middle; 99], ..Leaf::default() };
    let script = steps(&[&[Step::Tls(Arc::new(long.server()))], &imap_inside()]);
    let report =
        run(Case::new("H58 100 certificates", IMAPS, script, (S::Certificate, Status::Ok, ""))).await;
    assert_eq!(stage(&report, S::Certificate).data.clone().unwrap().certificate.unwrap().chain, 100);

    let mut names: Vec<String> = (0..1999).map(|n| format!("host-{n}.test.example")).collect();
    names.insert(0, ca::HOST.to_owned());
    let many = Leaf { names: names.clone(), ..Leaf::default() };
    let script = steps(&[&[Step::Tls(Arc::new(many.server()))], &imap_inside()]);
    let report = run(Case::new("H58 2,000 names", IMAPS, script, (S::Certificate, Status::Ok, ""))).await;
    let certificate = stage(&report, S::Certificate).data.clone().unwrap().certificate.unwrap();
    assert_eq!((certificate.names.len(), certificate.names_total), (50, 2000));

    names.extend((0..4000).map(|n| format!("another-host-{n}.test.example")));
    let more = Leaf { names, ..Leaf::default() };
    let script = vec![Step::Tls(Arc::new(more.server())), Step::Hold];
    run(Case::new("H58 more than 64 KiB", IMAPS, script, (S::Tls, Status::Fail, "too_long"))).await;
}
