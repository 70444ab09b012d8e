//! The catalogue on the page: the search, apps that lead elsewhere, programs that take a file, and
//! every card in both languages.

use crate::visit::{NAME, PAT, Visit};
use engine::guide::Kind;
use engine::text::Lang;
use site::Data;
use testkit::browser::{Device, Options, Role};

#[tokio::test]
async fn an_app_beyond_the_first_six_is_found_by_other_words() {
    let Some(visit) = Visit::begin(Options::new(Device::WindowsEdge)).await else { return };
    visit.to_device(PAT).await;
    visit.shows("Is your app not here? Search for it").await;
    let shown = visit.page.names(Role::Button).await.unwrap();
    assert!(shown.iter().any(|name| name == "Another app or device"), "{shown:?}");
    assert!(!shown.iter().any(|name| name.starts_with("Evolution")), "{shown:?}");

    visit.type_into("Is your app not here? Search for it", "Escáner").await;
    visit.press_starting("Printer, scanner or camera that sends mail").await;
    visit.at("Have your email password ready").await;
    visit.press("Back").await;
    visit.at("Where do you read your mail?").await;

    visit.type_into("Is your app not here? Search for it", "no such app").await;
    visit.shows("We have no steps for that app. These settings fit any app:").await;

    visit.type_into("Is your app not here? Search for it", "outlook MAC").await;
    visit.press_starting("Outlook for Mac").await;
    visit.at("Have your email password ready").await;
    visit.press("I have my password").await;
    visit.at("Set up Outlook for Mac").await;
    visit.keeps_to_itself(&["pat@", "Escáner", "no such"], |_| false).await;
    visit.is_content().await;
}

#[tokio::test]
async fn an_app_that_takes_no_such_account_leads_to_one_that_does() {
    let Some(visit) = Visit::begin(Options::new(Device::Android)).await else { return };
    visit.to_device(PAT).await;
    visit.type_into("Is your app not here? Search for it", "yahoo").await;
    visit.press_starting("Yahoo Mail app").await;
    // No password is asked for: there is nothing to set up here.
    visit.at("Yahoo Mail app").await;
    visit.press("Gmail app on Android").await;
    visit.at("Have your email password ready").await;
    visit.press("I have my password").await;
    visit.at("Set up Gmail app on Android").await;
    visit.is_content().await;
}

#[tokio::test]
async fn a_program_for_the_terminal_gets_its_files() {
    let Some(visit) = Visit::begin(Options::new(Device::Linux)).await else { return };
    visit.to_device(PAT).await;
    visit.press("Programs for the terminal").await;
    visit.choose("mbsync and msmtp").await;
    visit.at("Set up mbsync and msmtp").await;
    visit.shows("Host imap.centurylink.com").await;
    visit.press("Copy file for msmtp").await;
    visit.shows("Copied: file for msmtp").await;
    let copied = visit.page.clipboard().await.unwrap();
    assert!(copied.contains("\nport 587\n") && copied.contains("\ntls_starttls on\n"), "{copied}");
    visit.press("Download the file for mbsync").await;
    let (name, file) = visit.page.download().await.unwrap();
    let file = String::from_utf8(file).unwrap();
    assert_eq!(name, "centurylink-mail.mbsyncrc");
    assert!(file.contains("\nHost imap.centurylink.com\n") && file.contains(PAT), "{file}");
    visit.press("Copy mbsync -a").await;
    assert_eq!(visit.page.clipboard().await.unwrap(), "mbsync -a");

    // A file with the name in it follows what is typed, and the button that is pressed next is there.
    visit.open("#/en/get/aerc").await;
    visit.at("Set up aerc").await;
    visit.shows("source").await;
    visit.type_into("Your name", NAME).await;
    visit.press("Copy file for aerc").await;
    visit.shows("Copied: file for aerc").await;
    visit.shows(NAME).await;
    visit.press("Copy file for aerc").await;
    let copied = visit.page.clipboard().await.unwrap();
    assert!(copied.contains(NAME), "{copied}");
    visit.keeps_to_itself(&["pat@", "Zoë"], |_| false).await;
    visit.is_content().await;
}

/// Every card, in both languages, as somebody comes to it who has typed an address.
#[tokio::test]
async fn every_card_opens_in_both_languages() {
    let Some(visit) = Visit::begin(Options::new(Device::WindowsEdge)).await else { return };
    let data = Data::embedded().unwrap();
    visit.to_device(PAT).await;
    for lang in Lang::ALL {
        visit.open(&format!("#/{}/device", lang.code())).await;
        for card in data.clients() {
            let ways: Vec<Option<&str>> = if card.variants.len() > 1 {
                card.variants.iter().map(|variant| Some(variant.id.as_str())).collect()
            } else {
                vec![None]
            };
            for way in ways {
                let place = format!("#/{}/steps/{}/{}", lang.code(), card.id, way.unwrap_or_default());
                let place = place.trim_end_matches('/');
                // In the open page: each page that is opened asks for the mail servers.
                let go = "const old = document.querySelector('h1'); if (old) old.dataset.old = ''; location.hash = arguments[0];";
                visit.page.script::<()>(go, vec![place.into()]).await.unwrap();
                let name = card.name.get(lang);
                // Not the heading that was there before: ways through one app have the same.
                let heading = "return document.querySelector('h1:not([data-old])')?.innerText ?? '';";
                let shown = async || {
                    let heading: String = visit.page.script(heading, vec![]).await?;
                    Ok(heading.split_whitespace().collect::<Vec<_>>().join(" ").contains(name))
                };
                visit.page.wait_until(&format!("{name:?} at {place}"), shown).await.unwrap();
                let text = visit.page.text().await.unwrap();
                assert!(!text.contains(['{', '}']), "{place}: a placeholder is left:\n{text}");
                let own = text.contains(PAT) || card.kind == Kind::Elsewhere;
                assert!(own, "{place}: the address is not in the steps:\n{text}");
            }
        }
    }
    visit.is_content().await;
}
