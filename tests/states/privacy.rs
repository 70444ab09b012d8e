//! The address stays in the browser: no request, header, log line or history entry has it, save
//! the body of the one request that asks for an Apple profile.

use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE, Engine};
use serde_json::json;
use testkit::browser::{Device, Request, Session};
use testkit::server::Companion;

use crate::walk::{ADDRESS, at, open, press, ready, to_app, to_end, visitor};

const NAME: &str = "Quill Sparrow";

/// The address and the name as they could be hidden in a text.
fn traces() -> Vec<String> {
    let mut traces = vec!["quill".to_owned(), "sparrow".to_owned()];
    // Base64 depends on how many bytes stand before: three forms, without their uncertain ends.
    for before in ["", "x", "xx"] {
        for bytes in [format!("{before}{ADDRESS}"), format!("{before}{NAME}")] {
            for text in [BASE64_STANDARD.encode(&bytes), BASE64_URL_SAFE.encode(&bytes)] {
                traces.push(text[4..16].to_lowercase());
            }
        }
    }
    let hex: Vec<String> = ADDRESS.bytes().take(8).map(|byte| format!("{byte:02x}")).collect();
    traces.push(hex.concat());
    traces
}

fn trace_in(text: &str) -> Option<String> {
    let text = text.to_lowercase();
    traces().into_iter().find(|trace| text.contains(trace))
}

/// The whole of a request but its body.
fn head(request: &Request) -> String {
    format!("{} {} {:?}", request.method, request.url, request.headers)
}

fn asks_for_profile(request: &Request) -> bool {
    request.method == "POST" && request.url.ends_with("/api/v1/apple-profiles")
}

/// What holds after every journey; gives the requests.
async fn nothing_told(page: &Session, companion: &Companion) -> Vec<Request> {
    let requests = page.requests().await.unwrap();
    assert!(requests.len() > 5, "the record works: {requests:#?}");
    for request in &requests {
        assert!(request.url.starts_with(&companion.url("/")), "only its own server: {}", request.url);
        assert_eq!(trace_in(&head(request)), None, "{request:#?}");
        assert!(!request.headers.contains_key("cookie"), "{request:#?}");
        assert!(request.headers.get("referer").is_none_or(String::is_empty), "{request:#?}");
        if let Some(body) = request.body.as_ref().filter(|_| !asks_for_profile(request)) {
            assert_eq!(trace_in(body), None, "{request:#?}");
        }
    }
    let log = companion.log();
    assert!(log.iter().any(|line| line.contains("/api/v1/profile")), "the log works: {log:#?}");
    for line in &log {
        assert_eq!(trace_in(line), None, "{line}");
    }
    let history = page.devtools("Page.getNavigationHistory", json!({})).await.unwrap();
    let entries = history["entries"].as_array().unwrap();
    assert!(entries.iter().any(|entry| entry["url"].as_str().unwrap().contains("#/en/done")), "{entries:#?}");
    assert_eq!(trace_in(&history.to_string()), None, "{history:#}");
    let cookies: String = page.script("return document.cookie", vec![]).await.unwrap();
    assert_eq!(cookies, "");
    requests
}

#[test]
fn a_hidden_address_would_be_found() {
    assert!(trace_in("GET /?a=QUILL.sparrow77%40centurylink.net").is_some());
    for before in ["", "{", "{\"", "{\"address\":\""] {
        let hidden = BASE64_URL_SAFE.encode(format!("{before}{ADDRESS}\"}}"));
        assert!(trace_in(&hidden).is_some(), "{hidden}");
    }
    assert_eq!(trace_in("GET /api/v1/profile"), None);
}

#[tokio::test]
async fn an_iphone_sends_the_address_once_and_in_the_body_alone() {
    if !ready() {
        return;
    }
    let companion = Companion::start("").unwrap();
    let page = visitor(Device::Iphone).await;
    open(&page, &companion.url("/")).await;
    to_app(&page, ADDRESS, "Mail on iPhone and iPad").await;
    at(&page, "Add your mail with a profile").await;
    page.field("Your name").await.unwrap().send_keys(NAME).await.unwrap();
    // It is there only with a companion: the file then comes from it.
    page.button("Make the file in this browser instead").await.unwrap();
    press(&page, "Download profile").await;
    let (file, content) = page.download().await.unwrap();
    assert!(String::from_utf8(content).unwrap().contains(ADDRESS), "{file} is for this person");
    to_end(&page).await;

    let requests = nothing_told(&page, &companion).await;
    let asked: Vec<_> = requests.iter().filter(|request| asks_for_profile(request)).collect();
    let [asked] = asked[..] else { panic!("one request for a profile, not {asked:#?}") };
    assert!(asked.body.as_ref().unwrap().contains(ADDRESS), "the record sees bodies: {asked:#?}");
    let taken = requests.iter().filter(|request| request.url.ends_with(".mobileconfig")).count();
    assert_eq!(taken, 1, "{requests:#?}");
    assert!(companion.log().iter().any(|line| line.contains("apple-profiles")), "the log has the request");
}

#[tokio::test]
async fn a_computer_sends_nothing_at_all() {
    if !ready() {
        return;
    }
    let companion = Companion::start("").unwrap();
    let page = visitor(Device::WindowsEdge).await;
    open(&page, &companion.url("/")).await;
    to_app(&page, ADDRESS, "Thunderbird").await;
    at(&page, "Import your settings into Thunderbird").await;
    page.field("Your name").await.unwrap().send_keys(NAME).await.unwrap();
    press(&page, "Download settings file").await;
    let (_, content) = page.download().await.unwrap();
    assert!(content.starts_with(b"PK"), "a ZIP");
    to_end(&page).await;

    for request in nothing_told(&page, &companion).await {
        assert_eq!((request.method.as_str(), &request.body), ("GET", &None), "{request:#?}");
    }
}
