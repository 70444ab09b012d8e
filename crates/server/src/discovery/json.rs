//! Autodiscover version 2: JSON that only says where version 1 is. It knows protocols of Exchange and
//! none for IMAP, so no program sets an account up by it alone (facts/formats.md 5.3). There is no
//! public specification; status and error codes are those that Microsoft's own service answers with.

use super::family::{Family, Unserved};
use super::{host, parameter};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use std::borrow::Cow;

/// The path, to which programs may add [`VERSION`] and the address.
const PATH: &str = "/autodiscover/autodiscover.json";
const VERSION: &str = "/v1.0/";
/// The only protocol that an IMAP provider can name.
const VERSION_1: &str = "AutodiscoverV1";

/// What stands behind the path of this route: nothing, or an address as it was sent. `None` for
/// another path. Letters may be large or small.
pub(super) fn rest(path: &str) -> Option<&str> {
    let (start, rest) = path.split_at_checked(PATH.len())?;
    if !start.eq_ignore_ascii_case(PATH) {
        return None;
    }
    if rest.is_empty() {
        return Some(rest);
    }
    let (version, address) = rest.split_at_checked(VERSION.len())?;
    (version.eq_ignore_ascii_case(VERSION) && !address.is_empty()).then_some(address)
}

/// Answers `GET` and `HEAD`.
pub(super) fn answer(family: &Family, head: &Parts) -> Response {
    let (status, body) = match version_1(family, head) {
        Ok(url) => (StatusCode::OK, json!({"Protocol": VERSION_1, "Url": url})),
        Err(Refusal { status, code, message }) => {
            (status, json!({"ErrorCode": code, "ErrorMessage": message}))
        }
    };
    respond(status, &body)
}

struct Refusal {
    status: StatusCode,
    code: &'static str,
    message: &'static str,
}

/// Where version 1 is. The host is one of the profile's, never the client's text.
fn version_1(family: &Family, head: &Parts) -> Result<String, Refusal> {
    let refuse = |status, code, message| Err(Refusal { status, code, message });
    let in_path = rest(head.uri.path()).filter(|address| !address.is_empty());
    let in_path = in_path.map(|address| Cow::from(percent_decode_str(address)));
    let address = in_path.or_else(|| parameter(head, "Email"));
    let domain = match family.wanted(address.as_deref(), host(head)) {
        Ok(domain) => domain,
        Err(Unserved::NoAddress) => {
            return refuse(StatusCode::BAD_REQUEST, "InvalidUserId", "The given address is not one.");
        }
        Err(_) => {
            let message = "This server has no settings for the domain that was asked for.";
            return refuse(StatusCode::NOT_FOUND, "UserNotFound", message);
        }
    };
    match parameter(head, "Protocol") {
        Some(protocol) if protocol.eq_ignore_ascii_case(VERSION_1.as_bytes()) => {}
        Some(_) => {
            let message = "The given protocol is not supported. The one that is: AutodiscoverV1.";
            return refuse(StatusCode::BAD_REQUEST, "ProtocolNotSupported", message);
        }
        None => {
            let message = "The parameter Protocol is missing. The one that is supported: AutodiscoverV1.";
            return refuse(StatusCode::BAD_REQUEST, "MandatoryParameterMissing", message);
        }
    }
    let host = family.known_host(host(head)).unwrap_or_else(|| format!("autodiscover.{domain}"));
    Ok(format!("https://{host}/autodiscover/autodiscover.xml"))
}

fn respond(status: StatusCode, body: &Value) -> Response {
    let headers =
        [(header::CONTENT_TYPE, "application/json; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, body.to_string()).into_response()
}
