//! The address of who is signed in: a property, passed on by message, never in the way of what is typed.

use crate::portal::{PAT, Plan, Visit};
use serde_json::json;
use testkit::browser::{Device, Options};

const SAM: &str = "sam@centurylink.net";

/// Signs somebody in at the portal, or out.
async fn signed_in(visit: &Visit, address: &str) {
    let script = "document.querySelector('mail-setup-assistant').address = arguments[0]";
    visit.leave().await;
    visit.page.script::<()>(script, vec![json!(address)]).await.unwrap();
}

async fn filled(visit: &Visit, address: &str) {
    visit.enter().await;
    let body = format!("return document.getElementById('address')?.value === {address:?}");
    visit.becomes(&format!("the address {address:?}"), &body).await;
}

async fn begin(attributes: &str) -> Option<Visit> {
    let body = Plan::element(attributes);
    let plan = Plan { body: &body, ..Plan::default() };
    Visit::begin(Options::new(Device::Linux), plan).await
}

#[tokio::test]
async fn it_arrives_and_stands_in_no_address_and_no_attribute() {
    let Some(visit) = begin("language=\"en\" deep-links").await else { return };
    // At once, while the frame is still loading.
    signed_in(&visit, SAM).await;
    filled(&visit, SAM).await;
    visit.press("Continue").await;
    visit.at("Is this address already in your mail app?").await;
    let page: String = visit.page.script("return location.href", vec![]).await.unwrap();
    let frame = "const one = document.querySelector('mail-setup-assistant'); \
                 return one.outerHTML + one.shadowRoot.innerHTML + location.href + JSON.stringify(seen)";
    let portal: String = visit.portal(frame).await;
    assert!(!page.contains("sam") && !portal.contains("sam@"), "{page} {portal}");
    for request in visit.page.requests().await.unwrap() {
        assert!(!request.mentions(SAM), "{request:?}");
    }
    assert_eq!(
        visit.portal::<String>("return document.querySelector('mail-setup-assistant').address").await,
        SAM
    );
    visit.is_content().await;
}

#[tokio::test]
async fn what_a_person_has_typed_stays() {
    let Some(visit) = begin("language=\"en\"").await else { return };
    visit.enter().await;
    visit.type_into("Email address", PAT).await;
    signed_in(&visit, SAM).await;
    // The second message tells that the first has been heard.
    visit.portal::<()>("document.querySelector('mail-setup-assistant').setAttribute('language', 'es')").await;
    visit.enter().await;
    visit.at("Configure su correo de CenturyLink").await;
    assert_eq!(visit.value("Dirección de correo").await, PAT);
}

#[tokio::test]
async fn of_somebody_else_nothing_is_left() {
    let Some(visit) = begin("language=\"en\"").await else { return };
    signed_in(&visit, SAM).await;
    filled(&visit, SAM).await;
    visit.press("Continue").await;
    visit.at("Is this address already in your mail app?").await;
    visit.press("No").await;
    visit.press("Thunderbird").await;
    visit.at("Have your email password ready").await;
    visit.press("I have my password").await;
    visit.at("Import your settings into Thunderbird").await;
    visit.type_into("Your name", "Sam Sampleton").await;
    let kept = "return JSON.stringify(sessionStorage)";
    assert!(visit.page.script::<String>(kept, vec![]).await.unwrap().contains("Sampleton"));

    signed_in(&visit, PAT).await;
    filled(&visit, PAT).await;
    let kept: String = visit.page.script(kept, vec![]).await.unwrap();
    assert!(!kept.contains("sam") && !kept.contains("Sampleton"), "{kept}");
    // Signed out.
    signed_in(&visit, "").await;
    filled(&visit, "").await;
    let kept: String = visit.page.script("return JSON.stringify(sessionStorage)", vec![]).await.unwrap();
    assert!(!kept.contains("pat@"), "{kept}");
    visit.is_content().await;
}

#[tokio::test]
async fn a_property_that_is_set_before_the_script_is_there_counts() {
    // The portal's own script stands before the element and before the assistant's script, which is deferred.
    let Some(visit) = begin("language=\"en\" data-early").await else { return };
    filled(&visit, SAM).await;
}

#[tokio::test]
async fn who_signs_out_while_the_page_loads_leaves_nothing() {
    let Some(visit) = begin("language=\"en\"").await else { return };
    signed_in(&visit, SAM).await;
    filled(&visit, SAM).await;
    visit.press("Continue").await;
    visit.at("Is this address already in your mail app?").await;
    // The portal's page for nobody says so before the assistant is there.
    visit.arrive("?out").await;
    filled(&visit, "").await;
    let kept: String = visit.page.script("return JSON.stringify(sessionStorage)", vec![]).await.unwrap();
    assert!(!kept.contains("sam"), "{kept}");
}

#[tokio::test]
async fn clearing_everything_clears_the_address_too() {
    let Some(visit) = begin("language=\"en\"").await else { return };
    signed_in(&visit, SAM).await;
    filled(&visit, SAM).await;
    visit.press("Continue").await;
    visit.at("Is this address already in your mail app?").await;
    let kept = "return JSON.stringify(sessionStorage)";
    assert!(visit.page.script::<String>(kept, vec![]).await.unwrap().contains(SAM));
    visit.press("Clear everything").await;
    visit.at("Set up your CenturyLink email").await;
    visit.becomes("an empty storage", "return !JSON.stringify(sessionStorage).includes('sam')").await;
}
