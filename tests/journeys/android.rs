//! Android: a file on the phone itself, a code on any other screen.

use crate::visit::{NAME, PAT, Visit};
use roxmltree::Document;
use serde_json::{Value, json};
use testkit::browser::{Device, Options, Role};

const APP: &str = "Thunderbird for Android";
const SETTINGS_CODE: &str = "QR code with your settings, for Thunderbird on Android";
const PAGE_CODE: &str = "QR code with the address of this page";

#[tokio::test]
async fn the_phone_itself_takes_a_file() {
    let Some(visit) = Visit::begin(Options::new(Device::Android)).await else { return };
    visit.to_device(PAT).await;
    visit.shows("This looks like an Android phone or tablet.").await;
    visit.choose(APP).await;
    visit.at("Import your settings into Thunderbird").await;
    assert!(!visit.page.has(Role::Image, SETTINGS_CODE).await.unwrap(), "no phone scans its own screen");
    visit.type_into("Your name", NAME).await;
    visit.press("Download settings file").await;
    let (name, file) = visit.page.download().await.unwrap();
    assert!(name.ends_with(".k9s"), "{name}");

    k9_holds(&file, NAME);
    visit.keeps_to_itself(&["pat@", "Zoë"], |_| false).await;
    visit.is_content().await;
}

#[tokio::test]
async fn a_computer_shows_the_codes_for_the_phone() {
    let Some(visit) = Visit::begin(Options::new(Device::WindowsChrome)).await else { return };
    visit.to_device(PAT).await;
    visit.press("Not this device?").await;
    visit.press("Android phone or tablet").await;
    visit.choose(APP).await;
    visit.at("Scan your settings with Thunderbird").await;
    let nameless = visit.scan(SETTINGS_CODE, |_| true).await;
    assert_eq!(serde_json::from_str::<Value>(&nameless).unwrap(), settings(""));

    visit.type_into("Your name", NAME).await;
    visit.page.press(&[thirtyfour::Key::Tab]).await.unwrap();
    let named = visit.scan(SETTINGS_CODE, |text| text != nameless).await;
    assert_eq!(serde_json::from_str::<Value>(&named).unwrap(), settings(NAME));

    let page = visit.scan(PAGE_CODE, |_| true).await;
    assert_eq!(page, visit.companion.url("/#/en/get/thunderbird-android"));
    visit.keeps_to_itself(&["pat@", "Zoë"], |_| false).await;

    visit.press("Español").await;
    visit.at("Escanee su configuración con Thunderbird").await;
    let page = visit.scan("Código QR con la dirección de esta página", |_| true).await;
    assert_eq!(page, visit.companion.url("/#/es/get/thunderbird-android"));
    visit.is_content().await;
}

/// The settings file for K-9 Mail and Thunderbird, with this name in it.
pub fn k9_holds(file: &[u8], own_name: &str) {
    let file = std::str::from_utf8(file).unwrap();
    let document = Document::parse(file).unwrap();
    let at = |path: &[&str]| {
        let mut node = document.root_element();
        for name in path {
            node = node.children().find(|child| child.has_tag_name(*name)).unwrap();
        }
        node
    };
    for (side, kind, host, port, security) in [
        ("incoming-server", "IMAP", "imap.centurylink.com", "993", "SSL_TLS_REQUIRED"),
        ("outgoing-server", "SMTP", "smtp.centurylink.com", "587", "STARTTLS_REQUIRED"),
    ] {
        let value = |name| at(&["accounts", "account", side, name]).text();
        assert_eq!(at(&["accounts", "account", side]).attribute("type"), Some(kind));
        assert_eq!((value("host"), value("port")), (Some(host), Some(port)));
        assert_eq!((value("connection-security"), value("username")), (Some(security), Some(PAT)));
    }
    let identity = |name| at(&["accounts", "account", "identities", "identity", name]).text();
    assert_eq!((identity("name"), identity("email")), (Some(own_name), Some(PAT)));
    assert!(!document.descendants().any(|node| node.has_tag_name("password")));
}

/// "Export for Mobile", version 1: IMAP is 0, TLS 3, STARTTLS 2, a password 1. Comparing the whole
/// leaves no room for a password.
fn settings(name: &str) -> Value {
    json!([
        1,
        [1, 1],
        [0, "imap.centurylink.com", 993, 3, 1, PAT, "CenturyLink"],
        [[[0, "smtp.centurylink.com", 587, 2, 1, PAT], [PAT, name]]]
    ])
}
