//! One address of an endpoint, from the connection to the goodbye.

mod stages;
mod track;
pub(crate) use track::Told;

use crate::code::{Code, Verdict};
use crate::config::{Admitted, Config};
use crate::dialogue::Ended;
use crate::fault;
use crate::target::Target;
use crate::wire::Wire;
use engine::report::{AddressReport, StageData, StageName};
use std::sync::Arc;
use tokio::sync::mpsc::Sender;
use tokio::time::{Instant, timeout_at};
use track::Track;

/// What every address of a run shares.
#[derive(Clone)]
pub(crate) struct Asking {
    /// What is asked.
    pub target: Arc<Target>,
    /// How.
    pub config: Arc<Config>,
    /// The endpoint's end.
    pub until: Instant,
    /// Where stages are told.
    pub told: Sender<Told>,
}

impl Asking {
    /// The end of a stage that begins now: its own, or the endpoint's if that comes first.
    fn stage_end(&self, length: std::time::Duration) -> Instant {
        self.until.min(Instant::now() + length)
    }
}

/// Asks one address, a second time where the first try timed out: one lost packet is not an outage.
pub(crate) async fn ask(asking: &Asking, address: Admitted) -> AddressReport {
    let limits = &asking.config.limits;
    if Instant::now() >= asking.until {
        // The addresses before it took all the time: nothing is known of this one.
        return Track::new(asking, address.ip(), 0).report();
    }
    let mut attempt = 1;
    loop {
        let report = try_once(asking, address, attempt).await;
        let timed_out = report.stages.iter().any(|stage| stage.code.as_deref() == Some("timeout"));
        let time_left = asking.until.saturating_duration_since(Instant::now());
        if !timed_out || attempt >= limits.attempts || time_left < limits.connect {
            return report;
        }
        attempt += 1;
    }
}

async fn try_once(asking: &Asking, address: Admitted, attempt: u8) -> AddressReport {
    let mut track = Track::new(asking, address.ip(), attempt);
    let began = Instant::now();
    let until = asking.stage_end(asking.config.limits.connect);
    let connected = connect(asking, address, until).await;
    if connected.value.is_some() {
        track.round_trip(began.elapsed());
    }
    if let Some(wire) = track.end(StageName::Connect, began, connected).await {
        stages::talk(asking, &mut track, wire).await;
    }
    track.report()
}

/// Connects to the very address that was checked; the name is not looked up again.
async fn connect(asking: &Asking, address: Admitted, until: Instant) -> Ended<Wire> {
    match timeout_at(until, address.connect(asking.target.port)).await {
        Err(_) => Code::Timeout.into(),
        Ok(Err(error)) => Ended::stop(
            Verdict::from(fault::of_connect(&error, address.ip().is_ipv6())),
            StageData::default(),
        ),
        Ok(Ok(tcp)) => Ended::well(Wire::new(tcp, asking.config.limits.received), StageData::default()),
    }
}
