//! The companion's desk: whatever is asked of one endpoint is shared by everybody who wants to know.
//! There is one run to an endpoint at a time, its result is served for a while, and a provider that
//! holds us off is left alone for longer each time (facts/probe.md section 3.2). With a shared store that
//! holds for all replicas together ([`crate::share`]): the first to come in runs, the others wait for the
//! result. Without one, or when it fails, for this replica alone.

use super::ask::{Asker, unfinished};
use super::listener::stages;
use super::none_answered;
use super::shelf::{HELD_OFF, HeldOff, Progress, Shelf, Snapshot, unasked};
use crate::clock::Clock;
use crate::config::Checks;
use crate::metrics::Metrics;
use crate::share::{self, Turn};
use engine::profile::Slug;
use engine::report::{Freshness, Status};
use probe::{Code, Target};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};

/// How long the answer of the neutral places holds.
const ONLINE_HOLDS: Duration = Duration::from_secs(10);
/// How often to look whether another replica's run has ended, and for how long before asking ourselves:
/// a little longer than a run takes.
const LOOK: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(35));

/// What somebody who wants to know gets.
pub(crate) enum Following {
    /// A result that is there.
    Known(Arc<Snapshot>, Freshness),
    /// A run. Dropping the receiver is leaving.
    Running(watch::Receiver<Progress>),
}

/// The desk.
pub(crate) struct Desk {
    asker: Arc<Asker>,
    settings: Checks,
    clock: Clock,
    metrics: Metrics,
    shared: Option<share::Checks>,
    shelf: Mutex<Shelf>,
    online: tokio::sync::Mutex<Option<(SystemTime, bool)>>,
}

impl Desk {
    pub(crate) fn new(
        asker: Asker,
        settings: Checks,
        clock: Clock,
        metrics: Metrics,
        shared: Option<share::Checks>,
    ) -> Self {
        let (asker, shelf) = (Arc::new(asker), Mutex::default());
        Self { asker, settings, clock, metrics, shared, shelf, online: tokio::sync::Mutex::default() }
    }

    /// How long other replicas may find a result: as long as it may be served, held off or not.
    pub(crate) fn keep(settings: &Checks) -> Duration {
        let [good, bad] = [settings.cache_seconds, settings.failed_cache_seconds];
        let seconds = good.max(bad).max(settings.minimum_interval_seconds.get()).min(86_400);
        Duration::from_secs(seconds.into()) + HELD_OFF.1
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
            self.metrics.add("mail_setup_check_held_off_total", "");
            let last = slot.last.clone().unwrap_or_else(|| unasked(target, now));
            return Following::Known(last, Freshness::Stale);
        }
        if let Some(last) = slot.last.as_ref().filter(|last| self.holds(last, now, fresh)) {
            self.metrics.add("mail_setup_check_cache_hits_total", "");
            return Following::Known(Arc::clone(last), Freshness::Cache);
        }
        let (run, listener) = watch::channel(Progress::default());
        let run = Arc::new(run);
        slot.run = Some(Arc::clone(&run));
        drop(shelf);
        tokio::spawn(Arc::clone(self).run(target.clone(), fresh, run));
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
    async fn run(self: Arc<Self>, target: Target, fresh: bool, run: Arc<watch::Sender<Progress>>) {
        let interval = Duration::from_secs(self.settings.minimum_interval_seconds.get().into());
        let interval_over = Instant::now() + interval;
        let found = tokio::select! {
            found = self.settle(&target, fresh, &run) => found,
            () = self.abandoned(&target.id, &run, interval_over) => {
                self.metrics.add("mail_setup_check_abandoned_total", "");
                None
            }
        };
        let Some((turn, snapshot, held_off)) = found else { return };
        let report = &snapshot.report;
        // What may be our own fault is not for the others, who may be better off.
        let ours = report.code.as_deref() == Some(&*Code::LocalFault.text());
        if !ours && (!none_answered(std::slice::from_ref(report)) || self.online().await) {
            let took = snapshot.ended.duration_since(snapshot.began).unwrap_or_default();
            turn.publish(report, took, held_off).await;
        }
    }

    /// Finds a result and tells it: another replica's, or our own run's. What is then to be told the others.
    async fn settle(
        &self,
        target: &Target,
        fresh: bool,
        run: &Arc<watch::Sender<Progress>>,
    ) -> Option<(Turn, Arc<Snapshot>, HeldOff)> {
        let turn = match self.others(target, fresh).await {
            Others::Told(snapshot, source) => {
                self.tell(target, run, snapshot, source);
                return None;
            }
            Others::Turn(turn) => Some(turn),
            Others::Nothing => None,
        };
        let snapshot = self.ask(target, run).await;
        let held_off = self.shelf().note_limits(&target.host, &snapshot);
        self.tell(target, run, Arc::clone(&snapshot), Freshness::Live);
        Some((turn?, snapshot, held_off))
    }

    /// What the other replicas know, or will know soon.
    async fn others(&self, target: &Target, fresh: bool) -> Others {
        let Some(shared) = &self.shared else { return Others::Nothing };
        let since = Instant::now();
        while since.elapsed() < LOOK.1 {
            let Some(entered) = shared.enter(target).await else { return Others::Nothing };
            let now = self.now();
            let joined = entered.kept.as_ref().is_some_and(|kept| kept.age < since.elapsed());
            let kept = entered.kept.and_then(|kept| Snapshot::of(kept, now)).map(Arc::new);
            let held_off = entered.held_off.filter(|(_, wait)| !wait.is_zero()).is_some();
            if let Some((times, wait)) = entered.held_off {
                self.shelf().hold_off(&target.host, times, now + wait.min(HELD_OFF.1));
            }
            if let Some(kept) = kept.as_ref().filter(|kept| joined || self.holds(kept, now, fresh)) {
                let source = if joined { Freshness::Live } else { Freshness::Cache };
                self.metrics.add("mail_setup_check_shared_total", "");
                return Others::Told(Arc::clone(kept), source);
            }
            if held_off {
                self.metrics.add("mail_setup_check_held_off_total", "");
                return Others::Told(kept.unwrap_or_else(|| unasked(target, now)), Freshness::Stale);
            }
            if let Some(turn) = entered.turn {
                return Others::Turn(turn);
            }
            sleep(LOOK.0).await;
        }
        Others::Nothing
    }

    /// Our own run.
    async fn ask(&self, target: &Target, run: &Arc<watch::Sender<Progress>>) -> Arc<Snapshot> {
        self.metrics.add("mail_setup_check_runs_total", "");
        let began = self.now();
        // Dropping the set ends the task and closes its connections; a panic in it ends here.
        let mut asking = JoinSet::new();
        let (asker, asked, telling) = (Arc::clone(&self.asker), target.clone(), Arc::clone(run));
        asking.spawn(async move {
            asker.ask(&asked, |event| telling.send_modify(|progress| progress.stages.push(event))).await
        });
        let report = match asking.join_next().await {
            Some(Ok(report)) => report,
            _ => unfinished(target, Code::LocalFault),
        };
        let (id, status) = (report.id.as_str(), report.status.as_str());
        let code = report.code.as_deref().unwrap_or("none");
        // With the host: two providers may call theirs alike.
        let host = target.host.as_str();
        tracing::info!(endpoint = id, host, status, code, ms = report.ms, "checked");
        let labels = format!("endpoint=\"{id}\",host=\"{host}\",status=\"{status}\",code=\"{code}\"");
        self.metrics.add("mail_setup_check_verdicts_total", &labels);
        Arc::new(Snapshot { report, began, ended: self.now() })
    }

    /// Tells the listeners the result, and keeps it.
    fn tell(
        &self,
        target: &Target,
        run: &watch::Sender<Progress>,
        snapshot: Arc<Snapshot>,
        source: Freshness,
    ) {
        let mut shelf = self.shelf();
        let slot = shelf.slots.entry(target.id.clone()).or_default();
        slot.last = Some(Arc::clone(&snapshot));
        slot.run = None;
        drop(shelf);
        run.send_modify(|progress| {
            // Another's run told us none.
            if progress.stages.is_empty() {
                progress.stages.extend(stages(&snapshot.report));
            }
            progress.done = Some((snapshot, source));
        });
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

/// What the other replicas have to say.
enum Others {
    /// A result.
    Told(Arc<Snapshot>, Freshness),
    /// It is for us to ask.
    Turn(Turn),
    /// Nothing: there are none, or they cannot be reached.
    Nothing,
}
