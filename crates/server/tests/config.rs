//! The configuration file: what is in it counts, and what is wrong is named with its line.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{folder, put, run, stderr};
use server::{Config, ConfigError};

fn wrong(text: &str) -> String {
    Config::parse("companion.toml", text).unwrap_err().to_string()
}

#[test]
fn every_setting_may_be_left_out() {
    let config = Config::parse("companion.toml", "").unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.frame_sources(), "'self'");
    assert_eq!(config.limits.apple_profiles_per_minute.get(), 30);
    assert!(config.page.is_none() && config.token_key.is_none());
}

#[test]
fn what_is_set_counts() {
    let text = "listen = \"[::1]:9000\"\nframe_ancestors = [\"https://portal.example\"]\n\
                trusted_proxies = [\"10.0.0.0/8\"]\n[limits]\nconnections = 7\ndrain_seconds = 0\n";
    let config = Config::parse("companion.toml", text).unwrap();
    assert_eq!(config.listen.to_string(), "[::1]:9000");
    assert_eq!(config.frame_sources(), "https://portal.example");
    assert!(config.trusted_proxies[0].contains("10.1.2.3".parse().unwrap()));
    assert_eq!((config.limits.connections.get(), config.limits.drain_seconds), (7, 0));
    assert_eq!(config.limits.apple_profiles_per_minute.get(), 30);
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    for (text, start, says) in [
        ("listen = \"localhost\"", "companion.toml: line 1: listen: ", "socket address"),
        ("\n\nlisten = 8080", "companion.toml: line 3: listen: ", "integer"),
        ("page = \"x\"\nprofil = \"y\"", "companion.toml: line 2: profil: ", "unknown field `profil`"),
        ("[limits]\nconections = 3", "companion.toml: line 2: limits.conections: ", "unknown field"),
        ("[limits]\nconnections = 0", "companion.toml: line 2: limits.connections: ", "nonzero"),
        (
            "\nframe_ancestors = [\"self\", \"https://a.example/x\"]",
            "companion.toml: line 2: frame_ancestors[1]: ",
            "is not self, none or an origin",
        ),
        (
            "trusted_proxies = [\"proxy\"]",
            "companion.toml: line 1: trusted_proxies[0]: ",
            "not an IP address",
        ),
        ("listen =", "companion.toml: line 1: ", ""),
        ("token_key = \"secret\"", "companion.toml: line 1: token_key: ", "unknown field"),
        ("clock = 1", "companion.toml: line 1: clock: ", "unknown field"),
        (
            "[[providers]]\nprofile = \"a.json\"\nhosts = []",
            "companion.toml: line 3: providers[0].hosts: ",
            "names no host",
        ),
        (
            "[[providers]]\nprofile = \"a.json\"",
            "companion.toml: line 1: providers[0]: ",
            "missing field `hosts`",
        ),
    ] {
        let said = wrong(text);
        assert!(said.starts_with(start) && said.contains(says), "{text:?}: {said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
}

#[test]
fn nothing_can_end_the_policy() {
    for origin in [
        "*",
        "https://",
        "https://a; script-src *",
        "https://a b",
        "https://A.example",
        "https://a.example/",
        "https://a.example:0",
        "https://a.example:99999",
        "https://a..example",
        "javascript:x",
        "'unsafe-inline'",
        "",
    ] {
        let said = wrong(&format!("frame_ancestors = [{origin:?}]"));
        assert!(said.contains("frame_ancestors[0]"), "{origin}: {said}");
    }
}

#[test]
fn paths_start_at_the_files_folder() {
    let folder = folder("config-paths");
    put(&folder, "keys/token", format!("{}\n", "0f".repeat(32)));
    let further = "[[providers]]\nprofile = \"b.json\"\nhosts = [\"help.b.example\"]\nnotice = \"b.toml\"";
    let own = "page = \"dist\"\nprofile = \"a.json\"\ntoken_key_file = \"keys/token\"";
    let file = put(&folder, "companion.toml", format!("{own}\n{further}"));
    let config = Config::read(&file).unwrap();
    assert_eq!(config.page, Some(folder.join("dist")));
    assert_eq!(config.profile, Some(folder.join("a.json")));
    let further = &config.providers[0];
    assert_eq!((&further.profile, &further.notice), (&folder.join("b.json"), &Some(folder.join("b.toml"))));
    assert!(config.token_key.is_some());
}

#[test]
fn a_key_is_thirty_two_bytes_in_base64_or_hexadecimal() {
    let folder = folder("config-keys");
    let file = put(&folder, "companion.toml", "token_key_file = \"key\"");
    for key in [
        "A".repeat(43) + "=",
        "A".repeat(43),
        "_".repeat(42) + "8",
        "0f".repeat(32),
        format!(" {}\r\n", "FF".repeat(32)),
    ] {
        put(&folder, "key", &key);
        assert!(Config::read(&file).is_ok(), "{key:?}");
    }
    for key in ["", "secretsecret", &"0".repeat(63), &"g".repeat(64), &"A".repeat(40), &"é".repeat(32)] {
        put(&folder, "key", key);
        let error = Config::read(&file).unwrap_err();
        assert!(matches!(&error, ConfigError::TokenKey(_)), "{key:?}: {error}");
        assert!(!error.to_string().contains("secretsecret"), "{error}");
    }
}

#[test]
fn the_program_says_what_is_wrong_and_does_not_start() {
    let folder = folder("config-start");
    let file = put(&folder, "companion.toml", "listn = \"127.0.0.1:0\"");
    let missing = put(&folder, "missing.toml", "token_key_file = \"nowhere\"");
    for (args, says) in [
        (["--config", file.to_str().unwrap()], "companion.toml: line 1: listn: unknown field"),
        (["--config", missing.to_str().unwrap()], "nowhere cannot be read"),
        (["--config", "/no/such.toml"], "/no/such.toml cannot be read"),
        (["--listen", "192.0.2.1:9"], "192.0.2.1:9 cannot be listened on"),
        (["--listen", "here"], "invalid socket address"),
    ] {
        let output = run(&["serve", args[0], args[1]]);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(stderr(&output).contains(says), "{args:?}: {}", stderr(&output));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn the_example_has_every_setting_and_what_holds_without_it() {
    let example = include_str!("../companion.toml");
    let config = Config::parse("companion.toml", example).unwrap();
    assert_eq!(format!("{config:?}"), format!("{:?}", Config::default()));
    for unknown in ["?", "limits.?", "check.?", "signing.?", "share.?", "probe.?", "[[providers]]\n?"] {
        let said = wrong(&unknown.replace('?', "no_such_setting = 1"));
        let (_, settings) = said.split_once("expected one of ").unwrap();
        for setting in settings.split(", ") {
            let line = setting.trim_matches('`');
            let value = [format!("\n{line} = "), format!("\n# {line} = ")];
            let tables = [format!("\n[{line}]"), format!("\n# [{line}]"), format!("\n# [[{line}]]")];
            let there = value.into_iter().chain(tables);
            assert!(
                there.into_iter().any(|form| example.contains(form.as_str())),
                "{setting} is not in the example"
            );
        }
    }
}
