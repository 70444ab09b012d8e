//! Many probes at once, and probes that are dropped.

use crate::support::case::peak_memory_mb;
use crate::support::*;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

#[tokio::test]
async fn a_dropped_probe_closes_its_connections() {
    let server = Server::start(
        Ipv4Addr::LOCALHOST.into(),
        vec![vec![say("* OK x\r\n"), Step::Expect("CAPABILITY"), Step::Hold]],
    )
    .await;
    let port = server.address.port();
    let target = target(Role::Imap, Security::Starttls, port);
    let config = Arc::new(config(&[server.address.ip()], port, probe::Limits::default()));
    let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel();
    let task = tokio::spawn(async move {
        probe::probe(&target, &config, |event| {
            let _ = sender.send(event.stage.name);
        })
        .await
    });
    while receiver.recv().await.unwrap() != S::Greeting {}
    assert_eq!(server.open.lock().unwrap().0, 1);
    task.abort();
    let began = Instant::now();
    while server.open.lock().unwrap().0 > 0 {
        assert!(began.elapsed() < Duration::from_secs(5), "H101: the connection stays open");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// What nobody thought of: two hundred made-up servers, the same in every run, that say pieces of
/// mail protocols and noise. None gets all the way, none outlasts its time, none makes us panic.
#[tokio::test]
async fn made_up_servers() {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let pieces = prop::sample::select(vec![
        "* OK ",
        "* OK [CAPABILITY STARTTLS]",
        "* BYE",
        "* PREAUTH",
        "a1 OK",
        "a1 NO",
        "a2 OK x",
        "220 x",
        "220-x",
        "250 STARTTLS",
        "250-AUTH PLAIN",
        "421 x",
        "+OK",
        "-ERR",
        "STLS",
        ".",
        "\r\n",
        "\r\n",
        "\r\n",
        "\n",
        " ",
        "\0",
        "\u{16}\u{3}\u{3}",
        "\u{15}\u{3}",
    ]);
    let saying = vec(pieces, 1..12).prop_map(|pieces| pieces.concat());
    let mut runner = TestRunner::deterministic();
    let mut probes = JoinSet::new();
    for n in 0..200 {
        let sayings: Vec<String> = vec(saying.clone(), 1..5).new_tree(&mut runner).unwrap().current();
        let script: Vec<Step> = sayings.iter().flat_map(|text| [say(text), Step::Swallow]).collect();
        let kind = [IMAP, SMTP, POP, IMAPS, SMTPS, POPS][n % 6];
        probes.spawn(async move {
            let server = Server::start(Ipv4Addr::LOCALHOST.into(), vec![script]).await;
            let port = server.address.port();
            let began = Instant::now();
            let (report, _) =
                probed(&target(kind.0, kind.1, port), config(&[server.address.ip()], port, short())).await;
            (sayings, report, began.elapsed())
        });
    }
    while let Some(ended) = probes.join_next().await {
        let (sayings, report, took) = ended.unwrap();
        assert!(matches!(report.status, Status::Fail | Status::Unknown), "{sayings:?} {report:#?}");
        assert_ne!(report.code.as_deref(), Some("local_fault"), "{sayings:?} {report:#?}");
        assert_ne!(report.code, None, "{sayings:?} {report:#?}");
        assert!(took < Duration::from_millis(3_100), "{sayings:?} took {took:?}");
    }
}

#[tokio::test]
async fn a_hundred_hostile_servers_at_once() {
    let kinds: [(_, Vec<Step>); 5] = [
        (IMAP, vec![Step::Flood(b"* 1 EXISTS\r\n".to_vec())]),
        (IMAP, vec![Step::Flood(b"x".to_vec())]),
        (SMTPS, vec![Step::Swallow, Step::Flood(vec![22, 3, 3, 64, 0])]),
        (IMAPS, vec![Step::Hold]),
        (POP, vec![Step::Dribble(b"+OK".repeat(50), 30)]),
    ];
    let mut servers = Vec::new();
    for (kind, script) in kinds {
        servers.push((kind, Server::start(Ipv4Addr::LOCALHOST.into(), vec![script]).await));
    }
    let mut probes = JoinSet::new();
    for n in 0..100 {
        let (kind, server) = &servers[n % servers.len()];
        let port = server.address.port();
        let target = target(kind.0, kind.1, port);
        let config = config(&[server.address.ip()], port, short());
        probes.spawn(async move {
            let began = Instant::now();
            let (report, _) = probed(&target, config).await;
            (report, began.elapsed())
        });
    }
    while let Some(ended) = probes.join_next().await {
        let (report, took) = ended.unwrap();
        assert_eq!(report.status, Status::Fail, "{report:#?}");
        assert!(took < Duration::from_millis(3_100), "took {took:?}");
    }
    assert!(peak_memory_mb() < 150, "{} MB", peak_memory_mb());
}
