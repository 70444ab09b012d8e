//! automx2, installed with pip into a place of its own, and set up as its handbook says for production:
//! an SQLite database, warnings only. Its systemd unit starts `flask run`; that is one process, so it is
//! measured under gunicorn too, the WSGI server that Flask's handbook names first, with a worker for
//! each of two cores and threads in them, without which gunicorn closes every connection.

use super::Served;
use super::peer::{Peer, free_port};
use crate::project;
use crate::run::{Failure, Outcome, run, say};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const PACKAGES: [&str; 2] = ["automx2==2026.2", "gunicorn==27.0.1"];
/// What is started, with the words behind it; the address comes last.
type Start = (&'static str, &'static [&'static str]);
/// Two worker processes of four threads.
pub const GUNICORN: Start =
    ("gunicorn", &["--workers", "2", "--threads", "4", "automx2.server:app", "--bind"]);
/// As in automx2's own systemd unit.
pub const FLASK: Start = ("flask", &["run", "--host", "127.0.0.1", "--port"]);

/// The folder of its programs, installed if they are not there.
///
/// # Errors
/// Where Python or pip is missing or cannot download.
pub fn install() -> Outcome<PathBuf> {
    let folder = project::tools()?.join("automx2-2026.2");
    let programs = folder.join("bin");
    if programs.join("flask").is_file() && programs.join("gunicorn").is_file() {
        return Ok(programs);
    }
    say("Installing automx2: half a minute, once.");
    run(Command::new("python3").args(["-m", "venv"]).arg(&folder), "Making a place for automx2")?;
    let mut pip = Command::new(programs.join("pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check"]).args(PACKAGES).stdin(Stdio::null());
    run(&mut pip, "Installing automx2")?;
    Ok(programs)
}

/// Starts it and gives it the provider.
///
/// # Errors
/// Where it does not start or does not take it.
pub fn start(
    name: &'static str,
    (program, words): Start,
    programs: &Path,
    folder: &Path,
    served: &Served,
) -> Outcome<Peer> {
    let port = free_port()?;
    let (database, file) = (folder.join(format!("{program}.sqlite")), folder.join(format!("{program}.conf")));
    let settings =
        format!("[automx2]\nloglevel = WARNING\ndb_echo = no\ndb_uri = sqlite:///{}\n", database.display());
    fs::write(&file, settings).map_err(|e| Failure::file(&file, &e))?;
    let last = if program == "flask" { port.to_string() } else { format!("127.0.0.1:{port}") };
    let mut command = Command::new(programs.join(program));
    command.args(words).arg(last).current_dir(folder).env("AUTOMX2_CONF", file);
    command.env("FLASK_APP", "automx2.server:app").env("FLASK_CONFIG", "production");
    let peer = Peer::start(name, &mut command, port, folder)?;
    let server = |kind: &str, (host, port): &(String, String)| {
        // A port that is no number would be refused by automx2.
        serde_json::json!({"type": kind, "name": host, "port": port.parse::<u16>().unwrap_or_default()})
    };
    let [incoming, outgoing] = &served.servers;
    let seed = serde_json::json!({
        "version": 2, "provider": served.name, "domains": [{"name": served.domain}],
        "servers": [server("imap", incoming), server("smtp", outgoing)],
    });
    peer.post("/initdb/", &seed.to_string())?;
    Ok(peer)
}
