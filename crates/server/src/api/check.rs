//! `GET /api/v1/check`: the live check, as a stream of server-sent events or as one JSON document.
//! It takes ids of the profile's endpoints, never a host.

mod ask;
mod stream;

use crate::app::App;
use crate::check::{Listener, Told, wanted};
use crate::places::{Full, Place};
use crate::problem::{Problem, ProblemCode};
use ask::{Accepted, Asked};
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::Duration;

/// When asking again makes sense where everybody's places are taken, or another program takes over.
const BUSY: Duration = Duration::from_secs(5);

/// `GET /api/v1/check`.
pub(crate) async fn check(State(app): State<Arc<App>>, request: Request) -> Result<Response, Problem> {
    let (head, _) = request.into_parts();
    ask::from_here(&head.headers, &app.config.allowed_origins)?;
    let accepted = ask::accepted(&head.headers)?;
    let Asked { endpoints, fresh } = ask::asked(head.uri.query().unwrap_or_default())?;
    let targets = wanted(&app.profile, &endpoints).map_err(|unknown| {
        Problem::new(ProblemCode::UnknownEndpoint, format!("{unknown}."))
            .about("endpoint", &unknown.found)
            .accepts(unknown.accepted.split(", "))
    })?;
    if head.method == Method::HEAD {
        return Ok(([(header::CONTENT_TYPE, accepted.media_type())]).into_response());
    }
    if accepted == Accepted::Stream && ask::has_ended(&head.headers) {
        // A browser that comes again after the end stops at 204 (HTML, server-sent events 9.2.3).
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let who = app.household(head.extensions.get(), &head.headers);
    let place = place(&app, who).await?;
    let listener = Listener::new(&app.desk, targets.clone(), fresh);
    match accepted {
        Accepted::Stream => Ok(stream::answer(app, &targets, listener, place)),
        Accepted::Json => document(&app, listener, place).await,
    }
}

/// A client's turn and place.
async fn place(app: &App, who: std::net::IpAddr) -> Result<Place, Problem> {
    let refused = |kind: &str, code, detail: &str, wait| {
        app.config.metrics.add("mail_setup_limited_total", &format!("limit=\"{kind}\""));
        Problem::new(code, detail).retry_after(wait)
    };
    let often = ProblemCode::TooManyRequests;
    app.check_limit
        .take(who, app.config.clock.now())
        .await
        .map_err(|wait| refused("client_rate", often, "Too many requests. Try again later.", wait))?;
    app.places.take(who).map_err(|full| match full {
        Full::Client => {
            let detail = "Too many checks are open at a time. Close some.";
            refused("client_streams", often, detail, BUSY)
        }
        Full::All => {
            let detail = "Too many people are checking just now. Try again in a moment.";
            refused("streams", ProblemCode::Busy, detail, BUSY)
        }
    })
}

/// The whole answer once it is there.
async fn document(app: &App, mut listener: Listener, _place: Place) -> Result<Response, Problem> {
    let until = async {
        app.config.ending.told().await;
        tokio::time::sleep(app.config.limits.last_words()).await;
    };
    let listening = async {
        while let Some(told) = listener.next(&app.profile, &app.config.check.vantage).await {
            if let Told::Done(report) = told {
                return Some(report);
            }
        }
        None
    };
    let report = tokio::select! {
        report = listening => report.ok_or_else(super::internal)?,
        () = until => return Err(stream::ending()),
    };
    let body = serde_json::to_vec(&report).map_err(|_| super::internal())?;
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, body).into_response())
}
