//! TypeScript, strict, over the package's types: a sample that uses every function and misuses some, the
//! examples of `docs/package.md`, and real answers of `mail-setup` as literals, of which a key that the
//! types do not have, or that is missing, fails.

use crate::command::MailSetup;
use crate::portal::{NODE, Portal, project, said, tool};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const MISSING: &str = "TypeScript is not there (cargo xtask test installs it)";

#[test]
fn the_types_are_exact() {
    let Some(portal) = Portal::unpack() else { return };
    let Some(tsc) = tool("TSC", MISSING) else { return };
    let Some(program) = MailSetup::find(portal.folder(), &portal.profile(), "en") else { return };
    let folder = portal.folder();
    fs::copy(project().join("tests/package/types/sample.ts"), folder.join("sample.ts")).unwrap();
    fs::copy(project().join("tests/package/types/element.ts"), folder.join("element.ts")).unwrap();
    fs::write(folder.join("answers.ts"), answers(&program)).unwrap();
    fs::write(folder.join("docs.ts"), examples()).unwrap();
    // Literals that the types do not take, one key too many and one too few: else nothing was judged.
    fs::write(folder.join("wrong.ts"), WRONG).unwrap();
    for resolution in [["esnext", "bundler"], ["nodenext", "nodenext"]] {
        let judged = judge(
            &tsc,
            folder,
            resolution,
            &["sample.ts", "element.ts", "answers.ts", "docs.ts", "profile.js"],
        );
        assert_eq!(judged, "", "{resolution:?}");
    }
    let wrong = judge(&tsc, folder, ["esnext", "bundler"], &["wrong.ts"]);
    assert!(wrong.contains("wrong.ts(2,") && wrong.contains("wrong.ts(3,"), "{wrong}");
}

const WRONG: &str = "import type { AddressAnswer } from \"mail-setup-assistant\";
export const more: AddressAnswer = { valid: true, known_domain: true, suggestions: [], findings: [], other: 1 };
export const less: AddressAnswer = { valid: true, known_domain: true, suggestions: [] };
";

/// What the compiler has to say; empty where it is content.
fn judge(tsc: &Path, folder: &Path, [module, resolution]: [&str; 2], files: &[&str]) -> String {
    let mut node = Command::new(NODE.path().unwrap());
    node.current_dir(folder).arg(tsc).args(["--strict", "--noEmit", "--exactOptionalPropertyTypes"]);
    node.args(["--noUncheckedIndexedAccess", "--allowJs", "--checkJs", "--target", "es2022"]);
    node.args(["--lib", "es2022,dom"]);
    node.args(["--module", module, "--moduleResolution", resolution]).args(files);
    said(&node.stdin(Stdio::null()).output().unwrap())
}

/// Answers of the command line, each as a literal of its type.
fn answers(program: &MailSetup) -> String {
    let data = site::Data::embedded().unwrap();
    let pat = "pat@fernhill.example";
    let mut typed: Vec<(&str, Value)> = Vec::new();
    let mut ask = |of: &'static str, name: &str, args: Value| {
        let answer = program.ask(&json!({"ask": name, "args": args}));
        typed.push((of, answer.get("answer").unwrap_or_else(|| panic!("{answer}")).clone()));
    };
    for card in data.clients() {
        ask("Guide", "guide", json!([card.id.as_str(), {"address": pat}]));
        ask("[EditGuide, EditGuide]", "guide", json!([card.id.as_str(), {"address": pat, "edit": true}]));
    }
    for address in ["pat@fern-hill.example", "pat@gmail.com"] {
        ask("AddressAnswer", "checkAddress", json!([address]));
    }
    let pop = "pref(\"mail.account.account1.server\", \"server1\");\n\
               pref(\"mail.server.server1.type\", \"pop3\");\n\
               pref(\"mail.server.server1.hostname\", \"pop.fernhill.example\");\n\
               pref(\"mail.server.server1.leave_on_server\", true);\n\
               pref(\"mail.server.server1.delete_by_age_from_server\", true);\n\
               pref(\"mail.server.server1.num_days_to_leave_on_server\", 7);\n";
    for settings in [pop, "IMAP imap.fernhill.example port 143 no encryption", "nothing"] {
        ask("DiagnoseAnswer", "diagnose", json!([settings, {}]));
    }
    for message in ["535 5.7.8 authentication failed", "old.fernhill.example does not answer", "0x800CCC0E"] {
        ask("ExplainAnswer", "explain", json!([message, {}]));
    }
    for (name, clients) in site::package(&data).unwrap() {
        if name.starts_with("clients-") {
            typed.push(("Client[]", clients));
        }
    }
    typed.push(("Profile", serde_json::from_str(data.profile_json()).unwrap()));

    let mut text = String::from(
        "import type { AddressAnswer, Client, DiagnoseAnswer, EditGuide, ExplainAnswer, Guide, Profile } \
         from \"mail-setup-assistant\";\n",
    );
    for (place, (of, answer)) in typed.iter().enumerate() {
        let _ = writeln!(text, "export const answer{place}: {of} = {answer};");
    }
    let all = text.as_str();
    for rare in ["\"deletes\"", "\"issue\"", "\"links\"", "\"instead\":{", "\"pop_seen\":\""] {
        assert!(all.contains(rare), "no answer has {rare}");
    }
    text
}

/// The examples of the documentation, each in a block of its own after what all of them import.
fn examples() -> String {
    let docs = fs::read_to_string(project().join("docs/package.md")).unwrap();
    let mut text = String::from(
        "import { AssistantError, createAssistant } from \"mail-setup-assistant\";\n\
         import type { Assistant, Format, Profile } from \"mail-setup-assistant\";\n\
         declare const profile: Profile;\ndeclare const assistant: Assistant;\n",
    );
    let blocks: Vec<&str> = docs
        .split("```ts\n")
        .skip(1)
        .filter_map(|rest| rest.split_once("```"))
        .map(|(code, _)| code)
        .collect();
    assert!(blocks.len() >= 8, "the documentation has {} examples", blocks.len());
    for function in
        ["createAssistant", "clients", "checkAddress", "diagnose", "explain", "guide", "exportFile"]
    {
        let called = blocks.iter().any(|code| code.contains(&format!("{function}(")));
        assert!(called, "the documentation has no example of {function}");
    }
    for code in blocks {
        let lines = code.lines().filter(|line| !line.starts_with("import "));
        let _ = writeln!(text, "async () => {{\n{}\n}};", lines.collect::<Vec<_>>().join("\n"));
    }
    text + "export {};\n"
}
