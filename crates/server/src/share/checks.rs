//! Results of the live check in the store: one replica makes a run, all of them tell its result.

use super::script::{ENTER, LEAVE, PUBLISH, RENEW};
use super::{Name, Store, fingerprint};
use crate::check::new_run;
use engine::report::EndpointReport;
use probe::Target;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::task::JoinSet;
use tokio::time::interval;

/// How long a lock holds by itself: so long nobody runs when a replica dies in mid-run.
const LOCK: Duration = Duration::from_secs(5);
/// How often a lock is renewed.
const RENEWAL: Duration = Duration::from_millis(1_500);
/// How long a hold-off is remembered beyond its end, so that the next one is longer.
const REMEMBERED: Duration = Duration::from_secs(3_600);
/// The longest value that is read, in bytes. A report has about 4,000 for each address.
const LONGEST: usize = 128 * 1024;

/// The shared results of one provider, seen from one place.
#[derive(Clone)]
pub(crate) struct Checks {
    store: Store,
    name: Name,
    /// What else makes results comparable: the place that they are made from, and how.
    from: String,
    keep: Duration,
}

/// A result of another replica's.
pub(crate) struct Kept {
    pub(crate) report: EndpointReport,
    /// How long the run took.
    pub(crate) took: Duration,
    /// How long ago it ended.
    pub(crate) age: Duration,
}

/// What there is on coming in.
pub(crate) struct Entered {
    /// The lock, where it was free.
    pub(crate) turn: Option<Turn>,
    pub(crate) kept: Option<Kept>,
    /// How often in a row the host has held us off, and for how long it still does.
    pub(crate) held_off: Option<(u32, Duration)>,
}

/// The right to ask an endpoint, until it is dropped.
pub(crate) struct Turn {
    checks: Checks,
    keys: Keys,
    owner: String,
    /// Keeps the lock; ends with the turn.
    renewing: JoinSet<()>,
}

#[derive(Clone)]
struct Keys {
    lock: String,
    result: String,
    held_off: String,
}

/// A result as it is written. How long it is kept tells, with what is left of that, how old it is.
#[derive(Serialize, Deserialize)]
struct Written {
    v: u32,
    keep_ms: u64,
    took_ms: u64,
    report: EndpointReport,
}

/// A hold-off as it is written.
#[derive(Serialize, Deserialize)]
struct HeldOff {
    v: u32,
    keep_ms: u64,
    times: u32,
    wait_ms: u64,
}

/// The layout of values. Others are ignored.
const VALUES: u32 = 1;

impl Checks {
    /// `from` tells results apart that are not comparable, such as those from another place; a result is
    /// kept for `keep`.
    pub(crate) fn new(store: Store, name: Name, from: &[&str], keep: Duration) -> Self {
        Self { store, name, from: fingerprint(from), keep }
    }

    /// Comes in: looks at what is kept, and takes the lock where it is free. `None` where the store
    /// does not say.
    pub(crate) async fn enter(&self, target: &Target) -> Option<Entered> {
        let (keys, owner) = (self.keys(target), new_run());
        let (lock, longest) = (ms(LOCK).to_string(), LONGEST.to_string());
        type Answer = (i64, Vec<u8>, i64, Vec<u8>, i64);
        let arguments = [owner.as_bytes(), lock.as_bytes(), longest.as_bytes()];
        let (mine, result, left, held, held_left): Answer =
            self.store.run(ENTER, &keys.all(), &arguments).await?;
        Some(Entered {
            turn: (mine == 1).then(|| self.turn(keys, owner)),
            kept: kept(&result, left, target),
            held_off: held_off(&held, held_left),
        })
    }

    fn turn(&self, keys: Keys, owner: String) -> Turn {
        let mut renewing = JoinSet::new();
        let (store, lock, own) = (self.store.clone(), keys.lock.clone(), owner.clone());
        renewing.spawn(async move {
            let mut ticks = interval(RENEWAL);
            ticks.tick().await;
            loop {
                ticks.tick().await;
                let life = ms(LOCK).to_string();
                let _: Option<i64> = store.run(RENEW, &[&lock], &[own.as_bytes(), life.as_bytes()]).await;
            }
        });
        Turn { checks: self.clone(), keys, owner, renewing }
    }

    fn keys(&self, target: &Target) -> Keys {
        let Target { id, host, port, .. } = target;
        let of = format!("{}:{id}:{host}:{port}", self.from);
        Keys {
            lock: self.name.key("lock", &of),
            result: self.name.key("result", &of),
            held_off: self.name.key("held-off", &format!("{}:{host}", self.from)),
        }
    }
}

impl Keys {
    fn all(&self) -> [&str; 3] {
        [&self.lock, &self.result, &self.held_off]
    }
}

impl Turn {
    /// Puts the result down for the others, with how often in a row the host has held us off and for
    /// how long it does now, and gives the lock back.
    pub(crate) async fn publish(
        mut self,
        report: &EndpointReport,
        took: Duration,
        held_off: Option<(u32, Duration)>,
    ) {
        let keep = ms(self.checks.keep);
        let result = Written { v: VALUES, keep_ms: keep, took_ms: ms(took), report: report.clone() };
        let held_keep = held_off.map_or(1, |(_, wait)| ms(wait + REMEMBERED));
        let held =
            held_off.map(|(times, wait)| HeldOff { v: VALUES, keep_ms: held_keep, times, wait_ms: ms(wait) });
        let held = held.and_then(|held| serde_json::to_vec(&held).ok()).unwrap_or_default();
        let Ok(result) = serde_json::to_vec(&result) else { return };
        let (keep, held_keep) = (keep.to_string(), held_keep.to_string());
        let arguments: [&[u8]; 5] =
            [self.owner.as_bytes(), &result, keep.as_bytes(), &held, held_keep.as_bytes()];
        // Not once more while the lock is given back: that would take it again.
        self.renewing.shutdown().await;
        let _: Option<i64> = self.checks.store.run(PUBLISH, &self.keys.all(), &arguments).await;
        // Given back already.
        self.owner.clear();
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let Ok(runtime) = Handle::try_current() else { return };
        if self.owner.is_empty() {
            return;
        }
        let (store, lock) = (self.checks.store.clone(), std::mem::take(&mut self.keys.lock));
        let owner = std::mem::take(&mut self.owner);
        runtime.spawn(async move {
            let _: Option<i64> = store.run(LEAVE, &[&lock], &[owner.as_bytes()]).await;
        });
    }
}

/// A result that is one, and of this endpoint.
fn kept(value: &[u8], left: i64, target: &Target) -> Option<Kept> {
    let Written { v, keep_ms, took_ms, report } = read(value)?;
    let same = report.id == target.id
        && report.role == target.role
        && report.host == target.host.to_string()
        && report.port == target.port
        && report.security == target.security;
    let age = age(keep_ms, left)?;
    let took = Duration::from_millis(took_ms);
    // No run is longer than a minute, and nothing is kept for days.
    let likely = took < Duration::from_secs(60) && age < Duration::from_secs(2 * 86_400);
    (v == VALUES && same && likely).then_some(Kept { report, took, age })
}

fn held_off(value: &[u8], left: i64) -> Option<(u32, Duration)> {
    let HeldOff { v, keep_ms, times, wait_ms } = read(value)?;
    let wait = Duration::from_millis(wait_ms).saturating_sub(age(keep_ms, left)?);
    (v == VALUES && times > 0 && wait <= REMEMBERED).then_some((times, wait))
}

fn read<T: DeserializeOwned>(value: &[u8]) -> Option<T> {
    serde_json::from_slice(value).ok()
}

/// How old a value is that was to be kept for so long and has so much left.
fn age(keep_ms: u64, left: i64) -> Option<Duration> {
    keep_ms.checked_sub(u64::try_from(left).ok()?).map(Duration::from_millis)
}

fn ms(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
