//! The portal's look: worn where it can be read, refused with a word in the console where it cannot.

use crate::portal::{Plan, Visit};
use testkit::browser::{Device, Media, Options};

async fn begin(attributes: &str, style: &str) -> Option<Visit> {
    let body = Plan::element(attributes);
    let plan = Plan { body: &body, style, ..Plan::default() };
    let visit = Visit::begin(Options::new(Device::Linux), plan).await?;
    visit.enter().await;
    Some(visit)
}

/// Computed values of the page in the frame: the button, its words, the ground, the words on it.
const WORN: &str = "const button = getComputedStyle(document.querySelector('button.main')), body = getComputedStyle(document.body); \
    return [button.backgroundColor, button.color, body.backgroundColor, body.color];";
const LIGHT: [&str; 4] = ["rgb(23, 89, 79)", "rgb(255, 255, 255)", "rgb(247, 245, 240)", "rgb(29, 35, 33)"];
const DARK: [&str; 4] = ["rgb(127, 208, 191)", "rgb(11, 36, 31)", "rgb(20, 24, 22)", "rgb(236, 239, 234)"];

/// Waits until the page wears these; looks at the frame.
async fn wears(visit: &Visit, wanted: [&str; 4]) {
    visit.enter().await;
    let look = async || Ok(visit.page.script::<Vec<String>>(WORN, vec![]).await? == wanted);
    if let Err(trouble) = visit.page.wait_until("the look", look).await {
        let worn: Vec<String> = visit.page.script(WORN, vec![]).await.unwrap();
        panic!("{worn:?} instead of {wanted:?}: {trouble}");
    }
}

async fn set_theme(visit: &Visit, theme: &str) {
    visit
        .portal::<()>(&format!(
            "document.querySelector('mail-setup-assistant').setAttribute('theme', {theme:?})"
        ))
        .await;
}

/// What the console says of refused properties, waited for.
async fn refused(visit: &Visit, name: &str, why: &str) {
    let look = async || {
        let said = visit.page.complaints().await?;
        Ok(said
            .iter()
            .any(|line| line.contains(&format!("--mail-setup-{name} is not used")) && line.contains(why)))
    };
    if visit.page.wait_until(&format!("the word that {name} is refused: {why}"), look).await.is_err() {
        panic!("{name}, {why}: {:#?}", visit.page.complaints().await.unwrap());
    }
}

#[tokio::test]
async fn the_theme_is_the_portal_s_choice() {
    let Some(visit) = begin("language=\"en\"", "").await else { return };
    wears(&visit, LIGHT).await;
    set_theme(&visit, "dark").await;
    wears(&visit, DARK).await;
    set_theme(&visit, "light").await;
    visit.page.media(Media { dark: true, ..Media::default() }).await.unwrap();
    wears(&visit, LIGHT).await;
    set_theme(&visit, "auto").await;
    wears(&visit, DARK).await;
    visit.page.media(Media::default()).await.unwrap();
    wears(&visit, LIGHT).await;
    visit.is_content().await;
}

#[tokio::test]
async fn colours_are_worn_in_light_and_in_dark() {
    // Written in three ways; the accent has a twin, the background both in one, the text is the light's.
    let style = "mail-setup-assistant { --brand: oklch(45% 0.15 300); --mail-setup-accent: var(--brand); \
        --mail-setup-accent-dark: #d8b4fe; --mail-setup-background: light-dark(#fdfaff, #120a1a); --mail-setup-text: black; }";
    let Some(visit) = begin("language=\"en\"", style).await else { return };
    visit.becomes("the accent", "return getComputedStyle(document.querySelector('button.main')).backgroundColor !== 'rgb(23, 89, 79)'").await;
    let light: Vec<String> = visit.page.script(WORN, vec![]).await.unwrap();
    assert_eq!(light[1..], ["rgb(255, 255, 255)", "rgb(253, 250, 255)", "rgb(0, 0, 0)"]);
    set_theme(&visit, "dark").await;
    wears(&visit, ["rgb(216, 180, 254)", "rgb(18, 18, 18)", "rgb(18, 10, 26)", DARK[3]]).await;
    // Changed while it is shown.
    visit
        .portal::<()>(
            "const one = document.querySelector('mail-setup-assistant'); \
        one.style.setProperty('--mail-setup-accent-dark', '#ffd27f'); one.refresh()",
        )
        .await;
    wears(&visit, ["rgb(255, 210, 127)", "rgb(18, 18, 18)", "rgb(18, 10, 26)", DARK[3]]).await;
    let violations = visit.page.axe().await.unwrap();
    assert!(violations.is_empty(), "{violations:?}");
    visit.is_content().await;
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_and_said() {
    let style = "mail-setup-assistant { --mail-setup-accent: #ffcc00; --mail-setup-border: #eeeeee; \
        --mail-setup-background: #777777; --mail-setup-background-dark: #ffffff; --mail-setup-radius: 4px; }";
    let Some(visit) = begin("language=\"en\"", style).await else { return };
    // Bright yellow as a link on the ground.
    refused(&visit, "accent", "1.39:1, and 4.5:1 is needed (light)").await;
    refused(&visit, "border", "1.06:1, and 3:1 is needed (light)").await;
    refused(&visit, "background", "1.08:1, and 3:1 is needed (light)").await;
    refused(&visit, "background", "4.5:1 is needed (dark)").await;
    wears(&visit, LIGHT).await;
    // What is right beside it is worn.
    visit
        .becomes(
            "the corners",
            "return getComputedStyle(document.querySelector('button.main')).borderRadius === '4px'",
        )
        .await;
    set_theme(&visit, "dark").await;
    wears(&visit, DARK).await;
}

#[tokio::test]
async fn only_values_of_the_right_kind_are_taken() {
    let style = "mail-setup-assistant { --mail-setup-accent: rgb(0 0 0 / 0.5); --mail-setup-text: url(https://evil.example/x); \
        --mail-setup-border: nonsense; --mail-setup-radius: 90px; --mail-setup-font: x; } \
        #far { --mail-setup-logo: url(https://evil.example/logo.png); --mail-setup-font: a;b }";
    let Some(visit) = begin("language=\"en\" id=\"far\"", style).await else { return };
    for (name, why) in [
        ("accent", "rgb(0 0 0 / 0.5)"),
        ("text", "is not an opaque colour"),
        ("border", "nonsense"),
        ("radius", "90px"),
        ("logo", "from the page's own origin"),
    ] {
        refused(&visit, name, why).await;
    }
    wears(&visit, LIGHT).await;
    let asked = visit.page.requests().await.unwrap();
    assert!(asked.iter().all(|request| !request.url.contains("evil.example")), "{asked:?}");
}

#[tokio::test]
async fn the_logo_stands_beside_the_name() {
    let style = "mail-setup-assistant { --mail-setup-logo: url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' \
        viewBox='0 0 30 10' width='30' height='10'%3E%3Crect width='30' height='10' fill='teal'/%3E%3C/svg%3E\"); }";
    let Some(visit) = begin("language=\"en\"", style).await else { return };
    let drawn = "const css = getComputedStyle(document.querySelector('.brand'), '::before'); \
                 return css.backgroundImage.startsWith('url(\"data:image/svg+xml') && Math.abs(parseFloat(css.width) - 3 * parseFloat(css.height)) < 1";
    visit.becomes("the logo, three times as wide as high", drawn).await;
    visit.shows("CenturyLink email help").await;
    visit.is_content().await;
}
