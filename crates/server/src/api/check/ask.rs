//! What a request for a check says: which endpoints, in what form, and from where.

use crate::config::Origin;
use crate::problem::{Problem, ProblemCode};
use axum::http::{HeaderMap, header};
use percent_encoding::percent_decode_str;

/// The most endpoints that a query may name.
const MOST: usize = 64;

/// What is asked for.
pub(super) struct Asked {
    pub(super) endpoints: Vec<String>,
    pub(super) fresh: bool,
}

/// The form of an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Accepted {
    /// Server-sent events.
    Stream,
    /// One document.
    Json,
}

impl Accepted {
    pub(super) fn media_type(self) -> &'static str {
        match self {
            Self::Stream => "text/event-stream",
            Self::Json => "application/json",
        }
    }
}

/// Reads the query: `endpoint=ID`, again and again, and `fresh=true`.
pub(super) fn asked(query: &str) -> Result<Asked, Problem> {
    let mut asked = Asked { endpoints: Vec::new(), fresh: false };
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = percent_decode_str(value).decode_utf8_lossy();
        match name {
            "endpoint" if asked.endpoints.len() < MOST => asked.endpoints.push(value.into_owned()),
            "endpoint" => return Err(wrong("endpoint", "more than 64", "at most 64 of them")),
            "fresh" if value == "true" || value == "false" => asked.fresh = value == "true",
            "fresh" => return Err(wrong("fresh", &value, "true or false").accepts(["true", "false"])),
            other => {
                let name = percent_decode_str(other).decode_utf8_lossy();
                return Err(wrong("query", &name, "endpoint and fresh").accepts(["endpoint", "fresh"]));
            }
        }
    }
    Ok(asked)
}

fn wrong(field: &'static str, found: &str, accepted: &str) -> Problem {
    let detail = format!("{field}: this is not accepted, {accepted} is.");
    Problem::new(ProblemCode::InvalidParameter, detail).about(field, found)
}

/// The form that the client likes best; the document where it says nothing (RFC 9110 12.5.1).
pub(super) fn accepted(headers: &HeaderMap) -> Result<Accepted, Problem> {
    let lines: Vec<&str> =
        headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    if lines.is_empty() {
        return Ok(Accepted::Json);
    }
    let mut best: Option<(f32, Accepted)> = None;
    for range in lines.iter().flat_map(|line| line.split(',')) {
        let mut parts = range.split(';').map(str::trim);
        let form = match parts.next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "text/event-stream" => Accepted::Stream,
            "application/json" | "application/*" | "*/*" => Accepted::Json,
            _ => continue,
        };
        let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
        if weight > 0.0 && best.is_none_or(|(other, _)| weight > other) {
            best = Some((weight, form));
        }
    }
    best.map(|(_, form)| form).ok_or_else(|| {
        let detail = "The Accept header names neither text/event-stream nor application/json.";
        Problem::new(ProblemCode::NotAcceptable, detail).accepts(["text/event-stream", "application/json"])
    })
}

/// Whether the page that asks may: our own, or one of an origin that the operator listed. Other
/// sites' pages could otherwise make their visitors start checks.
pub(super) fn from_here(headers: &HeaderMap, allowed: &[Origin]) -> Result<(), Problem> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let ours = text("sec-fetch-site").is_none_or(|site| site == "same-origin" || site == "none");
    let listed = text("origin").is_some_and(|origin| allowed.iter().any(|one| one.as_str() == origin));
    if ours || listed {
        return Ok(());
    }
    let detail = "Pages of this origin may not ask for a check; the operator can allow it.";
    Err(Problem::new(ProblemCode::OriginNotAllowed, detail))
}

/// Whether the client has heard the end already.
pub(super) fn has_ended(headers: &HeaderMap) -> bool {
    headers.get("last-event-id").is_some_and(|id| id.as_bytes().ends_with(b".end"))
}
