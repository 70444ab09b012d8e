//! One endpoint: name look-up, its addresses, and the verdict over them.

mod lookup;

use crate::address::{Asking, Told, ask};
use crate::code::{Code, Verdict, weight};
use crate::config::{Admitted, Config};
use crate::report_parts::{ms, stage};
use crate::target::Target;
use engine::report::{AddressReport, EndpointReport, Stage, StageData, StageEvent, StageName, Status};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Semaphore, mpsc};
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::{Instant, sleep_until};

/// Asks an endpoint and tells each stage as it ends; the whole comes back at the end.
///
/// At most [`Limits::endpoint`](crate::limits::Limits::endpoint) later it is done. Dropping the
/// future closes every connection. It must run inside a tokio runtime with time and I/O. It needs no
/// password, has no place for one, and can send none.
pub async fn probe(
    target: &Target,
    config: &Arc<Config>,
    mut tell: impl FnMut(StageEvent) + Send,
) -> EndpointReport {
    let began = Instant::now();
    let until = began + config.limits.endpoint;
    let mut event = |ip: Option<IpAddr>, attempt, stage: Stage| {
        tell(StageEvent { endpoint: target.id.clone(), ip: ip.map(|ip| ip.to_string()), attempt, stage });
    };
    let looked_up = if config.admits_port(target.port, target.security) {
        lookup::look_up(target, config, until).await
    } else {
        let verdict = Code::BlockedPort.into();
        let dns = stage(StageName::Dns, verdict, Duration::ZERO, StageData::default());
        lookup::LookedUp { dns, addresses: Vec::new() }
    };
    event(None, 1, looked_up.dns.clone());
    let addresses = if looked_up.addresses.is_empty() {
        Vec::new()
    } else {
        let told = |told: Told| event(Some(told.ip), told.attempt, told.stage);
        ask_all(target, config, until, &looked_up.addresses, told).await
    };
    let (status, code) = overall(&looked_up.dns, &addresses);
    EndpointReport {
        id: target.id.clone(),
        role: target.role,
        host: target.host.to_string(),
        port: target.port,
        security: target.security,
        status,
        code,
        ms: ms(began.elapsed()),
        dns: looked_up.dns,
        addresses,
    }
}

/// Asks every address: each in a task of its own, which ends with the run, and whose panic would be
/// one address's trouble. The next begins when one has ended or had its head start, and only a few
/// connections are open at a time.
async fn ask_all(
    target: &Target,
    config: &Arc<Config>,
    until: Instant,
    addresses: &[Admitted],
    mut told: impl FnMut(Told),
) -> Vec<AddressReport> {
    let (sender, mut receiver) = mpsc::channel(16);
    let asking = Asking { target: Arc::new(target.clone()), config: config.clone(), until, told: sender };
    let open = Arc::new(Semaphore::new(config.limits.open.max(1)));
    let mut tasks: JoinSet<AddressReport> = JoinSet::new();
    let mut ids: Vec<(Id, IpAddr)> = Vec::new();
    let mut done: Vec<AddressReport> = Vec::new();
    let mut waiting = addresses.iter().copied();
    let mut next_start = Instant::now();
    let mut next = waiting.next();
    loop {
        // Not left to the timer: it counts in whole milliseconds, and the first address need not wait.
        if let Some(address) = next.filter(|_| Instant::now() >= next_start) {
            let (asking, open) = (asking.clone(), open.clone());
            let handle = tasks.spawn(async move {
                let _permit = open.acquire_owned().await;
                ask(&asking, address).await
            });
            ids.push((handle.id(), address.ip()));
            next = waiting.next();
            next_start = Instant::now() + config.limits.stagger;
        }
        if next.is_none() && tasks.is_empty() {
            break;
        }
        tokio::select! {
            biased;
            Some(stage) = receiver.recv() => told(stage),
            Some(ended) = tasks.join_next_with_id() => {
                done.push(finished(ended, &ids, &asking));
                next_start = Instant::now();
            }
            () = sleep_until(next_start), if next.is_some() => {}
        }
    }
    drop(asking);
    while let Some(stage) = receiver.recv().await {
        told(stage);
    }
    done.sort_by_key(|report| addresses.iter().position(|address| address.ip().to_string() == report.ip));
    done
}

/// A task's report. One that panicked is our fault.
fn finished(
    ended: Result<(Id, AddressReport), JoinError>,
    ids: &[(Id, IpAddr)],
    asking: &Asking,
) -> AddressReport {
    ended.map(|(_, report)| report).unwrap_or_else(|error| {
        let ip = ids.iter().find(|(id, _)| *id == error.id()).map(|(_, ip)| *ip);
        let verdict = Verdict::from(Code::LocalFault);
        let mut stages: Vec<Stage> = EndpointReport::plan(asking.target.security)
            .iter()
            .map(|name| Stage { name: *name, status: Status::NotRun, code: None, ms: 0.0, data: None })
            .collect();
        if let Some(first) = stages.first_mut() {
            *first = stage(StageName::Connect, verdict, Duration::ZERO, StageData::default());
        }
        AddressReport {
            ip: ip.map(|ip| ip.to_string()).unwrap_or_default(),
            family: if ip.is_some_and(|ip| ip.is_ipv6()) { 6 } else { 4 },
            status: verdict.status,
            code: verdict.code.map(|code| code.text().into_owned()),
            attempts: 1,
            rtt_ms: None,
            reached: StageName::Connect,
            stages,
        }
    })
}

/// The endpoint's verdict: that of its best address; a warning where another fails. Addresses that
/// cannot be tested from here do not count.
fn overall(dns: &Stage, addresses: &[AddressReport]) -> (Status, Option<String>) {
    let asked = || addresses.iter().filter(|address| address.status != Status::Skipped);
    let Some(best) = asked().min_by_key(|address| weight(address.status)) else {
        return match addresses.first() {
            // All are skipped: nothing is known.
            Some(skipped) => (Status::Unknown, skipped.code.clone()),
            None if dns.status == Status::Skipped => (Status::Unknown, dns.code.clone()),
            None => (dns.status, dns.code.clone()),
        };
    };
    if best.status == Status::Ok && asked().any(|address| address.status == Status::Fail) {
        return (Status::Warn, Some(Code::SomeAddressesFail.text().into_owned()));
    }
    // Private addresses among a name's public ones are the provider's mistake. A resolver that fails
    // for one family may be ours: the look-up's stage says it, the endpoint is well.
    let blocked = Code::BlockedAddress.text();
    if best.status == Status::Ok && dns.status == Status::Warn && dns.code.as_deref() == Some(&blocked) {
        return (Status::Warn, dns.code.clone());
    }
    (best.status, best.code.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(status: Status, code: &str) -> AddressReport {
        AddressReport {
            ip: "192.0.2.1".to_owned(),
            family: 4,
            status,
            code: Some(code.to_owned()).filter(|code| !code.is_empty()),
            attempts: 1,
            rtt_ms: None,
            reached: StageName::Connect,
            stages: Vec::new(),
        }
    }

    #[test]
    fn the_best_address_speaks_for_the_endpoint() {
        use Status::{Fail, Ok, Skipped, Unknown, Warn};
        let dns = stage(StageName::Dns, Verdict::OK, Duration::ZERO, StageData::default());
        for (addresses, status, code) in [
            (vec![(Ok, ""), (Ok, "")], Ok, None),
            (vec![(Fail, "timeout"), (Ok, "")], Warn, Some("some_addresses_fail")),
            // H16: no IPv6 here says nothing about the provider.
            (vec![(Skipped, "local_no_ipv6"), (Ok, "")], Ok, None),
            (vec![(Skipped, "local_no_ipv6"), (Fail, "refused")], Fail, Some("refused")),
            (vec![(Skipped, "local_no_ipv6")], Unknown, Some("local_no_ipv6")),
            (vec![(Unknown, "provider_limit"), (Fail, "timeout")], Unknown, Some("provider_limit")),
            (vec![(Unknown, "provider_limit"), (Ok, "")], Ok, None),
            (vec![(Warn, "expiring"), (Fail, "timeout")], Warn, Some("expiring")),
        ] {
            let reports: Vec<_> = addresses.iter().map(|(status, code)| address(*status, code)).collect();
            let (found, why) = overall(&dns, &reports);
            assert_eq!((found, why.as_deref()), (status, code), "{addresses:?}");
        }
    }
}
