//! A hundred hostile probes at once, by the companion as it is: its memory, its deadlines, its
//! verdicts; and what blackbox_exporter makes of the same servers, one after the other.

use super::hostile::{Case, EACH, cases, host, id, ip};
use super::http::Client;
use super::namespace::{Namespace, panicked};
use super::script::{DOMAIN, Servers};
use super::table::{goal, head, number as number_of, row};
use super::{blackbox, companion, stop};
use engine::report::{EndpointReport, StageName};
use probe::Limits;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};
use testkit::{Outcome, Trouble, provider};

/// Resident memory, in MB, and how far past its deadline a probe may be, in milliseconds.
const MEMORY: f64 = 40.0;
const LATE: f64 = 100.0;

/// An endpoint's report, and when it was heard after the request.
type Heard = (Duration, EndpointReport);

/// Measures and prints.
///
/// # Errors
/// Where something does not start or answer.
pub fn print(program: &Path) -> Outcome<()> {
    stop::check()?;
    let folder = tempfile::tempdir().map_err(Trouble::io("make a folder"))?;
    let namespace = Arc::new(Namespace::make("hostile")?);
    let cases = cases();
    let scripts =
        cases.iter().enumerate().map(|(number, case)| (case.address(number), case.script.clone())).collect();
    let servers = Servers::start(Arc::clone(&namespace), scripts)?;
    let roots = folder.path().join("roots.pem");
    fs::write(&roots, &servers.root).map_err(Trouble::io("write roots.pem"))?;

    let companion =
        companion::start(&namespace, program, folder.path(), &profile(&cases), &settings(&roots))?;
    let idle = companion::memory(&companion)?;
    let heard = namespace.inside(|| ask_all(cases.len()))?;
    let used = companion::memory(&companion)?;
    drop(companion);

    let mut names = String::from("127.0.0.1 localhost\n");
    for number in 0..cases.len() {
        names += &format!("{} {}\n", ip(number), host(number, 0));
    }
    namespace.etc("hosts", &names)?;
    let peer = blackbox::start(&namespace, &roots, folder.path())?;
    let peer_idle = companion::memory(&peer)?;
    head(
        "Hostile servers: the companion asks each ten times, all hundred at once; blackbox_exporter (5 s) one at a \
         time:",
        &["verdict", "slowest of 10, s", "blackbox, s", "it says", "its most memory, MB"],
    );
    for (number, case) in cases.iter().enumerate() {
        stop::check()?;
        let (took, well) = namespace.inside(|| ask_peer(number, case))?;
        let said = if well { "success" } else { "failure" };
        let memory = number_of(companion::memory(&peer)?.1);
        verdict(case, number, &heard, [number_of(took), said.to_owned(), memory]);
    }
    let flooded = companion::memory(&peer)?;

    head("While and after:", &["measured", "goal", "measured/goal"]);
    goal("companion, most resident memory, MB", used.1, MEMORY);
    row("companion before, MB", &[number_of(idle.0), String::new(), String::new()]);
    row("blackbox_exporter before, MB", &[number_of(peer_idle.0), String::new(), String::new()]);
    row(
        "blackbox_exporter, most, after one of each, MB",
        &[number_of(flooded.1), String::new(), String::new()],
    );
    row("blackbox_exporter/companion", &[number_of(flooded.1 / used.1), String::new(), String::new()]);
    let (of_endpoint, of_stage) = lateness(&heard);
    goal("latest past an endpoint's deadline of 25 s, ms", of_endpoint, LATE);
    goal("latest past a stage's deadline, ms", of_stage, LATE);
    Ok(())
}

fn profile(cases: &[Case]) -> String {
    let all = |(number, case): (usize, &Case)| -> Vec<_> {
        (0..EACH).map(|turn| case.endpoint(number, turn)).collect()
    };
    provider::profile_with(DOMAIN, cases.iter().enumerate().flat_map(all).collect())
}

fn settings(roots: &Path) -> String {
    let mut text = "[check]\ncontrols = []\n[probe]\nallow_networks = [\"127.0.0.0/8\"]\n".to_owned();
    text += &format!("roots = {:?}\n[probe.hosts]\n", roots.display().to_string());
    for number in 0..cases().len() {
        for turn in 0..EACH {
            text += &format!("\"{}\" = \"{}\"\n", host(number, turn), ip(number));
        }
    }
    text
}

/// Asks for all, in two streams: one takes 64 endpoints at most.
fn ask_all(cases: usize) -> Outcome<Vec<Heard>> {
    let half = |turns: std::ops::Range<usize>| {
        let ids: Vec<String> =
            (0..cases).flat_map(|number| turns.clone().map(move |turn| id(number, turn))).collect();
        companion::path(ids.iter().map(String::as_str))
    };
    let paths = [half(0..EACH / 2), half(EACH / 2..EACH)];
    thread::scope(|scope| {
        let listening: Vec<_> = paths.iter().map(|path| scope.spawn(move || listen(path))).collect();
        let mut all = Vec::new();
        for one in listening {
            all.extend(one.join().unwrap_or_else(|_| Err(panicked()))?);
        }
        Ok(all)
    })
}

fn listen(path: &str) -> Outcome<Vec<Heard>> {
    let mut heard = Vec::new();
    companion::listen(path, |after, event, data| {
        if event == "endpoint"
            && let Ok(report) = serde_json::from_value(data.clone())
        {
            heard.push((after, report));
        }
    })?;
    Ok(heard)
}

fn ask_peer(number: usize, case: &Case) -> Outcome<(f64, bool)> {
    let module = match case.port {
        993 => "imap-993",
        143 => "imap-143",
        _ => "smtp-587",
    };
    let mut client = Client::connect(blackbox::ADDRESS)?;
    let began = Instant::now();
    let answer = client.get(&blackbox::path(module, &host(number, 0), case.port))?;
    Ok((began.elapsed().as_secs_f64(), answer.body.contains(blackbox::GOOD)))
}

fn verdict(case: &Case, place: usize, heard: &[Heard], peer: [String; 3]) {
    let own =
        || heard.iter().filter(|(_, report)| (0..EACH).any(|turn| report.id.as_str() == id(place, turn)));
    let mut codes: Vec<&str> = own().map(|(_, report)| report.code.as_deref().unwrap_or("ok")).collect();
    codes.sort_unstable();
    codes.dedup();
    let slowest = own().map(|(after, _)| after.as_secs_f64()).fold(0.0, f64::max);
    let own = [format!("`{}`", codes.join("`, `")), number_of(slowest)];
    row(case.name, &own.into_iter().chain(peer).collect::<Vec<_>>());
}

/// How far past its end an endpoint was heard, and a stage ended, at most; in milliseconds. Below
/// zero: each was over before.
fn lateness(heard: &[Heard]) -> (f64, f64) {
    let limits = Limits::default();
    let past = |ms: f64, limit: Duration| ms - limit.as_secs_f64() * 1000.0;
    let endpoints = heard.iter().map(|(after, _)| past(after.as_secs_f64() * 1000.0, limits.endpoint));
    let stages = heard.iter().flat_map(|(_, report)| &report.addresses).flat_map(|address| &address.stages);
    let stages = stages.map(|stage| {
        let limit = match stage.name {
            StageName::Dns => limits.dns,
            StageName::Connect => limits.connect,
            StageName::Greeting => limits.greeting,
            StageName::Tls => limits.tls,
            _ => limits.reply,
        };
        past(stage.ms, limit)
    });
    (endpoints.fold(f64::NEG_INFINITY, f64::max), stages.fold(f64::NEG_INFINITY, f64::max))
}
