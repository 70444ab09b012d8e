//! Several providers in one companion: the host that is asked for tells whose page, profile, checks and
//! files are answered.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use axum::Router;
use common::{Answer, JSON, ask, folder, put};
use serde_json::Value;
use server::{Config, PageFiles, companion};
use site::Data;
use std::sync::atomic::{AtomicU32, Ordering};

/// The second provider, as the repository's example has it.
const VALLEY: &str = include_str!("../../../examples/profiles/valley-fiber.json");
/// A host of the second provider, and one of nobody's.
const THEIRS: &str = "help.valleyfiber.example";
const ANY: &str = "help.somewhere.example";

fn valley() -> Value {
    serde_json::from_str(VALLEY).unwrap()
}

fn page() -> PageFiles {
    let index = "<!--site:title--><!--/site:title--><!--site:data--><!--/site:data--><!--site:start--><!--/site:start-->";
    [("index.html", index), ("data/manifest.json", "{}")]
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec().into()))
        .collect()
}

fn build(settings: &str, profiles: &[&str]) -> Result<Router, server::Error> {
    // Tests run side by side.
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let folder = folder(&format!("providers-{}", NEXT.fetch_add(1, Ordering::Relaxed)));
    for (index, profile) in profiles.iter().enumerate() {
        put(&folder, &format!("{index}.json"), profile);
    }
    let file = put(&folder, "companion.toml", settings);
    let data = Data::embedded().unwrap();
    companion(&Config::read(&file).unwrap(), &data, data.profile().clone(), Some(&page()))
}

fn two() -> Router {
    let further = format!("[[providers]]\nprofile = \"0.json\"\nhosts = [\"{THEIRS}\"]\n");
    build(&further, &[VALLEY]).unwrap()
}

async fn at(service: &Router, host: &str, path: &str) -> Answer {
    ask(service, "GET", path, &[("host", host)], "").await
}

#[tokio::test]
async fn the_host_tells_the_provider() {
    let service = two();
    let names = valley();
    for (host, own) in
        [(THEIRS, true), ("HELP.ValleyFiber.Example:8443", true), (ANY, false), ("127.0.0.1", false)]
    {
        let profile = at(&service, host, "/api/v1/profile").await.json();
        assert_eq!(profile["id"] == names["id"], own, "{host}: {}", profile["id"]);
        let page = at(&service, host, "/").await;
        assert_eq!(page.text().contains(names["name"].as_str().unwrap()), own, "{host}");
        assert_eq!(page.text().contains("CenturyLink"), !own, "{host}");
        let whole = at(&service, host, "/data/profile.json").await.json();
        assert_eq!(whole["id"], profile["id"]);
    }
}

#[tokio::test]
async fn where_mail_programs_look_for_a_domain_is_its_providers() {
    let service = two();
    let domain = valley()["domains"][0]["name"].as_str().unwrap().to_owned();
    let server = valley()["endpoints"][0]["host"].as_str().unwrap().to_owned();
    for (host, path) in [
        (format!("autoconfig.{domain}"), "/mail/config-v1.1.xml"),
        (domain, "/.well-known/autoconfig/mail/config-v1.1.xml"),
        (THEIRS.to_owned(), "/mail/config-v1.1.xml"),
    ] {
        let answer = at(&service, &host, path).await;
        assert!(answer.text().contains(&server), "{host}: {}", answer.text());
    }
    let first = at(&service, "autoconfig.q.com", "/mail/config-v1.1.xml").await;
    assert!(first.status == 200 && !first.text().contains(&server), "{}", first.text());
}

#[tokio::test]
async fn checks_and_files_are_the_providers_own() {
    let service = two();
    let id = valley()["endpoints"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/check?endpoint={id}");
    assert_eq!(at(&service, ANY, &path).await.status, 404, "the first provider has no {id}");
    let domain = valley()["domains"][0]["name"].as_str().unwrap().to_owned();
    let body = format!(r#"{{"address":"pat@{domain}"}}"#);
    let made = ask(&service, "POST", "/api/v1/apple-profiles", &[JSON, ("host", THEIRS)], &body).await.json();
    let link = format!("/{}", made["url"].as_str().unwrap());
    let file = at(&service, THEIRS, &link).await;
    assert_eq!(file.status, 200);
    assert!(file.text().contains(valley()["endpoints"][0]["host"].as_str().unwrap()), "{}", file.text());
    assert_eq!(at(&service, ANY, &link).await.status, 404, "a link is its provider's");
}

#[tokio::test]
async fn portals_are_the_providers_own() {
    let settings = format!(
        "frame_ancestors = [\"https://first.example\"]\nallowed_origins = [\"https://first.example\"]\n\
         [[providers]]\nprofile = \"0.json\"\nhosts = [\"{THEIRS}\"]\nframe_ancestors = [\"https://second.example\"]\n"
    );
    let service = build(&settings, &[VALLEY]).unwrap();
    for (host, yes, no) in [
        (ANY, "https://first.example", "https://second.example"),
        (THEIRS, "https://second.example", "https://first.example"),
    ] {
        let page = at(&service, host, "/").await;
        let policy = page.header("content-security-policy");
        assert!(policy.contains(yes) && !policy.contains(no), "{host}: {policy}");
    }
    let origin = ("origin", "https://first.example");
    let asked = async |host| ask(&service, "GET", "/api/v1/profile", &[("host", host), origin], "").await;
    assert_eq!(asked(ANY).await.header("access-control-allow-origin"), "https://first.example");
    assert_eq!(asked(THEIRS).await.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn a_request_that_names_two_hosts_is_refused() {
    let service = two();
    let both = [("host", THEIRS), ("host", "evil.example")];
    assert_eq!(ask(&service, "GET", "/", &both, "").await.status, 421);
}

#[test]
fn what_two_would_claim_is_refused() {
    let further = |host: &str, number: u8| {
        format!("[[providers]]\nprofile = \"{number}.json\"\nhosts = [\"{host}\"]\n")
    };
    let said = |settings: &str, profiles: &[&str]| build(settings, profiles).unwrap_err().to_string();
    let twice = further(THEIRS, 0) + &further("other.example", 1);
    let again = said(&twice, &[VALLEY, VALLEY]);
    assert!(again.contains(" belongs to two providers, "), "{again}");
    let listed = format!("hosts = [\"{THEIRS}\"]\n{}", further(THEIRS, 0));
    assert!(said(&listed, &[VALLEY]).starts_with(THEIRS));
    let domain = further("autoconfig.q.com", 0);
    assert!(
        said(&domain, &[VALLEY]).starts_with("autoconfig.q.com belongs to two providers, centurylink and ")
    );
    let missing = said(&further(THEIRS, 7), &[]);
    assert!(missing.contains("7.json cannot be read"), "{missing}");
    let broken = said(&further(THEIRS, 0), &["{}"]);
    assert!(broken.contains("0.json: line 1"), "{broken}");
}
