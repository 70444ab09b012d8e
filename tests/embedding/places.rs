//! Attributes and links: where the page begins, in which language, and how a portal's own address says it.

use crate::portal::{PAT, Plan, Visit};
use testkit::browser::{Device, Options};

async fn begin(attributes: &str) -> Option<Visit> {
    let body = Plan::element(attributes);
    Visit::begin(Options::new(Device::Linux), Plan { body: &body, ..Plan::default() }).await
}

async fn set(visit: &Visit, name: &str, value: &str) {
    let script = format!("document.querySelector('mail-setup-assistant').setAttribute({name:?}, {value:?})");
    visit.portal::<()>(&script).await;
    visit.enter().await;
}

#[tokio::test]
async fn the_language_changes_and_answers_stay() {
    let Some(visit) = begin("language=\"en\"").await else { return };
    visit.enter().await;
    visit.type_into("Email address", PAT).await;
    visit.press("Continue").await;
    visit.at("Is this address already in your mail app?").await;
    set(&visit, "language", "es-MX").await;
    visit.at("¿Ya está esta dirección en su aplicación de correo?").await;
    let title =
        "return document.querySelector('mail-setup-assistant').shadowRoot.querySelector('iframe').title";
    visit.leave().await;
    visit.becomes("the title in Spanish", &format!("{title} === 'Ayuda de correo de CenturyLink'")).await;
    // What the person chooses inside is not undone by Back.
    visit.enter().await;
    visit.press("English").await;
    visit.at("Is this address already in your mail app?").await;
    visit.hears("screen", |detail| detail["language"] == "en" && detail["screen"] == "already").await;
    visit.is_content().await;
}

#[tokio::test]
async fn a_language_that_is_not_there_loses_no_screen() {
    let Some(visit) = begin("language=\"fr\" start=\"trouble\" client=\"thunderbird\"").await else { return };
    visit.enter().await;
    visit.at("What happens?").await;
    let client = visit.hears("client", |_| true).await;
    assert_eq!(client["client"], "thunderbird");
}

#[tokio::test]
async fn without_a_language_the_portal_s_own_counts() {
    let body = format!("<div lang=\"es-CO\">{}</div>", Plan::element(""));
    let plan = Plan { body: &body, ..Plan::default() };
    let Some(visit) = Visit::begin(Options::new(Device::Linux), plan).await else { return };
    visit.enter().await;
    visit.at("Configure su correo de CenturyLink").await;
}

#[tokio::test]
async fn start_and_client_are_followed() {
    let Some(visit) = begin("language=\"en\" start=\"steps\" client=\"bluemail\"").await else { return };
    visit.enter().await;
    visit.at("Set up BlueMail").await;
    set(&visit, "client", "evolution").await;
    visit.at("Set up Evolution").await;
    set(&visit, "start", "trouble").await;
    visit.at("What happens?").await;
    visit.hears("client", |detail| detail["client"] == "evolution").await;
    // What is no place is not opened.
    set(&visit, "start", "start/../../x?y#z").await;
    visit.enter().await;
    let hash: String = visit.page.script("return location.hash", vec![]).await.unwrap();
    assert!(!hash.contains('x') && !hash.contains('?'), "{hash}");
}

#[tokio::test]
async fn a_link_to_the_portal_opens_the_screen_and_back_works() {
    let Some(visit) = begin("language=\"en\" deep-links").await else { return };
    visit.enter().await;
    visit.at("Set up your CenturyLink email").await;
    let fragment = "return location.hash";
    assert_eq!(
        visit.portal::<String>(fragment).await,
        "",
        "nothing is written where nobody has gone anywhere"
    );
    visit.enter().await;
    visit.page.link("Evolution").await.unwrap().click().await.unwrap();
    visit.at("Set up Evolution").await;
    visit.leave().await;
    visit
        .becomes("the screen in the address", "return location.hash === '#mail-setup/en/steps/evolution'")
        .await;
    visit.portal::<()>("history.back()").await;
    visit.enter().await;
    visit.at("Set up your CenturyLink email").await;

    visit.arrive("#mail-setup/es/steps/geary").await;
    visit.enter().await;
    visit.at("Configure Geary").await;
    // Another link on the portal's own page.
    visit.portal::<()>("location.hash = '#mail-setup/es/trouble'").await;
    visit.enter().await;
    visit.at("¿Qué ocurre?").await;
    // A fragment of the portal's own is none of ours.
    visit.portal::<()>("location.hash = '#after'").await;
    visit.enter().await;
    visit.at("¿Qué ocurre?").await;
    visit.is_content().await;
}

#[tokio::test]
async fn back_inside_does_not_leave_the_portal() {
    let Some(visit) = begin("language=\"en\"").await else { return };
    visit.enter().await;
    visit.at("Set up your CenturyLink email").await;
    // The portal's own button, then the page's Back.
    set(&visit, "start", "trouble").await;
    visit.at("What happens?").await;
    visit.press("Back").await;
    visit.at("Set up your CenturyLink email").await;
    // The same button once more, though the attribute is what it was.
    set(&visit, "start", "trouble").await;
    visit.at("What happens?").await;

    // Begun in the middle, nothing of the page's own is before it.
    let Some(visit) = begin("language=\"en\" start=\"trouble\"").await else { return };
    visit.enter().await;
    visit.at("What happens?").await;
    visit.press_starting("I cannot send").await;
    visit.at("Did it ever work?").await;
    visit.press("Back").await;
    visit.at("What happens?").await;
    visit.press("Back").await;
    visit.at("Set up your CenturyLink email").await;
    let there: bool = visit.portal("return !!document.querySelector('mail-setup-assistant')").await;
    assert!(there);
    visit.is_content().await;
}

#[tokio::test]
async fn a_customer_s_language_outlives_the_portal_s_buttons() {
    let Some(visit) = begin("language=\"en\"").await else { return };
    visit.enter().await;
    visit.press("Español").await;
    visit.at("Configure su correo de CenturyLink").await;
    set(&visit, "start", "trouble").await;
    visit.at("¿Qué ocurre?").await;
    visit.hears("screen", |detail| detail["language"] == "es" && detail["screen"] == "trouble").await;
}

#[tokio::test]
async fn a_portal_with_a_base_keeps_its_own_path() {
    let body = Plan::element("language=\"en\" deep-links");
    let plan = Plan { body: &body, head: "<base href=\"/elsewhere/\">", ..Plan::default() };
    let Some(visit) = Visit::begin(Options::new(Device::Linux), plan).await else { return };
    visit.enter().await;
    visit.page.link("Evolution").await.unwrap().click().await.unwrap();
    visit.at("Set up Evolution").await;
    visit.leave().await;
    let address = "return location.pathname + location.hash === '/#mail-setup/en/steps/evolution'";
    visit.becomes("the screen in the portal's own address", address).await;
}

#[tokio::test]
async fn a_portal_that_says_no_language_hears_of_the_right_screens() {
    let body = Plan::element("start=\"trouble\"");
    let plan = Plan { body: &body, html: "", ..Plan::default() };
    let Some(visit) = Visit::begin(Options::new(Device::Linux), plan).await else { return };
    visit.enter().await;
    visit.at("What happens?").await;
    let first = visit.hears("screen", |_| true).await;
    let told = ["screen", "step", "language", "place"].map(|key| first[key].as_str().unwrap_or_default());
    assert_eq!(told, ["trouble", "what", "en", "/en/trouble"]);
}

#[tokio::test]
async fn a_source_that_comes_later_or_is_none_is_told_of() {
    let Some(visit) = begin("language=\"en\" src=\"javascript:alert(1)\"").await else { return };
    let frame = "return document.querySelector('mail-setup-assistant').shadowRoot?.querySelector('iframe')?.src ?? ''";
    assert_eq!(visit.portal::<String>(frame).await, "");
    set_only(&visit, "src", &visit.companion.url("/")).await;
    visit.enter().await;
    visit.at("Set up your CenturyLink email").await;
}

async fn set_only(visit: &Visit, name: &str, value: &str) {
    let script = format!("document.querySelector('mail-setup-assistant').setAttribute({name:?}, {value:?})");
    visit.portal::<()>(&script).await;
}
