//! `cargo xtask bench discovery`: how many autoconfig answers the companion gives in a second, beside
//! automx2, which does nothing else.

mod automx2;
mod load;
mod peer;

use crate::run::{Failure, Outcome, answer, say};
use crate::{dist, project, system, tools};
use load::Measured;
use peer::Peer;
use std::path::Path;
use std::process::Command;
use std::{fs, thread};

/// Answers a second that the companion is to reach.
const GOAL: f64 = 20_000.0;
/// How many times automx2's that is to be.
const TIMES: f64 = 10.0;
/// Each server is measured so often, in turn, so that what else the machine does falls on all.
const ROUNDS: usize = 5;

/// Starts the companion as it is shipped, its log in a file, and automx2 with the two servers that
/// people run it under; asks all the same question for the same domain, looks at the answers, and then
/// measures one after the other.
///
/// # Errors
/// Where something cannot be installed or built, or an answer is not the right one.
pub fn discovery() -> Outcome<()> {
    for (program, package) in [("wrk", "wrk"), ("xmllint", "libxml2-utils")] {
        if tools::on_path(program).is_none() {
            system::install(&[package])?;
        }
    }
    let program = dist::server(None)?;
    let environment = automx2::install()?;
    let folder = project::target()?.join("bench-discovery");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(|e| Failure::file(&folder, &e))?;

    let port = peer::free_port()?;
    let mut command = Command::new(&program);
    command.args(["serve", "--listen", &format!("127.0.0.1:{port}")]);
    let companion = Peer::start("companion", &mut command, port, &folder)?;
    let served = Served::of(&companion)?;
    let peers = [
        companion,
        automx2::start("automx2, gunicorn", automx2::GUNICORN, &environment, &folder, &served)?,
        automx2::start("automx2, flask run", automx2::FLASK, &environment, &folder, &served)?,
    ];
    for peer in &peers {
        judge(peer, &served, &folder)?;
    }
    measure(&peers, &served)
}

/// The provider that all are asked for, as the companion tells it.
struct Served {
    name: String,
    domain: String,
    /// Host and port of the incoming and the outgoing server.
    servers: [(String, String); 2],
}

impl Served {
    fn of(companion: &Peer) -> Outcome<Self> {
        let document = companion.get("localhost", "/mail/config-v1.1.xml")?;
        let value = |part: &str, name: &str| {
            let value = part.split_once(&format!("<{name}>")).and_then(|(_, rest)| rest.split_once('<'));
            let missing = || Failure::new(format!("The companion's document has no {name}."));
            value.map(|(value, _)| value.to_owned()).ok_or_else(missing)
        };
        let (incoming, outgoing) = document.split_once("<outgoingServer").unwrap_or_default();
        Ok(Self {
            name: value(&document, "displayName")?,
            domain: value(&document, "domain")?,
            servers: [
                (value(incoming, "hostname")?, value(incoming, "port")?),
                (value(outgoing, "hostname")?, value(outgoing, "port")?),
            ],
        })
    }

    fn host(&self) -> String {
        format!("autoconfig.{}", self.domain)
    }

    fn path(&self) -> String {
        format!("/mail/config-v1.1.xml?emailaddress=pat.example%40{}", self.domain)
    }
}

/// The answer is XML, and names the servers.
fn judge(peer: &Peer, served: &Served, folder: &Path) -> Outcome<()> {
    let document = peer.get(&served.host(), &served.path())?;
    let file = folder.join("answer.xml");
    fs::write(&file, &document).map_err(|e| Failure::file(&file, &e))?;
    let well_formed = answer(Command::new("xmllint").args(["--nonet", "--noout"]).arg(&file)).is_some();
    let has = |name: &str, value: &str| document.contains(&format!("<{name}>{value}</{name}>"));
    let right = has("domain", &served.domain)
        && served.servers.iter().all(|(host, port)| has("hostname", host) && has("port", port));
    if well_formed && right {
        return Ok(());
    }
    Err(Failure::new(format!("{} does not answer with the settings:\n{document}", peer.name)))
}

fn measure(peers: &[Peer], served: &Served) -> Outcome<()> {
    let cores = thread::available_parallelism().map_or(0, std::num::NonZero::get);
    say(format_args!("Measuring on {cores} cores: {} s.", ROUNDS * peers.len() * load::SECONDS));
    let mut all: Vec<Vec<Measured>> = peers.iter().map(|_| Vec::new()).collect();
    for _ in 0..ROUNDS {
        for (peer, results) in peers.iter().zip(&mut all) {
            results.push(load::run(peer.port, &served.host(), &served.path())?);
        }
    }
    let all: Vec<Measured> = all.into_iter().map(load::median).collect();
    let first = all.first().map_or(0.0, |one| one.a_second);
    println!(
        "{:<24}{:>12}{:>10}{:>10}{:>12}",
        "Autoconfig answers", "a second", "p50, ms", "p99, ms", "ratio"
    );
    for (peer, Measured { a_second, p50, p99 }) in peers.iter().zip(&all) {
        println!("{:<24}{a_second:>12.0}{p50:>10.2}{p99:>10.2}{:>12.1}", peer.name, first / a_second);
    }
    let best = all.iter().skip(1).map(|one| one.a_second).fold(0.0, f64::max);
    println!("{:<24}{GOAL:>12.0}{:>32.2}", "goal, measured/goal", first / GOAL);
    println!("{:<24}{TIMES:>12.0}{:>32.2}", "times automx2 at its best", first / best / TIMES);
    if let Some(log) = peers.first().and_then(|peer| fs::metadata(&peer.log).ok()) {
        println!("The companion wrote {} MB of log meanwhile.", log.len() / 1_000_000);
    }
    Ok(())
}
