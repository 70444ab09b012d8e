//! The headers that every answer carries, good or bad.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use axum::body::Bytes;
use common::{apple_link, ask, service};
use server::{Config, PageFiles};

fn with(frame_ancestors: &str) -> Config {
    Config::parse("test.toml", &format!("frame_ancestors = {frame_ancestors}")).unwrap()
}

fn files() -> PageFiles {
    [("index.html".to_owned(), Bytes::from("start"))].into_iter().collect()
}

#[tokio::test]
async fn every_answer_has_them() {
    let service = service(Config::default(), files());
    let link = apple_link(&service).await;
    let known = ask(&service, "GET", "/", &[], "").await.header("etag").to_owned();
    for (method, path) in [
        ("GET", "/"),
        ("HEAD", "/"),
        ("POST", "/"),
        ("GET", "/nothing"),
        ("GET", "/api/v1/profile"),
        ("GET", "/api/v1/nothing"),
        ("POST", "/api/v1/apple-profiles"),
        ("GET", &link),
        ("GET", "/healthz"),
    ] {
        let answer = ask(&service, method, path, &[("if-none-match", &known)], "").await;
        assert_eq!(
            answer.header("content-security-policy"),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
             img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
            "{method} {path}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert!(answer.header("permissions-policy").contains("geolocation=()"));
        for absent in ["server", "set-cookie", "x-powered-by", "access-control-allow-origin"] {
            assert_eq!(answer.header(absent), "", "{method} {path}: {absent}");
        }
    }
}

#[tokio::test]
async fn the_configuration_says_who_may_frame_the_page() {
    for (setting, policy) in [
        ("[]", "frame-ancestors 'none'"),
        ("[\"none\"]", "frame-ancestors 'none'"),
        (
            "[\"self\", \"https://portal.example\", \"https://*.example:8443\", \"http://localhost:3000\"]",
            "frame-ancestors 'self' https://portal.example https://*.example:8443 http://localhost:3000",
        ),
    ] {
        let answer = ask(&service(with(setting), files()), "GET", "/", &[], "").await;
        assert!(answer.header("content-security-policy").ends_with(policy), "{setting}");
    }
}
