//! The example of the documentation, as it stands in `examples/portal/`, at 390 and 1280 pixels.

use crate::portal::{PAGE, PAT, Visit};
use std::env;
use std::path::{Path, PathBuf};
use testkit::browser::{Device, Media, Options};
use testkit::pages::{Page, folder};

fn files(assistant: &str) -> Vec<Page> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../examples/portal");
    let origin = assistant.trim_end_matches('/');
    let policy = format!(
        "default-src 'none'; img-src data:; script-src 'self' {assistant}embed.js; style-src 'self'; frame-src {origin}; base-uri 'none'"
    );
    let mut pages = folder(&root).unwrap();
    for page in &mut pages {
        page.replace("https://assistant.example", origin);
    }
    pages.into_iter().map(|page| page.header("Content-Security-Policy", &policy)).collect()
}

#[tokio::test]
async fn the_example_works_as_it_stands() {
    let Some(visit) = Visit::with(Options::new(Device::Linux), PAGE, files).await else { return };
    for (width, height, dark) in [(1280, 900, false), (390, 844, true), (390, 844, false), (1280, 900, true)]
    {
        visit.leave().await;
        visit.page.resize(width, height).await.unwrap();
        visit.page.media(Media { dark, ..Media::default() }).await.unwrap();
        visit.arrive("").await;
        visit.enter().await;
        visit.at("Set up your CenturyLink email").await;
        let brand = if dark { "rgb(205, 178, 240)" } else { "rgb(91, 42, 134)" };
        let worn = format!(
            "return getComputedStyle(document.querySelector('button.main')).backgroundColor === '{brand}'"
        );
        visit.becomes("the portal's colours", &worn).await;
        assert_eq!(visit.page.sideways_overflow().await.unwrap(), 0, "{width}");
        let violations = visit.page.axe().await.unwrap();
        assert!(violations.is_empty(), "{violations:?}");
        visit.leave().await;
        assert_eq!(visit.page.sideways_overflow().await.unwrap(), 0, "{width}");
        // For people who want to see it: MAIL_SETUP_SHOTS names a folder.
        if let Some(shots) = env::var_os("MAIL_SETUP_SHOTS") {
            let name = format!("portal-{width}-{}.png", if dark { "dark" } else { "light" });
            visit.page.screenshot(width, &Path::new(&shots).join(name)).await.unwrap();
        }
    }
    visit.press("My email stopped working").await;
    visit.enter().await;
    visit.at("What happens?").await;
    visit.leave().await;
    visit.press("Set up a mail app").await;
    visit.enter().await;
    visit.at("Set up your CenturyLink email").await;
    visit.type_into("Email address", PAT).await;
    visit.press("Continue").await;
    visit.at("Is this address already in your mail app?").await;
    visit.is_content().await;
}
