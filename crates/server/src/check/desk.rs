//! The companion's desk: whatever is asked of one endpoint is shared by everybody who wants to know.
//! There is one run to an endpoint at a time, its result is served for a while, and a provider that
//! holds us off is left alone for longer each time (facts/probe.md section 3.2).

use super::ask::{Asker, unfinished};
use crate::clock::Clock;
use crate::config::Checks;
use crate::metrics::Metrics;
use engine::profile::{HostName, Slug};
use engine::report::{EndpointReport, Freshness, StageEvent, Status};
use probe::{Code, Target};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

/// How long the answer of the neutral places holds.
const ONLINE_HOLDS: Duration = Duration::from_secs(10);
/// The first and the longest time for which a host that holds us off is left alone.
const HELD_OFF: (Duration, Duration) = (Duration::from_secs(60), Duration::from_secs(600));

/// A run's result.
pub(crate) struct Snapshot {
    pub(crate) report: EndpointReport,
    pub(crate) began: SystemTime,
    pub(crate) ended: SystemTime,
}

/// A run under way. Its listeners read it from any place, so that who comes late misses nothing and
/// who reads slowly holds nobody up.
#[derive(Default)]
pub(crate) struct Progress {
    pub(crate) stages: Vec<StageEvent>,
    pub(crate) done: Option<Arc<Snapshot>>,
}

/// What somebody who wants to know gets.
pub(crate) enum Following {
    /// A result that is there.
    Known(Arc<Snapshot>, Freshness),
    /// A run. Dropping the receiver is leaving.
    Running(watch::Receiver<Progress>),
}

#[derive(Default)]
struct Slot {
    last: Option<Arc<Snapshot>>,
    run: Option<Arc<watch::Sender<Progress>>>,
}

#[derive(Default)]
struct Shelf {
    slots: HashMap<Slug, Slot>,
    /// Hosts that hold us off: how often in a row, and until when they are left alone.
    held_off: HashMap<HostName, (u32, SystemTime)>,
}

/// The desk.
pub(crate) struct Desk {
    asker: Arc<Asker>,
    settings: Checks,
    clock: Clock,
    metrics: Metrics,
    shelf: Mutex<Shelf>,
    online: tokio::sync::Mutex<Option<(SystemTime, bool)>>,
}

impl Desk {
    pub(crate) fn new(asker: Asker, settings: Checks, clock: Clock, metrics: Metrics) -> Self {
        let (asker, shelf) = (Arc::new(asker), Mutex::default());
        Self { asker, settings, clock, metrics, shelf, online: tokio::sync::Mutex::default() }
    }

    pub(crate) fn now(&self) -> SystemTime {
        self.clock.now()
    }

    /// What is known of an endpoint, or the run that finds out, which starts if it has to. `fresh`
    /// asks for a new run as soon as the minimum interval allows one.
    pub(crate) fn follow(self: &Arc<Self>, target: &Target, fresh: bool) -> Following {
        let now = self.now();
        let mut shelf = self.shelf();
        let held_off = shelf.held_off.get(&target.host).is_some_and(|(_, until)| now < *until);
        let slot = shelf.slots.entry(target.id.clone()).or_default();
        if let Some(run) = &slot.run {
            self.metrics.add("mail_setup_check_joined_total", "");
            return Following::Running(run.subscribe());
        }
        if held_off {
            let unasked = || {
                let report = unfinished(target, Code::ProviderLimit);
                Arc::new(Snapshot { report, began: now, ended: now })
            };
            self.metrics.add("mail_setup_check_held_off_total", "");
            return Following::Known(slot.last.clone().unwrap_or_else(unasked), Freshness::Stale);
        }
        if let Some(last) = slot.last.as_ref().filter(|last| self.holds(last, now, fresh)) {
            self.metrics.add("mail_setup_check_cache_hits_total", "");
            return Following::Known(Arc::clone(last), Freshness::Cache);
        }
        let (run, listener) = watch::channel(Progress::default());
        let run = Arc::new(run);
        slot.run = Some(Arc::clone(&run));
        drop(shelf);
        self.metrics.add("mail_setup_check_runs_total", "");
        tokio::spawn(Arc::clone(self).run(target.clone(), run));
        Following::Running(listener)
    }

    /// Whether a result is served again.
    fn holds(&self, last: &Snapshot, now: SystemTime, fresh: bool) -> bool {
        // A clock that was set back makes a result of unknown age.
        let (Ok(old), Ok(since)) = (now.duration_since(last.ended), now.duration_since(last.began)) else {
            return false;
        };
        let good = matches!(last.report.status, Status::Ok | Status::Warn);
        let seconds = if good { self.settings.cache_seconds } else { self.settings.failed_cache_seconds };
        let interval = Duration::from_secs(self.settings.minimum_interval_seconds.get().into());
        since < interval || (!fresh && old < Duration::from_secs(seconds.into()))
    }

    /// One run, in a task of its own: whoever leaves does not end it for the others.
    async fn run(self: Arc<Self>, target: Target, run: Arc<watch::Sender<Progress>>) {
        let began = self.now();
        let interval = Duration::from_secs(self.settings.minimum_interval_seconds.get().into());
        let interval_over = Instant::now() + interval;
        // Dropping the set ends the task and closes its connections; a panic in it ends here.
        let mut asking = JoinSet::new();
        let (asker, asked, telling) = (Arc::clone(&self.asker), target.clone(), Arc::clone(&run));
        asking.spawn(async move {
            asker.ask(&asked, |event| telling.send_modify(|progress| progress.stages.push(event))).await
        });
        let report = tokio::select! {
            ended = asking.join_next() => match ended {
                Some(Ok(report)) => report,
                _ => unfinished(&target, Code::LocalFault),
            },
            () = self.abandoned(&target.id, &run, interval_over) => {
                self.metrics.add("mail_setup_check_abandoned_total", "");
                return;
            }
        };
        let (id, status) = (report.id.as_str(), report.status.as_str());
        let code = report.code.as_deref().unwrap_or("none");
        tracing::info!(endpoint = id, status, code, ms = report.ms, "checked");
        let labels = format!("endpoint=\"{id}\",status=\"{status}\",code=\"{code}\"");
        self.metrics.add("mail_setup_check_verdicts_total", &labels);

        let snapshot = Arc::new(Snapshot { report, began, ended: self.now() });
        let mut shelf = self.shelf();
        shelf.note_limits(&target.host, &snapshot);
        let slot = shelf.slots.entry(target.id).or_default();
        slot.last = Some(Arc::clone(&snapshot));
        slot.run = None;
        drop(shelf);
        run.send_modify(|progress| progress.done = Some(snapshot));
    }

    /// Done when nobody listens any more and the minimum interval is over. Before that the next one
    /// who wants to know gets this run: leaving and coming back starts no second one.
    async fn abandoned(&self, id: &Slug, run: &watch::Sender<Progress>, interval_over: Instant) {
        loop {
            run.closed().await;
            sleep_until(interval_over).await;
            let mut shelf = self.shelf();
            if run.receiver_count() == 0 {
                if let Some(slot) = shelf.slots.get_mut(id) {
                    slot.run = None;
                }
                return;
            }
        }
    }

    /// Whether this machine has a network. One question to the neutral places serves everybody, and
    /// goes on when who asked it first has left.
    pub(crate) async fn online(self: &Arc<Self>) -> bool {
        let desk = Arc::clone(self);
        let asked = tokio::spawn(async move {
            let mut known = desk.online.lock().await;
            let now = desk.now();
            if let Some((at, answer)) = *known
                && now.duration_since(at).is_ok_and(|old| old < ONLINE_HOLDS)
            {
                return answer;
            }
            let answer = desk.asker.online().await;
            *known = Some((now, answer));
            answer
        });
        asked.await.unwrap_or(false)
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelf {
    fn note_limits(&mut self, host: &HostName, found: &Snapshot) {
        let limits = [Code::ProviderLimit, Code::Refused421, Code::Bye];
        let code = found.report.code.as_deref();
        if !limits.iter().any(|limit| code == Some(&*limit.text())) {
            self.held_off.remove(host);
            return;
        }
        let times = self.held_off.get(host).map_or(0, |(times, _)| *times);
        let wait = (HELD_OFF.0 * 2_u32.saturating_pow(times.min(8))).min(HELD_OFF.1);
        self.held_off.insert(host.clone(), (times + 1, found.ended + wait));
    }
}
