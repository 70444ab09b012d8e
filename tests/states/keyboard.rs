//! The page without a mouse: every screen begins at its heading, everything is reached with Tab,
//! and where the keyboard is can be seen.

use serde::Deserialize;
use testkit::browser::{Device, Session};
use testkit::server::Companion;
use thirtyfour::Key;

use crate::walk::{ADDRESS, at, open, ready, visitor};

/// More stops than any screen has.
const STOPS: usize = 80;

#[derive(Deserialize, Debug)]
struct Stop {
    tag: String,
    name: String,
    outline: String,
    width: f64,
    in_sight: bool,
}

const STOP: &str = "
const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
const name = at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent;
return {
  tag: at.tagName.toLowerCase(),
  name: at === document.body ? '' : name.replace(/\\s+/g, ' ').trim(),
  outline: style.outlineStyle,
  width: parseFloat(style.outlineWidth),
  in_sight: box.bottom > 0 && box.top < innerHeight && box.width > 0,
};";

async fn stop(page: &Session) -> Stop {
    page.script(STOP, vec![]).await.unwrap()
}

/// Tab, until what is called `name` has the focus. Every stop on the way can be seen.
async fn tab_to(page: &Session, name: &str) {
    let mut seen = Vec::new();
    for _ in 0..STOPS {
        page.press(&[Key::Tab]).await.unwrap();
        let stop = stop(page).await;
        if stop.tag != "body" {
            assert!(stop.outline != "none" && stop.width >= 2.0, "no visible focus: {stop:?}");
            assert!(stop.in_sight, "the focus is out of sight: {stop:?}");
        }
        if stop.name == name {
            return;
        }
        seen.push(stop.name);
    }
    panic!("Tab does not lead to {name:?}: {seen:?}");
}

/// The screen has begun: its heading has the focus, and the window is called like it.
async fn begins(page: &Session, heading: &str) {
    at(page, heading).await;
    page.wait_until(&format!("the focus on the heading {heading:?}"), async || {
        let stop = stop(page).await;
        Ok(stop.tag == "h1" && stop.name == heading)
    })
    .await
    .unwrap();
    let title = page.driver().title().await.unwrap();
    assert!(title.starts_with(heading), "the title is {title:?}");
}

async fn choose(page: &Session, name: &str, key: Key) {
    tab_to(page, name).await;
    page.press(&[key]).await.unwrap();
}

#[tokio::test]
async fn thunderbird_is_set_up_with_the_keyboard_alone() {
    if !ready() {
        return;
    }
    let companion = Companion::start("").unwrap();
    let page = visitor(Device::WindowsChrome).await;
    open(&page, &companion.url("/")).await;
    let first = page.driver().title().await.unwrap();

    // The first stop skips what is on every screen.
    page.press(&[Key::Tab]).await.unwrap();
    assert_eq!(stop(&page).await.name, "Skip to the question");
    page.press(&[Key::Enter]).await.unwrap();
    begins(&page, "Set up your CenturyLink email").await;

    // Nothing typed: the summary takes the focus, its link leads to the field.
    choose(&page, "Email address", Key::Enter).await;
    page.wait_until("the focus on the summary", async || {
        page.script("return document.activeElement.classList.contains('problem')", vec![]).await
    })
    .await
    .unwrap();
    let title = page.driver().title().await.unwrap();
    assert!(title.starts_with("Error: ") && title != first, "the title is {title:?}");
    page.press(&[Key::Tab]).await.unwrap();
    assert_eq!(stop(&page).await.tag, "a", "the summary's link comes next");
    page.press(&[Key::Enter]).await.unwrap();
    assert_eq!(page.active_element().await.unwrap().name, "Email address");
    page.type_text(ADDRESS).await.unwrap();
    choose(&page, "Continue", Key::Space).await;

    begins(&page, "Is this address already in your mail app?").await;
    choose(&page, "No", Key::Enter).await;
    begins(&page, "Where do you read your mail?").await;
    choose(&page, "Thunderbird", Key::Space).await;
    begins(&page, "Have your email password ready").await;
    choose(&page, "Do you enter a code when you sign in?", Key::Space).await;
    assert!(page.text().await.unwrap().contains("app password instead"), "details open by key");
    choose(&page, "I have my password", Key::Enter).await;
    begins(&page, "Import your settings into Thunderbird").await;
    choose(&page, "Download settings file", Key::Enter).await;
    let (name, _) = page.download().await.unwrap();
    assert!(name.ends_with(".zip"), "{name}");

    choose(&page, "Type the settings instead", Key::Enter).await;
    page.wait_until("the question which window", async || Ok(stop(&page).await.tag == "h1")).await.unwrap();
    let question = page.heading().await.unwrap();
    begins(&page, &question).await;
    let window: String =
        page.script("return document.querySelector('.choice').textContent.trim()", vec![]).await.unwrap();
    choose(&page, &window, Key::Enter).await;
    begins(&page, "Set up Thunderbird").await;
    let tick: String =
        page.script("return document.querySelector('.tick input').ariaLabel", vec![]).await.unwrap();
    choose(&page, &tick, Key::Space).await;
    assert!(page.script::<bool>("return document.activeElement.checked", vec![]).await.unwrap(), "{tick}");
    choose(&page, "I did all the steps", Key::Enter).await;
    begins(&page, "Check that it works").await;
    choose(&page, "It works", Key::Space).await;
    begins(&page, "Your mail is set up").await;
    choose(&page, "Back", Key::Enter).await;
    begins(&page, "Check that it works").await;
}

#[tokio::test]
async fn the_keyboard_is_never_trapped() {
    if !ready() {
        return;
    }
    let companion = Companion::start("").unwrap();
    let page = visitor(Device::Mac).await;
    for place in [
        "start",
        "device",
        "trouble",
        "trouble/form",
        "steps/thunderbird/account-hub",
        "password/thunderbird",
    ] {
        page.goto("about:blank").await.unwrap();
        open(&page, &companion.url(&format!("/#/en/{place}"))).await;
        tab_to(&page, "Skip to the question").await;
        page.press(&[Key::Tab]).await.unwrap();
        // Once around: past the last stop the browser's own controls come, then the first again.
        tab_to(&page, "Skip to the question").await;
    }
}
