//! Problem details (RFC 9457): every error of the API is one.

mod code;
pub use code::ProblemCode;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use engine::finding::ToldFinding;
use serde::Serialize;
use std::time::Duration;

/// How much of a wrong value is said again, in letters.
const LONGEST_FOUND: usize = 100;

/// What went wrong with a request. `type` is `about:blank`, so `title` is the status's own
/// phrase; `code` is the stable machine code.
#[derive(Debug, Serialize)]
pub struct Problem {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    code: &'static str,
    detail: String,
    // Behind one pointer: every handler's result is as large as this.
    #[serde(flatten)]
    wrong: Box<Wrong>,
    #[serde(skip)]
    retry_after: Option<Duration>,
}

/// What is wrong with which part of the request.
#[derive(Debug, Default, Serialize)]
struct Wrong {
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    accepted: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<ToldFinding>,
}

impl Problem {
    /// A problem with one sentence.
    #[must_use]
    pub fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        let status = code.status();
        Self {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or_default(),
            status: status.as_u16(),
            code: code.text(),
            detail: detail.into(),
            wrong: Box::default(),
            retry_after: None,
        }
    }

    /// The same with what was found in the request's values.
    #[must_use]
    pub fn with_findings(mut self, findings: Vec<ToldFinding>) -> Self {
        self.wrong.findings = findings;
        self
    }

    /// The same with the part of the request that is wrong, and what was found there.
    #[must_use]
    pub fn about(mut self, field: &'static str, found: &str) -> Self {
        self.wrong.field = Some(field);
        self.wrong.found = Some(found.chars().take(LONGEST_FOUND).collect());
        self
    }

    /// The same with what is accepted there.
    #[must_use]
    pub fn accepts<'a>(mut self, accepted: impl IntoIterator<Item = &'a str>) -> Self {
        self.wrong.accepted = accepted.into_iter().map(str::to_owned).collect();
        self
    }

    /// The same with the time after which asking again makes sense.
    #[must_use]
    pub fn retry_after(self, wait: Duration) -> Self {
        Self { retry_after: Some(wait), ..self }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(wait) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs_f64().ceil() as u64));
        }
        response
    }
}
