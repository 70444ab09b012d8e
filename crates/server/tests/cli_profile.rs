//! `mail-setup profile check`, and `--profile`.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{folder, put, run, stderr, stdout};
use serde_json::{Value, json};

fn ours() -> Value {
    serde_json::from_str(site::Data::embedded().unwrap().profile_json()).unwrap()
}

#[test]
fn a_sound_profile_is_said_to_be_sound() {
    let file = put(&folder("profile-sound"), "profile.json", ours().to_string());
    let path = file.to_str().unwrap();
    let output = run(&["profile", "check", path]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("profile.json is sound: CenturyLink"), "{}", stdout(&output));
    let output = run(&["profile", "check", path, "--json"]);
    assert_eq!(serde_json::from_str::<Value>(stdout(&output)).unwrap(), json!({"valid": true, "faults": []}));
}

#[test]
fn a_wrong_key_is_named_with_its_line() {
    let text =
        serde_json::to_string_pretty(&ours()).unwrap().replacen("\"port\": 993", "\"port\": \"993\"", 1);
    let line = text.lines().position(|line| line.contains("\"993\"")).unwrap() + 1;
    let file = put(&folder("profile-key"), "profile.json", text);
    let path = file.to_str().unwrap();
    let output = run(&["profile", "check", path]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains(&format!("line {line}")), "{}", stderr(&output));
    let output = run(&["profile", "check", path, "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let told: Value = serde_json::from_str(stdout(&output)).unwrap();
    assert_eq!(told["valid"], false);
    assert_eq!(told["faults"][0]["line"], line);
    assert!(told["faults"][0]["key"].as_str().unwrap().ends_with(".port"), "{told}");
}

#[test]
fn parts_that_do_not_agree_are_all_named() {
    let mut profile = ours();
    profile["links"] = json!([]);
    profile["sync"]["days"] = json!(0);
    let file = put(&folder("profile-unsound"), "profile.json", profile.to_string());
    let output = run(&["profile", "check", file.to_str().unwrap(), "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let told: Value = serde_json::from_str(stdout(&output)).unwrap();
    let keys: Vec<&str> =
        told["faults"].as_array().unwrap().iter().map(|fault| fault["key"].as_str().unwrap()).collect();
    assert!(keys.contains(&"links") && keys.contains(&"sync.days"), "{keys:?}");
}

#[test]
fn a_file_that_is_not_there_is_exit_code_2() {
    let output = run(&["profile", "check", "/no/such/profile.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("/no/such/profile.json cannot be read"), "{}", stderr(&output));
}

#[test]
fn another_profile_answers_for_another_provider() {
    let mut profile = ours();
    profile["name"] = json!("Example Net");
    let file = put(&folder("profile-other"), "profile.json", profile.to_string());
    let path = file.to_str().unwrap();
    let output = run(&["--profile", path, "address", "pat@centurylink.net"]);
    assert!(stdout(&output).contains("is a Example Net address"), "{}", stdout(&output));
    let broken = put(&folder("profile-broken"), "profile.json", "{");
    let output = run(&["--profile", broken.to_str().unwrap(), "address", "pat@centurylink.net"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
}
