//! Everything that is not the API: the page's files, and the two health checks.

use crate::api;
use crate::app::App;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use engine::text::{Command, Lang};
use percent_encoding::percent_decode_str;
use std::sync::Arc;

/// Says that the program runs. It listens only once everything is loaded, so being up is being
/// ready; a program that is told to end no longer accepts connections.
pub(crate) async fn health() -> Response {
    ([(header::CACHE_CONTROL, "no-store")], "ok\n").into_response()
}

/// Answers with the page's file of that path; a folder is its `index.html`. What is not there is
/// not there: the page's own routes are behind the `#`.
pub(crate) async fn file(
    State(app): State<Arc<App>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let Ok(path) = percent_decode_str(uri.path().trim_start_matches('/')).decode_utf8() else {
        return not_found(&app, &headers);
    };
    if path == "api" || path.starts_with("api/") {
        return api::not_found().await.into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        let allow = [(header::ALLOW, HeaderValue::from_static("GET,HEAD"))];
        return (StatusCode::METHOD_NOT_ALLOWED, allow).into_response();
    }
    let index = match path.as_ref() {
        "" => "index.html".to_owned(),
        folder => format!("{}/index.html", folder.trim_end_matches('/')),
    };
    let is_folder = path.is_empty() || path.ends_with('/');
    if let Some(asset) = app.files.get(if is_folder { index.as_str() } else { path.as_ref() }) {
        return asset.answer(&method, &headers);
    }
    if !is_folder && app.files.contains_key(&index) {
        return to_folder(&path);
    }
    if path.is_empty() {
        return no_page(&app, &headers);
    }
    not_found(&app, &headers)
}

/// Sends a browser to the folder's own address, so that relative links in its page are right.
/// The target is relative too: the companion may stand behind a prefix.
fn to_folder(path: &str) -> Response {
    let name = path.rsplit('/').next().unwrap_or(path);
    match HeaderValue::try_from(format!("./{name}/")) {
        Ok(target) => (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, target)]).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

fn not_found(app: &App, headers: &HeaderMap) -> Response {
    let text = app.texts(reader(headers)).command.get(Command::ServeNotFound);
    (StatusCode::NOT_FOUND, [(header::CACHE_CONTROL, "no-cache")], format!("{text}\n")).into_response()
}

/// What stands at `/` where the program has no page.
fn no_page(app: &App, headers: &HeaderMap) -> Response {
    let texts = &app.texts(reader(headers)).command;
    let start = texts.fill(Command::ServeToStart, &[("path", "api/v1/profile")]);
    format!("{}\n{start}\n", texts.get(Command::ServeNoPage)).into_response()
}

/// The reader's language: the first one of `Accept-Language` that we have.
fn reader(headers: &HeaderMap) -> Lang {
    let languages =
        headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    languages.split(',').find_map(|item| Lang::from_tag(item.split(';').next()?.trim())).unwrap_or_default()
}
