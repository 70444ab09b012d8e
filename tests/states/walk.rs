//! A visitor's way through the page.

use testkit::browser::{self, Device, Options, Session};
use testkit::server::page_built;

pub const ADDRESS: &str = "quill.sparrow77@centurylink.net";

/// Whether the test can go on; says why not.
pub fn ready() -> bool {
    browser::installed() && page_built()
}

pub async fn visitor(device: Device) -> Session {
    Session::start(Options::new(device)).await.unwrap()
}

/// Opens the page and waits until the application has taken over from the static page.
pub async fn open(page: &Session, url: &str) {
    page.goto(url).await.unwrap();
    alive(page).await;
}

pub async fn alive(page: &Session) {
    page.wait_until("the application", async || {
        page.script(
            "return !!document.getElementById('main') && !document.querySelector('main .wait')",
            vec![],
        )
        .await
    })
    .await
    .unwrap();
}

pub async fn press(page: &Session, name: &str) {
    page.button(name).await.unwrap().click().await.unwrap();
}

pub async fn at(page: &Session, heading: &str) {
    page.at_heading(heading).await.unwrap();
}

pub async fn shows(page: &Session, text: &str) {
    page.wait_until(&format!("the text {text:?}"), async || Ok(page.text().await?.contains(text)))
        .await
        .unwrap();
}

/// Types the address and presses Continue.
pub async fn begin(page: &Session, address: &str) {
    page.field("Email address").await.unwrap().send_keys(address).await.unwrap();
    press(page, "Continue").await;
}

/// From the first screen to the file, code or steps of an app.
pub async fn to_app(page: &Session, address: &str, app: &str) {
    begin(page, address).await;
    at(page, "Is this address already in your mail app?").await;
    press(page, "No").await;
    at(page, "Where do you read your mail?").await;
    press(page, app).await;
    at(page, "Have your email password ready").await;
    press(page, "I have my password").await;
}

/// From the file to the end.
pub async fn to_end(page: &Session) {
    press(page, "I did this").await;
    at(page, "Check that it works").await;
    press(page, "It works").await;
    at(page, "Your mail is set up").await;
}
