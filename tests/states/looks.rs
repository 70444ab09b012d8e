//! Printed, with reduced motion, and under the content security policy.

use testkit::browser::{Device, Media, Session};
use testkit::server::Companion;

use crate::walk::{ADDRESS, at, open, press, ready, shows, to_app, to_end, visitor};

const BUTTONS: &str = "return [...document.querySelectorAll('button, input, select')] \
                       .filter(one => one.checkVisibility()).map(one => one.outerHTML)";
const MOVING: &str = "return [...document.querySelectorAll('*')].filter(one => { \
                      const style = getComputedStyle(one); \
                      return style.animationName !== 'none' || \
                      style.transitionDuration.split(',').some(time => parseFloat(time) > 0.001); }) \
                      .map(one => one.outerHTML.slice(0, 100))";

async fn list(page: &Session, body: &str) -> Vec<String> {
    page.script(body, vec![]).await.unwrap()
}

/// On paper there is what to read, and nothing to press.
async fn paper(page: &Session, expected: &[&str]) {
    let buttons = list(page, BUTTONS).await;
    assert!(!buttons.is_empty(), "on the screen there are buttons");
    page.media(Media { print: true, ..Media::default() }).await.unwrap();
    let text = page.text().await.unwrap();
    for part in expected {
        assert!(text.contains(part), "{part} is not on paper:\n{text}");
    }
    assert_eq!(list(page, BUTTONS).await, [""; 0], "nothing to press on paper");
    page.media(Media::default()).await.unwrap();
}

#[tokio::test]
async fn settings_and_steps_can_be_printed() {
    if !ready() {
        return;
    }
    let companion = Companion::start("").unwrap();
    let page = visitor(Device::WindowsChrome).await;
    open(&page, &companion.url("/")).await;
    to_app(&page, ADDRESS, "Outlook (new) on Windows").await;
    let values = [ADDRESS, "imap.centurylink.com", "993", "smtp.centurylink.com"];
    at(&page, "Set up Outlook (new) on Windows").await;
    paper(&page, &values).await;
    press(&page, "I did all the steps").await;
    press(&page, "It works").await;
    at(&page, "Your mail is set up").await;
    paper(&page, &values).await;
}

#[tokio::test]
async fn nothing_moves_for_those_who_want_it_still() {
    if !ready() {
        return;
    }
    let companion = Companion::start("").unwrap();
    let page = visitor(Device::Linux).await;
    open(&page, &companion.url("/")).await;
    assert!(!list(&page, MOVING).await.is_empty(), "with motion, buttons change their colour smoothly");
    page.media(Media { reduced_motion: true, ..Media::default() }).await.unwrap();
    assert_eq!(list(&page, MOVING).await, [""; 0]);
}

#[tokio::test]
async fn a_journey_breaks_no_policy_and_leaves_no_error() {
    if !ready() {
        return;
    }
    let companion = Companion::start("").unwrap();
    let page = visitor(Device::Android).await;
    open(&page, &companion.url("/")).await;
    let policy = "const done = arguments[0]; \
                  fetch('./').then(a => done(a.headers.get('content-security-policy') ?? ''))";
    let policy: String = page.driver().execute_async(policy, vec![]).await.unwrap().convert().unwrap();
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe-inline"), "{policy}");
    to_app(&page, ADDRESS, "Thunderbird for Android").await;
    at(&page, "Import your settings into Thunderbird").await;
    press(&page, "Download settings file").await;
    page.download().await.unwrap();
    let details = "document.querySelector('main details:last-of-type').open = true";
    page.script::<()>(details, vec![]).await.unwrap();
    shows(&page, "Where does this come from?").await;
    to_end(&page).await;
    press(&page, "Español").await;
    at(&page, "Su correo está configurado").await;
    assert_eq!(page.complaints().await.unwrap(), [""; 0]);

    // The record sees what the policy refuses.
    let seed = "const script = document.createElement('script'); script.textContent = '1'; \
                document.body.append(script);";
    page.script::<()>(seed, vec![]).await.unwrap();
    page.wait_until("the complaint", async || {
        Ok(page.complaints().await?.iter().any(|line| line.contains("Content Security Policy")))
    })
    .await
    .unwrap();
}
