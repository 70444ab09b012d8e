//! The event stream: `run` (the plan), `stage` as they come, `endpoint` as they end, `done` (the
//! document), and the end. Comments in between keep proxies from hanging up.

use super::BUSY;
use crate::app::App;
use crate::check::{Listener, Told};
use crate::places::Place;
use crate::problem::{Problem, ProblemCode};
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use engine::report::{EndpointReport, SCHEMA, StageName};
use futures_util::stream::unfold;
use probe::Target;
use serde_json::{Value, json};
use std::convert::Infallible;
use std::sync::Arc;
use tokio::time::{Instant, sleep, sleep_until};

/// A stream under way. Dropped with the connection, it leaves its runs and its place.
struct Stream {
    app: Arc<App>,
    listener: Listener,
    plan: Option<Value>,
    number: u32,
    over: bool,
    /// When the program's end ends the stream too.
    last_moment: Option<Instant>,
    _place: Place,
}

/// The answer.
pub(super) fn answer(app: Arc<App>, targets: &[Target], listener: Listener, place: Place) -> Response {
    let plan = Some(plan(&app, targets, &listener.run));
    let stream = Stream { app, listener, plan, number: 0, over: false, last_moment: None, _place: place };
    let pieces = unfold(stream, async |mut stream| {
        let piece = stream.piece().await?;
        Some((Ok::<_, Infallible>(piece), stream))
    });
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store, no-transform"));
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    (headers, Body::from_stream(pieces)).into_response()
}

/// The answer where the program ends before the check does.
pub(super) fn ending() -> Problem {
    let detail = "The program is ending. Ask again; another one may answer.";
    Problem::new(ProblemCode::Ending, detail).retry_after(BUSY)
}

/// What will be asked, so that a page can draw its rows.
fn plan(app: &App, targets: &[Target], run: &str) -> Value {
    let row = |target: &Target| {
        let stages: Vec<StageName> = std::iter::once(StageName::Dns)
            .chain(EndpointReport::plan(target.security).iter().copied())
            .collect();
        json!({"id": target.id, "role": target.role, "host": target.host, "port": target.port,
               "security": target.security, "stages": stages})
    };
    let rows: Vec<Value> = targets.iter().map(row).collect();
    json!({"schema": SCHEMA, "run": run, "profile": app.profile.id, "endpoints": rows})
}

impl Stream {
    /// The next piece of text; nothing after the last event.
    async fn piece(&mut self) -> Option<String> {
        if let Some(plan) = self.plan.take() {
            return Some(self.event("run", &plan));
        }
        if self.over {
            return None;
        }
        let app = Arc::clone(&self.app);
        let heartbeat = Instant::now() + app.config.limits.heartbeat();
        loop {
            let moment = self.last_moment;
            let last_moment = async {
                match moment {
                    Some(moment) => sleep_until(moment).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                biased;
                told = self.listener.next(&app.profile, &app.config.check.vantage) => {
                    return Some(match told? {
                        Told::Stage(stage) => self.event("stage", &stage),
                        Told::Endpoint(report) => self.event("endpoint", &report),
                        Told::Done(report) => {
                            self.over = true;
                            self.event("done", &report)
                        }
                    });
                }
                () = app.config.ending.told(), if moment.is_none() => {
                    self.last_moment = Some(Instant::now() + app.config.limits.last_words());
                }
                () = last_moment => {
                    self.over = true;
                    return Some(self.event("problem", &ending()));
                }
                () = sleep(heartbeat.saturating_duration_since(Instant::now())) => {
                    return Some(":\n\n".to_owned());
                }
            }
        }
    }

    /// One event. Its id is the run and a number; after the last one a browser need not come again.
    fn event(&mut self, name: &str, data: &impl serde::Serialize) -> String {
        self.number += 1;
        let number = if name == "done" { "end".to_owned() } else { self.number.to_string() };
        // JSON has no line break in it.
        let data = serde_json::to_string(data).unwrap_or_default();
        format!("id: {}.{number}\nevent: {name}\ndata: {data}\n\n", self.listener.run)
    }
}
