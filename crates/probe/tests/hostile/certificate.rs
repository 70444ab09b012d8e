//! Certificates with one thing wrong, or several. The check goes on after each: greeting and
//! capabilities are still read.

use crate::support::ca::{Leaf, Sent, Signer};
use crate::support::*;
use std::sync::Arc;

/// Runs IMAP over implicit TLS with this certificate; the code and all problems must be these.
async fn judged(
    name: &'static str,
    leaf: Leaf,
    status: Status,
    code: &'static str,
    problems: &[&str],
) -> EndpointReport {
    let script = steps(&[&[Step::Tls(Arc::new(leaf.server()))], &imap_inside()]);
    let report = run(Case::new(name, IMAPS, script, (S::Certificate, status, code))).await;
    let certificate = stage(&report, S::Certificate).data.clone().unwrap().certificate.unwrap();
    assert_eq!(certificate.problems, problems, "{name}");
    assert_eq!(certificate.sha256.len(), 64, "{name}");
    assert_eq!(stage(&report, S::Capabilities).status, Status::Ok, "{name}: the check goes on");
    report
}

#[tokio::test]
async fn dates() {
    let report = judged("H70 expired", Leaf::dated(-90, -2), Status::Fail, "expired", &["expired"]).await;
    let certificate = stage(&report, S::Certificate).data.clone().unwrap().certificate.unwrap();
    assert!((-3..=-2).contains(&certificate.days_left), "{}", certificate.days_left);
    judged("H71 not yet valid", Leaf::dated(2, 90), Status::Fail, "not_yet_valid", &["not_yet_valid"]).await;
    judged("H80 five days left", Leaf::dated(-90, 5), Status::Warn, "expiring", &["expiring"]).await;
}

#[tokio::test]
async fn names() {
    let wrong = &["name_mismatch"];
    judged("H72 wrong host", Leaf::named(&["other.example"]), Status::Fail, "name_mismatch", wrong).await;
    judged("H73 wildcard", Leaf::named(&["*.test.example"]), Status::Ok, "", &[]).await;
    judged("H73 wildcard too high", Leaf::named(&["*.example"]), Status::Fail, "name_mismatch", wrong).await;
    judged(
        "H73 wildcard too deep",
        Leaf::named(&["*.mail.test.example"]),
        Status::Fail,
        "name_mismatch",
        wrong,
    )
    .await;
    judged("H79 common name only", Leaf::named(&[]), Status::Fail, "name_mismatch", wrong).await;
    judged("H81 IDN", Leaf::named(&["xn--mller-kva.example"]), Status::Fail, "name_mismatch", wrong).await;
    judged("H72 an address", Leaf::named(&["127.0.0.1"]), Status::Fail, "name_mismatch", wrong).await;
    judged("H72 one of several", Leaf::named(&["a.example", ca::HOST]), Status::Ok, "", &[]).await;
}

#[tokio::test]
async fn chains() {
    let case = |name, signer, sent: &[Sent], code| {
        let leaf = Leaf::signed(signer, sent);
        async move { judged(name, leaf, Status::Fail, code, &[code]).await }
    };
    case("H74 self-signed", Signer::Itself, &[], "self_signed").await;
    case("H74 self-signed authority", Signer::ItselfAsAuthority, &[], "self_signed").await;
    case("H75 private authority", Signer::Stranger, &[Sent::Stranger], "unknown_ca").await;
    case("H75 private authority, leaf alone", Signer::Stranger, &[], "unknown_ca").await;
    case("H76 missing intermediate", Signer::Middle, &[], "incomplete_chain").await;
    case("H76 root instead of intermediate", Signer::Middle, &[Sent::Root], "incomplete_chain").await;
    let mixed = Leaf::signed(Signer::Middle, &[Sent::Root, Sent::Stranger, Sent::Middle]);
    judged("H77 wrong order and extra ones", mixed, Status::Ok, "", &[]).await;
}

#[tokio::test]
async fn several_problems_are_all_told() {
    let leaf = Leaf { names: vec!["other.example".into()], ..Leaf::dated(-90, -2) };
    judged("H78 expired and wrong host", leaf, Status::Fail, "expired", &["expired", "name_mismatch"]).await;
    let leaf = Leaf {
        names: vec!["other.example".into()],
        signer: Signer::Stranger,
        sent: vec![],
        ..Leaf::dated(-90, -2)
    };
    judged("H78 and unknown", leaf, Status::Fail, "expired", &["expired", "name_mismatch", "unknown_ca"])
        .await;
}

#[tokio::test]
async fn our_own_clock_is_not_the_servers_fault() {
    let script = steps(&[&[tls()], &imap_inside()]);
    let server = Server::start([127, 0, 0, 1].into(), vec![script]).await;
    let target = target(Role::Imap, Security::Tls, server.address.port());
    let mut config = config(&[server.address.ip()], server.address.port(), probe::Limits::default());
    config.clock = || std::time::SystemTime::UNIX_EPOCH;
    let (report, _) = probed(&target, config).await;
    assert_eq!(
        (report.status, report.code.as_deref()),
        (Status::Unknown, Some("local_clock")),
        "H110 {report:#?}"
    );
}

#[tokio::test]
async fn a_nul_in_a_name_cuts_nothing_off() {
    let name = format!("{}\0.attacker.example", ca::HOST);
    let leaf = Leaf { names: vec![name], ..Leaf::default() };
    let report = judged("H81 NUL", leaf, Status::Fail, "name_mismatch", &["name_mismatch"]).await;
    let certificate = stage(&report, S::Certificate).data.clone().unwrap().certificate.unwrap();
    assert_eq!(certificate.names, ["mail.test.example.attacker.example"]);
}

#[tokio::test]
async fn a_certificate_that_cannot_be_read_is_told_as_such() {
    let (mut chain, key) = Leaf::default().make();
    for (name, bytes) in [("garbage", vec![0x30, 3, 1, 2, 3]), ("cut", chain.remove(0)[..200].to_vec())] {
        let key = rustls::crypto::aws_lc_rs::sign::any_supported_type(&key).unwrap();
        let pair = rustls::sign::CertifiedKey::new(vec![bytes.into()], key);
        let config = ca::builder(&[&rustls::version::TLS13])
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(rustls::sign::SingleCertAndKey::from(pair)));
        let script = vec![Step::Tls(Arc::new(config)), Step::Hold];
        let case = Case::new("bad encoding", IMAPS, script, (S::Certificate, Status::Fail, "bad_encoding"));
        let report = run(case).await;
        assert_eq!(stage(&report, S::Tls).code.as_deref(), Some("bad_certificate"), "{name}");
        assert_eq!(stage(&report, S::Greeting).status, Status::NotRun, "{name}");
    }
}
