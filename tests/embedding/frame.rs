//! The frame as a part of the portal's page: its height, scrolling, several of them, taken out and put back.

use crate::portal::{PAT, Plan, Visit};
use testkit::browser::{Device, Options};

const FRAME: &str = "document.querySelector('mail-setup-assistant').shadowRoot.querySelector('iframe')";

async fn begin(attributes: &str, style: &str) -> Option<Visit> {
    let body = Plan::element(attributes);
    let plan = Plan { body: &body, style, ..Plan::default() };
    Visit::begin(Options::new(Device::Android), plan).await
}

/// How high the frame is, and how high what is in it. Looks at the frame afterwards.
async fn heights(visit: &Visit) -> (f64, f64) {
    let outer = visit.portal(&format!("return {FRAME}.getBoundingClientRect().height")).await;
    visit.enter().await;
    (outer, visit.page.script("return document.body.getBoundingClientRect().height", vec![]).await.unwrap())
}

/// Waits until the frame is as high as its content.
async fn fits(visit: &Visit) -> f64 {
    let look = async || {
        let (outer, inner) = heights(visit).await;
        Ok((outer >= inner && outer - inner < 2.0).then_some(inner))
    };
    visit.page.wait_for("a frame as high as its content", look).await.unwrap()
}

#[tokio::test]
async fn its_height_follows_the_content_and_comes_to_rest() {
    let Some(visit) = begin("language=\"en\"", "").await else { return };
    visit.enter().await;
    let first = fits(&visit).await;
    visit.type_into("Email address", PAT).await;
    visit.press("Continue").await;
    visit.at("Is this address already in your mail app?").await;
    let second = fits(&visit).await;
    assert!(second < first, "{second} after {first}");
    visit.page.resize(320, 700).await.unwrap();
    fits(&visit).await;
    // Nothing is said any more once it fits: no loop.
    let count = "return seen.messages.filter(({data}) => data.type === 'height').length";
    let before: u32 = visit.portal(count).await;
    let later = format!("return new Promise(done => setTimeout(() => done({}), 600))", &count[7..]);
    assert_eq!(visit.portal::<u32>(&later).await, before);
    // The page in the frame has nothing to scroll.
    visit.enter().await;
    let rest = "const root = document.documentElement; return [root.scrollHeight - root.clientHeight, root.scrollWidth - root.clientWidth]";
    let [down, aside]: [i32; 2] = visit.page.script(rest, vec![]).await.unwrap();
    assert!(down <= 0 && aside <= 0, "{down} {aside}");
    visit.is_content().await;
}

#[tokio::test]
async fn a_new_screen_begins_in_sight_and_the_first_one_moves_nothing() {
    let style = "h1 { margin-block-end: 150rem; } mail-setup-assistant { scroll-margin-block-start: 50px; } #after { display: block; margin-block-start: 150rem; }";
    let Some(visit) = begin("language=\"en\" start=\"trouble\"", style).await else { return };
    visit.hears("screen", |_| true).await;
    fits(&visit).await;
    assert_eq!(visit.portal::<f64>("return scrollY").await, 0.0, "the first screen has moved the portal");
    // A long screen, its last link in sight; the next one begins above the window.
    visit.portal::<()>("document.querySelector('mail-setup-assistant').setAttribute('start', 'start')").await;
    visit.enter().await;
    fits(&visit).await;
    let link = visit.page.link("Geary").await.unwrap();
    link.scroll_into_view().await.unwrap();
    link.click().await.unwrap();
    visit.hears("screen", |detail| detail["screen"] != "start" && detail["screen"] != "trouble").await;
    let top = "return Math.abs(document.querySelector('mail-setup-assistant').getBoundingClientRect().top - 50) < 2";
    visit.becomes("the beginning of the element in sight", top).await;
    visit.enter().await;
    let heading = "return document.activeElement.tagName === 'H1'";
    visit.becomes("the focus on the heading", heading).await;
}

#[tokio::test]
async fn what_is_announced_stands_where_something_was_pressed() {
    let Some(visit) = begin("language=\"en\"", "").await else { return };
    visit.enter().await;
    visit.press("Copy outgoing port").await;
    visit.shows("Copied: outgoing port").await;
    let near = "const of = (one) => one.getBoundingClientRect(); const button = document.activeElement; \
                const status = [...document.querySelectorAll('.status')].find((one) => one.textContent); \
                return of(status).top - of(button).bottom";
    let distance: f64 = visit.page.script(near, vec![]).await.unwrap();
    assert!((0.0..60.0).contains(&distance), "{distance}");
}

#[tokio::test]
async fn two_elements_stand_on_one_page_and_say_whose_word_it_is() {
    let body = "<mail-setup-assistant id=\"one\" language=\"en\"></mail-setup-assistant>\
                <mail-setup-assistant id=\"two\" language=\"es\" start=\"trouble\"></mail-setup-assistant>\
                <script src=\"{assistant}embed.js?again\" defer></script>";
    let portal = Plan { body, ..Plan::default() };
    let Some(visit) = Visit::begin(Options::new(Device::Linux), portal).await else { return };
    visit.enter_at("#one").await;
    visit.at("Set up your CenturyLink email").await;
    visit.enter_at("#two").await;
    visit.at("¿Qué ocurre?").await;
    let look = async || {
        let events = visit.seen().await.events;
        let of = |id: &str, screen: &str| {
            events.iter().any(|one| one.id == id && one.kind == "screen" && one.detail["screen"] == screen)
        };
        Ok(of("one", "start") && of("two", "trouble"))
    };
    visit.page.wait_until("a screen of each", look).await.unwrap();
    let mixed = visit.seen().await.events;
    assert!(!mixed.iter().any(|one| one.id == "one" && one.detail["screen"] == "trouble"), "{mixed:?}");
    visit.is_content().await;
}

#[tokio::test]
async fn taken_out_and_put_back_it_goes_on_where_it_was() {
    let Some(visit) = begin("language=\"en\"", "").await else { return };
    visit.enter().await;
    visit.type_into("Email address", PAT).await;
    visit.press("Continue").await;
    visit.at("Is this address already in your mail app?").await;
    visit.hears("screen", |detail| detail["screen"] == "already").await;
    visit
        .portal::<()>(
            "window.one = document.querySelector('mail-setup-assistant'); one.remove(); seen.events = []",
        )
        .await;
    visit.portal::<()>("document.body.append(one)").await;
    visit.enter().await;
    visit.at("Is this address already in your mail app?").await;
    visit.press("No").await;
    visit.at("Where do you read your mail?").await;
    visit.hears("screen", |detail| detail["screen"] == "device").await;
    let once = visit.seen().await.events;
    let devices = once.iter().filter(|one| one.detail["screen"] == "device").count();
    assert_eq!(devices, 1, "{once:?}");
    visit.is_content().await;
}
