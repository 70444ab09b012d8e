//! Windows: a settings file for Thunderbird, steps for classic Outlook.

use crate::visit::{NAME, PAT, Visit};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use testkit::browser::{Device, Options, Role};
use zip::ZipArchive;

#[tokio::test]
async fn windows_takes_thunderbird_s_file_or_outlook_s_steps() {
    let Some(visit) = Visit::begin(Options::new(Device::WindowsEdge)).await else { return };
    visit.to_device(PAT).await;
    visit.shows("This looks like a Windows computer.").await;
    visit.choose("Thunderbird").await;
    visit.at("Import your settings into Thunderbird").await;
    visit.type_into("Your name", NAME).await;
    visit.press("Download settings file").await;
    let (name, file) = visit.page.download().await.unwrap();
    assert!(name.ends_with(".zip"), "{name}");
    zip_holds(&file, NAME);
    visit.shows(&format!("Saved: {name}")).await;

    visit.press("Back").await;
    visit.at("Have your email password ready").await;
    visit.press("Back").await;
    visit.at("Where do you read your mail?").await;
    visit.choose("Outlook (classic) on Windows").await;
    visit
        .page
        .wait_until("the question what is seen", async || {
            Ok(visit.page.heading().await?.starts_with("At the top left, click File, then Add Account."))
        })
        .await
        .unwrap();
    visit.press("A window with Manual setup or additional server types at the bottom").await;
    visit.at("Set up Outlook (classic) on Windows").await;
    assert_eq!(visit.place().await, "#/en/steps/outlook-classic/tabs");
    for (what, value) in [
        ("email address", PAT),
        ("user name", PAT),
        ("incoming server", "imap.centurylink.com"),
        ("outgoing server", "smtp.centurylink.com"),
        ("incoming port", "993"),
        ("outgoing port", "587"),
    ] {
        visit.press(&format!("Copy {what}")).await;
        visit.shows(&format!("Copied: {what}")).await;
        assert_eq!(visit.page.clipboard().await.unwrap(), value, "{what}");
    }
    assert_eq!(visit.value("Your name").await, NAME);
    assert!(visit.shows_now(NAME).await, "the name stands in the steps");

    let (done, open) = ("Done: Fill in your account", "Done: Set ports and encryption");
    visit.page.find(Role::Checkbox, done).await.unwrap().click().await.unwrap();
    visit.reload().await;
    visit.at("Set up Outlook (classic) on Windows").await;
    let ticked =
        async |name| visit.page.find(Role::Checkbox, name).await.unwrap().is_selected().await.unwrap();
    assert!(ticked(done).await && !ticked(open).await);
    visit.press("I did all the steps").await;
    visit.at("Check that it works").await;
    visit.keeps_to_itself(&["pat@", "Zoë"], |_| false).await;
    visit.is_content().await;
}

/// The ZIP for Thunderbird, with this name in it.
pub fn zip_holds(file: &[u8], name: &str) {
    let prefs = prefs(file);
    assert_eq!(prefs["mail.identity.id1.fullName"], name);
    prefs_hold(&prefs);
}

/// The preferences in the ZIP: each line a call with a JSON string and a JSON value.
pub fn prefs(file: &[u8]) -> BTreeMap<String, Value> {
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let found: Vec<usize> = (0..archive.len())
        .filter(|index| archive.by_index(*index).unwrap().name().unwrap().ends_with("/prefs.js"))
        .collect();
    let [index] = found[..] else { panic!("one prefs.js") };
    let mut content = String::new();
    // Reading to the end also compares the CRC.
    archive.by_index(index).unwrap().read_to_string(&mut content).unwrap();
    let lines = content.lines().filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines
        .map(|line| {
            let inside = line.strip_prefix("user_pref(").and_then(|line| line.strip_suffix(");"));
            serde_json::from_str(&format!("[{}]", inside.unwrap_or(line))).unwrap()
        })
        .map(|(name, value): (String, Value)| (name, value))
        .collect()
}

fn prefs_hold(prefs: &BTreeMap<String, Value>) {
    // Socket types: 2 is STARTTLS, 3 is TLS (nsMsgSocketType in Thunderbird).
    for (name, value) in [
        ("mail.server.server1.type", json!("imap")),
        ("mail.server.server1.hostname", json!("imap.centurylink.com")),
        ("mail.server.server1.port", json!(993)),
        ("mail.server.server1.socketType", json!(3)),
        ("mail.server.server1.userName", json!(PAT)),
        ("mail.smtpserver.smtp1.hostname", json!("smtp.centurylink.com")),
        ("mail.smtpserver.smtp1.port", json!(587)),
        ("mail.smtpserver.smtp1.try_ssl", json!(2)),
        ("mail.smtpserver.smtp1.username", json!(PAT)),
        ("mail.identity.id1.useremail", json!(PAT)),
    ] {
        assert_eq!(prefs.get(name), Some(&value), "{name} in {prefs:#?}");
    }
    assert!(!prefs.keys().any(|name| name.contains("password")), "{prefs:#?}");
}
