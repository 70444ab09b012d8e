//! `mail-setup check` on a terminal: its rows change in place. The terminal is a real one of the
//! system's (a pseudo terminal), and what a person sees there is read by a terminal emulator.
#![cfg(unix)]
// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::folder;
use common::mail::{Mail, Manner, closed_port, options};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use std::fs::{File, OpenOptions};
use std::io::Read as _;
use std::num::NonZero;
use std::process::{Command, Stdio};

const ROWS: u16 = 24;
const COLUMNS: u16 = 80;

/// What a row says before its server's result is known, in the order of implicit TLS.
const UNDER_WAY: [&str; 6] =
    ["waiting", "connection …", "TLS …", "certificate …", "greeting …", "ways to sign in …"];

/// Runs the program on a terminal: what it wrote there, and its exit code.
fn on_a_terminal(args: &[String]) -> (Vec<u8>, Option<i32>) {
    let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&ours).unwrap();
    unlockpt(&ours).unwrap();
    tcsetwinsize(&ours, Winsize { ws_row: ROWS, ws_col: COLUMNS, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
    let name = ptsname(&ours, Vec::new()).unwrap().into_string().unwrap();
    let theirs = OpenOptions::new().read(true).write(true).open(name).unwrap();
    let end = || Stdio::from(theirs.try_clone().unwrap());
    let mut child = Command::new(env!("CARGO_BIN_EXE_mail-setup"))
        .args(args)
        .stdin(end())
        .stdout(end())
        .stderr(end())
        .spawn()
        .unwrap();
    drop(theirs);
    let (mut ours, mut written, mut some) = (File::from(ours), Vec::new(), [0; 4096]);
    // Once the program has closed its end, there is an error on Linux and an end elsewhere.
    while let Ok(read) = ours.read(&mut some)
        && read > 0
    {
        written.extend_from_slice(&some[..read]);
    }
    (written, child.wait().unwrap().code())
}

/// The lines that are not empty, each time that a row was written and the screen has changed.
fn screens(written: &[u8]) -> Vec<Vec<String>> {
    let mut terminal = vt100::Parser::new(NonZero::new(ROWS).unwrap(), NonZero::new(COLUMNS).unwrap(), 100);
    let mut seen: Vec<Vec<String>> = Vec::new();
    for row in written.split_inclusive(|byte| *byte == b'\n') {
        terminal.process(row);
        let lines = terminal.screen().rows(0, COLUMNS).map(|line| line.trim_end().to_owned());
        let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
        if seen.last() != Some(&lines) {
            seen.push(lines);
        }
    }
    seen
}

async fn check(name: &str, endpoints: &[(&str, &str, u16)], more: &[&str]) -> (Vec<u8>, Option<i32>) {
    let mut args = vec!["check".to_owned()];
    args.extend(more.iter().map(|arg| (*arg).to_owned()));
    args.extend(options(&folder(&format!("cli-check-live-{name}")), endpoints, ""));
    // In a thread of its own: the servers live in this one.
    tokio::task::spawn_blocking(move || on_a_terminal(&args)).await.unwrap()
}

#[tokio::test]
async fn rows_change_in_place() {
    let (quick, late, bad) = (
        Mail::start(Manner::Good).await,
        Mail::start(Manner::Late(500)).await,
        Mail::start(Manner::Expired).await,
    );
    let endpoints = [
        ("quick", "imap", quick.port),
        ("late", "imap", late.port),
        ("bad", "imap", bad.port),
        ("gone", "submission", closed_port()),
    ];
    let (written, code) = check("rows", &endpoints, &[]).await;
    let screens = screens(&written);
    let text = String::from_utf8_lossy(&written);
    assert_eq!(code, Some(1), "{text}");

    // Drawn once, below one another, before anything is known.
    let first = screens.iter().find(|screen| screen.len() == 4).unwrap();
    for (line, (id, _, _)) in first.iter().zip(endpoints) {
        assert!(line.starts_with(id) && line.ends_with("waiting"), "{first:?}");
    }
    // From then on a row is the same endpoint's, and there are never more of them.
    let drawn = screens.iter().skip_while(|screen| screen.len() < 4);
    for screen in drawn {
        for (line, (id, _, _)) in screen.iter().zip(endpoints) {
            let state =
                line.strip_prefix(&format!("{id:5}  ")).unwrap_or_else(|| panic!("{line:?} in {screen:#?}"));
            let known = UNDER_WAY.contains(&state)
                || state.starts_with("works  ")
                || state.starts_with("does not work: ");
            assert!(known, "{state:?} in {screen:#?}");
        }
        for (id, _, _) in endpoints {
            let rows = screen.iter().filter(|line| line.starts_with(&format!("{id} "))).count();
            assert!(rows <= 1, "{id} twice: {screen:#?}");
        }
    }
    // The second one's went through the stages.
    let states: Vec<&str> = screens.iter().filter_map(|screen| screen.get(1)).map(String::as_str).collect();
    let place =
        |wanted: &str| states.iter().position(|state| state.starts_with("late") && state.contains(wanted));
    let stages = ["waiting", "TLS", "greeting", "works"].map(|stage| place(stage).unwrap_or(usize::MAX));
    assert!(stages.is_sorted() && stages[3] < usize::MAX, "{stages:?} {states:#?}");

    // In the end there is what is also written to a file.
    let last = screens.last().unwrap();
    assert!(last[0].starts_with("quick  works  ") && last[0].ends_with(" ms"), "{last:#?}");
    assert!(last[1].starts_with("late   works  "), "{last:#?}");
    assert_eq!(last[2], "bad    does not work: expired (certificate)");
    assert_eq!(last[3], "gone   does not work: refused (connection)");
    assert!(last[4].starts_with("2 of 4 "), "{last:#?}");
    assert!(!last.iter().any(|line| line.contains("waiting") || line.contains('…')), "{last:#?}");
    assert_eq!(text.matches("quick  works").count(), 1);
}

#[tokio::test]
async fn a_row_never_wraps() {
    let late = Mail::start(Manner::Late(100)).await;
    let long = "a".repeat(100);
    let (written, code) =
        check("wide", &[(&long, "imap", late.port), ("short", "imap", late.port)], &[&long, "short"]).await;
    assert_eq!(code, Some(0), "{}", String::from_utf8_lossy(&written));
    for screen in screens(&written).iter().filter(|screen| screen.iter().any(|line| line.contains("short"))) {
        let rows = screen.iter().take_while(|line| !line.starts_with("short")).count();
        let ended = screen.iter().any(|line| line.contains("works"));
        assert!(rows == 1 || ended, "{screen:#?}");
    }
}

#[tokio::test]
async fn a_document_is_the_same_on_a_terminal() {
    let mail = Mail::start(Manner::Good).await;
    let (written, code) = check("json", &[("one", "imap", mail.port)], &["one", "--json"]).await;
    assert_eq!(code, Some(0));
    assert!(!written.contains(&0x1b), "control sequences in JSON");
    let report: serde_json::Value = serde_json::from_slice(&written).unwrap();
    assert_eq!(report["status"], "ok");
}
