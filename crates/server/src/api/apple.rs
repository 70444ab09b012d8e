//! The Apple download. iOS opens its install flow only for a real address, so a POST with the
//! account returns one whose token holds the account, sealed (see [`crate::seal`]). The server
//! keeps nothing, the link works as often as the system fetches it, without cookies and without
//! a referrer (facts/formats.md 1.6), and nothing in it can be read in a log.

use super::internal;
use crate::app::App;
use crate::client::Peer;
use crate::problem::{Problem, ProblemCode};
use axum::body::Body;
use axum::extract::{Extension, Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use engine::account::{AccountError, Choice};
use engine::text::Lang;
use engine::{Account, DisplayName, Finding, Format, export};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

/// How long a link works, in seconds.
const LIFETIME: u64 = 15 * 60;
/// The longest request body, in bytes.
const LONGEST_BODY: usize = 4 * 1024;
/// The media type that iOS and macOS take as a configuration profile.
const PROFILE_TYPE: HeaderValue = HeaderValue::from_static("application/x-apple-aspen-config");

/// What a client sends: what the page would make the file of by itself.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    address: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    incoming: Option<String>,
    #[serde(default)]
    outgoing: Option<String>,
    #[serde(default)]
    lang: Lang,
}

/// What a token holds. The endpoints are named even where the client named none, so that a link
/// gives the same file each time.
#[derive(Serialize, Deserialize)]
struct Sealed {
    /// When the link ends, in seconds since 1970-01-01 UTC.
    until: u64,
    address: String,
    name: String,
    incoming: String,
    outgoing: String,
    lang: Lang,
}

/// What a client gets: where the file is, relative to the page, and who signs it, if anybody does.
#[derive(Serialize)]
struct Made {
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    signed_by: Option<String>,
}

/// Who signs, before anything is sent: the page says it before the download.
#[derive(Serialize)]
struct Signs {
    signed_by: Option<String>,
}

/// `GET /api/v1/apple-profiles`.
pub(crate) async fn signer(State(app): State<Arc<App>>) -> Result<Response, Problem> {
    json(&Signs { signed_by: signed_by(&app) })
}

/// `POST /api/v1/apple-profiles`.
pub(crate) async fn make(State(app): State<Arc<App>>, request: Request) -> Result<Response, Problem> {
    let (head, body) = request.into_parts();
    let who = app.household(head.extensions.get(), &head.headers);
    app.apple_limit.take(who, app.config.clock.now()).await.map_err(too_many)?;
    let wanted = read(&app, &head.headers, body).await?;
    let account = resolve(&app, &wanted)?;
    let file = file(&app, &account, wanted.lang)?;
    let sealed = Sealed {
        until: app.config.clock.unix_seconds() + LIFETIME,
        address: account.address().to_string(),
        name: account.name().to_owned(),
        incoming: account.incoming().id.to_string(),
        outgoing: account.outgoing().id.to_string(),
        lang: wanted.lang,
    };
    let text = serde_json::to_string(&sealed).map_err(|_| internal())?;
    let token = app.sealer.seal(&text).map_err(|_| internal())?;
    let url = format!("api/v1/apple-profiles/{token}/{}", file.name);
    json(&Made { url, signed_by: signed_by(&app) })
}

fn json(answer: &impl Serialize) -> Result<Response, Problem> {
    let body = serde_json::to_vec(answer).map_err(|_| internal())?;
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, body).into_response())
}

fn too_many(wait: Duration) -> Problem {
    Problem::new(ProblemCode::TooManyRequests, "Too many requests. Try again later.").retry_after(wait)
}

fn signed_by(app: &App) -> Option<String> {
    app.signer.as_ref()?.pair().map(|pair| pair.name().to_owned())
}

/// `GET /api/v1/apple-profiles/<token>/<name>.mobileconfig`.
pub(crate) async fn take(
    State(app): State<Arc<App>>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    path: Result<Path<(String, String)>, axum::extract::rejection::PathRejection>,
) -> Result<Response, Problem> {
    let forged = || Problem::new(ProblemCode::NoSuchLink, "This link is not one of this server's.");
    let Path((token, name)) = path.map_err(|_| forged())?;
    let json = app.sealer.open(&token).ok_or_else(forged)?;
    let sealed: Sealed = serde_json::from_slice(&json).map_err(|_| forged())?;
    if app.config.clock.unix_seconds() >= sealed.until {
        return Err(Problem::new(
            ProblemCode::LinkExpired,
            "This link worked for 15 minutes. Go back to the page and download the profile again.",
        ));
    }
    // A replica with another profile may not have what the link names.
    let person = DisplayName::parse(&sealed.name).map_err(|_| forged())?;
    let choice = Choice { incoming: Some(sealed.incoming), outgoing: Some(sealed.outgoing) };
    let account = Account::resolve(&sealed.address, person, &choice, &app.profile).map_err(|_| forged())?;
    let file = file(&app, &account, sealed.lang)?;
    if name != file.name {
        return Err(forged());
    }

    let pair = app.signer.as_ref().and_then(|signer| signer.pair());
    if pair.is_some() {
        let who = app.household(peer.as_deref(), &headers);
        app.signing_limit.take(who, app.config.clock.now()).await.map_err(too_many)?;
    }
    let signed = pair.and_then(|pair| {
        let signed = pair.sign(&file.bytes, app.config.clock.unix_seconds());
        if signed.is_none() {
            // It goes as it is: unsigned it still installs.
            tracing::error!("a profile could not be signed by {}", pair.name());
        }
        signed
    });
    let mut response = Body::from(signed.unwrap_or(file.bytes)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, PROFILE_TYPE);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(inline) = HeaderValue::try_from(format!("inline; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, inline);
    }
    Ok(response)
}

/// The file. Its name is the same for every customer of the provider, so it may stand in a URL.
fn file(app: &App, account: &Account, lang: Lang) -> Result<export::File, Problem> {
    export::file(Format::Apple, account, &app.profile, &app.texts(lang).files).map_err(|_| internal())
}

async fn read(app: &App, headers: &HeaderMap, body: Body) -> Result<Wanted, Problem> {
    let media_type =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !media_type.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json") {
        return Err(Problem::new(
            ProblemCode::NotJson,
            "Send the account as JSON, with Content-Type: application/json.",
        ));
    }
    let body = super::body(app, body, LONGEST_BODY).await?;
    serde_json::from_slice(&body).map_err(|error| {
        let detail = format!("The request's body is not the JSON that was expected: {error}.");
        Problem::new(ProblemCode::NotUnderstood, detail)
    })
}

fn resolve(app: &App, wanted: &Wanted) -> Result<Account, Problem> {
    let texts = &app.texts(wanted.lang).findings;
    let unusable = |findings: Vec<Finding>| {
        let told = findings.iter().map(|finding| finding.told(texts, &app.profile.name)).collect();
        Problem::new(ProblemCode::Unusable, "No profile can be made of these values.").with_findings(told)
    };
    let name = DisplayName::parse(&wanted.name).map_err(|finding| unusable(vec![finding]))?;
    let choice = Choice { incoming: wanted.incoming.clone(), outgoing: wanted.outgoing.clone() };
    Account::resolve(&wanted.address, name, &choice, &app.profile).map_err(|error| match error {
        AccountError::Address(check) => unusable(check.findings()),
        other => Problem::new(ProblemCode::UnusableEndpoint, format!("{other}.")),
    })
}
