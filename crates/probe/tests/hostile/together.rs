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
