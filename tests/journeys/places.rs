//! Places: back, reload, links from elsewhere, and forgetting.

use crate::visit::{NAME, PAT, Visit};
use testkit::browser::{Device, Options, Role};

const START: &str = "Set up your CenturyLink email";
const ALREADY: &str = "Is this address already in your mail app?";
const DEVICE: &str = "Where do you read your mail?";
const PASSWORD: &str = "Have your email password ready";

#[tokio::test]
async fn back_and_reload_lose_nothing_and_clear_forgets() {
    let Some(visit) = Visit::begin(Options::new(Device::Mac)).await else { return };
    visit.to_device(PAT).await;
    visit.press("Mail on Mac").await;
    visit.at(PASSWORD).await;
    visit.page.driver().back().await.unwrap();
    visit.at(DEVICE).await;
    visit.press("Back").await;
    visit.at(ALREADY).await;
    visit.page.driver().forward().await.unwrap();
    visit.at(DEVICE).await;
    visit.page.driver().forward().await.unwrap();
    visit.at(PASSWORD).await;
    assert!(visit.page.driver().title().await.unwrap().starts_with(PASSWORD));
    visit.press("I have my password").await;
    visit.at("Add your mail with a profile").await;
    visit.type_into("Your name", NAME).await;

    visit.reload().await;
    visit.at("Add your mail with a profile").await;
    assert_eq!(visit.value("Your name").await, NAME);
    for heading in [PASSWORD, DEVICE, ALREADY, START] {
        visit.press("Back").await;
        visit.at(heading).await;
    }
    assert_eq!(visit.value("Email address").await, PAT);
    assert!(!visit.page.has(Role::Button, "Back").await.unwrap());
    let focus = visit.page.active_element().await.unwrap();
    assert_eq!(
        (focus.tag.as_str(), focus.name.as_str()),
        ("h1", START),
        "each screen's heading has the focus"
    );

    visit.press("Clear everything").await;
    visit.shows("Everything you typed is gone.").await;
    visit.at(START).await;
    assert_eq!(visit.value("Email address").await, "");
    visit.reload().await;
    assert_eq!(visit.value("Email address").await, "");
    let kept: String = visit.page.script("return Object.values(sessionStorage).join() + document.cookie + Object.values(localStorage).join();", vec![]).await.unwrap();
    assert!(!kept.contains("pat") && !kept.contains("Zo"), "{kept}");
    // The way back does not bring it back either.
    visit.open("#/en/get/apple-mail-mac").await;
    visit.at(START).await;
    assert_eq!(visit.value("Email address").await, "");
    visit.is_content().await;
}

#[tokio::test]
async fn a_link_works_without_an_address_and_a_wrong_guess_can_be_put_right() {
    let Some(visit) = Visit::arrive(Options::new(Device::WindowsEdge)).await else { return };
    visit.open("#/es/steps/thunderbird").await;
    visit.press_starting("Una ventana que pide solo su nombre y su dirección.").await;
    visit.at("Configure Thunderbird").await;
    assert_eq!(visit.lang().await, "es");
    visit.shows("Estos son los pasos para todos.").await;
    visit.shows("su dirección de correo completa").await;
    visit.shows("imap.centurylink.com").await;
    visit.follow("Escriba su dirección para ver sus propios datos").await;
    visit.at("Configure su correo de CenturyLink").await;
    visit.shows("Sigue: Thunderbird").await;

    visit.open("#/en/steps/no-such-app").await;
    visit.at(DEVICE).await;
    visit.open("#/en/no-such-screen").await;
    visit.at(START).await;

    visit.open("#/en/device").await;
    visit.shows("This looks like a Windows computer.").await;
    visit.press("Not this device?").await;
    visit.press("Mac").await;
    visit.page.button("Mail on Mac").await.unwrap();
    assert!(!visit.page.has(Role::Button, "Outlook (classic) on Windows").await.unwrap());
    visit.reload().await;
    visit.page.button("Mail on Mac").await.unwrap();

    visit.page.button("Not this device?").await.unwrap();
    visit.follow("A shared or public computer").await;
    visit
        .page
        .wait_until("the steps of a shared computer", async || {
            Ok(visit.place().await.starts_with("#/en/steps/shared-computer"))
        })
        .await
        .unwrap();
    assert!(!visit.page.names(Role::Button).await.unwrap().iter().any(|name| name.starts_with("Download")));
    visit.is_content().await;
}
