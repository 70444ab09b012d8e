//! The headers that every answer carries: what a browser must not do with it.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;

/// Nothing that the page does not use. Clipboard and full screen stay as they are.
const PERMISSIONS: HeaderValue = HeaderValue::from_static(
    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
);

/// The headers of every answer.
pub(crate) struct Policy {
    content: HeaderValue,
}

impl Policy {
    /// A policy that lets `frame_sources` show the page in a frame. The wasm needs
    /// `wasm-unsafe-eval`; pictures are made in the page, as data and blobs (facts/rust-web.md 2.4).
    pub(crate) fn new(frame_sources: &str) -> Self {
        let policy = format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
             img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors {frame_sources}"
        );
        // The configuration lets only origins in, which are all header text.
        let closed = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
        Self { content: HeaderValue::try_from(policy).unwrap_or(closed) }
    }
}

/// Adds the headers. There is no `Cross-Origin-Opener-Policy`: it would cut a portal off from the
/// window that it opened the page in, and the page holds nothing that it would protect.
pub(crate) async fn add(State(policy): State<Arc<Policy>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy.content.clone());
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(HeaderName::from_static("permissions-policy"), PERMISSIONS);
    response
}
