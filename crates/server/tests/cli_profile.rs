//! `mail-setup profile check`, `import`, `apply` and `schema`, and `--profile`.

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

#[test]
fn every_fault_stands_on_a_line_of_its_own() {
    let text = serde_json::to_string_pretty(&ours())
        .unwrap()
        .replacen("\"rank\": 1,", "\"rnak\": 1,", 1)
        .replacen("\"app_password\": \"with_two_step\"", "\"app_password\": \"two_step\"", 1);
    let file = put(&folder("profile-faults"), "profile.json", text);
    let output = run(&["profile", "check", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let told: Vec<&str> = stderr(&output).lines().collect();
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(told.iter().all(|line| line.contains("profile.json: line ")), "{told:#?}");
    assert!(told.iter().any(|line| line.contains("did you mean `rank`?")), "{told:#?}");
    assert!(
        told.iter().any(|line| line.contains("`never`, `with_two_step`, `always`, `unknown`")),
        "{told:#?}"
    );
}

const WHOLE: &str = include_str!("../../engine/tests/import/whole.xml");

#[test]
fn an_imported_profile_is_used_as_it_is() {
    let folder = folder("profile-import");
    let (xml, json) = (put(&folder, "config-v1.1.xml", WHOLE), folder.join("northmail.json"));
    let (xml, json) = (xml.to_str().unwrap(), json.to_str().unwrap());
    let output = run(&["profile", "import", xml, "-o", json]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stdout(&output), "");
    let told = stderr(&output);
    assert!(told.contains("config-v1.1.xml:7: domain: ") && told.contains("The profile is sound."), "{told}");
    assert_eq!(run(&["profile", "check", json]).status.code(), Some(0));
    let output = run(&["address", "pat@harbour.example", "--profile", json]);
    assert!(stdout(&output).contains("is a Northmail address"), "{}", stdout(&output));
    // Without -o the profile goes to standard output; --json has both.
    let output = run(&["profile", "import", xml, "--lang", "es"]);
    assert_eq!(stdout(&output), std::fs::read_to_string(json).unwrap());
    assert!(stderr(&output).contains("El perfil es correcto."), "{}", stderr(&output));
    let output = run(&["profile", "import", xml, "--json"]);
    let told: Value = serde_json::from_str(stdout(&output)).unwrap();
    assert_eq!((&told["valid"], &told["profile"]["id"]), (&json!(true), &json!("northmail-example")));
    assert!(
        told["notes"]
            .as_array()
            .unwrap()
            .iter()
            .any(|note| note["kind"] == "not_carried" && note["line"] == 7)
    );
}

#[test]
fn an_import_says_what_profile_check_will_say() {
    let folder = folder("profile-import-pop");
    let xml = put(&folder, "pop.xml", include_str!("../../engine/tests/import/pop_first.xml"));
    let json = folder.join("pop.json");
    let output = run(&["profile", "import", xml.to_str().unwrap(), "-o", json.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let imported = stderr(&output).to_owned();
    let output = run(&["profile", "check", json.to_str().unwrap(), "--json"]);
    let told: Value = serde_json::from_str(stdout(&output)).unwrap();
    let faults = told["faults"].as_array().unwrap();
    assert_eq!(faults.len(), 2, "{told}");
    for fault in faults {
        let (line, key) = (&fault["line"], fault["key"].as_str().unwrap());
        let wanted = format!("{}:{line}: {key}: {}", json.display(), fault["reason"].as_str().unwrap());
        assert!(imported.contains(&wanted), "{wanted}: {imported}");
    }
    let broken = put(&folder, "broken.xml", "<clientConfig><emailProvider></clientConfig>");
    let output = run(&["profile", "import", broken.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("broken.xml: line 1: </clientConfig> where </emailProvider>"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_profile_is_applied_to_a_page_and_it_is_said_what_was_done() {
    let data = site::Data::embedded().unwrap();
    let dist = folder("profile-apply");
    std::fs::create_dir_all(dist.join("data")).unwrap();
    put(
        &dist,
        "index.html",
        "<html><!--site:title--><!--/site:title--><!--site:data--><!--/site:data--><!--site:start--><!--/site:start--></html>",
    );
    for (name, bytes) in site::compile(&data, site::Manifest::new()).unwrap() {
        std::fs::write(dist.join("data").join(name), bytes).unwrap();
    }
    let profile = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/profiles/valley-fiber.json");
    let output = run(&["profile", "apply", profile, dist.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(
        stdout(&output).contains("is for Valley Fiber now") && stdout(&output).contains("\n  index.html\n")
    );
    let index = std::fs::read_to_string(dist.join("index.html")).unwrap();
    assert!(index.contains("imap.valleyfiber.example"), "{index}");
    let output = run(&["profile", "apply", profile, dist.to_str().unwrap()]);
    assert!(stdout(&output).contains("already: nothing to do"), "{}", stdout(&output));
    let output = run(&["profile", "apply", profile, dist.to_str().unwrap(), "--json"]);
    let told: Value = serde_json::from_str(stdout(&output)).unwrap();
    assert_eq!(
        (&told["provider"], &told["written"], &told["removed"]),
        (&json!("Valley Fiber"), &json!([]), &json!([]))
    );
    // A folder that holds no page, and a profile that is wrong: exit codes 2 and 1.
    let output = run(&["profile", "apply", profile, folder("profile-apply-none").to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("index.html cannot be read"), "{}", stderr(&output));
    let wrong = put(&folder("profile-apply-wrong"), "profile.json", "{}");
    let output = run(&["profile", "apply", wrong.to_str().unwrap(), dist.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn the_schema_is_the_published_one() {
    let output = run(&["profile", "schema"]);
    assert_eq!(stdout(&output), include_str!("../../../data/profile.schema.json"));
}

/// Limits that nobody has told are not spoken of; what the cause is, is still said.
#[test]
fn a_provider_without_limits_has_causes_all_the_same() {
    let mut profile = ours();
    let explain = |profile: &Value, name: &str| {
        let file = put(&folder(name), "profile.json", profile.to_string());
        let output = run(&["explain", "552 5.2.2 mailbox full", "--profile", file.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        stdout(&output).to_owned()
    };
    assert!(explain(&profile, "limits-told").contains("mailbox holds 700 MB."));
    profile.as_object_mut().unwrap().remove("limits");
    let text = explain(&profile, "limits-not-told");
    assert!(text.contains("When a mailbox is full, nothing more arrives. If the message names"), "{text}");
    assert!(!text.contains(" MB") && !text.contains('{'), "{text}");
}
