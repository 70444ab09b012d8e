//! A server that is measured: started, asked once, ended.

use crate::run::{Failure, Outcome};
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long a server may take to start, and an answer to come.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server. Dropped, it ends.
pub struct Peer {
    /// What the table calls it.
    pub name: &'static str,
    /// Where it listens, on loopback.
    pub port: u16,
    /// What it writes.
    pub log: PathBuf,
    process: Child,
}

impl Peer {
    /// Starts a server that will listen on `port`; all that it writes goes into a file in `folder`.
    ///
    /// # Errors
    /// Where it does not start or does not listen.
    pub fn start(name: &'static str, command: &mut Command, port: u16, folder: &Path) -> Outcome<Self> {
        let log = folder.join(format!("{port}.log"));
        let file = || File::create(&log).map_err(|e| Failure::file(&log, &e));
        let (out, errors) = (file()?, File::options().append(true).open(&log));
        let errors = errors.map_err(|e| Failure::file(&log, &e))?;
        command.stdin(Stdio::null()).stdout(out).stderr(errors);
        let wrong = |e: io::Error| Failure::new(format!("{name} does not start: {e}."));
        let process = command.spawn().map_err(wrong)?;
        let peer = Self { name, port, log, process };
        let started = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if started.elapsed() > PATIENCE {
                return Err(Failure::new(format!("{name} does not listen: see {}.", peer.log.display())));
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(peer)
    }

    /// The body of an answer with status 200.
    ///
    /// # Errors
    /// Where there is none.
    pub fn get(&self, host: &str, path: &str) -> Outcome<String> {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"))
    }

    /// The same for a document that is sent.
    ///
    /// # Errors
    /// Where there is none.
    pub fn post(&self, path: &str, json: &str) -> Outcome<String> {
        let length = json.len();
        self.ask(&format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{json}"
        ))
    }

    fn ask(&self, request: &str) -> Outcome<String> {
        let wrong = |e: io::Error| Failure::new(format!("{}: {e}.", self.name));
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).map_err(wrong)?;
        stream.set_read_timeout(Some(PATIENCE)).map_err(wrong)?;
        stream.write_all(request.as_bytes()).map_err(wrong)?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).map_err(wrong)?;
        match answer.split_once("\r\n\r\n") {
            Some((head, body)) if head.starts_with("HTTP/1.1 200 ") => Ok(body.to_owned()),
            _ => Err(Failure::new(format!("{} answered:\n{answer}", self.name))),
        }
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // Politely: gunicorn's workers end with it, and only then.
        let id = self.process.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status();
        if !told.is_ok_and(|status| status.success()) {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }
}

/// A port of loopback that nobody has.
///
/// # Errors
/// Where the system gives none.
pub fn free_port() -> Outcome<u16> {
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
    port.map(|address| address.port()).map_err(|e| Failure::new(format!("There is no free port: {e}.")))
}
