//! Mozilla autoconfig over real connections: both paths, every way to say a domain, and what is refused.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{ADDRESS, Companion, folder, put};
use serde_json::{Value, json};
use site::Data;

const PATHS: [&str; 2] = ["/mail/config-v1.1.xml", "/.well-known/autoconfig/mail/config-v1.1.xml"];

/// An answer off the wire.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        let line = self.head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
        line.unwrap_or_default()
    }

    /// The text of the first element of that name behind `after`.
    fn element(&self, after: &str, name: &str) -> &str {
        let (_, rest) = self.body.split_once(after).unwrap_or_else(|| panic!("{}", self.body));
        rest.split_once(&format!("<{name}>")).unwrap().1.split_once('<').unwrap().0
    }

    fn problem(&self) -> Value {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.head);
        assert_eq!(self.header("cache-control"), "no-store");
        serde_json::from_str(&self.body).unwrap()
    }
}

fn ask(companion: &Companion, method: &str, host: &str, target: &str, more: &str) -> Answer {
    let request = format!("{method} {target} HTTP/1.1\r\nhost: {host}\r\n{more}connection: close\r\n\r\n");
    let answer = companion.raw(&request);
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{answer}"));
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head: head.to_owned(), body: body.to_owned() }
}

fn get(companion: &Companion, host: &str, target: &str) -> Answer {
    ask(companion, "GET", host, target, "")
}

/// The project's profile with a domain that is written with other letters, and one whose mail has an
/// incoming server of its own.
fn profile(name: &str) -> Companion {
    let mut profile = serde_json::to_value(Data::embedded().unwrap().profile()).unwrap();
    let domains = profile["domains"].as_array_mut().unwrap();
    let (mut foreign, mut tied) = (domains[0].clone(), domains[0].clone());
    foreign["name"] = json!("xn--bcher-kva.example");
    tied["name"] = json!("tied.example");
    domains.extend([foreign, tied]);
    let endpoints = profile["endpoints"].as_array_mut().unwrap();
    let mut own = endpoints.iter().find(|endpoint| endpoint["id"] == "imap-com-993").unwrap().clone();
    own["id"] = json!("imap-tied-993");
    own["host"] = json!("imap.tied.example");
    own["domains"] = json!(["tied.example"]);
    for endpoint in endpoints.iter_mut().filter(|endpoint| endpoint["role"] == "imap") {
        endpoint["rank"] = json!(endpoint["rank"].as_u64().unwrap() + 1);
    }
    endpoints.push(own);
    let file = put(&folder(name), "profile.json", profile.to_string());
    Companion::start(&["--profile", file.to_str().unwrap()])
}

#[test]
fn every_domain_is_answered_on_both_paths() {
    let companion = profile("autoconfig-domains");
    for path in PATHS {
        let plain = get(&companion, "help.example.net", path);
        assert_eq!(plain.status, 200, "{}", plain.head);
        assert_eq!(plain.header("content-type"), "text/xml; charset=utf-8");
        assert_eq!(plain.header("cache-control"), "public, max-age=300");
        assert!(plain.body.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<clientConfig"));
        assert_eq!(plain.element("<incomingServer type=\"imap\">", "hostname"), "imap.centurylink.com");
        assert_eq!(
            plain.element("<outgoingServer", "port"),
            "587",
            "the first in rank, whatever a check says"
        );
        assert_eq!(plain.element("<incomingServer", "username"), "%EMAILADDRESS%");
        for query in [
            format!("emailaddress={ADDRESS}"),
            "emailaddress=pat.example%40CenturyLink.NET".to_owned(),
            "EmailAddress=pat%2Bnews@centurylink.net".to_owned(),
            "emailaddress=pat+news@centurylink.net&x=y".to_owned(),
            "x=y&emailaddress=o'brien@q.com".to_owned(),
            "emailaddress=".to_owned(),
            "emailaddress".to_owned(),
            "other=pat@gmail.com".to_owned(),
        ] {
            let answer = get(&companion, "autoconfig.q.com", &format!("{path}?{query}"));
            assert_eq!((answer.status, &answer.body), (200, &plain.body), "{query}");
        }
        for host in [
            "autoconfig.q.com",
            "centurylink.net",
            "AUTOCONFIG.Centurytel.NET.:443",
            "autodiscover.embarqmail.com",
            "autoconfig.xn--bcher-kva.example",
            "127.0.0.1",
            &companion.authority,
        ] {
            assert_eq!(get(&companion, host, path).body, plain.body, "{host}");
        }
        for address in ["pat@b%C3%BCcher.example", "pat%40B%C3%9CCHER.example", "pat@xn--bcher-kva.example"] {
            let answer = get(&companion, "localhost", &format!("{path}?emailaddress={address}"));
            assert_eq!((answer.status, &answer.body), (200, &plain.body), "{address}");
        }
    }
}

#[test]
fn a_domain_with_a_server_of_its_own_gets_that() {
    let companion = profile("autoconfig-tied");
    for (host, query) in [
        ("autoconfig.tied.example", ""),
        ("tied.example", "?emailaddress="),
        ("localhost", "?emailaddress=pat@tied.example"),
    ] {
        let answer = get(&companion, host, &format!("{}{query}", PATHS[0]));
        assert_eq!(answer.element("<incomingServer", "hostname"), "imap.tied.example", "{host}{query}");
        assert!(answer.body.contains("<domain>tied.example</domain>"), "{}", answer.body);
        assert!(
            !answer.body.contains("<domain>q.com</domain>"),
            "these are not its servers: {}",
            answer.body
        );
    }
    let other = get(&companion, "autoconfig.tied.example", &format!("{}?emailaddress=pat@q.com", PATHS[0]));
    assert_eq!(other.element("<incomingServer", "hostname"), "imap.centurylink.com", "the address decides");
}

#[test]
fn nothing_is_told_of_other_domains() {
    let companion = profile("autoconfig-others");
    for path in PATHS {
        for (host, query, about) in [
            ("localhost", "?emailaddress=secretname@gmail.com", "not one of this provider's"),
            ("autoconfig.q.com", "?emailaddress=secretname@sub.q.com", "not one of this provider's"),
            ("localhost", "?emailaddress=secretname@example.org", "not one of this provider's"),
            ("autoconfig.example.org", "", "not one of this provider's"),
            ("autodiscover.autoconfig.q.com", "", "not one of this provider's"),
            ("localhost", "?emailaddress=secretname@qwestoffice.net", "settings of its own"),
            ("autoconfig.qwestoffice.net", "", "settings of its own"),
            ("localhost", "?emailaddress=secretname@uswest.net", "not confirmed"),
        ] {
            let answer = get(&companion, host, &format!("{path}{query}"));
            assert_eq!(answer.status, 404, "{host}{query}");
            let problem = answer.problem();
            assert_eq!(problem["code"], "not_found");
            assert!(problem["detail"].as_str().unwrap().contains(about), "{problem}");
            assert!(!answer.body.contains("secretname"), "{}", answer.body);
        }
        for query in [
            "secretname",
            "@q.com",
            "a@b@q.com",
            "p%C3%A0t@q.com",
            "%FF%FE@q.com",
            "p%20t@q.com",
            "secretname@-.example",
            "%25EMAILADDRESS%25",
            "secretname@xn--a%C3%BC.example",
            &format!("{}@q.com", "a".repeat(300)),
        ] {
            let answer = get(&companion, "autoconfig.q.com", &format!("{path}?emailaddress={query}"));
            assert_eq!(answer.status, 400, "{query}: {}", answer.body);
            assert_eq!(answer.problem()["code"], "invalid_parameter");
            assert!(!answer.body.contains("secretname") && !answer.body.contains("aaaa"), "{}", answer.body);
        }
    }
}

#[test]
fn head_caches_and_compression_work() {
    let companion = Companion::start(&[]);
    for path in PATHS {
        let full = get(&companion, "localhost", path);
        let head = ask(&companion, "HEAD", "localhost", path, "");
        assert_eq!((head.status, head.body.as_str()), (200, ""));
        for name in ["content-type", "content-length", "etag", "cache-control", "vary"] {
            assert_eq!(head.header(name), full.header(name), "{name}");
            assert_ne!(full.header(name), "", "{name}");
        }
        assert_eq!(full.header("content-length"), full.body.len().to_string());
        let known = format!("if-none-match: W/{}\r\n", full.header("etag"));
        let same = ask(&companion, "GET", "q.com", &format!("{path}?emailaddress={ADDRESS}"), &known);
        assert_eq!(
            (same.status, same.body.as_str()),
            (304, ""),
            "the document of another domain is the same"
        );
        assert_eq!(ask(&companion, "GET", "q.com", path, "if-none-match: \"x\"\r\n").status, 200);
        let wrong = ask(&companion, "POST", "localhost", path, "content-length: 0\r\n");
        assert_eq!((wrong.status, wrong.header("allow")), (405, "GET,HEAD"));
        assert_eq!(wrong.problem()["code"], "method_not_allowed");
        let packed = ask(&companion, "HEAD", "localhost", path, "accept-encoding: gzip\r\n");
        assert_eq!(packed.header("content-encoding"), "gzip");
    }
    for other in ["/mail/config-v1.1.xml/", "/mail/", "/.well-known/autoconfig/mail/"] {
        assert_eq!(get(&companion, "localhost", other).status, 404, "{other}");
    }
}

/// What cannot be said in the format is not said wrong.
#[test]
fn a_provider_without_passwords_has_no_document() {
    let mut profile = serde_json::to_value(Data::embedded().unwrap().profile()).unwrap();
    profile["sign_in"]["methods"] = json!(["oauth2"]);
    let file = put(&folder("autoconfig-oauth"), "profile.json", profile.to_string());
    let companion = Companion::start(&["--profile", file.to_str().unwrap()]);
    let answer = get(&companion, "localhost", PATHS[0]);
    assert_eq!(answer.status, 404);
    assert!(answer.problem()["detail"].as_str().unwrap().contains("cannot be said"), "{}", answer.body);
}
