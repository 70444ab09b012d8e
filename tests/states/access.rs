//! Every screen at 320 px: what axe-core finds, what stands out sideways, what is too small to hit.

use serde_json::json;
use testkit::browser::{Device, Media, Options, Session};
use testkit::server::{Companion, all_here};

use crate::walk::{ADDRESS, alive, open, ready, shows};

/// Everything interactive is at least so many CSS pixels wide and high (WCAG 2.2, 2.5.8), save a
/// link in a sentence.
const SMALL: &str = "
const inSentence = a => a.matches('a') && getComputedStyle(a).display === 'inline' &&
  [...a.parentNode.childNodes].some(node => node !== a && node.textContent.trim());
return [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
  .filter(one => one.checkVisibility() && !inSentence(one))
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([one, box]) => `${box.width}x${box.height}: ${one.outerHTML.slice(0, 200)}`);";

/// A place for which the screen is drawn, and the address that was typed before.
struct Scene(&'static str, &'static str);

const OURS: &str = ADDRESS;

const SCENES: [Scene; 31] = [
    Scene("", "start"),
    Scene("", "steps/outlook-classic/tabs"),
    Scene("pat@centurylilnk.net", "address"),
    Scene("pat@q.com", "address"),
    Scene("pat@gmail.com", "address"),
    Scene("pat@qwestoffice.net", "address"),
    Scene("pat@uswest.net", "address"),
    Scene("pat@some-domain.example", "address"),
    Scene(OURS, "start"),
    Scene(OURS, "already"),
    Scene(OURS, "device"),
    Scene(OURS, "password/thunderbird"),
    Scene(OURS, "get/apple-mail-ios"),
    Scene(OURS, "get/apple-mail-mac"),
    Scene(OURS, "get/thunderbird"),
    Scene(OURS, "get/thunderbird-android"),
    Scene(OURS, "variant/outlook-classic"),
    Scene(OURS, "steps/apple-mail-ios/apps"),
    Scene(OURS, "steps/samsung-email"),
    Scene(OURS, "steps/shared-computer"),
    Scene(OURS, "get/mbsync"),
    Scene(OURS, "get/aerc"),
    Scene(OURS, "steps/yahoo-mail"),
    Scene(OURS, "steps/printer/epson"),
    Scene(OURS, "check/thunderbird"),
    Scene(OURS, "done"),
    Scene(OURS, "trouble"),
    Scene(OURS, "trouble/worked"),
    Scene(OURS, "trouble/tell"),
    Scene(OURS, "trouble/form"),
    Scene(OURS, "trouble/helping"),
];

/// Types an address without being shown it.
const TYPE: &str = "
const field = document.querySelector('#address');
field.value = arguments[0];
field.dispatchEvent(new Event('input', { bubbles: true }));";

/// Goes to a place within the page, if it is another one.
async fn go(page: &Session, lang: &str, place: &str) {
    let hash = format!("#/{lang}/{place}");
    let body = "if (location.hash !== arguments[0]) { document.title = ''; location.hash = arguments[0]; }";
    page.script::<()>(body, vec![json!(hash)]).await.unwrap();
    page.wait_until(&format!("the screen {place}"), async || Ok(!page.driver().title().await?.is_empty()))
        .await
        .unwrap();
    alive(page).await;
}

async fn go_with(page: &Session, lang: &str, Scene(address, place): &Scene) {
    go(page, lang, "start").await;
    page.script::<()>(TYPE, vec![json!(address)]).await.unwrap();
    if *place != "start" {
        go(page, lang, place).await;
    }
}

/// What is wrong with the page as it stands.
async fn faults(page: &Session, scene: &str) -> Vec<String> {
    let mut found = Vec::new();
    for violation in page.axe().await.unwrap() {
        found.push(format!("{scene}: {violation}"));
    }
    let overflow = page.sideways_overflow().await.unwrap();
    if overflow > 0 {
        found.push(format!("{scene}: {overflow} px stand out sideways"));
    }
    let small: Vec<String> = page.script(SMALL, vec![]).await.unwrap();
    found.extend(small.into_iter().map(|small| format!("{scene}: too small: {small}")));
    found
}

async fn narrow(device: Device, lang: &str) -> Session {
    let languages = if lang == "es" { "es-US,es" } else { "en-US,en" };
    Session::start(Options::new(device).size(320, 640).languages(languages)).await.unwrap()
}

/// Colours change at once, so that axe sees the last ones.
async fn colours(page: &Session, dark: bool) {
    page.media(Media { dark, reduced_motion: true, ..Media::default() }).await.unwrap();
}

async fn every_screen(device: Device, lang: &str, dark: bool) {
    if !ready() {
        return;
    }
    let companion = Companion::start("").unwrap();
    let page = narrow(device, lang).await;
    colours(&page, dark).await;
    open(&page, &companion.url("/")).await;
    let mut found = Vec::new();
    for scene in &SCENES {
        go_with(&page, lang, scene).await;
        let hash: String = page.script("return location.hash", vec![]).await.unwrap();
        let asked_for = scene.1;
        assert!(hash.starts_with(&format!("#/{lang}/{asked_for}")), "{asked_for} led to {hash}");
        found.extend(faults(&page, &format!("{lang} {asked_for} {}", scene.0)).await);
        found.extend(opened(&page, asked_for).await);
    }
    found.extend(faulty_address(&page, lang).await);
    found.extend(other_devices(&page, lang).await);
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n\n"));
}

/// With everything open that can be opened.
async fn opened(page: &Session, scene: &str) -> Vec<String> {
    let open = "const all = [...document.querySelectorAll('details:not([open])')]; \
                for (const one of all) one.open = true; return all.length;";
    if page.script::<u32>(open, vec![]).await.unwrap() == 0 {
        return Vec::new();
    }
    alive(page).await;
    faults(page, &format!("{scene}, opened")).await
}

async fn faulty_address(page: &Session, lang: &str) -> Vec<String> {
    go_with(page, lang, &Scene("", "start")).await;
    page.script::<()>("document.querySelector('form').requestSubmit()", vec![]).await.unwrap();
    page.wait_until("the summary", async || {
        page.script("return !!document.querySelector('.problem')", vec![]).await
    })
    .await
    .unwrap();
    faults(page, "start, nothing typed").await
}

async fn other_devices(page: &Session, lang: &str) -> Vec<String> {
    go_with(page, lang, &Scene(OURS, "device")).await;
    page.script::<()>("document.querySelector('.device button').click()", vec![]).await.unwrap();
    page.wait_until("the list of devices", async || {
        page.script("return document.querySelectorAll('.choice').length >= 7", vec![]).await
    })
    .await
    .unwrap();
    faults(page, "every device").await
}

#[tokio::test]
async fn every_screen_is_sound_on_a_computer_in_light() {
    every_screen(Device::WindowsChrome, "en", false).await;
}

#[tokio::test]
async fn every_screen_is_sound_on_an_iphone_in_the_dark() {
    every_screen(Device::Iphone, "en", true).await;
}

#[tokio::test]
async fn every_screen_is_sound_in_spanish() {
    every_screen(Device::Android, "es", false).await;
}

/// What is said where every server is down: nobody listens on loopback's own ports of mail.
#[tokio::test]
async fn servers_that_are_down_are_told_soundly() {
    if !ready() {
        return;
    }
    let all_here = all_here(site::Data::embedded().unwrap().profile());
    let settings = format!("[check]\ncontrols = []\n{all_here}allow_networks = [\"127.0.0.1/32\"]\n");
    let companion = Companion::start(&settings).unwrap();
    let page = narrow(Device::Iphone, "en").await;
    let mut found = Vec::new();
    for dark in [false, true] {
        colours(&page, dark).await;
        open(&page, &companion.url("/")).await;
        shows(&page, "No mail server answers us. Wait before changing anything.").await;
        found.extend(faults(&page, "all servers down").await);
        found.extend(opened(&page, "all servers down").await);
    }
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n\n"));
}

#[tokio::test]
async fn the_static_pages_are_sound() {
    if !ready() {
        return;
    }
    let companion = Companion::start("").unwrap();
    let page = narrow(Device::Iphone, "en").await;
    let mut found = Vec::new();
    for (place, dark) in [
        ("steps/en/thunderbird.html", false),
        ("steps/en/apple-mail-ios.html", true),
        ("steps/es/outlook-classic.html", true),
        ("steps/es/index.html", false),
        ("steps/en/shared-computer.html", false),
    ] {
        colours(&page, dark).await;
        page.goto(&companion.url(&format!("/{place}"))).await.unwrap();
        found.extend(faults(&page, place).await);
    }
    // axe is a script itself, so the page without scripts is the page whose program is blocked.
    page.block(&["*.wasm", "*.js"]).await.unwrap();
    page.goto(&companion.url("/")).await.unwrap();
    found.extend(faults(&page, "the first page without its program").await);
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n\n"));
}

/// A check that sees nothing is worse than none.
#[tokio::test]
async fn seeded_faults_are_seen() {
    if !ready() {
        return;
    }
    let companion = Companion::start("").unwrap();
    let page = narrow(Device::Iphone, "en").await;
    open(&page, &companion.url("/")).await;
    assert_eq!(faults(&page, "sound").await, [""; 0]);
    let seed = "document.querySelector('h1').style.width = '400px'; \
                document.querySelector('.main').style.cssText = 'width: 20px; min-width: 0; padding: 0; overflow: hidden';";
    page.script::<()>(seed, vec![]).await.unwrap();
    let found = faults(&page, "faulty").await.join("\n");
    assert!(found.contains("stand out sideways") && found.contains("too small: 20x"), "{found}");
}
