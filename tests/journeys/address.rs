//! Addresses that are not simply right: each is asked about once, or leads elsewhere.

use crate::visit::Visit;
use testkit::browser::{Device, Options, Role};

const ALREADY: &str = "Is this address already in your mail app?";
const START: &str = "Set up your CenturyLink email";

#[tokio::test]
async fn a_declined_suggestion_is_not_made_again() {
    let Some(visit) = Visit::begin(Options::new(Device::WindowsEdge)).await else { return };
    visit.say_address("pat@centurylilnk.net").await;
    visit.at("Did you mean pat@centurylink.net?").await;
    visit.press_starting("No, pat@centurylilnk.net is right").await;
    visit.at(ALREADY).await;

    // Another address between, whose question is its own.
    visit.open("#/en/start").await;
    visit.say_address("pat@example.org").await;
    visit.at("Is pat@example.org right?").await;
    visit.press("Change address").await;
    visit.at(START).await;
    visit.say_address("pat@centurylilnk.net").await;
    visit.at(ALREADY).await;

    visit.press("No").await;
    visit.choose("Thunderbird").await;
    visit.at("Import your settings into Thunderbird").await;
    visit.shows("We could not confirm that these settings are for centurylilnk.net.").await;
    visit.is_content().await;
}

#[tokio::test]
async fn each_kind_of_address_has_its_own_way() {
    let Some(visit) = Visit::begin(Options::new(Device::WindowsEdge)).await else { return };
    // Not an address at all: said in a summary that takes the focus, and nothing is lost.
    visit.say_address("@centurylink.net").await;
    visit
        .page
        .wait_until("the title", async || Ok(visit.page.driver().title().await?.starts_with("Error: ")))
        .await
        .unwrap();
    visit.shows("There is a problem").await;
    assert_eq!(visit.value("Email address").await, "@centurylink.net");

    visit.say_address("pat@gmail.com").await;
    visit
        .page
        .wait_until("the heading about the other provider", async || {
            let heading = visit.page.heading().await?;
            Ok(heading.contains("gmail.com") && heading.ends_with(" is not CenturyLink"))
        })
        .await
        .unwrap();
    let names = buttons(&visit).await;
    assert_eq!(names, ["Español", "Back", "Change address", "Clear everything"], "no way on");
    visit.press("Change address").await;
    visit.at(START).await;

    visit.say_address("pat@qwestoffice.net").await;
    visit.at("Business addresses use other settings").await;
    let link = visit.page.link("Webmail for qwestoffice.net (opens in a new tab)").await.unwrap();
    let to = link.attr("href").await.unwrap();
    assert_eq!(to.as_deref(), Some("https://webmail.centurylinkoffice.net/"));
    let names = buttons(&visit).await;
    assert_eq!(names, ["Español", "Back", "Change address", "Clear everything"], "no way on");
    visit.press("Change address").await;
    visit.at(START).await;

    visit.say_address("pat@example.org").await;
    visit.at("Is pat@example.org right?").await;
    visit.press("Go on with this address").await;
    visit.at(ALREADY).await;
    visit.press("No").await;
    visit.choose("Thunderbird").await;
    visit.shows("We could not confirm that these settings are for example.org.").await;
    visit.is_content().await;
}

#[tokio::test]
async fn an_address_that_moved_becomes_the_user_name() {
    let Some(visit) = Visit::begin(Options::new(Device::WindowsEdge)).await else { return };
    visit.say_address("pat@q.com").await;
    visit.at("Did your address change?").await;
    visit.shows("Some @q.com addresses are now @myctl.net. Were you told that yours changed?").await;
    visit.press("No, it is still pat@q.com").await;
    visit.at(ALREADY).await;
    user_name_is(&visit, "pat@q.com").await;

    visit.open("#/en/address").await;
    visit.at("Did your address change?").await;
    visit.press("Yes, it is now pat@myctl.net").await;
    visit.at(ALREADY).await;
    user_name_is(&visit, "pat@myctl.net").await;
    visit.open("").await;
    assert_eq!(visit.value("Email address").await, "pat@myctl.net");
    visit.is_content().await;
}

/// The settings on the last screen.
async fn user_name_is(visit: &Visit, name: &str) {
    visit.open("#/en/done").await;
    visit.at("Your mail is set up").await;
    visit.press("Copy user name").await;
    visit.shows("Copied: user name").await;
    assert_eq!(visit.page.clipboard().await.unwrap(), name);
}

/// The names of the buttons, without the line about the mail servers, which opens too.
async fn buttons(visit: &Visit) -> Vec<String> {
    let names = visit.page.names(Role::Button).await.unwrap();
    names.into_iter().filter(|name| !name.contains("servers")).collect()
}
