//! Real answers of the companion are what the document says; and every answer that it describes is
//! given here, so that none stands there which the companion no longer gives.

use crate::common::mail::{HOST, Mail, Manner, closed_port, profile, settings};
use crate::common::signing::Chain;
use crate::common::{
    ADDRESS, Answer, Hands, JSON, api, apple_link, ask, folder, get, post_apple, put, service,
};
use crate::document::Document;
use crate::types::{same, same_as_seen};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use engine::report::{self, Report};
use serde_json::Value;
use server::{Config, PageFiles, app};
use site::Data;
use std::collections::BTreeSet;
use tower::ServiceExt as _;

const CHECK: &str = "/api/v1/check";
const APPLE: &str = "/api/v1/apple-profiles";
const TAKE: &str = "/api/v1/apple-profiles/{token}/{name}";
const STREAM: (&str, &str) = ("accept", "text/event-stream");
const ORIGIN: (&str, &str) = ("origin", "https://portal.example");

/// The document, and which of its answers were given.
struct Judge {
    document: Document,
    given: BTreeSet<(String, u16, String)>,
    problems: Vec<Value>,
}

impl Judge {
    /// Asserts that the answer is as described, and that it is the one that is wanted.
    fn hear(&mut self, method: &str, path: &str, answer: &Answer, status: u16) {
        self.document.judge(method, path, answer);
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.text());
        let mut code = String::new();
        if answer.header("content-type") == "application/problem+json" {
            answer.json()["code"].as_str().unwrap().clone_into(&mut code);
            self.problems.push(answer.json());
        }
        self.given.insert((format!("{method} {path}"), status, code));
    }

    fn described(&self) -> BTreeSet<(String, u16, String)> {
        let mut all = BTreeSet::new();
        for (path, method, operation) in self.document.operations() {
            for (status, response) in operation["responses"].as_object().unwrap() {
                let status = status.parse().unwrap();
                let codes = self.document.problems(std::iter::once(response));
                if codes.is_empty() {
                    all.insert((format!("{method} {path}"), status, String::new()));
                }
                all.extend(codes.into_iter().map(|(_, code)| (format!("{method} {path}"), status, code)));
            }
        }
        all
    }
}

fn with(text: &str) -> Router {
    service(Config::parse("test.toml", text).unwrap(), PageFiles::default())
}

#[tokio::test]
async fn every_answer_is_as_described_and_every_described_answer_is_given() {
    let mut judge = Judge { document: Document::read(), given: BTreeSet::new(), problems: Vec::new() };
    everywhere(&mut judge).await;
    documents(&mut judge).await;
    notices(&mut judge).await;
    checks(&mut judge).await;
    refused_checks(&mut judge).await;
    apple_profiles(&mut judge).await;

    same_as_seen(&judge.document, "Problem", &judge.problems);
    let mut described = judge.described();
    // Our own fault cannot be had on purpose.
    described.retain(|(_, status, _)| *status != 500);
    assert_eq!(judge.given, described);
}

/// What every route answers.
async fn everywhere(judge: &mut Judge) {
    let (api, listed) = (api(), with("hosts = [\"help.example.net\"]"));
    let operations: Vec<(String, String)> =
        judge.document.operations().map(|(path, method, _)| (path.to_owned(), method.to_owned())).collect();
    for (path, method) in &operations {
        judge.hear(method, path, &ask(&api, "PATCH", path, &[], "").await, 405);
        let answer = ask(&listed, &method.to_uppercase(), path, &[("host", "evil.example")], "").await;
        judge.hear(method, path, &answer, 421);
    }
    let nothing = get(&api, "/api/v1/nothing").await;
    assert_eq!((nothing.status.as_u16(), &nothing.json()["code"]), (404, &"not_found".into()));
    judge.document.fits_schema("Problem", &nothing.json());
}

async fn documents(judge: &mut Judge) {
    let listed = with("allowed_origins = [\"https://portal.example\"]");
    for path in ["/api/v1/profile", "/api/v1/openapi.json", "/api/v1/profile.schema.json"] {
        let answer = ask(&listed, "GET", path, &[ORIGIN], "").await;
        assert_eq!(answer.header("access-control-allow-origin"), "https://portal.example", "{path}");
        judge.hear("get", path, &answer, 200);
        let known = [ORIGIN, ("if-none-match", answer.header("etag"))];
        judge.hear("get", path, &ask(&listed, "GET", path, &known, "").await, 304);
    }
    for path in ["/healthz", "/readyz"] {
        judge.hear("get", path, &get(&listed, path).await, 200);
    }
}

async fn notices(judge: &mut Judge) {
    let path = "/api/v1/notice";
    let place = folder("openapi-notice");
    let text = "[text]\nen = \"Down\"\nes = \"Caído\"\n";
    let all = format!(
        "from = \"2026-01-01T00:00:00Z\"\nuntil = \"2226-01-01T00:00:00Z\"\napps = [\"thunderbird\"]\n{text}"
    );
    let mut samples = Vec::new();
    for (name, text) in [("all.toml", all.as_str()), ("least.toml", text)] {
        let config = Config { notice: Some(put(&place, name, text)), ..Config::default() };
        let answer = get(&service(config, PageFiles::default()), path).await;
        judge.hear("get", path, &answer, 200);
        samples.push(answer.json());
    }
    same_as_seen(&judge.document, "Notice", &samples);
    let none = get(&api(), path).await;
    assert_eq!(none.json(), Value::Null);
    judge.hear("get", path, &none, 200);
}

/// A companion for these endpoints.
fn companion(name: &str, endpoints: &[(&str, &str, u16)], more: &str) -> (Router, Config) {
    let ports: Vec<u16> = endpoints.iter().map(|(_, _, port)| *port).collect();
    let text = format!("{more}\n{}", settings(&folder(&format!("openapi-{name}")), &ports));
    let config = Config::parse("test.toml", &text).unwrap();
    let profile = serde_json::from_value(profile(endpoints)).unwrap();
    (app(config.clone(), &Data::embedded().unwrap(), profile, PageFiles::default()).unwrap(), config)
}

async fn checks(judge: &mut Judge) {
    let (good, bad, busy) = (
        Mail::start(Manner::Good).await,
        Mail::start(Manner::Expired).await,
        Mail::start(Manner::Throttles).await,
    );
    let endpoints = [
        ("good", "imap", good.port),
        ("bad", "imap", bad.port),
        ("busy", "imap", busy.port),
        ("gone", "submission", closed_port()),
    ];
    let (service, _) = companion("check", &endpoints, "allowed_origins = [\"https://portal.example\"]");
    let stream = ask(&service, "GET", CHECK, &[STREAM, ORIGIN], "").await;
    judge.hear("get", CHECK, &stream, 200);
    let document = ask(&service, "GET", CHECK, &[ORIGIN], "").await;
    judge.hear("get", CHECK, &document, 200);
    let report = document.json();
    let statuses: Vec<&str> =
        report["endpoints"].as_array().unwrap().iter().map(|one| one["status"].as_str().unwrap()).collect();
    assert_eq!(statuses, ["ok", "fail", "unknown", "fail"], "{report}");

    let events = stream.events();
    let first = |wanted: &str| events.iter().find(|(name, _)| name == wanted).unwrap().1.clone();
    for name in ["run", "stage", "endpoint", "done"] {
        assert!(!first(name).is_null());
    }
    assert_eq!(first("run")["endpoints"][0]["host"], HOST);
    same_as_seen(&judge.document, "Plan", &[first("run")]);
    same_as_seen(&judge.document, "PlannedEndpoint", &[first("run")["endpoints"][0].clone()]);
    let judged = &judge.document;
    let address = &report["endpoints"][0]["addresses"][0];
    let stage =
        |name: &str| address["stages"].as_array().unwrap().iter().find(|one| one["name"] == name).unwrap();
    same::<Report>(judged, "Report", &report);
    same::<report::EndpointReport>(judged, "EndpointReport", &report["endpoints"][1]);
    same::<report::AddressReport>(judged, "AddressReport", address);
    same::<report::Stage>(judged, "Stage", stage("tls"));
    same::<report::StageData>(judged, "StageData", &stage("tls")["data"]);
    same::<report::CertificateData>(judged, "CertificateData", &stage("certificate")["data"]["certificate"]);
    same::<report::Lookup>(judged, "Lookup", &report["endpoints"][0]["dns"]["data"]["a"]);
    same::<report::StageEvent>(judged, "StageEvent", &first("stage"));

    let last = stream.text().lines().rev().find_map(|line| line.strip_prefix("id: ")).unwrap();
    let again = ask(&service, "GET", CHECK, &[STREAM, ORIGIN, ("last-event-id", last)], "").await;
    judge.hear("get", CHECK, &again, 204);
}

async fn refused_checks(judge: &mut Judge) {
    let api = api();
    for (query, header, status) in [
        ("?host=192.0.2.1", STREAM, 400),
        ("?fresh=perhaps", STREAM, 400),
        ("", ("sec-fetch-site", "cross-site"), 403),
        ("?endpoint=imap.example.com", STREAM, 404),
        ("", ("accept", "text/html"), 406),
    ] {
        judge.hear("get", CHECK, &ask(&api, "GET", &format!("{CHECK}{query}"), &[header], "").await, status);
    }

    let silent = Mail::start(Manner::Silent).await;
    let endpoints = [("one", "imap", silent.port)];
    let limits = "[limits]\nchecks_per_minute = 2\nstreams = 1\ndrain_seconds = 0";
    let (service, config) = companion("limits", &endpoints, limits);
    let open = Request::get(format!("{CHECK}?endpoint=one")).header(STREAM.0, STREAM.1).body(Body::empty());
    let open = service.clone().oneshot(open.unwrap()).await.unwrap();
    judge.hear("get", CHECK, &get(&service, CHECK).await, 503);
    judge.hear("get", CHECK, &get(&service, CHECK).await, 429);
    drop(open);

    let (service, ending) = companion("ending", &endpoints, "[limits]\ndrain_seconds = 0");
    ending.ending.tell();
    judge.hear("get", CHECK, &get(&service, &format!("{CHECK}?endpoint=one")).await, 503);
    let cut = ask(&service, "GET", &format!("{CHECK}?endpoint=one"), &[STREAM], "").await;
    judge.hear("get", CHECK, &cut, 200);
    let (name, problem) = cut.events().pop().unwrap();
    assert_eq!((name.as_str(), &problem["code"]), ("problem", &"ending".into()));
    drop(config);
}

async fn apple_profiles(judge: &mut Judge) {
    let hands = Hands::at(1_800_000_000);
    let config = Config { clock: hands.clock(), ..Config::default() };
    let api = service(config, PageFiles::default());
    let made = post_apple(&api, &format!(r#"{{"address":"{ADDRESS}"}}"#)).await;
    judge.hear("post", APPLE, &made, 200);
    judge.hear("get", APPLE, &get(&api, APPLE).await, 200);
    let signing = Chain::usual().settings(&folder("openapi-signing"));
    let config = Config { clock: hands.clock(), signing: Some(signing), ..Config::default() };
    let signed = service(config, PageFiles::default());
    let by = post_apple(&signed, &format!(r#"{{"address":"{ADDRESS}"}}"#)).await;
    judge.hear("post", APPLE, &by, 200);
    same_as_seen(&judge.document, "Link", &[made.json(), by.json()]);
    let signer = get(&signed, APPLE).await;
    judge.hear("get", APPLE, &signer, 200);
    same_as_seen(&judge.document, "Signer", &[get(&api, APPLE).await.json(), signer.json()]);
    let link = apple_link(&api).await;
    judge.hear("get", TAKE, &get(&api, &link).await, 200);
    judge.hear("get", TAKE, &get(&api, &format!("{APPLE}/x/y")).await, 404);
    hands.forward(15 * 60);
    judge.hear("get", TAKE, &get(&api, &link).await, 410);

    // What the body may hold, as the companion itself says it.
    let unknown = post_apple(&api, r#"{"?":1}"#).await;
    judge.hear("post", APPLE, &unknown, 400);
    let detail = unknown.json()["detail"].as_str().unwrap().to_owned();
    let (_, fields) = detail.split_once("expected one of ").unwrap();
    let fields: BTreeSet<&str> = fields.split('`').skip(1).step_by(2).collect();
    let schema = judge.document.schema("Account");
    assert_eq!(fields, schema["properties"].as_object().unwrap().keys().map(String::as_str).collect());
    assert_eq!(schema["required"], Value::from(vec!["address"]));

    let long = format!(r#"{{"address":"{}"}}"#, "a".repeat(4096));
    for (body, status) in [
        (long.as_str(), 413),
        (r#"{"address":"pat@gmail.com"}"#, 422),
        (r#"{"address":"pat@q.com","incoming":"x"}"#, 422),
    ] {
        let answer = post_apple(&api, body).await;
        judge.hear("post", APPLE, &answer, status);
        if let Some(finding) = answer.json().get("findings") {
            same_as_seen(&judge.document, "Finding", &[finding[0].clone()]);
        }
    }
    let text = ask(&api, "POST", APPLE, &[("content-type", "text/plain")], "{}").await;
    judge.hear("post", APPLE, &text, 415);

    let slow = with("[limits]\nrequest_seconds = 1\napple_profiles_per_minute = 1");
    let body = Body::from_stream(futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>());
    let request = Request::post(APPLE).header(JSON.0, JSON.1).body(body).unwrap();
    judge.hear("post", APPLE, &Answer::of(slow.clone().oneshot(request).await.unwrap()).await, 408);
    judge.hear("post", APPLE, &post_apple(&slow, "{}").await, 429);
}
