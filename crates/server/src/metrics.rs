//! Numbers for the operator, in the text form that Prometheus reads. They count; they name endpoints
//! and verdicts, never a client.

use crate::hosts::{self, Hosts};
use axum::Router;
use axum::http::header;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse as _;
use axum::routing::get;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

/// When the certificate that signs Apple profiles ends, in seconds since 1970.
pub(crate) const SIGNING_EXPIRY: &str = "mail_setup_signing_certificate_expiry_seconds";

/// Every metric: its name, its kind and what it counts.
const ALL: [(&str, &str, &str); 12] = [
    ("mail_setup_check_runs_total", "counter", "Runs to a mail server's endpoint."),
    ("mail_setup_check_verdicts_total", "counter", "Results of runs."),
    ("mail_setup_check_cache_hits_total", "counter", "Endpoints answered from an earlier run."),
    ("mail_setup_check_joined_total", "counter", "Endpoints answered from a run under way."),
    ("mail_setup_check_held_off_total", "counter", "Endpoints not asked, as the provider holds us off."),
    ("mail_setup_check_abandoned_total", "counter", "Runs ended since nobody listened."),
    ("mail_setup_check_shared_total", "counter", "Endpoints answered from a run of another replica."),
    ("mail_setup_share_up", "gauge", "Whether this replica shares with others: 1, or 0."),
    ("mail_setup_share_faults_total", "counter", "How often the shared store stopped working."),
    ("mail_setup_streams", "gauge", "Checks that somebody listens to now."),
    ("mail_setup_limited_total", "counter", "Requests refused by a limit."),
    (SIGNING_EXPIRY, "gauge", "When the certificate that signs Apple profiles ends, in seconds since 1970."),
];

/// The numbers. Clones count together.
#[derive(Clone, Default, Debug)]
pub struct Metrics(Arc<Mutex<BTreeMap<(&'static str, String), i64>>>);

impl Metrics {
    /// Counts one. `labels` is what stands between the braces.
    pub(crate) fn add(&self, name: &'static str, labels: &str) {
        self.by(name, labels, 1);
    }

    /// Counts up or down.
    pub(crate) fn by(&self, name: &'static str, labels: &str, step: i64) {
        let mut numbers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *numbers.entry((name, labels.to_owned())).or_insert(0) += step;
    }

    /// Sets a number to a value.
    pub(crate) fn set(&self, name: &'static str, labels: &str, value: i64) {
        let mut numbers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        numbers.insert((name, labels.to_owned()), value);
    }

    /// The numbers as text (Prometheus exposition format 0.0.4).
    #[must_use]
    pub fn text(&self) -> String {
        let numbers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = String::new();
        for (name, kind, help) in ALL {
            let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
            let mut rows = numbers.iter().filter(|((of, _), _)| *of == name).peekable();
            let always = !name.contains("verdicts") && !name.contains("limited") && name != SIGNING_EXPIRY;
            if rows.peek().is_none() && always {
                let _ = writeln!(text, "{name} 0");
            }
            for ((_, labels), number) in rows {
                let labels = if labels.is_empty() { String::new() } else { format!("{{{labels}}}") };
                let _ = writeln!(text, "{name}{labels} {number}");
            }
        }
        text
    }
}

/// A service with nothing but `GET /metrics`, for a listener that customers cannot reach.
pub fn metrics_app(metrics: &Metrics) -> Router {
    let metrics = metrics.clone();
    let answer = async move || {
        let headers = [
            (header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"),
            (header::CACHE_CONTROL, "no-store"),
        ];
        (headers, metrics.text()).into_response()
    };
    // A page of a stranger's is no reader of these numbers either.
    let hosts = Arc::<Hosts>::default();
    Router::new().route("/metrics", get(answer)).layer(from_fn_with_state(hosts, hosts::check))
}
