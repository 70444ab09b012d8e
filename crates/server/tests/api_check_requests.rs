//! What the live check refuses, and which other origins may read what.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use axum::http::StatusCode;
use common::{api, ask, service};
use server::{Config, PageFiles};

const PATH: &str = "/api/v1/check";

#[tokio::test]
async fn what_is_wrong_is_named() {
    let service = api();
    for (query, status, code, field, found) in [
        ("endpoint=imap.example.com", 404, "unknown_endpoint", "endpoint", "imap.example.com"),
        ("endpoint=imap-com-993&endpoint=x%20y", 404, "unknown_endpoint", "endpoint", "x y"),
        ("endpoint=", 404, "unknown_endpoint", "endpoint", ""),
        ("endpoint=mail-qcom-993", 404, "unknown_endpoint", "endpoint", "mail-qcom-993"),
        ("host=192.0.2.1", 400, "invalid_parameter", "query", "host"),
        ("fresh=perhaps", 400, "invalid_parameter", "fresh", "perhaps"),
    ] {
        let answer = ask(&service, "GET", &format!("{PATH}?{query}"), &[], "").await;
        assert_eq!(answer.status.as_u16(), status, "{query}: {}", answer.text());
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let problem = answer.json();
        assert_eq!(
            (&problem["code"], &problem["field"], &problem["found"]),
            (&code.into(), &field.into(), &found.into())
        );
        assert!(!problem["accepted"].as_array().unwrap().is_empty(), "{problem}");
    }
    let accepted = ask(&service, "GET", &format!("{PATH}?endpoint=x"), &[], "").await.json();
    assert!(accepted["accepted"].as_array().unwrap().contains(&"imap-com-993".into()), "{accepted}");
    let long = ask(&service, "GET", &format!("{PATH}?endpoint={}", "a".repeat(5_000)), &[], "").await;
    assert_eq!(long.json()["found"].as_str().unwrap().len(), 100);
}

#[tokio::test]
async fn only_what_it_can_make_is_promised() {
    let service = api();
    let refused = ask(&service, "GET", PATH, &[("accept", "text/html")], "").await;
    assert_eq!(refused.status, StatusCode::NOT_ACCEPTABLE);
    assert_eq!(refused.json()["code"], "not_acceptable");
    for (accept, kind) in [
        ("text/event-stream", "text/event-stream"),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("application/json;q=0.5, text/event-stream", "text/event-stream"),
        ("text/event-stream;q=0, */*", "application/json"),
    ] {
        // HEAD asks nobody.
        let answer = ask(&service, "HEAD", PATH, &[("accept", accept)], "").await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, kind), "{accept}");
    }
    let wrong = ask(&service, "POST", PATH, &[], "").await;
    assert_eq!(wrong.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn other_sites_start_no_checks() {
    let text = "allowed_origins = [\"https://portal.example\"]";
    let service = service(Config::parse("test.toml", text).unwrap(), PageFiles::default());
    let cross = ("sec-fetch-site", "cross-site");
    let refused = ask(&service, "HEAD", PATH, &[cross], "").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let other = ask(&service, "HEAD", PATH, &[cross, ("origin", "https://evil.example")], "").await;
    assert_eq!(other.status, StatusCode::FORBIDDEN);
    let listed = ask(&service, "HEAD", PATH, &[cross, ("origin", "https://portal.example")], "").await;
    assert_eq!(listed.status, StatusCode::OK);
    assert_eq!(listed.header("access-control-allow-origin"), "https://portal.example");
    assert_eq!(ask(&service, "HEAD", PATH, &[("sec-fetch-site", "same-origin")], "").await.status, 200);
}

#[tokio::test]
async fn origins_are_compared_letter_by_letter() {
    let text = "allowed_origins = [\"https://portal.example\", \"https://other.example:8443\"]";
    let listed = service(Config::parse("test.toml", text).unwrap(), PageFiles::default());
    let profile = "/api/v1/profile";
    for (origin, allowed) in [
        ("https://portal.example", true),
        ("https://other.example:8443", true),
        ("http://portal.example", false),
        ("https://portal.example:443", false),
        ("https://portal.example.evil.example", false),
        ("https://a.portal.example", false),
        ("https://PORTAL.example", false),
        ("null", false),
    ] {
        let answer = ask(&listed, "GET", profile, &[("origin", origin)], "").await;
        let said = answer.header("access-control-allow-origin");
        assert_eq!(said, if allowed { origin } else { "" }, "{origin}");
        assert!(answer.headers.get_all("vary").iter().any(|value| value == "Origin"), "{origin}");
        assert_eq!(answer.header("access-control-allow-credentials"), "");
        let preflight = [("origin", origin), ("access-control-request-method", "GET")];
        let answer = ask(&listed, "OPTIONS", profile, &preflight, "").await;
        assert_eq!(answer.status == StatusCode::NO_CONTENT, allowed, "{origin}");
        // The page offers Apple profiles, and its companion may be elsewhere.
        let preflight = [
            ("origin", origin),
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", "content-type"),
        ];
        let answer = ask(&listed, "OPTIONS", "/api/v1/apple-profiles", &preflight, "").await;
        assert_eq!(answer.status == StatusCode::NO_CONTENT, allowed, "{origin}");
        let may = answer.header("access-control-allow-methods").contains("POST")
            && answer.header("access-control-allow-headers").contains("content-type");
        assert_eq!(may, allowed, "{origin}");
        let account = r#"{"address":"pat@q.com"}"#;
        let headers = [("origin", origin), ("content-type", "application/json")];
        let answer = ask(&listed, "POST", "/api/v1/apple-profiles", &headers, account).await;
        assert_eq!(
            answer.header("access-control-allow-origin"),
            if allowed { origin } else { "" },
            "{origin}"
        );
    }
    let origin = ("origin", "https://portal.example");
    for path in [profile, "/api/v1/check?fresh=?", "/api/v1/notice"] {
        let answer = ask(&listed, "GET", path, &[origin, ("sec-fetch-site", "cross-site")], "").await;
        assert_eq!(answer.header("access-control-allow-origin"), "https://portal.example", "{path}");
    }
    for path in ["/api/v1/apple-profiles/x/y", "/healthz", "/"] {
        let answer = ask(&listed, "GET", path, &[origin], "").await;
        assert_eq!(answer.header("access-control-allow-origin"), "", "{path}");
    }
    let closed = ask(&api(), "GET", profile, &[origin], "").await;
    assert_eq!(closed.header("access-control-allow-origin"), "");
    for wrong in ["*", "https://*.example", "https://portal.example/", "portal.example"] {
        let said = Config::parse("t", &format!("allowed_origins = [{wrong:?}]")).unwrap_err().to_string();
        assert!(said.contains("allowed_origins[0]") && said.contains("is not an origin"), "{said}");
    }
}
