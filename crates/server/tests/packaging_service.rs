//! The systemd unit, the container's file system and the compose file, as far as they can be judged without
//! a system that runs them.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{folder, installed, put, skipped, stderr, stdout};
use server::Config;
use std::ffi::OsString;
use std::process::{Command, Stdio};

const UNIT: &str = include_str!("../../../packaging/systemd/mail-setup.service");
const COMPOSE: &str = include_str!("../../../packaging/compose.yaml");
const CONTAINER: &str = include_str!("../../../packaging/Containerfile");
const ROOTFS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packaging/rootfs.sh");

/// The most exposure that the unit may have, in tenths, as systemd counts it: 100 is none of its fences.
const EXPOSURE: &str = "15";

#[test]
fn systemd_takes_the_unit_and_finds_it_fenced_in() {
    let Some(analyze) = installed(&["systemd-analyze"], "systemd") else { return };
    let unit = UNIT.replace("/usr/bin/mail-setup", env!("CARGO_BIN_EXE_mail-setup"));
    let judge = |name: &str, unit: &str, arguments: &[&str]| {
        let file = put(&folder(name), "mail-setup.service", unit);
        Command::new(&analyze).args(arguments).arg(&file).stdin(Stdio::null()).output().unwrap()
    };
    let verify = ["verify", "--man=no"];
    let right = judge("unit-right", &unit, &verify);
    assert!(right.status.success() && stderr(&right).is_empty(), "{}", stderr(&right));
    let wrong = judge("unit-wrong", &unit.replace("ProtectSystem=strict", "ProtectSytem=strict"), &verify);
    assert!(stderr(&wrong).contains("ProtectSytem"), "{}", stderr(&wrong));

    let threshold = format!("--threshold={EXPOSURE}");
    let security = ["security", "--offline=true", "--no-pager", &threshold];
    let fenced = judge("unit-fenced", &unit, &security);
    assert!(fenced.status.success(), "{}", stdout(&fenced));
    let open = judge("unit-open", &unit.replace("CapabilityBoundingSet=\n", ""), &security);
    assert!(!open.status.success(), "{}", stdout(&open));
}

/// The variables that a file sets, `=` or `: ` between name and value.
fn variables(text: &str) -> Vec<(OsString, OsString)> {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    let found = lines.filter_map(|line| {
        let (_, rest) = line.split_once("MAIL_SETUP__")?;
        let (name, value) = rest.split_once(['=', ':'])?;
        Some((format!("MAIL_SETUP__{name}").into(), value.trim().trim_matches('"').into()))
    });
    found.collect()
}

#[test]
fn every_variable_in_the_examples_is_a_setting() {
    for (name, text, count) in [("unit", UNIT, 1), ("compose", COMPOSE, 4), ("container", CONTAINER, 1)] {
        let found = variables(text);
        assert_eq!(found.len(), count, "{name}: {found:?}");
        let config = Config::with_variables("", "", found);
        assert!(config.is_ok(), "{name}: {config:?}");
    }
}

#[test]
fn a_container_has_all_that_the_program_needs() {
    let root = folder("rootfs");
    let program = env!("CARGO_BIN_EXE_mail-setup");
    let made = Command::new("sh").args([ROOTFS, program, root.to_str().unwrap()]).output().unwrap();
    assert!(made.status.success(), "{}", stderr(&made));
    assert!(!root.join("bin/sh").exists());
    let Some(chroot) = installed(&["chroot"], "coreutils") else { return };
    if !common::nginx::is_root() {
        return skipped("only root can look at a container's file system from inside");
    }
    put(&root, "companion.toml", "listen = \"0.0.0.0:8080\"\n[share]\nurl = \"redis://localhost:6379\"");
    put(&root, "token.key", "0f".repeat(32));
    let inside = |arguments: &[&str]| {
        let mut command = Command::new(&chroot);
        command.args(["--userspec=65534:65534", root.to_str().unwrap(), "/mail-setup"]).args(arguments);
        command.env_clear().env("MAIL_SETUP__TOKEN_KEY_FILE", "/token.key").stdin(Stdio::null());
        command.output().unwrap()
    };
    let right = inside(&["serve", "--check-config", "--config", "/companion.toml"]);
    assert_eq!(right.status.code(), Some(0), "{}", stderr(&right));
    let guide = inside(&["guide", "thunderbird", "--address", common::ADDRESS]);
    assert!(stdout(&guide).contains(common::ADDRESS), "{}", stderr(&guide));
}
