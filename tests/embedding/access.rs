//! The frame without a mouse and without eyes: the keyboard goes in and out, axe finds nothing on either side.

use crate::portal::{PAT, Plan, Visit};
use testkit::browser::{Device, Options};
use thirtyfour::Key;

async fn begin() -> Option<Visit> {
    let body = format!("<main>{}</main>", Plan::element("language=\"en\""));
    let plan = Plan { body: &body, ..Plan::default() };
    let visit = Visit::begin(Options::new(Device::WindowsChrome), plan).await?;
    visit.enter().await;
    visit.hears("screen", |_| true).await;
    Some(visit)
}

/// Where the keyboard is, in the frame or else in the portal.
async fn at(visit: &Visit) -> String {
    let name =
        "const at = document.activeElement; return (at.labels?.[0] ?? at).textContent.trim() || at.tagName";
    let outer: String = visit.portal(name).await;
    if outer != "MAIL-SETUP-ASSISTANT" {
        return outer;
    }
    visit.enter().await;
    visit.page.script(name, vec![]).await.unwrap()
}

/// Presses a key of the whole window until the keyboard is there.
async fn to(visit: &Visit, key: Key, name: &str) {
    let mut seen = Vec::new();
    for _ in 0..90 {
        visit.leave().await;
        visit.page.press(std::slice::from_ref(&key)).await.unwrap();
        let now = at(visit).await;
        if now == name {
            return;
        }
        seen.push(now);
    }
    panic!("the keyboard does not get to {name:?}: {seen:?}");
}

#[tokio::test]
async fn the_keyboard_goes_in_and_out() {
    let Some(visit) = begin().await else { return };
    visit.portal::<()>("document.getElementById('before').focus()").await;
    to(&visit, Key::Tab, "Skip to the question").await;
    to(&visit, Key::Tab, "Email address").await;
    visit.leave().await;
    visit.page.type_text(PAT).await.unwrap();
    visit.page.press(&[Key::Enter]).await.unwrap();
    visit.enter().await;
    visit.at("Is this address already in your mail app?").await;
    visit.becomes("the focus on the heading", "return document.activeElement.tagName === 'H1'").await;
    to(&visit, Key::Tab, "After").await;
    // Backwards in again.
    visit.leave().await;
    let back = visit.page.driver().action_chain().key_down(Key::Shift).send_keys(Key::Tab).key_up(Key::Shift);
    back.perform().await.unwrap();
    assert_eq!(at(&visit).await, "I am helping someone");
    visit.portal::<()>("document.querySelector('mail-setup-assistant').focus()").await;
    visit
        .becomes("the focus in the frame", "return document.activeElement.tagName === 'MAIL-SETUP-ASSISTANT'")
        .await;
}

#[tokio::test]
async fn axe_finds_nothing_on_either_side() {
    let Some(visit) = begin().await else { return };
    let mut found = Vec::new();
    let mut look = async |place: &str| {
        // The portal's policy is for its own scripts: axe is no part of it, and comes with the driver.
        found.extend(visit.page.axe().await.unwrap().iter().map(|violation| format!("{place}: {violation}")));
    };
    visit.leave().await;
    look("portal").await;
    visit.enter().await;
    look("first screen").await;
    visit.type_into("Email address", PAT).await;
    visit.press("Continue").await;
    visit.at("Is this address already in your mail app?").await;
    visit.press("No").await;
    visit.at("Where do you read your mail?").await;
    look("device").await;
    assert!(found.is_empty(), "{}", found.join("\n"));
}
