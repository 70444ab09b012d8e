//! What the desk keeps: results, runs under way, and which hosts hold us off.

use super::ask::unfinished;
use crate::share::Kept;
use engine::profile::{HostName, Slug};
use engine::report::{EndpointReport, Freshness, StageEvent};
use probe::{Code, Target};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::sync::watch;

/// The first and the longest time for which a host that holds us off is left alone.
pub(super) const HELD_OFF: (Duration, Duration) = (Duration::from_secs(60), Duration::from_secs(600));

/// A run's result.
pub(crate) struct Snapshot {
    pub(crate) report: EndpointReport,
    pub(crate) began: SystemTime,
    pub(crate) ended: SystemTime,
}

/// How often in a row a host has held us off, and for how long from now.
pub(super) type HeldOff = Option<(u32, Duration)>;

/// A run under way. Its listeners read it from any place, so that who comes late misses nothing and
/// who reads slowly holds nobody up.
#[derive(Default)]
pub(crate) struct Progress {
    pub(crate) stages: Vec<StageEvent>,
    pub(crate) done: Option<(Arc<Snapshot>, Freshness)>,
}

#[derive(Default)]
pub(super) struct Slot {
    pub(super) last: Option<Arc<Snapshot>>,
    pub(super) run: Option<Arc<watch::Sender<Progress>>>,
}

#[derive(Default)]
pub(super) struct Shelf {
    pub(super) slots: HashMap<Slug, Slot>,
    /// Hosts that hold us off: how often in a row, and until when they are left alone.
    pub(super) held_off: HashMap<HostName, (u32, SystemTime)>,
}

impl Snapshot {
    /// Another replica's result, by our clock.
    pub(super) fn of(kept: Kept, now: SystemTime) -> Option<Self> {
        let ended = now.checked_sub(kept.age)?;
        Some(Self { report: kept.report, began: ended.checked_sub(kept.took)?, ended })
    }
}

/// What is said of an endpoint that was not asked, as its host holds us off.
pub(super) fn unasked(target: &Target, now: SystemTime) -> Arc<Snapshot> {
    let report = unfinished(target, Code::ProviderLimit);
    Arc::new(Snapshot { report, began: now, ended: now })
}

impl Shelf {
    /// Notes whether a host holds us off: how often in a row, and for how long from now.
    pub(super) fn note_limits(&mut self, host: &HostName, found: &Snapshot) -> HeldOff {
        let limits = [Code::ProviderLimit, Code::Refused421, Code::Bye];
        let code = found.report.code.as_deref();
        if !limits.iter().any(|limit| code == Some(&*limit.text())) {
            self.held_off.remove(host);
            return None;
        }
        let times = self.held_off.get(host).map_or(0, |(times, _)| *times);
        let wait = (HELD_OFF.0 * 2_u32.saturating_pow(times.min(8))).min(HELD_OFF.1);
        let times = times.saturating_add(1);
        self.held_off.insert(host.clone(), (times, found.ended + wait));
        Some((times, wait))
    }

    /// Takes over what another replica notes of a host, unless we know it better.
    pub(super) fn hold_off(&mut self, host: &HostName, times: u32, until: SystemTime) {
        let known = self.held_off.get(host).is_some_and(|(mine, end)| *mine >= times && *end >= until);
        if !known {
            self.held_off.insert(host.clone(), (times, until));
        }
    }
}
