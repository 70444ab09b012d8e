//! The companion itself, the release build, in a namespace, and what it takes of memory.

use super::blackbox::wait;
use super::http::Client;
use super::namespace::Namespace;
use serde_json::Value;
use std::fs;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::time::{Duration, Instant};
use testkit::process::Process;
use testkit::{Outcome, Trouble};

/// Where it answers.
pub const ADDRESS: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

/// Its limits on clients, out of the way: all of them come from one address here.
const LIMITS: &str = "[limits]\nchecks_per_minute = 4000000000\nstreams = 4000\n\
                      streams_per_client = 4000\nconnections = 4000\n";

/// Starts it with a profile and the rest of a configuration.
///
/// # Errors
/// [`Trouble`] where it does not answer.
pub fn start(
    namespace: &Namespace,
    program: &Path,
    folder: &Path,
    profile: &str,
    settings: &str,
) -> Outcome<Process> {
    let (profile_file, settings_file) = (folder.join("profile.json"), folder.join("companion.toml"));
    let settings = format!("listen = \"{ADDRESS}\"\n{LIMITS}{settings}");
    for (file, text) in [(&profile_file, profile), (&settings_file, settings.as_str())] {
        fs::write(file, text).map_err(Trouble::io(format!("write {}", file.display())))?;
    }
    let mut command = namespace.command(program);
    command.arg("serve").arg("--profile").arg(profile_file).arg("--config").arg(settings_file);
    let mut process = Process::start(command, &folder.join("companion.log"))?;
    wait(namespace, &mut process, "the companion", ADDRESS)?;
    Ok(process)
}

/// The path of a check of some endpoints.
pub fn path<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    let asked: Vec<String> = ids.into_iter().map(|id| format!("endpoint={id}")).collect();
    format!("/api/v1/check?{}", asked.join("&"))
}

/// Listens to a check until it is done: each event's time since the request, its name and data. To
/// be called inside the namespace.
///
/// # Errors
/// [`Trouble`] where the stream ends before it is done.
pub fn listen(path: &str, mut hear: impl FnMut(Duration, &str, &Value)) -> Outcome<()> {
    let mut client = Client::connect(ADDRESS)?;
    let asked = Instant::now();
    client.stream(path)?;
    let mut event = String::new();
    while let Some(line) = client.line()? {
        if let Some(name) = line.strip_prefix("event: ") {
            name.clone_into(&mut event);
        } else if let Some(data) = line.strip_prefix("data: ") {
            let value = serde_json::from_str(data).unwrap_or_default();
            hear(asked.elapsed(), &event, &value);
            if event == "done" {
                return Ok(());
            }
        }
    }
    Err(Trouble::Unexpected { what: "the end of a check".to_owned(), found: event })
}

/// What a process takes of memory: resident now, and the most that it was, in MB (10^6 bytes).
///
/// # Errors
/// Where the system does not say.
pub fn memory(process: &Process) -> Outcome<(f64, f64)> {
    let file = format!("/proc/{}/status", process.group());
    let text = fs::read_to_string(&file).map_err(Trouble::io(format!("read {file}")))?;
    let size = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name))?;
        let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
        Some(kilobytes * 1024.0 / 1e6)
    };
    let sizes = size("VmRSS:").zip(size("VmHWM:"));
    sizes.ok_or_else(|| Trouble::Unexpected { what: file, found: text.clone() })
}
