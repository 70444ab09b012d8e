//! A shared store that is killed, hangs, is full, is full of nonsense, or a replica that dies: nothing is
//! lost but sharing, and that comes back.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use axum::Router;
use axum::http::StatusCode;
use common::mail::{Mail, Manner, closed_port, profile, settings};
use common::store::Store;
use common::{ask, folder};
use redis::Commands as _;
use server::{Config, Metrics, PageFiles, TokenKey, app};
use site::Data;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// A replica: its service and its numbers.
fn replica(folder: &Path, endpoints: &[(&str, &str, u16)], more: &str) -> (Router, Metrics) {
    let ports: Vec<u16> = endpoints.iter().map(|(_, _, port)| *port).collect();
    let text = format!("[limits]\nchecks_per_minute = 600\n{more}\n{}", settings(folder, &ports));
    let mut config = Config::parse("test.toml", &text).unwrap();
    config.token_key = TokenKey::parse(&"5a".repeat(32));
    let metrics = config.metrics.clone();
    let profile = serde_json::from_value(profile(endpoints)).unwrap();
    (app(config, &Data::embedded().unwrap(), profile, PageFiles::default()).unwrap(), metrics)
}

/// Status and source of a check of one endpoint.
async fn check(service: &Router, id: &str) -> (String, String) {
    let answer = ask(service, "GET", &format!("/api/v1/check?endpoint={id}"), &[], "").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let report = answer.json();
    let text = |name: &str| report[name].as_str().unwrap().to_owned();
    (text("status"), text("source"))
}

fn ok(source: &str) -> (String, String) {
    ("ok".to_owned(), source.to_owned())
}

/// Waits until the replica shares, or no longer does.
async fn shares(metrics: &Metrics, shares: bool) {
    let line = format!("\nmail_setup_share_up {}\n", u8::from(shares));
    let start = Instant::now();
    while !metrics.text().contains(&line) {
        assert!(start.elapsed() < Duration::from_secs(30), "{}", metrics.text());
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_store_killed_in_mid_run_costs_only_sharing_and_that_comes_back() {
    let folder = folder("share-killed");
    let Some(mut store) = Store::start(&folder) else { return };
    let (slow, quick) = (Mail::start(Manner::Late(2_000)).await, Mail::start(Manner::Good).await);
    let endpoints = [("slow", "imap", slow.port), ("quick", "imap", quick.port)];
    let (a, numbers_a) = replica(&folder, &endpoints, &store.section());
    let (b, numbers_b) = replica(&folder, &endpoints, &store.section());
    shares(&numbers_a, true).await;
    shares(&numbers_b, true).await;
    let waiting = async {
        sleep(Duration::from_millis(500)).await;
        check(&b, "slow").await
    };
    let killing = async {
        sleep(Duration::from_millis(1_000)).await;
        assert_eq!(slow.asked(), 1, "the other waits");
        store.kill();
    };
    let (first, second, ()) = tokio::join!(check(&a, "slow"), waiting, killing);
    assert_eq!((first, second, slow.asked()), (ok("live"), ok("live"), 2), "each asks by itself");
    shares(&numbers_a, false).await;

    store.restart();
    shares(&numbers_a, true).await;
    shares(&numbers_b, true).await;
    assert_eq!(check(&b, "quick").await, ok("live"));
    // Who asked is told first.
    sleep(Duration::from_millis(400)).await;
    assert_eq!((check(&a, "quick").await, quick.asked()), (ok("cache"), 1));
}

#[tokio::test]
async fn a_store_that_hangs_costs_one_timeout() {
    let folder = folder("share-hangs");
    let Some(store) = Store::start(&folder) else { return };
    let mail = Mail::start(Manner::Good).await;
    let endpoints = [("one", "imap", mail.port)];
    let more = store.section() + "timeout_ms = 1000\n";
    let (a, numbers) = replica(&folder, &endpoints, &more);
    shares(&numbers, true).await;
    store.hang(true);
    let start = Instant::now();
    for _ in 0..10 {
        assert_eq!(check(&a, "one").await.0, "ok");
    }
    // Each would have cost a second for the limit alone.
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    shares(&numbers, false).await;
    store.hang(false);
    shares(&numbers, true).await;
    assert_eq!(mail.asked(), 1);
}

#[tokio::test]
async fn a_store_that_is_not_there_costs_nothing() {
    let folder = folder("share-nowhere");
    let mail = Mail::start(Manner::Good).await;
    let endpoints = [("one", "imap", mail.port)];
    let nowhere = format!("[share]\nurl = \"redis://127.0.0.1:{}\"\n", closed_port());
    let (a, numbers) = replica(&folder, &endpoints, &nowhere);
    assert_eq!(check(&a, "one").await, ok("live"));
    assert_eq!(check(&a, "one").await, ok("cache"));
    shares(&numbers, false).await;
    assert!(numbers.text().contains("\nmail_setup_share_faults_total 1\n"), "{}", numbers.text());
}

#[tokio::test]
async fn a_full_store_is_as_good_as_none_until_there_is_room() {
    let folder = folder("share-full");
    let Some(store) = Store::start(&folder) else { return };
    let mail = Mail::start(Manner::Good).await;
    let endpoints = [("one", "imap", mail.port)];
    let (a, numbers) = replica(&folder, &endpoints, &store.section());
    shares(&numbers, true).await;
    let memory = |bytes: &str| {
        redis::cmd("CONFIG").arg(&["SET", "maxmemory", bytes]).exec(&mut store.connection()).unwrap();
    };
    memory("1");
    assert_eq!(check(&a, "one").await, ok("live"));
    shares(&numbers, false).await;
    memory("0");
    shares(&numbers, true).await;
}

#[tokio::test]
async fn nonsense_in_the_store_is_not_believed() {
    let folder = folder("share-nonsense");
    let Some(store) = Store::start(&folder) else { return };
    let mail = Mail::start(Manner::Good).await;
    let endpoints = [("one", "imap", mail.port)];
    let (a, _) = replica(&folder, &endpoints, &store.section());
    assert_eq!(check(&a, "one").await, ok("live"));
    let mut connection = store.connection();
    while !store.keys().iter().any(|key| key.contains(":result:")) {
        sleep(Duration::from_millis(10)).await;
    }
    let keys = store.keys();
    let key = |kind: &str| keys.iter().find(|key| key.contains(kind)).unwrap().clone();
    let (result, bucket) = (key(":result:"), key(":checks:"));
    let lock = result.replace(":result:", ":lock:");
    let held_off = format!(
        "{}:mail.test.example",
        result.replace(":result:", ":held-off:").split(":one:").next().unwrap()
    );
    let good: String = connection.get(&result).unwrap();
    let lie = good.replace("\"status\":\"ok\"", "\"status\":\"fail\"");
    let far = good.replacen("\"keep_ms\":630000", "\"keep_ms\":18446744073709551615", 1);
    assert!(lie != good && far != good, "{good}");
    let nonsense = [
        String::new(),
        "rubbish".to_owned(),
        "[]".to_owned(),
        "\u{0}".repeat(300_000),
        lie.replacen("\"v\":1", "\"v\":2", 1),
        lie.replace(&format!("\"port\":{}", mail.port), "\"port\":993"),
        lie.replace("\"id\":\"one\"", "\"id\":\"two\""),
        far,
    ];
    let mut runs = 1;
    for value in nonsense {
        for key in [&result, &held_off] {
            let _: () = connection.set_ex(key, &value, 600).unwrap();
        }
        let _: () = connection.del(&bucket).unwrap();
        let _: () = connection.hset(&bucket, "left", "nan").unwrap();
        let (b, numbers) = replica(&folder, &endpoints, &store.section());
        runs += 1;
        let shown: String = value.chars().take(60).collect();
        assert_eq!((check(&b, "one").await, mail.asked()), (ok("live"), runs), "{shown}");
        shares(&numbers, true).await;
        assert!(numbers.text().contains("\nmail_setup_share_faults_total 0\n"), "{shown}");
    }
    // What has no end, and what is of another kind.
    let _: () = connection.set(&lock, "nobody").unwrap();
    let _: () = connection.set(&result, &lie).unwrap();
    let (b, _) = replica(&folder, &endpoints, &store.section());
    assert_eq!((check(&b, "one").await, mail.asked()), (ok("live"), runs + 1));
    for key in [&lock, &result, &held_off, &bucket] {
        let _: () = connection.del(key).unwrap();
        let _: () = connection.lpush(key, "x").unwrap();
    }
    let (c, numbers) = replica(&folder, &endpoints, &store.section());
    assert_eq!((check(&c, "one").await, mail.asked()), (ok("live"), runs + 2));
    assert!(numbers.text().contains("\nmail_setup_share_faults_total 0\n"), "{}", numbers.text());
    sleep(Duration::from_millis(400)).await;
    let (d, _) = replica(&folder, &endpoints, &store.section());
    assert_eq!((check(&d, "one").await, mail.asked()), (ok("cache"), runs + 2), "it is mended");
}

#[tokio::test]
async fn who_waits_for_a_replica_that_dies_asks_itself() {
    let folder = folder("share-dies");
    let Some(store) = Store::start(&folder) else { return };
    let mail = Mail::start(Manner::Late(3_000)).await;
    let endpoints = [("one", "imap", mail.port)];
    let (section, place) = (store.section(), folder.clone());
    // A runtime of its own, which ends as a program does that is killed.
    let dying = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let _ = runtime.block_on(async {
            let (a, _) = replica(&place, &endpoints, &section);
            tokio::time::timeout(Duration::from_secs(1), check(&a, "one")).await
        });
    });
    while mail.asked() == 0 {
        sleep(Duration::from_millis(10)).await;
    }
    let (b, _) = replica(&folder, &endpoints, &store.section());
    assert_eq!((check(&b, "one").await, mail.asked()), (ok("live"), 2));
    dying.join().unwrap();
}
