//! `mail-setup profile dns`: what it writes is a zone file, and says what the profile says.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use base64::Engine as _;
use common::{folder, put, run, stderr, stdout};
use hickory_proto::rr::{Name, RecordType};
use hickory_proto::serialize::txt::Parser;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Output;

const SERVER: [&str; 2] = ["--server", "help.example.net"];

fn valley_fiber() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/profiles/valley-fiber.json")
}

fn dns(profile: &Path, more: &[&str]) -> Output {
    let profile = profile.to_str().unwrap();
    let output = run(&[&["profile", "dns", "--profile", profile], more].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    output
}

/// The records as a parser of zone files reads them: `name type data`.
fn parsed(text: &str) -> Vec<String> {
    let (_, sets) = Parser::new(text.to_owned(), None, Some(Name::root()))
        .parse()
        .unwrap_or_else(|e| panic!("{e}\n{text}"));
    let mut all: Vec<String> = sets
        .values()
        .flat_map(|set| set.records_without_rrsigs())
        .map(|record| {
            assert_eq!(record.ttl, 3600, "{record}");
            assert!(matches!(record.record_type(), RecordType::SRV | RecordType::CNAME | RecordType::TXT));
            format!("{} {} {}", record.name, record.record_type(), record.data)
        })
        .collect();
    all.sort();
    all
}

#[test]
fn a_name_is_no_other_name_for_itself() {
    let output = dns(&valley_fiber(), &["--server", "autoconfig.valleyfiber.example"]);
    let records = parsed(stdout(&output));
    let of = |name: &str| records.iter().filter(|record| record.starts_with(name)).count();
    assert_eq!(
        (of("autoconfig.valleyfiber.example."), of("autoconfig.valleynet.example.")),
        (0, 1),
        "{records:?}"
    );
}

#[test]
fn a_parser_of_zone_files_reads_the_records() {
    let output = dns(&valley_fiber(), &SERVER);
    let mut wanted = Vec::new();
    for domain in ["valleyfiber.example", "valleynet.example"] {
        wanted.extend([
            format!("_autodiscover._tcp.{domain}. SRV 0 0 443 help.example.net."),
            format!("_imap._tcp.{domain}. SRV 0 0 0 ."),
            format!("_imaps._tcp.{domain}. SRV 0 1 993 imap.valleyfiber.example."),
            format!("_pop3._tcp.{domain}. SRV 0 0 0 ."),
            format!("_pop3s._tcp.{domain}. SRV 0 0 0 ."),
            format!("_submission._tcp.{domain}. SRV 0 0 0 ."),
            format!("_submissions._tcp.{domain}. SRV 0 1 465 post.valleyfiber.example."),
            format!("autoconfig.{domain}. CNAME help.example.net."),
            format!("autodiscover.{domain}. CNAME help.example.net."),
        ]);
    }
    wanted.sort();
    assert_eq!(parsed(stdout(&output)), wanted);
    // A user name that is not the address cannot be said in PACC.
    assert!(stdout(&output).contains("; No PACC record (draft-ietf-mailmaint-pacc-03)"));
}

#[test]
fn text_and_json_say_the_same_in_every_language() {
    for lang in ["en", "es"] {
        let text = dns(&valley_fiber(), &[&SERVER[..], &["--lang", lang]].concat());
        let json = dns(&valley_fiber(), &[&SERVER[..], &["--json"]].concat());
        let told: Value = serde_json::from_str(stdout(&json)).unwrap();
        let mut records: Vec<String> = told["records"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| {
                format!(
                    "{}. {} {}",
                    r["name"].as_str().unwrap(),
                    r["type"].as_str().unwrap(),
                    r["data"].as_str().unwrap()
                )
            })
            .collect();
        records.sort();
        assert_eq!(parsed(stdout(&text)), records);
        assert!(!stdout(&text).contains('{') && told["pacc"] == json!([]), "{}", stdout(&text));
    }
}

#[test]
fn ranks_are_priorities_and_only_published_servers_are_named() {
    let data = site::Data::embedded().unwrap();
    let file = put(&folder("dns-shipped"), "profile.json", data.profile_json());
    let records = parsed(stdout(&dns(&file, &[])));
    let of = |start: &str| records.iter().filter(|r| r.starts_with(start)).cloned().collect::<Vec<_>>();
    assert_eq!(
        of("_submission._tcp.centurylink.net."),
        [
            "_submission._tcp.centurylink.net. SRV 0 1 587 smtp.centurylink.com.",
            "_submission._tcp.centurylink.net. SRV 20 1 587 smtp.centurylink.net.",
        ]
    );
    assert_eq!(
        of("_submissions._tcp.centurylink.net."),
        ["_submissions._tcp.centurylink.net. SRV 10 1 465 smtp.centurylink.com."]
    );
    // What one customer reported is not published; a business domain has settings of its own.
    assert!(records.iter().all(|r| !r.contains(" mail.centurylink.net.") || r.contains("993")));
    assert!(
        records
            .iter()
            .all(|r| !r.contains("qwestoffice") && !r.contains("uswest") && !r.contains("autoconfig."))
    );
}

#[test]
fn the_pacc_record_has_the_hash_of_the_document() {
    let mut profile: Value = serde_json::from_str(&std::fs::read_to_string(valley_fiber()).unwrap()).unwrap();
    profile["username"]["rule"] = json!("full_address");
    let file = put(&folder("dns-pacc"), "profile.json", profile.to_string());
    let told: Value = serde_json::from_str(stdout(&dns(&file, &["--json"]))).unwrap();
    let document = &told["pacc"][0];
    assert_eq!(document["draft"], "draft-ietf-mailmaint-pacc-03");
    assert_eq!(
        document["url"],
        "https://ua-auto-config.valleyfiber.example/.well-known/user-agent-configuration.json"
    );
    let body = document["body"].as_str().unwrap();
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, body.as_bytes());
    let hash = base64::engine::general_purpose::STANDARD.encode(digest);
    let record = told["records"].as_array().unwrap().iter().find(|r| r["type"] == "TXT").unwrap();
    assert_eq!(record["name"], "_ua-auto-config.valleyfiber.example");
    assert_eq!(record["data"], format!("\"v=UAAC1; a=sha256; d={hash}\""));
    let said: Value = serde_json::from_str(body).unwrap();
    assert_eq!(
        said["protocols"],
        json!({"imap": {"host": "imap.valleyfiber.example"}, "submit": {"host": "post.valleyfiber.example"}})
    );
    // In the zone file too, with the document in a comment.
    let text = dns(&file, &[]);
    assert!(stdout(&text).contains(&format!("; {body}\n")), "{}", stdout(&text));
    assert!(parsed(stdout(&text)).iter().any(|r| r.contains(" TXT ") && r.contains(&hash)));
    // Without TLS on 465 it could not be said.
    profile["endpoints"][1]["port"] = json!(2465);
    let file = put(&folder("dns-no-pacc"), "profile.json", profile.to_string());
    assert!(!stdout(&dns(&file, &[])).contains("TXT"));
}

#[test]
fn a_server_that_is_no_host_is_refused() {
    let output = run(&["profile", "dns", "--server", "https://help.example.net/"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("is not a host name"), "{}", stderr(&output));
}
