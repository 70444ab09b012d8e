//! `mail-setup diagnose` and `explain`: settings and messages of any shape on standard input.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{ADDRESS, run, run_with, stderr, stdout};
use serde_json::Value;

fn json(args: &[&str], input: &str, code: i32) -> Value {
    let output = run_with(&[args, &["--json"]].concat(), input.as_bytes());
    assert_eq!(output.status.code(), Some(code), "{} {}", stdout(&output), stderr(&output));
    serde_json::from_str(stdout(&output)).unwrap()
}

#[test]
fn wrong_settings_are_told_field_by_field() {
    let settings = "Incoming server: imap.centurylink.com\nPort: 143\nEncryption: none\n\
                    Outgoing server: smtp.centurylink.com\nPort: 465\nEncryption: STARTTLS\nUser name: pat.example";
    let found = json(&["diagnose", "-", "--address", ADDRESS], settings, 1);
    assert_eq!(found["outcome"], "change_several");
    assert!(found["verdict"].as_str().unwrap().len() > 10, "{found}");
    let codes: Vec<_> =
        found["findings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    for code in ["unencrypted", "port_security", "username_local_part"] {
        assert!(codes.contains(&code), "{code} is not in {codes:?}");
    }
    let servers = found["read"][0]["servers"].as_array().unwrap();
    assert_eq!(servers[0]["protocol"], "imap");
    assert_eq!(servers[0]["security"], "none");
    assert_eq!(servers[1]["port"], 465);
}

#[test]
fn right_settings_have_no_fault() {
    let settings = "IMAP imap.centurylink.com 993 SSL/TLS\nSMTP smtp.centurylink.com 587 STARTTLS";
    let found = json(&["diagnose", "--address", ADDRESS], settings, 0);
    assert_eq!(found["findings"], Value::Array(Vec::new()), "{found}");
}

#[test]
fn a_password_is_never_told() {
    let settings = "account a\nhost smtp.centurylink.com\nport 465\ntls on\ntls_starttls on\nauth on\n\
                    user pat.example@centurylink.net\npassword Xyzzy-4711-secret\n";
    for args in [&["diagnose"][..], &["diagnose", "--json"]] {
        let output = run_with(args, settings.as_bytes());
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        assert!(
            !stdout(&output).contains("Xyzzy") && !stdout(&output).contains("4711"),
            "{}",
            stdout(&output)
        );
    }
    assert_eq!(json(&["diagnose"], settings, 1)["struck"], 1);
}

#[test]
fn what_is_no_setting_and_what_is_too_large() {
    let nothing = run_with(&["diagnose"], b"Good morning");
    assert_eq!(nothing.status.code(), Some(2), "{}", stdout(&nothing));
    let large = run_with(&["diagnose"], &vec![b'x'; 2_000_001]);
    assert_eq!(large.status.code(), Some(2));
    assert!(stderr(&large).contains("2000001") && stderr(&large).contains("2000000"), "{}", stderr(&large));
}

#[test]
fn a_message_has_its_causes() {
    let output = run(&["explain", "0x800CCC0E", "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let found: Value = serde_json::from_str(stdout(&output)).unwrap();
    assert_eq!(found["causes"][0]["code"], "cannot_connect");
    for key in ["title", "what"] {
        assert!(!found["causes"][0][key].as_str().unwrap().is_empty());
    }
    assert!(!found["causes"][0]["fixes"].as_array().unwrap().is_empty());

    let spanish = run_with(&["explain", "-", "--lang", "es"], "El servidor no admite\nel método".as_bytes());
    assert!(matches!(spanish.status.code(), Some(0 | 1)), "{}", stderr(&spanish));
}

#[test]
fn the_answers_change_the_order() {
    let refused = "Login to server imap.centurylink.com with username pat failed.";
    let works = json(&["explain", "--webmail", "yes", "--worked", "yes"], refused, 0);
    assert_eq!(works["causes"][0]["code"], "provider_trouble", "{works}");
    let fails = json(&["explain", "--webmail", "no"], refused, 0);
    assert_ne!(fails["causes"][0]["code"], "provider_trouble", "{fails}");
}

#[test]
fn an_unknown_message_and_an_unknown_app() {
    assert_eq!(run(&["explain", "The sky is blue"]).status.code(), Some(1));
    let output = run(&["explain", "0x800CCC0E", "--client", "nope"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("thunderbird"), "{}", stderr(&output));
}

#[test]
fn the_way_to_the_settings_of_an_account_that_is_there() {
    let output = run(&["guide", "thunderbird", "--edit", "--address", ADDRESS]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("imap.centurylink.com"), "{}", stdout(&output));
}
