//! The API, version 1. Every error in it is a problem (RFC 9457), never the page.

pub(crate) mod apple;
pub(crate) mod check;

use crate::app::App;
use crate::files::Asset;
use crate::problem::{Problem, ProblemCode};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// The description of every route. Written by hand; `tests/openapi/` compares it with the routes, the
/// types and real answers, so that neither can change alone.
pub(crate) const OPENAPI: &str = include_str!("../../openapi.json");

/// `GET /api/v1/profile`: the provider profile, by which the page also finds its companion.
pub(crate) async fn profile(State(app): State<Arc<App>>, method: Method, headers: HeaderMap) -> Response {
    document(app.profile_json.as_ref(), &method, &headers)
}

/// `GET /api/v1/openapi.json`: [`OPENAPI`].
pub(crate) async fn openapi(State(app): State<Arc<App>>, method: Method, headers: HeaderMap) -> Response {
    document(app.openapi.as_ref(), &method, &headers)
}

/// `GET /api/v1/profile.schema.json`: the JSON Schema by which profiles are written.
pub(crate) async fn profile_schema(
    State(app): State<Arc<App>>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    document(app.profile_schema.as_ref(), &method, &headers)
}

fn document(asset: Option<&Asset>, method: &Method, headers: &HeaderMap) -> Response {
    asset.map_or_else(|| internal().into_response(), |asset| asset.answer(method, headers))
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

/// A request's body, of at most `most` bytes, in the time that a request has.
pub(crate) async fn body(app: &App, body: Body, most: usize) -> Result<Bytes, Problem> {
    let late = |_| Problem::new(ProblemCode::TooSlow, "The request's body did not arrive in time.");
    let body = tokio::time::timeout(app.config.limits.request(), to_bytes(body, most)).await.map_err(late)?;
    body.map_err(|_| {
        let detail = format!("The request's body is cut off, or larger than {most} bytes.");
        Problem::new(ProblemCode::TooLarge, detail)
    })
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
