//! How much is let in: turns for each client, slow clients, many connections.

mod common;

use axum::http::StatusCode;
use common::{Answer, Companion, Hands, JSON, ask, folder, put, read_all, service};
use server::{Config, PageFiles};
use std::io::Write as _;
use std::time::{Duration, Instant};

const BODY: &str = r#"{"address":"pat@centurylink.net"}"#;

async fn post(service: &axum::Router, forwarded: &str) -> Answer {
    let headers = [JSON, ("x-forwarded-for", forwarded)];
    ask(service, "POST", "/api/v1/apple-profiles", &headers, BODY).await
}

#[tokio::test]
async fn a_client_that_asks_too_often_waits_and_others_do_not() {
    let hands = Hands::at(1_800_000_000);
    let mut config = Config::parse("test.toml", "[limits]\napple_profiles_per_minute = 3").unwrap();
    config.clock = hands.clock();
    let service = service(config, PageFiles::default());
    for _ in 0..3 {
        assert_eq!(post(&service, "192.0.2.1").await.status, StatusCode::OK);
    }
    let refused = post(&service, "192.0.2.1").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.header("retry-after"), "20");
    assert_eq!(refused.json()["code"], "too_many_requests");
    // What stands before the last proxy's word, anybody can write.
    assert_eq!(post(&service, "203.0.113.5, 192.0.2.1").await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(post(&service, "192.0.2.2").await.status, StatusCode::OK);
    for end in 1..=3 {
        assert_eq!(post(&service, &format!("2001:db8:0:1::{end}")).await.status, StatusCode::OK);
    }
    assert_eq!(
        post(&service, "2001:db8:0:1::9").await.status,
        StatusCode::TOO_MANY_REQUESTS,
        "one household"
    );
    assert_eq!(post(&service, "2001:db8:0:2::9").await.status, StatusCode::OK);
    hands.forward(20);
    assert_eq!(post(&service, "192.0.2.1").await.status, StatusCode::OK);
    assert_eq!(post(&service, "192.0.2.1").await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn nobody_speaks_for_others_who_is_not_a_trusted_proxy() {
    let text = "trusted_proxies = []\n[limits]\napple_profiles_per_minute = 1";
    let service = service(Config::parse("test.toml", text).unwrap(), PageFiles::default());
    assert_eq!(post(&service, "192.0.2.1").await.status, StatusCode::OK);
    assert_eq!(post(&service, "192.0.2.2").await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn links_are_fetched_without_a_limit() {
    let config = Config::parse("test.toml", "[limits]\napple_profiles_per_minute = 1").unwrap();
    let service = service(config, PageFiles::default());
    let link = common::apple_link(&service).await;
    for _ in 0..50 {
        assert_eq!(common::get(&service, &link).await.status, StatusCode::OK);
    }
}

#[test]
fn who_does_not_finish_a_request_is_let_go() {
    let file = put(&folder("limits-slow"), "config.toml", "[limits]\nrequest_seconds = 1");
    let companion = Companion::start(&["--config", file.to_str().unwrap()]);
    let start = Instant::now();
    let mut half_a_head = companion.connect();
    half_a_head.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n").unwrap();
    let mut half_a_body = companion.connect();
    half_a_body
        .write_all(
            b"POST /api/v1/apple-profiles HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 40\r\n\r\n{",
        )
        .unwrap();
    let answer = read_all(&mut half_a_body);
    assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("too_slow"), "{answer}");
    read_all(&mut half_a_head);
    assert!(start.elapsed() < Duration::from_secs(15), "{:?}", start.elapsed());
}

#[test]
fn a_head_that_is_too_long_is_refused() {
    let companion = Companion::start(&[]);
    let close = "host: x\r\nconnection: close\r\n\r\n";
    let long = companion.raw(&format!("GET /{} HTTP/1.1\r\n{close}", "a".repeat(20_000)));
    assert!(long.starts_with("HTTP/1.1 4"), "{long}");
    let fits = companion.raw(&format!("GET /{} HTTP/1.1\r\n{close}", "a".repeat(8_000)));
    assert!(fits.starts_with("HTTP/1.1 404"), "{fits}");
}

#[test]
fn connections_beyond_the_limit_wait_for_a_place() {
    let file = put(&folder("limits-places"), "config.toml", "[limits]\nconnections = 1\nrequest_seconds = 2");
    let companion = Companion::start(&["--config", file.to_str().unwrap()]);
    let idle = companion.connect();
    std::thread::sleep(Duration::from_millis(200));
    let start = Instant::now();
    let answer = companion.raw("GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(start.elapsed() > Duration::from_millis(1_000), "it did not wait: {:?}", start.elapsed());
    drop(idle);
}
