//! `cargo xtask bench serve`: how quickly the companion is ready, and how much memory it takes.

use crate::run::{Failure, Outcome, say};
use crate::{dist, first_load, page};
use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const STARTS: usize = 15;
const REQUESTS: usize = 1000;
/// From the start of the process to the first answer, in milliseconds.
const READY_GOAL: f64 = 100.0;
/// Resident memory in use, in megabytes (10^6 bytes).
const MEMORY_GOAL: f64 = 20.0;
const PATIENCE: Duration = Duration::from_secs(30);

/// Starts the release build a number of times, then asks the last one for the page's files.
///
/// # Errors
/// Where something does not build, or the server does not answer as it should.
pub fn serve() -> Outcome<()> {
    let page = page::build()?;
    let program = dist::server(None)?;
    let mut times = Vec::new();
    for _ in 1..STARTS {
        times.push(Server::start(&program, &page)?.ready);
    }
    let server = Server::start(&program, &page)?;
    times.push(server.ready);
    times.sort_by(f64::total_cmp);
    let idle = server.memory();

    let mut paths: Vec<_> = first_load::parts(&page)?.into_iter().map(|part| part.name).collect();
    paths.extend(["", "api/v1/profile", "steps/en/thunderbird.html"].map(str::to_owned));
    for path in paths.iter().cycle().take(REQUESTS) {
        server.get(path)?;
    }

    println!("{:<44}{:>9}{:>8}{:>14}", "Companion, release build", "", "goal", "measured/goal");
    let median = times[STARTS / 2];
    row(&format!("start to first answer, ms, median of {STARTS}"), median, READY_GOAL);
    println!("{:<44}{:>9.1}", "  quickest", times[0]);
    println!("{:<44}{:>9.1}", "  slowest", times[STARTS - 1]);
    match (idle, server.memory()) {
        (Some(idle), Some(used)) => {
            println!("{:<44}{idle:>9.1}", "resident memory at the start, MB");
            row(&format!("resident memory after {REQUESTS} requests, MB"), used, MEMORY_GOAL);
        }
        _ => say("Memory is not measured: this system has no /proc."),
    }
    Ok(())
}

fn row(what: &str, measured: f64, goal: f64) {
    println!("{what:<44}{measured:>9.1}{goal:>8}{:>14.2}", measured / goal);
}

/// A running server. Dropped, it ends.
struct Server {
    process: Child,
    address: String,
    /// Milliseconds from the start of the process to its first answer.
    ready: f64,
}

impl Server {
    fn start(program: &Path, page: &Path) -> Outcome<Self> {
        let wrong = |e: io::Error| Failure::new(format!("The server does not start: {e}."));
        let started = Instant::now();
        let mut command = Command::new(program);
        command.args(["serve", "--listen", "127.0.0.1:0", "--page"]).arg(page);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().map_err(wrong)?;
        let mut line = String::new();
        let output = process.stdout.take();
        // Made before anything can fail, so that the process ends in any case.
        let mut server = Self { process, address: String::new(), ready: 0.0 };
        if let Some(output) = output {
            BufReader::new(output).read_line(&mut line).map_err(wrong)?;
        }
        let (_, address) = line
            .trim()
            .split_once("http://")
            .ok_or_else(|| Failure::new("The server does not say where it listens."))?;
        address.clone_into(&mut server.address);
        server.get("readyz")?;
        server.ready = started.elapsed().as_secs_f64() * 1000.0;
        Ok(server)
    }

    /// Asks as a browser does, on a connection of its own, and reads the whole answer.
    fn get(&self, path: &str) -> Outcome<()> {
        let wrong = |e: io::Error| Failure::new(format!("/{path}: {e}."));
        let mut stream = TcpStream::connect(&self.address).map_err(wrong)?;
        stream.set_read_timeout(Some(PATIENCE)).map_err(wrong)?;
        let request = format!(
            "GET /{path} HTTP/1.1\r\nHost: {}\r\nAccept-Encoding: br\r\nConnection: close\r\n\r\n",
            self.address
        );
        stream.write_all(request.as_bytes()).map_err(wrong)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).map_err(wrong)?;
        if answer.starts_with(b"HTTP/1.1 200 ") {
            return Ok(());
        }
        Err(Failure::new(format!("The server did not answer /{path} with 200.")))
    }

    /// Resident memory in megabytes; `None` where the system does not say (Linux does).
    fn memory(&self) -> Option<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
        Some(kilobytes * 1024.0 / 1e6)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill().and_then(|()| self.process.wait());
    }
}
