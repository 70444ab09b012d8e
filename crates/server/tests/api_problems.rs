//! Under /api/ every error is a problem document (RFC 9457), never the page.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use axum::body::Bytes;
use axum::http::StatusCode;
use common::{Answer, JSON, api, ask, get, post_apple, service};
use server::{Config, PageFiles};

fn is_problem(answer: &Answer, status: StatusCode, code: &str) {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.header("cache-control"), "no-store");
    let json = answer.json();
    assert_eq!(json["type"], "about:blank");
    assert_eq!(json["title"], status.canonical_reason().unwrap());
    assert_eq!(json["status"], status.as_u16());
    assert_eq!(json["code"], code);
    assert!(json["detail"].as_str().is_some_and(|detail| detail.ends_with('.')), "{json}");
}

#[tokio::test]
async fn unknown_paths_are_never_the_page() {
    let files: PageFiles =
        [("index.html", "the page"), ("api/index.html", "the page"), ("api/v1/x", "the page")]
            .map(|(name, text)| (name.to_owned(), Bytes::from(text)))
            .into_iter()
            .collect();
    let service = service(Config::default(), files);
    assert_eq!(get(&service, "/").await.text(), "the page");
    for path in [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/x",
        "/api/v1/profile/",
        "/api/v2/profile",
        "/api%2fv1%2fx",
        "//api/",
    ] {
        for method in ["GET", "POST"] {
            is_problem(&ask(&service, method, path, &[], "").await, StatusCode::NOT_FOUND, "not_found");
        }
    }
}

#[tokio::test]
async fn a_wrong_method_names_the_right_ones() {
    let api = api();
    for (path, method, allow) in [
        ("/api/v1/profile", "POST", "GET,HEAD"),
        ("/api/v1/apple-profiles", "PUT", "GET,HEAD,POST"),
        ("/api/v1/apple-profiles/x/y", "PUT", "GET,HEAD"),
        ("/api/v1/profile", "BREW", "GET,HEAD"),
        ("/healthz", "DELETE", "GET,HEAD"),
    ] {
        let answer = ask(&api, method, path, &[], "").await;
        is_problem(&answer, StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed");
        assert_eq!(answer.header("allow"), allow, "{path}");
    }
}

#[tokio::test]
async fn a_body_that_is_not_the_account_is_refused() {
    let api = api();
    let long = format!(r#"{{"address":"{}"}}"#, "a".repeat(4096));
    for (body, status, code) in [
        ("", StatusCode::BAD_REQUEST, "not_understood"),
        ("[]", StatusCode::BAD_REQUEST, "not_understood"),
        ("{}", StatusCode::BAD_REQUEST, "not_understood"),
        (r#"{"address":1}"#, StatusCode::BAD_REQUEST, "not_understood"),
        (r#"{"address":"pat@q.com","password":"x"}"#, StatusCode::BAD_REQUEST, "not_understood"),
        (r#"{"address":"pat@q.com","lang":"fr"}"#, StatusCode::BAD_REQUEST, "not_understood"),
        (r#"{"address":"pat@q.com"} {}"#, StatusCode::BAD_REQUEST, "not_understood"),
        (r#"{"address":"pat@q.com","address":"pat@q.com"}"#, StatusCode::BAD_REQUEST, "not_understood"),
        (r#"{"address":"pat@q.com","incoming":"x"}"#, StatusCode::UNPROCESSABLE_ENTITY, "unknown_endpoint"),
        (
            r#"{"address":"pat@q.com","incoming":"smtp-com-587"}"#,
            StatusCode::UNPROCESSABLE_ENTITY,
            "unknown_endpoint",
        ),
        (&long, StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
    ] {
        is_problem(&post_apple(&api, body).await, status, code);
    }
    for media_type in ["text/plain", "application/x-www-form-urlencoded", ""] {
        let headers = [("content-type", media_type)];
        let answer =
            ask(&api, "POST", "/api/v1/apple-profiles", &headers, r#"{"address":"pat@q.com"}"#).await;
        is_problem(&answer, StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json");
    }
}

#[tokio::test]
async fn an_unusable_value_is_a_finding_in_the_readers_language() {
    let api = api();
    for (body, code, field) in [
        (r#"{"address":"pat@gmail.com"}"#, "address_other_provider", "address"),
        (r#"{"address":"pat"}"#, "address_incomplete", "address"),
        (r#"{"address":"pat@q.com","name":"a\u0000b"}"#, "name_character", "name"),
    ] {
        let answer = post_apple(&api, body).await;
        is_problem(&answer, StatusCode::UNPROCESSABLE_ENTITY, "unusable");
        let finding = &answer.json()["findings"][0];
        assert_eq!((finding["code"].as_str(), finding["field"].as_str()), (Some(code), Some(field)));
    }
    let spanish =
        ask(&api, "POST", "/api/v1/apple-profiles", &[JSON], r#"{"address":"pat@gmail.com","lang":"es"}"#)
            .await;
    let message = spanish.json()["findings"][0]["message"].as_str().unwrap().to_owned();
    assert!(message.contains("no es de CenturyLink"), "{message}");
}

#[tokio::test]
async fn a_path_that_is_not_text_is_a_problem() {
    is_problem(&get(&api(), "/api/v1/apple-profiles/%ff/x").await, StatusCode::NOT_FOUND, "no_such_link");
}
