//! Tries the browser harness itself on a page with known properties and known faults: a check
//! that sees nothing is worse than none.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::time::Duration;

use testkit::Outcome;
use testkit::browser::{self, Device, Media, Options, Role, Session};
use testkit::pages::{Page, Pages};
use testkit::server::{Companion, page_built};
use thirtyfour::Key;

/// The policy of the product's own page, in short: no inline script, no eval.
const POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; \
                      form-action 'self'; img-src 'self'";

const PAGE: &str = r#"<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Harness</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/style.css"></head>
<body><main><h1>A page  with
 known faults</h1>
<form><label for="address">Email address</label> <input id="address" type="email">
<span id="hint">Continue setup</span> <button aria-labelledby="hint" type="button">Continue</button>
<button type="button" hidden>Hidden</button>
<label><input type="checkbox"> Done</label></form>
<button type="button" id="copy" aria-label="Copy incoming server">Copy</button>
<img src="/dot.svg">
<p id="print">paper</p><p id="dark">night</p><p id="script">no script</p>
<a href="/file" download="profile.txt">Download profile</a></main>
<script src="/script.js"></script></body></html>"#;

const SCRIPT: &str = r#"
document.getElementById("script").textContent = "script ran";
document.querySelector("form button").addEventListener("click", () => {
  const body = document.getElementById("address").value;
  fetch("/asked?q=1", { method: "POST", body }).then(
    answer => { document.title = `answered ${answer.status}`; },
    () => { document.title = "refused"; });
});
document.getElementById("copy").addEventListener("click", () =>
  navigator.clipboard.writeText("imap.example.com"));
"#;

const STYLE: &str = r#"
#print, #dark { display: none }
@media print { #print { display: block } }
@media (prefers-color-scheme: dark) { #dark { display: block } }
"#;

fn site() -> Outcome<Pages> {
    Pages::serve(vec![
        Page::html("/", PAGE).header("Content-Security-Policy", POLICY),
        Page::html("/sound", &PAGE.replace("<img src=\"/dot.svg\">", "")),
        Page::new("/script.js", "text/javascript", SCRIPT),
        Page::new("/style.css", "text/css", STYLE),
        Page::new("/asked", "text/plain", "yes"),
        Page::new("/file", "application/octet-stream", "content"),
        Page::new(
            "/dot.svg",
            "image/svg+xml",
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        ),
    ])
}

#[tokio::test]
async fn a_page_is_used_by_role_and_name_and_its_requests_are_seen() {
    if !browser::installed() {
        return;
    }
    let site = site().unwrap();
    let page = Session::start(Options::new(Device::Linux)).await.unwrap();
    page.goto(&site.url("/")).await.unwrap();

    assert_eq!(page.heading().await.unwrap(), "A page with known faults");
    assert_eq!(page.names(Role::Button).await.unwrap(), ["Continue setup", "Copy incoming server"]);
    assert!(!page.has(Role::Button, "Continue").await.unwrap(), "the text is not the accessible name");
    assert!(!page.has(Role::Button, "Hidden").await.unwrap());
    assert!(page.has(Role::Checkbox, "Done").await.unwrap());

    page.field("Email address").await.unwrap().send_keys("pat@example.com").await.unwrap();
    page.press(&[Key::Tab]).await.unwrap();
    let focus = page.active_element().await.unwrap();
    assert_eq!((focus.role.as_str(), focus.name.as_str()), ("button", "Continue setup"));

    page.forget_requests().await.unwrap();
    page.press(&[Key::Enter]).await.unwrap();
    page.wait_until("the answer", async || Ok(page.driver().title().await? == "answered 200")).await.unwrap();
    let requests = page.requests().await.unwrap();
    let [asked] = &requests[..] else { panic!("one request, not {requests:?}") };
    assert_eq!((asked.method.as_str(), asked.url.as_str()), ("POST", site.url("/asked?q=1").as_str()));
    assert_eq!(asked.body.as_deref(), Some("pat@example.com"));
    assert!(asked.mentions("pat@example.com") && !asked.mentions("sam@example.com"));
    assert!(
        asked.headers["referer"].starts_with("http://127.0.0.1"),
        "the network stack's own headers are there"
    );

    page.button("Copy incoming server").await.unwrap().click().await.unwrap();
    assert_eq!(page.clipboard().await.unwrap(), "imap.example.com");

    page.link("Download profile").await.unwrap().click().await.unwrap();
    assert_eq!(page.download().await.unwrap(), ("profile.txt".to_owned(), b"content".to_vec()));
}

#[tokio::test]
async fn what_is_not_there_is_named_with_what_is() {
    if !browser::installed() {
        return;
    }
    let site = site().unwrap();
    let page = Session::start(Options::new(Device::Linux).patience(Duration::from_secs(2))).await.unwrap();
    page.goto(&site.url("/")).await.unwrap();
    let error = page.button("Send").await.unwrap_err().to_string();
    assert!(error.contains("a button named \"Send\"") && error.contains("Email address"), "{error}");

    page.driver().execute("setTimeout(() => { throw new Error('seeded') })", vec![]).await.unwrap();
    page.wait_until("the complaint", async || {
        Ok(page.complaints().await?.iter().any(|line| line.contains("seeded")))
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn axe_sees_a_seeded_fault_under_a_strict_policy() {
    if !browser::installed() {
        return;
    }
    if std::env::var_os("MAIL_SETUP_AXE").is_none() {
        let _ =
            testkit::skip::skipped("axe-core is not there (npm pack axe-core; MAIL_SETUP_AXE=…/axe.min.js)");
        return;
    }
    let site = site().unwrap();
    let page = Session::start(Options::new(Device::Linux)).await.unwrap();
    page.goto(&site.url("/")).await.unwrap();
    let found = page.axe().await.unwrap();
    let rules: Vec<_> = found.iter().map(|violation| violation.rule.as_str()).collect();
    assert_eq!(rules, ["image-alt"], "{found:#?}");
    assert!(found[0].to_string().contains("/dot.svg"));

    page.goto(&site.url("/sound")).await.unwrap();
    assert_eq!(page.axe().await.unwrap(), []);
}

#[tokio::test]
async fn the_page_can_be_printed_dark_narrow_and_without_scripts() {
    if !browser::installed() {
        return;
    }
    let site = site().unwrap();
    let page = Session::start(Options::new(Device::Linux)).await.unwrap();
    page.goto(&site.url("/")).await.unwrap();
    let shows = async |text: &str| page.text().await.unwrap().lines().any(|line| line == text);
    assert!(shows("script ran").await && !shows("paper").await && !shows("night").await);
    page.media(Media { print: true, ..Media::default() }).await.unwrap();
    assert!(shows("paper").await && !shows("night").await);
    page.media(Media { dark: true, ..Media::default() }).await.unwrap();
    assert!(!shows("paper").await && shows("night").await);

    let width = async || page.script::<u32>("return innerWidth", vec![]).await.unwrap();
    assert_eq!(width().await, 1280);
    let file = page.downloads().join("../page.png");
    page.screenshot(320, &file).await.unwrap();
    let png = fs::read(&file).unwrap();
    assert_eq!(png[16..20], 320_u32.to_be_bytes(), "the width in the PNG header");
    assert_eq!(width().await, 1280);
    page.resize(320, 640).await.unwrap();
    assert_eq!(width().await, 320);
    assert_eq!(page.sideways_overflow().await.unwrap(), 0);

    page.javascript(false).await.unwrap();
    page.goto(&site.url("/sound")).await.unwrap();
    assert!(shows("no script").await);
    page.javascript(true).await.unwrap();
    page.block(&["*script.js*"]).await.unwrap();
    page.goto(&site.url("/")).await.unwrap();
    assert!(shows("no script").await);
    page.block(&[]).await.unwrap();
    page.goto(&site.url("/")).await.unwrap();
    assert!(shows("script ran").await);
    page.network(false).await.unwrap();
    page.button("Continue setup").await.unwrap().click().await.unwrap();
    page.wait_until("the refusal", async || Ok(page.driver().title().await? == "refused")).await.unwrap();
}

#[tokio::test]
async fn a_page_can_tell_the_devices_apart() {
    if !browser::installed() {
        return;
    }
    let site = site().unwrap();
    let seen = async |device: Device, languages: &str| {
        let page = Session::start(Options::new(device).languages(languages)).await.unwrap();
        page.goto(&site.url("/")).await.unwrap();
        let body = "return [navigator.userAgent, navigator.platform, navigator.maxTouchPoints, \
                    navigator.userAgentData?.platform ?? '-', matchMedia('(pointer: coarse)').matches, \
                    innerWidth, navigator.languages.join()].join(' | ')";
        let line: String = page.script(body, vec![]).await.unwrap();
        let sent = page.requests().await.unwrap()[0].headers["accept-language"].clone();
        (line, sent)
    };
    let (iphone, sent) = seen(Device::Iphone, "es-MX,es,en").await;
    assert!(
        iphone.contains("iPhone OS") && iphone.contains("| iPhone | 5 | - | true | 390 | es-MX,es,en"),
        "{iphone}"
    );
    assert!(sent.starts_with("es-MX,es;q=0.9,en;q=0.8"), "{sent}");
    let (ipad, _) = seen(Device::Ipad, "en-US,en").await;
    assert!(
        ipad.contains("Macintosh") && ipad.contains("| MacIntel | 5 | - | true | 820 | en-US,en"),
        "{ipad}"
    );
    let (android, _) = seen(Device::Android, "en-US,en").await;
    assert!(android.contains("Android") && android.contains("| 5 | Android | true | 412 |"), "{android}");
    let (windows, _) = seen(Device::WindowsEdge, "en-US,en").await;
    assert!(
        windows.contains("Edg/") && windows.contains("| Win32 | 0 | Windows | false | 1280 |"),
        "{windows}"
    );
    let (linux, _) = seen(Device::Linux, "en-US,en").await;
    assert!(linux.contains("Linux x86_64 | 0 |"), "{linux}");
}

#[tokio::test]
async fn nothing_but_loopback_and_named_hosts_can_be_reached() {
    if !browser::installed() {
        return;
    }
    let site = site().unwrap();
    let page = Session::start(Options::new(Device::Linux).host("help.example.test")).await.unwrap();
    page.goto(&format!("http://help.example.test:{}/", site.port())).await.unwrap();
    assert_eq!(page.heading().await.unwrap(), "A page with known faults");
    let error = page.goto("http://example.com/").await.unwrap_err().to_string();
    assert!(error.contains("ERR_NAME_NOT_RESOLVED"), "{error}");
}

#[tokio::test]
async fn the_companion_serves_the_built_page_and_its_log_is_kept() {
    if !browser::installed() || !page_built() {
        return;
    }
    let companion = Companion::start("hosts = [\"help.example.test\"]").unwrap();
    let other = Companion::start("").unwrap();
    let page = Session::start(Options::new(Device::Linux).host("help.example.test")).await.unwrap();
    page.goto(&companion.url_at("help.example.test", "/")).await.unwrap();
    // Drawn by the application, not by the HTML: the page has come to life.
    page.field("Email address").await.unwrap();
    assert_eq!(page.complaints().await.unwrap(), [""; 0]);
    let body =
        "const done = arguments[0]; fetch('/api/v1/profile').then(a => a.json()).then(p => done(p.id));";
    let id: String = page.driver().execute_async(body, vec![]).await.unwrap().convert().unwrap();
    assert_eq!(id, "centurylink");
    let log = companion.log();
    assert!(
        log.iter().any(|line| line.contains("/api/v1/profile") && line.contains("status=200")),
        "{log:#?}"
    );
    assert_eq!(other.log(), [""; 0], "each companion has its own log");
}
