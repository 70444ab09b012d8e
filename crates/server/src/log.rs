//! The request log: method, route, status and time, and nothing else. A path may hold a token,
//! and a person may type an address into the browser's own address field, so neither path nor
//! query is ever written; an address of the network is personal too.

use crate::discovery::Route;
use axum::extract::{MatchedPath, Request};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use std::time::Instant;

/// Logs one request when its answer is ready.
pub(crate) async fn log(request: Request, next: Next) -> Response {
    let start = Instant::now();
    let method = method(request.method());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let asked = Route::of(request.uri().path());
    let response = next.run(request).await;
    tracing::info!(
        method,
        route = route.as_ref().map(MatchedPath::as_str).or(asked.map(Route::name)).unwrap_or("other"),
        status = response.status().as_u16(),
        ms = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX),
    );
    response
}

/// A method's name is the client's own text, unless it is one that everybody has.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "OTHER",
    }
}

/// Starts the log on standard error, and says of a panic only where it was: its message may
/// hold what a person typed.
pub(crate) fn start() {
    // A second start, in one process, keeps the first log.
    let _ = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_max_level(tracing::Level::INFO)
        .with_target(false)
        .with_ansi(false)
        .try_init();
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a request failed inside the program");
    }));
}
