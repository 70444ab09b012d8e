//! The API, version 1. Every error in it is a problem (RFC 9457), never the page.

pub(crate) mod apple;
pub(crate) mod check;

use crate::app::App;
use crate::problem::{Problem, ProblemCode};
use axum::extract::State;
use axum::http::{HeaderMap, Method, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// `GET /api/v1/profile`: the provider profile, by which the page also finds its companion.
pub(crate) async fn profile(State(app): State<Arc<App>>, method: Method, headers: HeaderMap) -> Response {
    match &app.profile_json {
        Some(asset) => asset.answer(&method, &headers),
        None => internal().into_response(),
    }
}

/// `GET /api/v1/notice`: the operator's notice, or `null` where none holds.
pub(crate) async fn notice(State(app): State<Arc<App>>) -> Response {
    let notice = app.notice.as_ref().and_then(|file| file.at(app.config.clock.now()));
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    match serde_json::to_vec(&notice) {
        Ok(body) => (headers, body).into_response(),
        Err(_) => internal().into_response(),
    }
}

/// For every path under `/api/` that is none of ours.
pub(crate) async fn not_found() -> Problem {
    Problem::new(ProblemCode::NotFound, "There is nothing at this path of the API.")
}

/// For a path of ours, asked with a method that it does not have; `Allow` names those it has.
pub(crate) async fn wrong_method() -> Problem {
    Problem::new(
        ProblemCode::MethodNotAllowed,
        "This path does not have the request's method; the Allow header names those that it has.",
    )
}

/// For what can only be a fault of ours.
pub(crate) fn internal() -> Problem {
    Problem::new(ProblemCode::Internal, "The program failed. Try again later.")
}
