//! Asking endpoints: at most a few at a time on one host, and never for longer than a run may take.

use engine::profile::HostName;
use engine::report::{EndpointReport, Stage, StageEvent, StageName, Status};
use probe::online::{Control, doubt, online};
use probe::resolve::{Family, Hickory, Lookup, Resolve, System};
use probe::{Code, Config, Target};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::timeout;

/// The longest that an endpoint's run takes, waiting for its turn included.
const RUN: Duration = Duration::from_secs(30);
/// How many endpoints of one host are asked at a time.
const A_HOST: usize = 2;

/// Asks mail servers.
pub(crate) struct Asker {
    pub(crate) config: Arc<Config>,
    controls: Vec<Control>,
    turns: Mutex<HashMap<HostName, Arc<Semaphore>>>,
}

impl Asker {
    pub(crate) fn new(config: Config, controls: Vec<Control>) -> Self {
        Self { config: Arc::new(config), controls, turns: Mutex::default() }
    }

    /// Asks one endpoint. `tell` hears of each stage as it ends.
    pub(crate) async fn ask(&self, target: &Target, tell: impl FnMut(StageEvent) + Send) -> EndpointReport {
        // Hosts come from the profile, so the table stays small.
        let turns = {
            let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(turns.entry(target.host.clone()).or_insert_with(|| Arc::new(Semaphore::new(A_HOST))))
        };
        let asked = timeout(RUN, async {
            let _turn = turns.acquire().await;
            probe::probe(target, &self.config, tell).await
        });
        asked.await.unwrap_or_else(|_| unfinished(target, Code::Timeout))
    }

    /// Asks all of them side by side, and doubts itself where nobody answers.
    pub(crate) async fn ask_all(
        self: &Arc<Self>,
        targets: &[Target],
        tell: impl FnMut(StageEvent) + Send + Clone + 'static,
    ) -> Vec<EndpointReport> {
        let mut asked = JoinSet::new();
        for (place, target) in targets.iter().cloned().enumerate() {
            let (asker, tell) = (Arc::clone(self), tell.clone());
            asked.spawn(async move { (place, asker.ask(&target, tell).await) });
        }
        let mut found: Vec<_> = targets.iter().map(|target| unfinished(target, Code::LocalFault)).collect();
        while let Some(ended) = asked.join_next().await {
            if let Ok((place, report)) = ended
                && let Some(slot) = found.get_mut(place)
            {
                *slot = report;
            }
        }
        if super::none_answered(&found) && !self.online().await {
            found.iter_mut().for_each(doubt);
        }
        found
    }

    /// Whether this machine reaches a neutral place; without any, it is taken to.
    pub(crate) async fn online(&self) -> bool {
        self.controls.is_empty() || online(&self.controls, &self.config).await
    }
}

/// The report of an endpoint that was not asked to the end, which is our own fault.
pub(super) fn unfinished(target: &Target, code: Code) -> EndpointReport {
    let code = Some(code.text().into_owned());
    EndpointReport {
        id: target.id.clone(),
        role: target.role,
        host: target.host.to_string(),
        port: target.port,
        security: target.security,
        status: Status::Unknown,
        code: code.clone(),
        ms: 0.0,
        dns: Stage { name: StageName::Dns, status: Status::Unknown, code, ms: 0.0, data: None },
        addresses: Vec::new(),
    }
}

/// The system's name servers, read when the first name is looked up. Where their list cannot be
/// read, as in a container without one, the system's own look-up stands in.
#[derive(Default)]
pub(crate) struct FromSystem(OnceLock<Option<Hickory>>);

static SYSTEM: System = System;

impl Resolve for FromSystem {
    fn resolve<'a>(&'a self, host: &'a HostName, family: Family) -> Lookup<'a> {
        let servers = self.0.get_or_init(|| {
            let note = |error| tracing::warn!("{error}; the system's own look-up is used");
            Hickory::system().map_err(note).ok()
        });
        servers.as_ref().map_or_else(|| SYSTEM.resolve(host, family), |dns| dns.resolve(host, family))
    }
}
