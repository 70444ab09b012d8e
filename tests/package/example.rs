//! The example's help box, as a person uses it: as a plain script module and bundled, both under a strict
//! content security policy.

use crate::portal::{Portal, browser};
use testkit::browser::{Role, Session};

#[tokio::test]
async fn the_help_box_works_from_a_plain_script_module() {
    let Some(portal) = Portal::unpack() else { return };
    let Some(page) = browser().await else { return };
    let pages = Portal::serve(portal.folder());
    page.goto(&pages.url("/plain.html")).await.unwrap();
    walk(&page).await;
}

#[tokio::test]
async fn and_from_a_bundler() {
    let Some(portal) = Portal::unpack() else { return };
    let Some(page) = browser().await else { return };
    let Some(bundle) = portal.bundle() else { return };
    let pages = Portal::serve(&bundle);
    page.goto(&pages.url("/index.html")).await.unwrap();
    walk(&page).await;
    let asked = page.requests().await.unwrap();
    let names: Vec<&str> = asked.iter().map(|request| request.url.as_str()).collect();
    let count = |part: &str| names.iter().filter(|name| name.contains(part)).count();
    assert_eq!(count("engine_bg"), 1, "{names:?}");
    assert_eq!((count("text-en"), count("text-es")), (1, 0), "one language is loaded: {names:?}");
    assert_eq!(count("client-thunderbird-"), 1, "one card is loaded: {names:?}");
    assert_eq!(count("client-apple"), 0, "one card is loaded: {names:?}");
}

/// From an address to a verdict, all five functions.
async fn walk(page: &Session) {
    page.at_heading("Email help").await.unwrap();
    fill(page, "Email address", "pat@fern-hill.example").await;
    press(page, "Check the address").await;
    shows(page, "Did you mean pat@fernhill.example?").await;
    fill(page, "Email address", "pat@fernhill.example").await;
    press(page, "Check the address").await;
    shows(page, "This address is right.").await;

    choose(page, "client", "thunderbird").await;
    press(page, "Show the steps").await;
    shows(page, "imap.fernhill.example").await;

    choose(page, "format", "thunderbird").await;
    press(page, "Save the file").await;
    let (name, bytes) = page.download().await.unwrap();
    assert_eq!(name, "fernhill-thunderbird.zip");
    assert!(bytes.starts_with(b"PK"), "not a ZIP");
    shows(page, &format!("fernhill-thunderbird.zip, {} bytes", bytes.len())).await;

    fill(page, "The settings in your app", "IMAP imap.fernhill.example port 143 no encryption").await;
    press(page, "Compare the settings").await;
    shows(page, "incoming.port: 143 → 993").await;

    fill(page, "The error message", "535 5.7.8 authentication failed").await;
    press(page, "Explain the message").await;
    shows(page, "password").await;

    // Nothing that was typed went anywhere, and the policy had nothing to say.
    let requests = page.requests().await.unwrap();
    assert!(requests.len() > 5, "nothing was recorded");
    for typed in ["pat@", "535 5.7.8", "port 143"] {
        assert!(!requests.iter().any(|request| request.mentions(typed)), "{typed} was sent");
    }
    assert_eq!(page.complaints().await.unwrap(), [""; 0]);
}

async fn fill(page: &Session, label: &str, text: &str) {
    let field = page.field(label).await.unwrap();
    field.clear().await.unwrap();
    field.send_keys(text).await.unwrap();
}

async fn press(page: &Session, name: &str) {
    let button = page.find(Role::Button, name).await.unwrap();
    button.scroll_into_view().await.unwrap();
    button.click().await.unwrap();
}

async fn choose(page: &Session, id: &str, value: &str) {
    let body = "const list = document.getElementById(arguments[0]); list.value = arguments[1]; \
                list.dispatchEvent(new Event('change')); return list.value;";
    let chosen: String = page.script(body, vec![id.into(), value.into()]).await.unwrap();
    assert_eq!(chosen, value, "{id} does not offer it");
}

async fn shows(page: &Session, text: &str) {
    let look = async || Ok(page.text().await?.contains(text));
    page.wait_until(&format!("the text {text:?}"), look).await.unwrap();
}
