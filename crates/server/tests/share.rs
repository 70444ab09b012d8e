//! Replicas that share by a real Valkey or Redis: one run serves all, limits are common, and nothing
//! readable about a client is in the store.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use axum::Router;
use axum::http::StatusCode;
use common::mail::{Mail, Manner, profile, settings};
use common::store::Store;
use common::{Answer, ask, folder};
use redis::Commands as _;
use server::{Config, Metrics, PageFiles, TokenKey, app};
use site::Data;
use std::path::Path;
use std::time::Duration;
use tokio::time::sleep;

const STREAM: (&str, &str) = ("accept", "text/event-stream");

/// A replica: its service and its numbers.
fn replica(folder: &Path, endpoints: &[(&str, &str, u16)], more: &str) -> (Router, Metrics) {
    let ports: Vec<u16> = endpoints.iter().map(|(_, _, port)| *port).collect();
    let text = format!("{more}\n{}", settings(folder, &ports));
    let mut config = Config::parse("test.toml", &text).unwrap();
    config.token_key = TokenKey::parse(&"5a".repeat(32));
    let metrics = config.metrics.clone();
    let profile = serde_json::from_value(profile(endpoints)).unwrap();
    (app(config, &Data::embedded().unwrap(), profile, PageFiles::default()).unwrap(), metrics)
}

async fn check(service: &Router, query: &str) -> serde_json::Value {
    let answer = ask(service, "GET", &format!("/api/v1/check?endpoint=one{query}"), &[], "").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()
}

/// Who asked is told first; the others can find the result a moment later.
async fn published() {
    sleep(Duration::from_millis(400)).await;
}

async fn from(service: &Router, client: &str) -> Answer {
    let headers = [("x-forwarded-for", client)];
    ask(service, "GET", "/api/v1/check?endpoint=one", &headers, "").await
}

fn count(metrics: &Metrics, name: &str) -> i64 {
    let text = metrics.text();
    text.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok()).unwrap()
}

#[tokio::test]
async fn one_run_serves_both() {
    let folder = folder("share-one");
    let Some(store) = Store::start(&folder) else { return };
    let mail = Mail::start(Manner::Late(900)).await;
    let endpoints = [("one", "imap", mail.port)];
    let (a, _) = replica(&folder, &endpoints, &store.section());
    let (b, numbers) = replica(&folder, &endpoints, &store.socket_section());
    let late = async {
        sleep(Duration::from_millis(300)).await;
        ask(&b, "GET", "/api/v1/check?endpoint=one", &[STREAM], "").await
    };
    let (first, second) = tokio::join!(check(&a, ""), late);
    assert_eq!((&first["status"], &first["source"]), (&"ok".into(), &"live".into()));
    let told = second.events();
    assert_eq!(told[0].0, "run");
    let stages = told.iter().filter(|(name, _)| name == "stage").count();
    assert_eq!(stages, 6, "the other's stages are told too");
    let report = &told.last().unwrap().1;
    assert_eq!((&report["status"], &report["source"]), (&"ok".into(), &"live".into()));
    assert_eq!(report["endpoints"], first["endpoints"]);
    assert_eq!(mail.asked(), 1);
    assert_eq!(
        (count(&numbers, "mail_setup_check_runs_total"), count(&numbers, "mail_setup_check_shared_total")),
        (0, 1)
    );

    // A replica that starts later has it too, with its age.
    sleep(Duration::from_millis(1_200)).await;
    let (c, _) = replica(&folder, &endpoints, &store.section());
    let kept = check(&c, "").await;
    assert_eq!((&kept["source"], mail.asked()), (&"cache".into(), 1));
    assert!((1..=5).contains(&kept["age_s"].as_i64().unwrap()), "{kept}");
    assert_eq!(kept["started"], first["started"]);

    // What was found from another place is not what is found here.
    let elsewhere = format!("{}\n{}", store.section(), settings(&folder, &[mail.port]))
        .replace("[check]", "[check]\nvantage = \"Denver\"");
    let mut config = Config::parse("test.toml", &elsewhere).unwrap();
    config.token_key = TokenKey::parse(&"5a".repeat(32));
    let profile = serde_json::from_value(profile(&endpoints)).unwrap();
    let d = app(config, &Data::embedded().unwrap(), profile, PageFiles::default()).unwrap();
    let own = check(&d, "").await;
    assert_eq!((&own["source"], &own["vantage"], mail.asked()), (&"live".into(), &"Denver".into(), 2));
}

#[tokio::test]
async fn runs_keep_their_distance_whoever_makes_them() {
    let folder = folder("share-distance");
    let Some(store) = Store::start(&folder) else { return };
    let mail = Mail::start(Manner::Good).await;
    let endpoints = [("one", "imap", mail.port)];
    let short = |text: String| text.replace("[check]", "[check]\nminimum_interval_seconds = 4");
    let make = || {
        let text = short(format!("{}\n{}", store.section(), settings(&folder, &[mail.port])));
        let mut config = Config::parse("test.toml", &text).unwrap();
        config.token_key = TokenKey::parse(&"5a".repeat(32));
        let profile = serde_json::from_value(profile(&endpoints)).unwrap();
        app(config, &Data::embedded().unwrap(), profile, PageFiles::default()).unwrap()
    };
    let (a, b) = (make(), make());
    assert_eq!(check(&a, "&fresh=true").await["source"], "live");
    published().await;
    assert_eq!(check(&b, "&fresh=true").await["source"], "cache");
    assert_eq!(mail.asked(), 1);
    sleep(Duration::from_millis(4_100)).await;
    assert_eq!(check(&b, "&fresh=true").await["source"], "live");
    published().await;
    assert_eq!(check(&a, "&fresh=true").await["source"], "cache");
    assert_eq!(mail.asked(), 2);
}

#[tokio::test]
async fn a_provider_that_holds_one_off_is_left_alone_by_all() {
    let folder = folder("share-held-off");
    let Some(store) = Store::start(&folder) else { return };
    let mail = Mail::start(Manner::Throttles).await;
    let endpoints = [("one", "imap", mail.port)];
    let (a, _) = replica(&folder, &endpoints, &store.section());
    let (b, numbers) = replica(&folder, &endpoints, &store.section());
    assert_eq!(check(&a, "").await["endpoints"][0]["code"], "provider_limit");
    published().await;
    // The result is there for a while, and then it is old: kept time is put back in the store.
    let mut connection = store.connection();
    let result = store.keys().into_iter().find(|key| key.contains(":result:")).unwrap();
    let _: () = connection.pexpire(&result, 500_000).unwrap();
    let told = check(&b, "&fresh=true").await;
    assert_eq!((&told["source"], &told["status"]), (&"stale".into(), &"unknown".into()));
    assert_eq!(told["endpoints"][0]["code"], "provider_limit");
    assert_eq!((mail.asked(), count(&numbers, "mail_setup_check_held_off_total")), (1, 1));
}

#[tokio::test]
async fn limits_are_common_and_no_client_can_be_read() {
    let folder = folder("share-limits");
    let Some(store) = Store::start(&folder) else { return };
    let mail = Mail::start(Manner::Good).await;
    let endpoints = [("one", "imap", mail.port)];
    let more = format!("[limits]\nchecks_per_minute = 4\napple_profiles_per_minute = 1\n{}", store.section());
    let (a, _) = replica(&folder, &endpoints, &more);
    let (b, _) = replica(&folder, &endpoints, &more);
    let clients = ["203.0.113.77", "2001:db8:77:78::9"];
    for client in clients {
        for service in [&a, &b, &a, &b] {
            assert_eq!(from(service, client).await.status, StatusCode::OK);
        }
        for service in [&a, &b] {
            let refused = from(service, client).await;
            assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
            let wait: u64 = refused.header("retry-after").parse().unwrap();
            assert!((10..=16).contains(&wait), "{wait}");
        }
    }
    assert_eq!(from(&b, "203.0.113.78").await.status, StatusCode::OK, "another client");
    let body = format!(r#"{{"address":"{}"}}"#, common::ADDRESS);
    let headers = [common::JSON, ("x-forwarded-for", clients[0])];
    let post = async |service| ask(service, "POST", "/api/v1/apple-profiles", &headers, &body).await.status;
    assert_eq!(post(&a).await, StatusCode::OK, "another kind of request");
    assert_eq!(post(&b).await, StatusCode::TOO_MANY_REQUESTS);

    let mut connection = store.connection();
    let mut all = String::new();
    for key in store.keys() {
        let left: i64 = connection.pttl(&key).unwrap();
        assert!(left > 0, "{key} does not end");
        let kind: String = redis::cmd("TYPE").arg(&key).query(&mut connection).unwrap();
        let value = match kind.as_str() {
            "string" => connection.get::<_, String>(&key).unwrap(),
            "hash" => connection.hgetall::<_, Vec<String>>(&key).unwrap().join(" "),
            kind => panic!("{key} is a {kind}"),
        };
        all += &format!("{key} {value}\n");
    }
    assert_eq!(all.matches(":checks:").count(), 3, "{all}");
    assert_eq!(all.matches(":apple-profiles:").count(), 1, "{all}");
    let hash = |bytes: &[u8]| {
        let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes);
        hash.as_ref().iter().take(8).map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    for secret in
        ["203.0.113", "cb007", "2001:db8", "20010db8", "pat.example", "centurylink.net", &"5a".repeat(8)]
    {
        assert!(!all.to_lowercase().contains(secret), "{secret} is in\n{all}");
    }
    for client in ["203.0.113.77", "2001:db8:77:78::", "::ffff:203.0.113.77"] {
        let ip: std::net::IpAddr = client.parse().unwrap();
        let octets = match ip {
            std::net::IpAddr::V4(v4) => v4.octets().to_vec(),
            std::net::IpAddr::V6(v6) => v6.octets().to_vec(),
        };
        for plain in [hash(client.as_bytes()), hash(&octets)] {
            assert!(!all.contains(&plain), "a hash that anybody can make of {client} is in\n{all}");
        }
    }
}

#[tokio::test]
async fn providers_share_nothing_with_each_other() {
    let folder = folder("share-providers");
    let Some(store) = Store::start(&folder) else { return };
    let mail = Mail::start(Manner::Good).await;
    let endpoints = [("one", "imap", mail.port)];
    let (a, _) = replica(&folder, &endpoints, &store.section());
    assert_eq!(check(&a, "").await["source"], "live");
    let mut other = profile(&endpoints);
    other["id"] = "another".into();
    let text = format!("{}\n{}", store.section(), settings(&folder, &[mail.port]));
    let config = Config::parse("test.toml", &text).unwrap();
    let other = serde_json::from_value(other).unwrap();
    let b = app(config, &Data::embedded().unwrap(), other, PageFiles::default()).unwrap();
    assert_eq!(check(&b, "").await["source"], "live");
    assert_eq!(mail.asked(), 2);
}

#[tokio::test]
async fn a_user_who_may_only_what_the_guide_says_is_enough() {
    let folder = folder("share-user");
    let Some(store) = Store::start(&folder) else { return };
    let guide = include_str!("../../../docs/operating.md");
    let rule = guide.split("`ACL SETUSER ").nth(1).unwrap().split('`').next().unwrap();
    let mut command = redis::cmd("ACL");
    command.arg("SETUSER");
    for word in rule.split_whitespace() {
        command.arg(if word == ">PASSWORD" { ">hunter2" } else { word });
    }
    command.exec(&mut store.connection()).unwrap();
    redis::cmd("ACL").arg(&["SETUSER", "default", "-@all", "+ping"]).exec(&mut store.connection()).unwrap();
    let mail = Mail::start(Manner::Good).await;
    let endpoints = [("one", "imap", mail.port)];
    let more = format!("{}username = \"mail-setup\"\npassword = \"hunter2\"\n", store.section());
    let (a, numbers) = replica(&folder, &endpoints, &more);
    let (b, _) = replica(&folder, &endpoints, &more);
    assert_eq!(check(&a, "").await["source"], "live");
    published().await;
    assert_eq!((&check(&b, "").await["source"], mail.asked()), (&"cache".into(), 1));
    assert_eq!(count(&numbers, "mail_setup_share_faults_total"), 0);
    let wrong = more.replace("hunter2", "hunter3");
    let (c, numbers) = replica(&folder, &endpoints, &wrong);
    assert_eq!(check(&c, "").await["source"], "live", "who may not come in is alone");
    assert_eq!(count(&numbers, "mail_setup_share_faults_total"), 1);
}

#[tokio::test]
async fn a_store_with_tls_is_trusted_by_its_authority_only() {
    let folder = folder("share-tls");
    let Some((_store, port)) = Store::start_with_tls(&folder) else { return };
    let mail = Mail::start(Manner::Good).await;
    let endpoints = [("one", "imap", mail.port)];
    let url = format!("[share]\ntimeout_ms = 2000\nurl = \"rediss://localhost:{port}\"\n");
    let trusting = format!("{url}roots = {:?}\n", folder.join("roots.pem"));
    // The mail servers' authority is written to the same name: the store's is kept apart.
    let kept = std::fs::read(folder.join("roots.pem")).unwrap();
    let trusting = trusting.replace("roots.pem", "store.pem");
    common::put(&folder, "store.pem", kept);
    let (a, _) = replica(&folder, &endpoints, &trusting);
    let (b, _) = replica(&folder, &endpoints, &trusting);
    assert_eq!(check(&a, "").await["source"], "live");
    published().await;
    assert_eq!((&check(&b, "").await["source"], mail.asked()), (&"cache".into(), 1));
    let (c, numbers) = replica(&folder, &endpoints, &url);
    assert_eq!(check(&c, "").await["source"], "live", "the system does not know this authority");
    assert_eq!(count(&numbers, "mail_setup_share_up"), 0);
}
