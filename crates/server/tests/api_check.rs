//! The live check over the API: what a stream says and in what order, and that many who ask cost the
//! mail servers one run.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use common::mail::{Mail, Manner, closed_port, profile, settings};
use common::{Answer, Hands, ask, folder};
use server::{Config, Metrics, PageFiles, app};
use site::Data;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tower::ServiceExt as _;

const PATH: &str = "/api/v1/check";
const STREAM: (&str, &str) = ("accept", "text/event-stream");

/// A companion for these endpoints, with a clock to move and its numbers.
fn service(name: &str, endpoints: &[(&str, &str, u16)], more: &str) -> (Router, Hands, Metrics) {
    let ports: Vec<u16> = endpoints.iter().map(|(_, _, port)| *port).collect();
    let text = format!("{more}\n{}", settings(&folder(&format!("api-check-{name}")), &ports));
    let mut config = Config::parse("test.toml", &text).unwrap();
    let (hands, metrics) = (Hands::at(1_800_000_000), config.metrics.clone());
    config.clock = hands.clock();
    let profile = serde_json::from_value(profile(endpoints)).unwrap();
    let data = Data::embedded().unwrap();
    (app(config, &data, profile, PageFiles::default()).unwrap(), hands, metrics)
}

async fn check(service: &Router, query: &str) -> Answer {
    ask(service, "GET", &format!("{PATH}{query}"), &[], "").await
}

#[tokio::test]
async fn a_stream_tells_plan_stages_and_document_in_order() {
    let (good, bad) = (Mail::start(Manner::Good).await, Mail::start(Manner::Expired).await);
    let endpoints = [("good", "imap", good.port), ("bad", "imap", bad.port), ("old", "pop", closed_port())];
    let (service, _, _) = service("order", &endpoints, "");
    let path = format!("{PATH}?endpoint=good&endpoint=bad");
    let answer = ask(&service, "GET", &path, &[STREAM], "").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "text/event-stream");
    assert_eq!(answer.header("cache-control"), "no-store, no-transform");
    let told = answer.events();
    assert_eq!(told[0].0, "run");
    assert_eq!(told[0].1["endpoints"][0]["stages"].as_array().unwrap().len(), 6);
    let stages = |id: &str| {
        let own = told.iter().filter(|(name, data)| name == "stage" && data["endpoint"] == id);
        own.map(|(_, data)| data["stage"]["name"].as_str().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(stages("good"), ["dns", "connect", "tls", "certificate", "greeting", "capabilities"]);
    assert!(stages("bad").starts_with(&["dns", "connect", "tls", "certificate"]));
    let place = |wanted: &str| told.iter().rposition(|(name, _)| name == wanted).unwrap();
    assert!(place("stage") < place("endpoint") && place("endpoint") < place("done"));
    assert_eq!(place("done"), told.len() - 1);
    let report = &told[told.len() - 1].1;
    assert_eq!((&report["status"], &report["source"]), (&"warn".into(), &"live".into()));
    assert_eq!(report["endpoints"][1]["code"], "expired");
    let last = answer.text().lines().rev().find_map(|line| line.strip_prefix("id: ")).unwrap();
    let again = ask(&service, "GET", &path, &[STREAM, ("last-event-id", last)], "").await;
    assert_eq!(again.status, StatusCode::NO_CONTENT, "a browser that comes again is told to stop");

    // What is kept is told in the same way.
    let kept = ask(&service, "GET", &path, &[STREAM], "").await;
    assert_eq!(kept.events().last().unwrap().1["source"], "cache");
    assert_eq!(kept.events().len(), told.len());
    assert_eq!((good.asked(), bad.asked()), (1, 1));
}

#[tokio::test]
async fn a_thousand_who_ask_cost_one_run() {
    let mail = Mail::start(Manner::Late(700)).await;
    let limits = "[limits]\nchecks_per_minute = 5000\nstreams = 2000\nstreams_per_client = 2000";
    let (service, _, metrics) = service("thousand", &[("one", "imap", mail.port)], limits);
    let mut asking = tokio::task::JoinSet::new();
    for number in 0..1_000 {
        let service = service.clone();
        asking.spawn(async move {
            let accept = if number % 2 == 0 { STREAM } else { ("accept", "application/json") };
            let answer = ask(&service, "GET", &format!("{PATH}?endpoint=one"), &[accept], "").await;
            assert_eq!(answer.status, StatusCode::OK);
            let report = if number % 2 == 0 { answer.events().pop().unwrap().1 } else { answer.json() };
            assert_eq!((&report["status"], &report["source"]), (&"ok".into(), &"live".into()), "{report}");
        });
    }
    let mut answered = 0;
    while let Some(ended) = asking.join_next().await {
        ended.unwrap();
        answered += 1;
    }
    assert_eq!((answered, mail.asked()), (1_000, 1));
    let text = metrics.text();
    assert!(text.contains("\nmail_setup_check_runs_total 1\n"), "{text}");
    assert!(text.contains("\nmail_setup_check_joined_total 999\n"), "{text}");
    assert!(
        text.contains("{endpoint=\"one\",host=\"mail.test.example\",status=\"ok\",code=\"none\"} 1\n"),
        "{text}"
    );
    assert!(text.contains("\nmail_setup_streams 0\n"), "{text}");
}

#[tokio::test]
async fn results_are_kept_and_runs_keep_their_distance() {
    let mail = Mail::start(Manner::Good).await;
    let (service, hands, _) = service("cache", &[("one", "imap", mail.port)], "");
    let one = "?endpoint=one";
    let fresh = "?endpoint=one&fresh=true";
    assert_eq!(check(&service, one).await.json()["source"], "live");
    hands.forward(9);
    let kept = check(&service, fresh).await.json();
    assert_eq!((&kept["source"], &kept["age_s"]), (&"cache".into(), &9.into()), "10 s is the least");
    hands.forward(1);
    assert_eq!(check(&service, fresh).await.json()["source"], "live");
    hands.forward(29);
    assert_eq!(check(&service, one).await.json()["source"], "cache");
    assert_eq!(mail.asked(), 2);
    hands.forward(1);
    mail.become_(Manner::Expired);
    assert_eq!(check(&service, one).await.json()["status"], "fail");
    hands.forward(14);
    assert_eq!(check(&service, one).await.json()["source"], "cache");
    hands.forward(1);
    mail.become_(Manner::Good);
    assert_eq!(check(&service, one).await.json()["status"], "ok", "what fails is asked again sooner");
    assert_eq!(mail.asked(), 4);
}

#[tokio::test]
async fn a_provider_that_holds_us_off_is_left_alone() {
    let mail = Mail::start(Manner::Throttles).await;
    let (service, hands, _) = service("backoff", &[("one", "imap", mail.port)], "");
    let one = "?endpoint=one&fresh=true";
    assert_eq!(check(&service, one).await.json()["endpoints"][0]["code"], "provider_limit");
    for (wait, runs) in [(60, 1), (120, 2), (240, 3), (480, 4), (600, 5), (600, 6)] {
        hands.forward(wait - 1);
        let report = check(&service, one).await.json();
        assert_eq!((&report["source"], &report["status"]), (&"stale".into(), &"unknown".into()));
        assert_eq!(mail.asked(), runs, "before {wait} s are over");
        hands.forward(1);
        assert_eq!(check(&service, one).await.json()["source"], "live");
        assert_eq!(mail.asked(), runs + 1);
    }
    hands.forward(600);
    mail.become_(Manner::Good);
    assert_eq!(check(&service, one).await.json()["status"], "ok");
    hands.forward(10);
    assert_eq!(check(&service, one).await.json()["source"], "live", "it counts from the beginning again");
}

#[tokio::test]
async fn who_asks_too_often_or_too_much_waits() {
    let mail = Mail::start(Manner::Silent).await;
    let limits = "[limits]\nchecks_per_minute = 4\nstreams = 3\nstreams_per_client = 2";
    let (service, _, metrics) = service("limits", &[("one", "imap", mail.port)], limits);
    let open = async |client: &str| {
        let request = Request::get(format!("{PATH}?endpoint=one"))
            .header("accept", "text/event-stream")
            .header("x-forwarded-for", client);
        service.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    };
    let (first, second) = (open("192.0.2.1").await, open("192.0.2.1").await);
    let refused = open("203.0.113.9, 192.0.2.1").await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    let other = open("192.0.2.2").await;
    assert_eq!(other.status(), StatusCode::OK);
    let full = open("192.0.2.3").await;
    assert_eq!(full.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(full.headers().contains_key("retry-after"));
    drop((first, second));
    assert_eq!(open("192.0.2.1").await.status(), StatusCode::OK, "a place that is left is free");
    assert_eq!(open("192.0.2.1").await.status(), StatusCode::TOO_MANY_REQUESTS, "the fifth in a minute");
    let text = metrics.text();
    for limit in ["client_rate", "client_streams", "streams"] {
        assert!(text.contains(&format!("mail_setup_limited_total{{limit=\"{limit}\"}} 1\n")), "{text}");
    }
}

#[tokio::test]
async fn a_run_that_nobody_listens_to_ends() {
    let mail = Mail::start(Manner::Silent).await;
    let settings = settings(&folder("api-check-left"), &[mail.port])
        .replace("controls = []", "controls = []\nminimum_interval_seconds = 1");
    let config = Config::parse("test.toml", &settings).unwrap();
    let metrics = config.metrics.clone();
    let profile = serde_json::from_value(profile(&[("one", "imap", mail.port)])).unwrap();
    let service = app(config, &Data::embedded().unwrap(), profile, PageFiles::default()).unwrap();
    let leave_soon = tokio::time::timeout(Duration::from_millis(500), check(&service, "?endpoint=one"));
    assert!(leave_soon.await.is_err());
    assert_eq!(mail.open.load(Ordering::SeqCst), 1, "for a moment it goes on, for whoever comes next");
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert_eq!(mail.open.load(Ordering::SeqCst), 0, "the connection is closed");
    assert!(metrics.text().contains("mail_setup_check_abandoned_total 1\n"));
}
