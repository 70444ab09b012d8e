//! `GET /api/v1/profile`: the profile as the page and portals read it, and the health checks.

mod common;

use axum::http::StatusCode;
use common::{api, ask, get};
use engine::Profile;
use site::Data;

#[tokio::test]
async fn the_profile_is_the_whole_profile() {
    let answer = get(&api(), "/api/v1/profile").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("cache-control"), "public, max-age=300");
    let profile: Profile = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(&profile, Data::embedded().unwrap().profile());
}

#[tokio::test]
async fn a_known_profile_is_not_sent_again() {
    let api = api();
    let etag = get(&api, "/api/v1/profile").await.header("etag").to_owned();
    let answer = ask(&api, "GET", "/api/v1/profile", &[("if-none-match", &etag)], "").await;
    assert_eq!(answer.status, StatusCode::NOT_MODIFIED);
    assert!(answer.body.is_empty());
}

#[tokio::test]
async fn the_profile_is_compressed_for_who_wants_it() {
    let api = api();
    let plain = get(&api, "/api/v1/profile").await;
    let packed = ask(&api, "GET", "/api/v1/profile", &[("accept-encoding", "gzip")], "").await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    let mut bytes = Vec::new();
    std::io::copy(&mut flate2::read::GzDecoder::new(&*packed.body), &mut bytes).unwrap();
    assert_eq!(bytes, plain.body);
}

#[tokio::test]
async fn health_is_there() {
    for path in ["/healthz", "/readyz"] {
        let answer = get(&api(), path).await;
        assert_eq!((answer.status, answer.text()), (StatusCode::OK, "ok\n"));
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}
