//! The package in Node, whose `fetch` reads no files: the WebAssembly is given as bytes.

use crate::command::MailSetup;
use crate::portal::{NODE, Portal, done, json, node};
use serde_json::json;
use std::process::Command;

const ASK: &str = r#"
    import { readFile } from "node:fs/promises";
    import { createAssistant, version } from "mail-setup-assistant";
    import { profile } from "./profile.js";
    const wasm = await readFile(new URL(import.meta.resolve("mail-setup-assistant/engine.wasm")));
    const assistant = await createAssistant({ profile, language: "es", wasm });
    // A part of a larger buffer, as a server reads it.
    const before = "SMTP smtp.fernhill.example 25\n";
    const settings = new TextEncoder().encode(`${before}IMAP imap.fernhill.example 143`).subarray(before.length);
    console.log(JSON.stringify({
        version,
        clients: (await assistant.clients()).map(({ id }) => id),
        answer: await assistant.diagnose(settings),
    }));
"#;

#[test]
fn node_takes_it_too() {
    let Some(portal) = Portal::unpack().filter(|_| node()) else { return };
    std::fs::write(portal.folder().join("ask.mjs"), ASK).unwrap();
    let mut program = Command::new(NODE.path().unwrap());
    let said = json(&done(program.current_dir(portal.folder()).arg("ask.mjs")));
    assert_eq!(said["version"], env!("CARGO_PKG_VERSION"));

    let data = site::Data::embedded().unwrap();
    let ids: Vec<&str> = data.clients().iter().map(|card| card.id.as_str()).collect();
    assert_eq!(said["clients"], json!(ids), "in the order in which the page offers them");

    let Some(program) = MailSetup::find(portal.folder(), &portal.profile(), "es") else { return };
    let question = json!({"ask": "diagnose", "args": ["IMAP imap.fernhill.example 143", {}]});
    assert_eq!(said["answer"], program.ask(&question)["answer"]);
}
