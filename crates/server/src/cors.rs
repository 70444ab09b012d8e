//! Pages of other origins: those that the operator listed, letter by letter, may ask what the page asks
//! (Fetch standard, CORS protocol): a page on a static host with its companion elsewhere, or a portal's own.
//! No cookies, no credentials: such a page can do no more than a program could that asks by itself.

use crate::app::App;
use crate::config::Origin;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use std::sync::Arc;

/// Answers preflights of listed origins, and names the origin in every other answer to it.
pub(crate) async fn add(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let allowed = &app.config.allowed_origins;
    if allowed.is_empty() {
        return next.run(request).await;
    }
    let origin = request.headers().get(header::ORIGIN).cloned();
    let listed =
        |one: &Origin| origin.as_ref().is_some_and(|origin| origin.as_bytes() == one.as_str().as_bytes());
    let origin = if allowed.iter().any(listed) { origin.clone() } else { None };
    let preflight = request.method() == Method::OPTIONS
        && origin.is_some()
        && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut response =
        if preflight { StatusCode::NO_CONTENT.into_response() } else { next.run(request).await };
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    if preflight {
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, HEAD, POST"));
        // The account of an Apple profile is JSON, and a stream that broke off says where it was.
        let asked = HeaderValue::from_static("content-type, last-event-id");
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, asked);
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    }
    if let Some(origin) = origin {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }
    response
}
