//! The Apple profile inside a portal: it opens at top level, as iOS wants it.

use crate::portal::{PAT, Plan, Visit};
use serde_json::json;
use testkit::browser::{Device, Options};

async fn at_the_profile() -> Option<Visit> {
    let body = Plan::element("language=\"en\" client=\"apple-mail-ios\"");
    let plan = Plan { body: &body, ..Plan::default() };
    let visit = Visit::begin(Options::new(Device::Iphone), plan).await?;
    visit.enter().await;
    visit.shows("Next: Mail on iPhone and iPad").await;
    visit.type_into("Email address", PAT).await;
    visit.press("Continue").await;
    visit.at("Have your email password ready").await;
    visit.press("I have my password").await;
    visit.at("Add your mail with a profile").await;
    visit.shows("go to this page's server").await;
    Some(visit)
}

#[tokio::test]
async fn an_iphone_gets_its_profile_at_top_level() {
    let Some(visit) = at_the_profile().await else { return };
    visit.press("Download profile").await;
    let (name, file) = visit.page.download().await.unwrap();
    assert!(name.ends_with(".mobileconfig") && String::from_utf8_lossy(&file).contains(PAT), "{name}");
    assert_eq!(visit.hears("file", |_| true).await, json!({"format": "apple", "client": "apple-mail-ios"}));
    // Where it was opened: the portal's own window asked for it, not the frame.
    let got = async || {
        let requests = visit.page.requests().await?;
        Ok(requests
            .into_iter()
            .find(|request| request.method == "GET" && request.url.contains("/apple-profiles/")))
    };
    let got = visit.page.wait_for("the request for the profile", got).await.unwrap();
    assert_eq!(got.headers.get("sec-fetch-dest").map(String::as_str), Some("document"), "{got:?}");
    assert!(!got.mentions("pat@"), "{got:?}");
    visit.enter().await;
    visit.at("Add your mail with a profile").await;
    visit.is_content().await;
}

#[tokio::test]
async fn a_late_answer_leaves_a_link_that_opens_at_top_level() {
    let Some(visit) = at_the_profile().await else { return };
    // As if the seconds in which a browser lets a press lead away were over: this press is no person's.
    let press = "[...document.querySelectorAll('button.main')].find(one => one.textContent === 'Download profile').click()";
    // What the person did before counts for five seconds.
    let over = async || visit.page.script::<bool>("return !navigator.userActivation.isActive", vec![]).await;
    visit.page.wait_until("the end of the last press", over).await.unwrap();
    visit.page.script::<()>(press, vec![]).await.unwrap();
    let link = visit.page.link("Download profile").await.unwrap();
    assert_eq!(link.attr("target").await.unwrap().as_deref(), Some("_top"));
    link.click().await.unwrap();
    let (name, file) = visit.page.download().await.unwrap();
    assert!(name.ends_with(".mobileconfig") && String::from_utf8_lossy(&file).contains(PAT), "{name}");
}
