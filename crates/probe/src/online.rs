//! Our own side: whether this machine reaches anything at all, and what a failure is worth where
//! it does not.

use crate::config::Config;
use crate::resolve::Family;
use engine::profile::HostName;
use engine::report::{AddressReport, EndpointReport, Stage, StageName, Status};
use tokio::time::{Instant, timeout_at};

/// A neutral place that is nearly always up, of the operator's choice: not one of the provider's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Control {
    /// Its host.
    pub host: HostName,
    /// Its port.
    pub port: u16,
}

/// Whether one of the control places accepts a TCP connection. Asked one after the other, within the
/// times of a look-up and a connection for each. To be asked only when every endpoint fails.
pub async fn online(controls: &[Control], config: &Config) -> bool {
    for control in controls {
        if accepts(control, config).await {
            return true;
        }
    }
    false
}

async fn accepts(control: &Control, config: &Config) -> bool {
    let limits = &config.limits;
    let until = Instant::now() + limits.dns + limits.connect;
    for family in [Family::V4, Family::V6] {
        let looking = config.resolver.resolve(&control.host, family);
        let Ok(Ok(answer)) = timeout_at(until, looking).await else { continue };
        for address in answer.addresses.into_iter().filter_map(|ip| config.admit(ip)).take(2) {
            if matches!(timeout_at(until, address.connect(control.port)).await, Ok(Ok(_))) {
                return true;
            }
        }
    }
    false
}

/// Takes back what a machine without a network cannot have known: an endpoint that failed at its
/// name or its connection becomes `unknown`; the codes stay. One that answered stays as it is.
pub fn doubt(report: &mut EndpointReport) {
    for address in &mut report.addresses {
        doubt_address(address);
    }
    doubt_stage(&mut report.dns);
    let answered = report.addresses.iter().any(|address| address.reached != StageName::Connect);
    if report.status == Status::Fail && !answered {
        report.status = Status::Unknown;
    }
}

fn doubt_address(address: &mut AddressReport) {
    if address.reached == StageName::Connect && address.status == Status::Fail {
        address.status = Status::Unknown;
        address.stages.iter_mut().for_each(doubt_stage);
    }
}

fn doubt_stage(stage: &mut Stage) {
    if stage.status == Status::Fail {
        stage.status = Status::Unknown;
    }
}
