//! `mail-setup address`: the JSON names that scripts rely on, and the exit codes.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{run, stderr, stdout};
use serde_json::{Value, json};

fn found(args: &[&str]) -> (Option<i32>, Value) {
    let output = run(&[&["address", "--json"], args].concat());
    (output.status.code(), serde_json::from_str(stdout(&output)).unwrap())
}

#[test]
fn a_right_address_has_nothing_to_say() {
    let (code, answer) = found(&["pat@centurylink.net"]);
    assert_eq!(code, Some(0));
    assert_eq!(answer, json!({"valid": true, "known_domain": true, "suggestions": [], "findings": []}));
}

#[test]
fn a_typing_error_is_a_warning_with_a_suggestion() {
    let (code, answer) = found(&["pat@centurylnik.net"]);
    assert_eq!(code, Some(0));
    assert_eq!(answer["suggestions"][0], "pat@centurylink.net");
    let finding = answer["findings"][0].as_object().unwrap();
    let mut names: Vec<&str> = finding.keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["actual", "code", "expected", "field", "fix", "message", "severity"]);
    assert_eq!(finding["code"], "address_typo");
    assert_eq!(finding["severity"], "warning");
    assert_eq!(finding["field"], "address");
    assert_eq!(finding["actual"], "centurylnik.net");
    assert_eq!(finding["expected"], "pat@centurylink.net");
}

#[test]
fn another_providers_address_is_a_fault() {
    let (code, answer) = found(&["pat@gmail.com"]);
    assert_eq!(code, Some(1));
    assert_eq!(answer["valid"], true);
    assert_eq!(answer["known_domain"], false);
    assert_eq!(answer["findings"][0]["code"], "address_other_provider");
}

#[test]
fn what_is_no_address_is_a_fault() {
    let (code, answer) = found(&["pat"]);
    assert_eq!(code, Some(1));
    assert_eq!(answer["valid"], false);
    assert_eq!(answer["findings"][0]["severity"], "error");
}

#[test]
fn people_are_told_in_their_language() {
    let english = run(&["address", "pat@gmail.com"]);
    let spanish = run(&["--lang", "es", "address", "pat@gmail.com"]);
    assert!(stdout(&english).starts_with("Error: gmail.com is not CenturyLink."), "{}", stdout(&english));
    assert!(stdout(&spanish).starts_with("Error: gmail.com no es de CenturyLink."), "{}", stdout(&spanish));
    assert!(stdout(&run(&["address", "pat@centurylink.net"])).contains("is a CenturyLink address"));
}

#[test]
fn a_command_line_that_cannot_be_read_is_exit_code_2() {
    for args in [&["address"][..], &["adress", "a@b.c"], &["--lang", "fr", "address", "a@b.c"], &[]] {
        let output = run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(!stderr(&output).is_empty(), "{args:?}");
    }
}
