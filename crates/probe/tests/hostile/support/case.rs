//! One case: a script, and what the probe must say of it.

use super::ca;
use super::server::{Server, Step};
use engine::profile::{HostName, Role, Security, Slug};
use engine::report::{EndpointReport, Stage, StageEvent, StageName, Status};
use probe::resolve::Hosts;
use probe::{Config, Limits, Target, TrustRoots};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A case of facts/probe.md section 4.6.
pub struct Case {
    /// Its number there, and what is particular.
    pub name: &'static str,
    pub role: Role,
    pub security: Security,
    pub script: Vec<Step>,
    /// The deciding stage, its status and its code.
    pub stage: (StageName, Status, Option<&'static str>),
    /// The endpoint's status.
    pub endpoint: Status,
    /// Whether it may only end by a deadline.
    pub times_out: bool,
}

impl Case {
    pub fn new(
        name: &'static str,
        (role, security): (Role, Security),
        script: Vec<Step>,
        stage: (StageName, Status, &'static str),
    ) -> Self {
        let (name_of_stage, status, code) = stage;
        let code = Some(code).filter(|code| !code.is_empty());
        let stage = (name_of_stage, status, code);
        Self { name, role, security, script, stage, endpoint: status, times_out: false }
    }

    pub fn timing_out(self) -> Self {
        Self { times_out: true, ..self }
    }

    pub fn endpoint(self, status: Status) -> Self {
        Self { endpoint: status, ..self }
    }
}

/// Limits for cases that end by a deadline: short ones.
pub fn short() -> Limits {
    Limits {
        dns: Duration::from_millis(300),
        connect: Duration::from_millis(300),
        tls: Duration::from_millis(500),
        greeting: Duration::from_millis(500),
        reply: Duration::from_millis(500),
        endpoint: Duration::from_secs(3),
        stagger: Duration::from_millis(50),
        ..Limits::default()
    }
}

pub fn host() -> HostName {
    HostName::try_from(ca::HOST.to_owned()).unwrap()
}

pub fn target(role: Role, security: Security, port: u16) -> Target {
    Target { id: Slug::try_from("endpoint".to_owned()).unwrap(), role, host: host(), port, security }
}

/// A configuration that finds the host at these addresses.
pub fn config(addresses: &[IpAddr], port: u16, limits: Limits) -> Config {
    let table = BTreeMap::from([(ca::HOST.to_owned(), addresses.to_vec())]);
    let roots = TrustRoots::only(vec![ca::root()]).unwrap();
    let mut config = Config::new(Arc::new(Hosts { table, next: None }), roots);
    config.allow_networks = vec!["127.0.0.0/8".parse().unwrap(), "::1".parse().unwrap()];
    config.allow_ports = vec![port];
    config.limits = limits;
    config
}

pub async fn probed(target: &Target, config: Config) -> (EndpointReport, Vec<StageEvent>) {
    let mut events = Vec::new();
    let report = probe::probe(target, &Arc::new(config), |event| events.push(event)).await;
    (report, events)
}

pub fn stage(report: &EndpointReport, name: StageName) -> &Stage {
    report.addresses[0].stages.iter().find(|stage| stage.name == name).unwrap()
}

/// Runs a case; panics with its name where anything differs.
pub async fn run(case: Case) -> EndpointReport {
    let name = case.name;
    let server = Server::start([127, 0, 0, 1].into(), vec![case.script]).await;
    let target = target(case.role, case.security, server.address.port());
    let limits = if case.times_out { short() } else { Limits::default() };
    let deadline = limits.endpoint;
    let began = Instant::now();
    let (report, events) =
        probed(&target, config(&[server.address.ip()], server.address.port(), limits)).await;
    let took = began.elapsed();

    let (stage_name, status, code) = case.stage;
    let seen = stage(&report, stage_name);
    assert_eq!((seen.status, seen.code.as_deref()), (status, code), "{name}: {report:#?}");
    assert_eq!(report.status, case.endpoint, "{name}: {report:#?}");
    if case.endpoint != Status::Ok && status == case.endpoint {
        assert_eq!(report.code.as_deref(), code, "{name}: {report:#?}");
    }
    let limit = if case.times_out { deadline } else { Duration::from_secs(4) };
    assert!(took < limit + Duration::from_millis(100), "{name} took {took:?}");
    if case.times_out {
        assert_eq!(report.addresses[0].attempts, 2, "{name}: a timeout is tried again");
    }
    assert!(peak_memory_mb() < 120, "{name}: {} MB", peak_memory_mb());
    every_stage_is_told(name, &report, &events);
    nothing_secret(name, &server.heard());
    report
}

pub async fn run_all(cases: Vec<Case>) {
    for case in cases {
        run(case).await;
    }
}

/// What has run was told, as it stands in the report.
fn every_stage_is_told(name: &str, report: &EndpointReport, events: &[StageEvent]) {
    assert_eq!(events[0].stage, report.dns, "{name}");
    for address in &report.addresses {
        for stage in address.stages.iter().filter(|stage| stage.status != Status::NotRun) {
            let told = events
                .iter()
                .rev()
                .find(|event| event.ip.as_ref() == Some(&address.ip) && event.stage.name == stage.name);
            assert_eq!(told.map(|told| &told.stage), Some(stage), "{name}");
        }
    }
}

/// Whatever a server does, it hears the closed list of commands only.
fn nothing_secret(name: &str, heard: &[String]) {
    for line in heard {
        let command = line.split_once(' ').map_or("", |(_, rest)| rest);
        let known = ["CAPABILITY", "STARTTLS", "LOGOUT"].contains(&command)
            || ["EHLO [127.0.0.1]", "STARTTLS", "QUIT", "CAPA", "STLS"].contains(&line.as_str());
        assert!(known, "{name}: the server heard {line:?}");
    }
}

/// The most memory that this process has had, in MB.
pub fn peak_memory_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok()).unwrap_or(0) / 1024
}
