//! `mail-setup check`: what it says of real connections, and its exit codes.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::mail::{Mail, Manner, closed_port, profile, settings};
use common::{folder, put, run, stderr, stdout};
use std::process::Output;

/// Runs `check` in a thread of its own: the servers live in this one.
async fn check(name: &str, endpoints: &[(&str, &str, u16)], more: &str, args: &[&str]) -> Output {
    let place = folder(&format!("cli-check-{name}"));
    let ports: Vec<u16> = endpoints.iter().map(|(_, _, port)| *port).collect();
    let text = settings(&place, &ports).replace("controls = []", more);
    let config = put(&place, "companion.toml", text);
    let profile = put(&place, "profile.json", profile(endpoints).to_string());
    let mut all = vec!["check".to_owned()];
    all.extend(args.iter().map(|arg| (*arg).to_owned()));
    all.extend(["--profile".to_owned(), profile.display().to_string()]);
    all.extend(["--config".to_owned(), config.display().to_string()]);
    let ask = move || run(&all.iter().map(String::as_str).collect::<Vec<_>>());
    tokio::task::spawn_blocking(ask).await.unwrap()
}

const NO_CONTROLS: &str = "controls = []";

#[tokio::test]
async fn all_work() {
    let (one, two) = (Mail::start(Manner::Good).await, Mail::start(Manner::Good).await);
    let endpoints = [("first", "imap", one.port), ("second", "imap", two.port)];
    let output = check("ok", &endpoints, NO_CONTROLS, &["second", "first"]).await;
    assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
    let lines: Vec<&str> = stdout(&output).lines().collect();
    assert!(lines[0].starts_with("first   works  ") && lines[0].ends_with(" ms"), "{lines:?}");
    assert!(lines[1].starts_with("second  works  "), "{lines:?}");
    assert!(!stdout(&output).contains('\x1b'), "this is no terminal");
    assert_eq!((one.asked(), two.asked()), (1, 1));
}

#[tokio::test]
async fn one_fails() {
    let (good, bad) = (Mail::start(Manner::Good).await, Mail::start(Manner::Expired).await);
    let gone = closed_port();
    let endpoints = [
        ("good", "imap", good.port),
        ("bad", "imap", bad.port),
        ("gone", "submission", gone),
        ("old", "pop", gone),
    ];
    let output = check("fail", &endpoints, NO_CONTROLS, &["--lang", "es"]).await;
    assert_eq!(output.status.code(), Some(1), "{}", stdout(&output));
    assert!(stdout(&output).contains("bad   no funciona: expired (certificado)"), "{}", stdout(&output));
    assert!(stdout(&output).contains("gone  no funciona: refused (conexión)"), "{}", stdout(&output));
    assert!(!stdout(&output).contains("old"), "POP is asked only when it is named");
    assert!(stdout(&output).contains("2 de 3"), "{}", stdout(&output));
    // The same one by one: a named endpoint alone decides.
    assert_eq!(check("named", &endpoints, NO_CONTROLS, &["good"]).await.status.code(), Some(0));
}

#[tokio::test]
async fn it_cannot_be_known() {
    let server = Mail::start(Manner::Throttles).await;
    let output = check("limit", &[("limits", "imap", server.port)], NO_CONTROLS, &["limits", "--json"]).await;
    assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&report["schema"], &report["status"]), (&"probe/1".into(), &"unknown".into()));
    assert_eq!(report["endpoints"][0]["code"], "provider_limit");
    assert_eq!(report["source"], "live");
}

#[tokio::test]
async fn a_machine_without_a_network_blames_nobody() {
    let endpoints = [("gone", "imap", closed_port())];
    let nothing = format!("controls = [\"mail.test.example:{}\"]", closed_port());
    let output = check("offline", &endpoints, &nothing, &["gone", "--json"]).await;
    assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
    let world = Mail::start(Manner::Good).await;
    let something = format!("controls = [\"mail.test.example:{}\"]", world.port);
    let output = check("online", &endpoints, &something, &["gone", "--json"]).await;
    assert_eq!(output.status.code(), Some(1), "{}", stdout(&output));
}

#[tokio::test]
async fn what_is_named_wrongly_is_told() {
    let output = check("wrong", &[("first", "imap", 993)], NO_CONTROLS, &["mail.example.com"]).await;
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    assert!(said.contains("\"mail.example.com\"") && said.contains("these are: first, sending"), "{said}");
}
