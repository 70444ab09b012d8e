//! What the companion answers to mail programs, over its own HTTP, against the schemas of the formats,
//! by libxml2.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use site::Data;
use testkit::server::Companion;
use testkit::skip::{XMLLINT, ready};

use crate::tool::{Folder, content, run, schema};

const REQUEST: &str = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";
const ANSWER: &str = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";

/// The companion for the product's own provider; nothing where libxml2 is missing.
fn companion() -> Option<(Companion, String)> {
    if !ready(&[XMLLINT]) {
        return None;
    }
    let profile = serde_json::to_string(Data::embedded().unwrap().profile()).unwrap();
    let companion = Companion::start_at(([127, 0, 0, 1], 0).into(), &profile, "").unwrap();
    Some((companion, profile))
}

fn ask(companion: &Companion, request: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(companion.address()).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let head = answer.windows(4).position(|end| end == b"\r\n\r\n").unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200 "), "{}", String::from_utf8_lossy(&answer));
    answer.split_off(head + 4)
}

fn get(companion: &Companion, host: &str, path: &str) -> Vec<u8> {
    ask(companion, &format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"))
}

fn post(companion: &Companion, body: &str) -> Vec<u8> {
    let length = body.len();
    ask(
        companion,
        &format!(
            "POST /Autodiscover/Autodiscover.xml HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
             Content-Type: text/xml; charset=utf-8\r\nContent-Length: {length}\r\n\r\n{body}"
        ),
    )
}

fn wanted(address: &str, accepts: &str) -> String {
    format!(
        "<Autodiscover xmlns=\"{REQUEST}\"><Request><EMailAddress>{address}</EMailAddress>\
         <AcceptableResponseSchema>{accepts}</AcceptableResponseSchema></Request></Autodiscover>"
    )
}

fn judge(folder: &Folder, schema_name: &str, answer: &[u8]) -> Option<i32> {
    let file = folder.write("answer.xml", answer);
    let arguments = ["--nonet".into(), "--noout".into(), "--relaxng".into(), schema(schema_name), file];
    run(XMLLINT, &arguments).status.code()
}

#[track_caller]
fn valid(folder: &Folder, schema_name: &str, answer: &[u8]) {
    let file = folder.write("answer.xml", answer);
    content(XMLLINT, &["--nonet".into(), "--noout".into(), "--relaxng".into(), schema(schema_name), file]);
}

#[test]
fn every_domains_answers_are_valid() {
    let Some((companion, profile)) = companion() else { return };
    let folder = Folder::new();
    let profile: serde_json::Value = serde_json::from_str(&profile).unwrap();
    let domains = profile["domains"].as_array().unwrap().iter();
    let mut judged = 0;
    for domain in domains.filter(|domain| domain["status"] == "active" || domain["status"] == "moving") {
        let domain = domain["name"].as_str().unwrap();
        let path = format!("/mail/config-v1.1.xml?emailaddress=pat%2Bx%40{domain}");
        valid(&folder, "autoconfig.rng", &get(&companion, "localhost", &path));
        let host = format!("autoconfig.{domain}");
        let path = "/.well-known/autoconfig/mail/config-v1.1.xml";
        valid(&folder, "autoconfig.rng", &get(&companion, &host, path));
        let request = wanted(&format!("o&apos;brien&amp;co+x@{domain}"), ANSWER);
        valid(&folder, "autodiscover.rng", &post(&companion, &request));
        judged += 1;
    }
    assert!(judged > 10, "{judged}");
}

#[test]
fn every_refusal_of_autodiscover_is_valid() {
    let Some((companion, _)) = companion() else { return };
    let folder = Folder::new();
    for body in
        ["", "<", &wanted("nobody", ANSWER), &wanted("pat@example.org", ANSWER), &wanted("pat@q.com", "x")]
    {
        valid(&folder, "autodiscover-error.rng", &post(&companion, body));
    }
    let refusal = get(&companion, "localhost", "/autodiscover/autodiscover.xml");
    valid(&folder, "autodiscover-error.rng", &refusal);
    // The schema can say no: 3 is xmllint's "not valid".
    let text = String::from_utf8(refusal.clone()).unwrap();
    for (part, wrong) in [(">600<", ">500<"), ("<DebugData/>", ""), (" Id=", " id="), ("responseschema", "x")]
    {
        assert_ne!(text.replace(part, wrong), text, "{part}");
        assert_eq!(
            judge(&folder, "autodiscover-error.rng", text.replace(part, wrong).as_bytes()),
            Some(3),
            "{wrong}"
        );
    }
    assert_eq!(judge(&folder, "autodiscover.rng", &refusal), Some(3), "settings are something else");
}
