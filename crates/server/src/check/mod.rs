//! The live check: which endpoints, asking them, and what the answers come to together. The command
//! line asks by itself ([`ask`]); the companion shares what it asks among everybody who wants to know
//! ([`desk`]).

mod ask;
mod desk;
mod judge;
mod listener;
mod moment;
mod shelf;
mod wanted;

pub(crate) use ask::{Asker, FromSystem};
pub(crate) use desk::Desk;
pub(crate) use judge::{none_answered, overall};
pub(crate) use listener::{Listener, Told};
pub(crate) use moment::{rfc3339, unix};
pub use wanted::UnknownEndpoint;
pub(crate) use wanted::wanted;

use crate::hexadecimal::hexadecimal;
use engine::Profile;
use engine::report::{EndpointReport, Freshness, Report, SCHEMA};
use std::time::{Duration, SystemTime};

/// What a report says of itself.
pub(crate) struct About<'a> {
    pub(crate) run: String,
    pub(crate) profile: &'a Profile,
    pub(crate) vantage: &'a str,
    pub(crate) source: Freshness,
    pub(crate) started: SystemTime,
    pub(crate) took: Duration,
    pub(crate) age: Duration,
}

/// The document of a run.
pub(crate) fn report(about: About<'_>, endpoints: Vec<EndpointReport>) -> Report {
    Report {
        schema: SCHEMA.to_owned(),
        run: about.run,
        profile: about.profile.id.clone(),
        started: rfc3339(about.started),
        ms: (about.took.as_secs_f64() * 10_000.0).round() / 10.0,
        source: about.source,
        age_s: u32::try_from(about.age.as_secs()).unwrap_or(u32::MAX),
        vantage: about.vantage.to_owned(),
        status: overall(&endpoints),
        endpoints,
    }
}

/// A new run's id: 16 hexadecimal digits.
pub(crate) fn new_run() -> String {
    let mut bytes = [0; 8];
    // Only to tell runs apart: without random numbers they are all called the same.
    let _ = getrandom::fill(&mut bytes);
    hexadecimal(&bytes)
}
