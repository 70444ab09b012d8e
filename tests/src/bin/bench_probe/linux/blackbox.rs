//! prometheus-blackbox-exporter (0.23 in Debian 12) as it is asked to take the very steps that ours
//! takes: greeting, what is offered before TLS, STARTTLS, TLS with the name and the authority
//! checked, what is offered inside, goodbye.

use super::http::Client;
use super::namespace::Namespace;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::time::Duration;
use testkit::process::Process;
use testkit::skip::Program;
use testkit::{Outcome, Trouble};

/// The program, and its package.
pub const NAME: &str = "prometheus-blackbox-exporter";
/// Where it answers.
pub const ADDRESS: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 9115);
/// What it says of a check that went well.
pub const GOOD: &str = "\nprobe_success 1";

/// Its modules are called as our endpoints, so that one name asks both.
fn modules(roots: &Path) -> String {
    let mut text = "modules:\n".to_owned();
    let smtp_before = ["expect: '^220'", "send: \"EHLO bench.example\\r\"", "expect: '^250-STARTTLS'"];
    let smtp_inside = ["send: \"EHLO bench.example\\r\"", "expect: '^250 '", "send: \"QUIT\\r\""];
    let upgrade_smtp = ["send: \"STARTTLS\\r\"", "expect: '^220'", "starttls: true"];
    let upgrade_imap = ["send: \"a1 STARTTLS\\r\"", "expect: '^a1 OK'", "starttls: true"];
    let imap_inside = ["send: \"a2 CAPABILITY\\r\"", "expect: '^a2 OK'", "send: \"a3 LOGOUT\\r\""];
    for (name, tls, steps) in [
        ("imap-993", true, vec!["expect: 'OK.*CAPABILITY'", "send: \"a1 LOGOUT\\r\""]),
        ("imap-143", false, [&["expect: 'OK.*STARTTLS'"], &upgrade_imap[..], &imap_inside].concat()),
        ("smtp-465", true, [&["expect: '^220'"], &smtp_inside[..]].concat()),
        ("smtp-587", false, [&smtp_before[..], &upgrade_smtp, &smtp_inside].concat()),
    ] {
        text += &format!(
            "  {name}:\n    prober: tcp\n    timeout: 5s\n    tcp:\n      preferred_ip_protocol: ip4\n      \
             tls: {tls}\n      tls_config:\n        ca_file: {}\n      query_response:\n",
            roots.display()
        );
        for step in steps {
            text += &format!("        - {step}\n");
        }
    }
    text
}

/// Starts it in a namespace.
///
/// # Errors
/// [`Trouble`] where it does not answer.
pub fn start(namespace: &Namespace, roots: &Path, folder: &Path) -> Outcome<Process> {
    let config = folder.join("blackbox.yml");
    fs::write(&config, modules(roots)).map_err(Trouble::io("write blackbox.yml"))?;
    let program = Program { name: NAME, package: NAME }.path().unwrap_or_else(|| NAME.into());
    let mut command = namespace.command(&program);
    command.arg("--config.file").arg(config).arg(format!("--web.listen-address={ADDRESS}"));
    let mut process = Process::start(command, &folder.join("blackbox.log"))?;
    wait(namespace, &mut process, NAME, ADDRESS)?;
    Ok(process)
}

/// Waits until a program accepts connections.
///
/// # Errors
/// [`Trouble`] where it ends, or does not in time.
pub fn wait(namespace: &Namespace, process: &mut Process, name: &str, address: SocketAddr) -> Outcome<()> {
    let what = format!("an answer of {name}");
    process.wait_for(&what, Duration::from_secs(20), || {
        namespace.inside(|| Client::connect(address).map(drop)).ok()
    })
}

/// How an endpoint is asked for.
pub fn path(id: &str, host: &str, port: u16) -> String {
    format!("/probe?module={id}&target={host}:{port}")
}
