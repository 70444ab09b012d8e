//! Keeps the stages of one address and tells each as it ends.

use super::Asking;
use crate::code::{Code, weight};
use crate::dialogue::Ended;
use crate::report_parts::{ms, stage};
use engine::report::{AddressReport, EndpointReport, Stage, StageName, Status};
use std::net::IpAddr;
use std::time::Duration;
use tokio::sync::mpsc::Sender;
use tokio::time::Instant;

/// A stage that has ended at an address.
#[derive(Debug)]
pub(crate) struct Told {
    /// Where.
    pub ip: IpAddr,
    /// Which try.
    pub attempt: u8,
    /// What.
    pub stage: Stage,
}

/// The stages so far.
pub(super) struct Track {
    ip: IpAddr,
    attempt: u8,
    rtt: Option<Duration>,
    plan: &'static [StageName],
    stages: Vec<Stage>,
    told: Sender<Told>,
}

impl Track {
    pub fn new(asking: &Asking, ip: IpAddr, attempt: u8) -> Self {
        Self {
            ip,
            attempt,
            rtt: None,
            plan: EndpointReport::plan(asking.target.security),
            stages: Vec::new(),
            told: asking.told.clone(),
        }
    }

    /// Notes the round trip.
    pub fn round_trip(&mut self, rtt: Duration) {
        self.rtt = Some(rtt);
    }

    /// Notes and tells a stage that began at `began` and has just ended; hands on what it leads to.
    pub async fn end<T>(&mut self, name: StageName, began: Instant, ended: Ended<T>) -> Option<T> {
        let stage = stage(name, ended.verdict, began.elapsed(), ended.data);
        // Nobody listens any more when the run is being dropped.
        let _ = self.told.send(Told { ip: self.ip, attempt: self.attempt, stage: stage.clone() }).await;
        self.stages.push(stage);
        ended.value
    }

    /// The report: stages that were not reached are in it too.
    pub fn report(self) -> AddressReport {
        // Of equals the earliest decides.
        let decisive =
            self.stages.iter().rev().filter(|stage| decides(stage)).max_by_key(|stage| weight(stage.status));
        let (status, code) = decisive.map_or((Status::Unknown, None), |stage| {
            let code = stage.code.clone().filter(|_| stage.status != Status::Ok);
            (stage.status, code)
        });
        let reached = self.stages.last().map_or(StageName::Connect, |stage| stage.name);
        let mut stages = self.stages;
        for name in self.plan {
            if !stages.iter().any(|stage| stage.name == *name) {
                stages.push(not_run(*name));
            }
        }
        stages.sort_by_key(|stage| self.plan.iter().position(|name| *name == stage.name));
        AddressReport {
            ip: self.ip.to_string(),
            family: if self.ip.is_ipv4() { 4 } else { 6 },
            status,
            code,
            attempts: self.attempt,
            rtt_ms: self.rtt.map(ms),
            reached,
            stages,
        }
    }
}

/// Whether a stage can decide over the address. Two cannot: a handshake that ended at the certificate,
/// since the certificate stage says why, and a plaintext sign-in of which nothing is known.
fn decides(stage: &Stage) -> bool {
    match stage.name {
        StageName::Tls => stage.code.as_deref() != Some(Code::BadCertificate.text().as_ref()),
        StageName::PlaintextAuth => stage.status != Status::Unknown,
        _ => true,
    }
}

fn not_run(name: StageName) -> Stage {
    Stage { name, status: Status::NotRun, code: None, ms: 0.0, data: None }
}
