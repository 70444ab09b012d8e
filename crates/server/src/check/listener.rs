//! One request's view of the desk: the stages of all its endpoints as they end, then the document.

use super::ask::unfinished;
use super::desk::{Desk, Following};
use super::shelf::Snapshot;
use super::{About, new_run, none_answered, report};
use engine::Profile;
use engine::report::{EndpointReport, Freshness, Report, StageEvent};
use futures_util::future::select_all;
use probe::online::doubt;
use probe::{Code, Target};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

/// What a listener hears.
pub(crate) enum Told {
    /// A stage has ended.
    Stage(StageEvent),
    /// An endpoint is done.
    Endpoint(EndpointReport),
    /// All are done.
    Done(Box<Report>),
}

/// Listens to some endpoints.
pub(crate) struct Listener {
    desk: Arc<Desk>,
    pub(crate) run: String,
    parts: Vec<Part>,
    waiting: VecDeque<Told>,
    done: bool,
}

struct Part {
    target: Target,
    following: Following,
    heard: usize,
    found: Option<(Arc<Snapshot>, Freshness)>,
}

impl Listener {
    pub(crate) fn new(desk: &Arc<Desk>, targets: Vec<Target>, fresh: bool) -> Self {
        let part = |target: Target| {
            let following = desk.follow(&target, fresh);
            Part { target, following, heard: 0, found: None }
        };
        let parts = targets.into_iter().map(part).collect();
        Self { desk: Arc::clone(desk), run: new_run(), parts, waiting: VecDeque::new(), done: false }
    }

    /// The next thing to hear; nothing after the document. May be dropped while it waits.
    pub(crate) async fn next(&mut self, profile: &Profile, vantage: &str) -> Option<Told> {
        loop {
            if let Some(told) = self.waiting.pop_front() {
                return Some(told);
            }
            if self.done {
                return None;
            }
            for part in &mut self.parts {
                part.gather(self.desk.now(), &mut self.waiting);
            }
            if !self.waiting.is_empty() {
                continue;
            }
            if self.parts.iter().all(|part| part.found.is_some()) {
                let document = self.document(profile, vantage).await;
                self.done = true;
                return Some(Told::Done(Box::new(document)));
            }
            select_all(self.parts.iter_mut().filter_map(Part::changed)).await;
        }
    }

    async fn document(&self, profile: &Profile, vantage: &str) -> Report {
        let found: Vec<&Snapshot> =
            self.parts.iter().filter_map(|part| Some(&*part.found.as_ref()?.0)).collect();
        let mut endpoints: Vec<_> = found.iter().map(|snapshot| snapshot.report.clone()).collect();
        if none_answered(&endpoints) && !self.desk.online().await {
            endpoints.iter_mut().for_each(doubt);
        }
        let now = self.desk.now();
        let sources: Vec<Freshness> = self.parts.iter().map(Part::source).collect();
        let source = [Freshness::Stale, Freshness::Live]
            .into_iter()
            .find(|source| sources.contains(source))
            .unwrap_or(Freshness::Cache);
        let kept = self.parts.iter().filter(|part| part.source() != Freshness::Live);
        let age = kept.filter_map(|part| now.duration_since(part.found.as_ref()?.0.ended).ok()).max();
        let slowest = endpoints.iter().map(|report| report.ms).fold(0.0, f64::max);
        let about = About {
            run: self.run.clone(),
            profile,
            vantage,
            source,
            started: found.iter().map(|snapshot| snapshot.began).min().unwrap_or(now),
            took: Duration::try_from_secs_f64(slowest / 1000.0).unwrap_or_default(),
            age: age.unwrap_or_default(),
        };
        report(about, endpoints)
    }
}

impl Part {
    /// Takes over what is new.
    fn gather(&mut self, now: std::time::SystemTime, waiting: &mut VecDeque<Told>) {
        if self.found.is_some() {
            return;
        }
        let found = match &mut self.following {
            Following::Known(snapshot, source) => {
                waiting.extend(stages(&snapshot.report).map(Told::Stage));
                Some((Arc::clone(snapshot), *source))
            }
            Following::Running(run) => {
                let ended = run.has_changed().is_err();
                let progress = run.borrow_and_update();
                let new = progress.stages.get(self.heard..).unwrap_or_default();
                waiting.extend(new.iter().cloned().map(Told::Stage));
                self.heard = progress.stages.len();
                let broken = || {
                    let report = unfinished(&self.target, Code::LocalFault);
                    (Arc::new(Snapshot { report, began: now, ended: now }), Freshness::Live)
                };
                progress.done.clone().or_else(|| ended.then(broken))
            }
        };
        if let Some(found) = found {
            waiting.push_back(Told::Endpoint(found.0.report.clone()));
            self.found = Some(found);
        }
    }

    /// Done when there may be something new; nothing where there never will be.
    fn changed(&mut self) -> Option<std::pin::Pin<Box<dyn Future<Output = ()> + Send + '_>>> {
        match &mut self.following {
            Following::Running(run) if self.found.is_none() => {
                Some(Box::pin(async { drop(run.changed().await) }))
            }
            _ => None,
        }
    }

    fn source(&self) -> Freshness {
        self.found.as_ref().map_or(Freshness::Live, |(_, source)| *source)
    }
}

/// The stages of a report, as its run told them.
pub(super) fn stages(report: &EndpointReport) -> impl Iterator<Item = StageEvent> + '_ {
    let event = |ip: Option<&String>, attempt, stage: &engine::report::Stage| StageEvent {
        endpoint: report.id.clone(),
        ip: ip.cloned(),
        attempt,
        stage: stage.clone(),
    };
    let ran = |stage: &&engine::report::Stage| stage.status != engine::report::Status::NotRun;
    std::iter::once(event(None, 1, &report.dns)).chain(report.addresses.iter().flat_map(move |address| {
        address.stages.iter().filter(ran).map(move |stage| event(Some(&address.ip), address.attempts, stage))
    }))
}
