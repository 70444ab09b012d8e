//! The companion among many: a whole profile at once, an answer that is kept, a thousand who listen.

use super::companion::{self, ADDRESS};
use super::dns::Names;
use super::load::{Question, crowd, round_trip};
use super::namespace::Namespace;
use super::script::{DOMAIN, Servers, Step, say};
use super::stage::Stage;
use super::table::{Times, goal, head, number, row};
use super::{Effort, stop};
use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};
use testkit::provider::ENDPOINTS;
use testkit::{Outcome, Trouble};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::runtime;
use tokio::task::JoinSet;

/// How many listen at once.
const MANY: usize = 1_000;
/// How late the server that they ask greets, so that all come while it is being asked.
const GREETS_AFTER: Duration = Duration::from_secs(3);
/// Milliseconds to the first stage, without the resolver's round trip.
const FIRST: f64 = 100.0;
/// Between two runs: the companion keeps them a second apart at the least.
const APART: Duration = Duration::from_millis(1_100);

/// All six endpoints of the provider at once, over the wire, with a name server at its other end.
///
/// # Errors
/// Where something does not start or answer.
pub fn whole_profile(stage: &Stage, program: &Path, effort: &Effort) -> Outcome<()> {
    let _names = Names::start(Arc::clone(stage.far()), stage.mail.ip)?;
    stage.near.etc("resolv.conf", &format!("nameserver {}\n", stage.mail.ip))?;
    let settings = format!(
        "[check]\ncontrols = []\ncache_seconds = 0\nminimum_interval_seconds = 1\n[probe]\n\
         allow_networks = [\"10.0.0.0/8\"]\nroots = {:?}\n",
        stage.mail.roots.display().to_string()
    );
    let folder = stage.folder.path();
    let _companion = companion::start(&stage.near, program, folder, &stage.mail.profile, &settings)?;
    let ids: Vec<String> = ENDPOINTS.iter().map(|one| format!("{}-{}", one.host, one.port)).collect();
    let path = companion::path(ids.iter().map(String::as_str));
    let (mut first, mut whole, mut slowest) = (Vec::new(), Vec::new(), Vec::new());
    // The first run of a process also reads the resolver's settings and draws its first key.
    for run in 0..=effort.runs {
        stop::check()?;
        let (began, done, worst) = stage.near.inside(|| one_run(&path))?;
        if run > 0 {
            first.push(began);
            whole.push(done);
            slowest.push(worst);
        }
        thread::sleep(APART);
    }
    let server = SocketAddr::from((stage.mail.ip, 993));
    let round_trips = stage.near.inside(|| (0..21).map(|_| round_trip(server)).collect::<Outcome<_>>())?;
    let round_trip = Times::new(round_trips).p50();
    let (first, whole, slowest) = (Times::new(first), Times::new(whole), Times::new(slowest));
    head(
        &format!(
            "The whole profile, six endpoints, {} runs; R = {} ms; milliseconds:",
            effort.runs,
            number(round_trip)
        ),
        &["p50", "longest", "goal", "p50/goal"],
    );
    let line = |name: &str, times: &Times, goal: f64| {
        row(name, &[times.p50(), times.longest(), goal, times.p50() / goal].map(number));
    };
    line("request to first stage (name looked up)", &first, FIRST + round_trip);
    line("request to the end of all six; goal: the slowest one's own time", &whole, slowest.p50());
    Ok(())
}

/// When the first stage and the end were heard, and the slowest endpoint's own time; milliseconds.
fn one_run(path: &str) -> Outcome<(f64, f64, f64)> {
    let (mut first, mut done, mut slowest) = (None, 0.0, 0.0);
    let mut status = String::new();
    companion::listen(path, |after, event, data| {
        let ms = after.as_secs_f64() * 1000.0;
        if event == "stage" {
            first.get_or_insert(ms);
        }
        if event == "done" {
            done = ms;
            status = data["status"].as_str().unwrap_or_default().to_owned();
            let endpoints = data["endpoints"].as_array().map(Vec::as_slice).unwrap_or_default();
            slowest = endpoints.iter().filter_map(|one| one["ms"].as_f64()).fold(0.0, f64::max);
        }
    })?;
    if status == "ok" {
        return Ok((first.unwrap_or(f64::NAN), done, slowest));
    }
    Err(Trouble::Unexpected { what: "the provider's state".to_owned(), found: status })
}

/// A thousand who listen to one run, and how many answers a second come from what is kept of it.
///
/// # Errors
/// Where something does not start or answer.
pub fn many(program: &Path, effort: &Effort) -> Outcome<()> {
    stop::check()?;
    let folder = tempfile::tempdir().map_err(Trouble::io("make a folder"))?;
    let namespace = Arc::new(Namespace::make("many")?);
    let place = SocketAddr::from((Ipv4Addr::new(127, 66, 1, 1), 993));
    let greeting = say("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n");
    let script = vec![Step::Tls, Step::Wait(GREETS_AFTER), greeting, Step::Hold];
    let servers = Servers::start(Arc::clone(&namespace), vec![(place, script)])?;
    let roots = folder.path().join("roots.pem");
    fs::write(&roots, &servers.root).map_err(Trouble::io("write roots.pem"))?;
    let settings = format!(
        "[check]\ncontrols = []\ncache_seconds = 3600\n[probe]\nallow_networks = [\"127.0.0.0/8\"]\n\
         roots = {:?}\nhosts = {{ \"late.{DOMAIN}\" = \"{}\" }}\n",
        roots.display().to_string(),
        place.ip()
    );
    let endpoint = |id: &str, role: &str, port: u16| {
        serde_json::json!({"id": id, "role": role, "host": format!("late.{DOMAIN}"), "port": port,
                           "security": "tls", "standing": "guide", "rank": 1})
    };
    let endpoints = vec![endpoint("late-993", "imap", 993), endpoint("late-465", "submission", 465)];
    let profile = testkit::provider::profile_with(DOMAIN, endpoints);
    let companion = companion::start(&namespace, program, folder.path(), &profile, &settings)?;
    let path = companion::path(["late-993"]);

    let began = Instant::now();
    let well = namespace.inside(|| listen_together(&path))?;
    let took = began.elapsed().as_secs_f64();
    head(
        "A thousand listen to one check, whose server greets after 3 s:",
        &["measured", "goal", "measured/goal"],
    );
    row(
        "streams that heard a good end",
        &[well.to_string(), MANY.to_string(), number(well as f64 / MANY as f64)],
    );
    goal("connections to the mail server", servers.connections() as f64, 1.0);
    row("from the first request to the last end, s", &[number(took), String::new(), String::new()]);
    let most = companion::memory(&companion)?.1;
    row("companion, most resident memory, MB", &[number(most), String::new(), String::new()]);

    head("Answers from what is kept:", &["a second", "p50, ms", "p99, ms"]);
    let question = Question { address: ADDRESS, path, good: "\"source\":\"cache\"" };
    for clients in [1, 8, 32] {
        let (rate, times, failed) = crowd(&namespace, &question, clients, effort.crowd)?;
        let name = if clients == 1 { "1 client".to_owned() } else { format!("{clients} clients") };
        row(&name, &[rate, times.p50(), times.p99()].map(number));
        if failed > 0 {
            eprintln!("bench probe: {failed} answers were not from what is kept");
        }
    }
    Ok(())
}

/// Opens a thousand streams at once. How many of them end well.
fn listen_together(path: &str) -> Outcome<usize> {
    let runtime =
        runtime::Builder::new_current_thread().enable_all().build().map_err(Trouble::io("start clients"))?;
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {ADDRESS}\r\nAccept: text/event-stream\r\nConnection: close\r\n\r\n"
    );
    runtime.block_on(async {
        let mut listening = JoinSet::new();
        for _ in 0..MANY {
            let request = request.clone();
            listening.spawn(async move {
                let mut stream = TcpStream::connect(ADDRESS).await?;
                stream.write_all(request.as_bytes()).await?;
                let mut heard = String::new();
                stream.read_to_string(&mut heard).await?;
                let end = heard.split("event: done").nth(1).unwrap_or_default();
                std::io::Result::Ok(end.contains("\"status\":\"ok\"") && end.contains("\"source\":\"live\""))
            });
        }
        let mut well = 0;
        while let Some(ended) = listening.join_next().await {
            well += usize::from(matches!(ended, Ok(Ok(true))));
        }
        Ok(well)
    })
}
