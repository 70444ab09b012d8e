//! Where something of the page is blocked, lost or forbidden.

use engine::guide::Kind;
use engine::profile::Slug;
use engine::text::Lang;
use serde_json::json;
use site::Data;
use testkit::browser::{Device, Role, Session};
use testkit::server::Companion;

use crate::walk::{ADDRESS, alive, at, begin, open, press, ready, shows, to_app, to_end, visitor};

const HIDDEN: &str = "const form = document.querySelector('form'); return !form || !form.checkVisibility();";

/// The settings and the links to every app's steps are there, and the form is not.
async fn fallback(page: &Session, settings: &str) -> Vec<String> {
    let hidden: bool = page.script(HIDDEN, vec![]).await.unwrap();
    assert!(hidden, "a form that can do nothing");
    let text = page.text().await.unwrap();
    for part in [settings, "imap.centurylink.com", "993", "smtp.centurylink.com", "587", "STARTTLS"] {
        assert!(text.contains(part), "{part} is not in:\n{text}");
    }
    let links =
        "return [...document.querySelectorAll('.apps a')].filter(a => a.checkVisibility()).map(a => a.href)";
    let links: Vec<String> = page.script(links, vec![]).await.unwrap();
    assert!(links.len() >= 10, "{links:?}");
    links
}

/// Every step page opens and has the servers and ports in it that its app needs; a page of an app that
/// takes no such account has links to others.
async fn static_steps(page: &Session, links: Vec<String>, language: Lang) {
    let lang = language.code();
    let data = Data::embedded().unwrap();
    for link in links {
        let id = link.rsplit('/').next().and_then(|file| file.strip_suffix(".html")).unwrap();
        let card = data.client(id).unwrap();
        assert!(link.contains(&format!("/steps/{lang}/")), "{link}");
        page.goto(&link).await.unwrap();
        let text = page.text().await.unwrap();
        let others: Vec<_> = card.instead.iter().flat_map(|instead| &instead.clients).collect();
        let name = |id: &&Slug| data.client(id.as_str()).unwrap().name.get(language);
        let others: Vec<_> = others.iter().map(name).collect();
        let expected: &[&str] = match card.kind {
            Kind::App | Kind::Terminal if id == "shared-computer" => &["ebmail"],
            Kind::App | Kind::Terminal => &["imap.centurylink.com", "993", "smtp.centurylink.com", "587"],
            Kind::Sender => &["smtp.centurylink.com", "587"],
            Kind::Elsewhere => &others,
        };
        for part in expected {
            assert!(text.contains(part), "{part} is not in {link}:\n{text}");
        }
        let said: String = page.script("return document.documentElement.lang", vec![]).await.unwrap();
        assert_eq!(said, lang, "{link}");
    }
}

#[tokio::test]
async fn where_the_program_is_blocked_the_settings_and_steps_remain() {
    if !ready() {
        return;
    }
    let companion = Companion::start("").unwrap();
    let page = visitor(Device::Android).await;
    page.block(&["*.wasm"]).await.unwrap();
    page.goto(&companion.url("/")).await.unwrap();
    shows(&page, "Your browser cannot run the assistant").await;
    let links = fallback(&page, "The settings").await;
    page.goto(&links[0]).await.unwrap();
    at(&page, "Mail on iPhone and iPad: steps for CenturyLink email").await;
}

#[tokio::test]
async fn without_javascript_everything_can_be_read_in_both_languages() {
    if !ready() {
        return;
    }
    let companion = Companion::start("").unwrap();
    let page = visitor(Device::Linux).await;
    page.javascript(false).await.unwrap();
    page.goto(&companion.url("/")).await.unwrap();
    shows(&page, "The assistant needs JavaScript").await;
    let english = fallback(&page, "The settings").await;
    page.link("Español").await.unwrap().click().await.unwrap();
    at(&page, "Configuración del correo de CenturyLink y ayuda").await;
    let spanish = fallback(&page, "Datos de configuración").await;
    static_steps(&page, english, Lang::En).await;
    static_steps(&page, spanish, Lang::Es).await;
    page.link("English").await.unwrap().click().await.unwrap();
    page.wait_until("the page in English", async || {
        Ok(page.driver().current_url().await?.path().contains("/steps/en/"))
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn storage_that_throws_costs_nothing_but_the_reload() {
    if !ready() {
        return;
    }
    let companion = Companion::start("").unwrap();
    let page = visitor(Device::WindowsChrome).await;
    let source = "for (const name of ['sessionStorage', 'localStorage']) \
                  Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });";
    page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": source})).await.unwrap();
    open(&page, &companion.url("/")).await;
    let throws = "try { return !sessionStorage } catch { return true }";
    assert!(page.script::<bool>(throws, vec![]).await.unwrap(), "the seeded fault is there");
    to_app(&page, ADDRESS, "Thunderbird").await;
    at(&page, "Import your settings into Thunderbird").await;
    to_end(&page).await;
    shows(&page, ADDRESS).await;
    assert_eq!(page.complaints().await.unwrap(), [""; 0]);
}

/// The card has been asked for so many times, and the last answer to it is the way to ask again.
async fn failed(page: &Session, times: usize) {
    page.wait_until(&format!("failure {times}"), async || {
        let asked = page.requests().await?.iter().filter(|request| request.url.contains("/client-")).count();
        Ok(asked >= times && page.has(Role::Button, "Try again").await?)
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn what_did_not_load_is_tried_again_and_nothing_typed_is_lost() {
    if !ready() {
        return;
    }
    let companion = Companion::start("").unwrap();
    let page = visitor(Device::WindowsChrome).await;
    page.block(&["*data/more-*", "*data/client-*", "*portal-live*"]).await.unwrap();
    open(&page, &companion.url("/")).await;

    // The texts of the later screens.
    begin(&page, ADDRESS).await;
    shows(&page, "What you typed is still here.").await;
    page.block(&["*data/client-*", "*portal-live*"]).await.unwrap();
    press(&page, "Try again").await;
    at(&page, "Is this address already in your mail app?").await;
    press(&page, "No").await;
    at(&page, "Where do you read your mail?").await;

    // An app's card.
    press(&page, "Thunderbird").await;
    press(&page, "I have my password").await;
    failed(&page, 1).await;
    // It fails once more before it works.
    press(&page, "Try again").await;
    failed(&page, 2).await;
    page.block(&["*portal-live*"]).await.unwrap();
    press(&page, "Try again").await;
    at(&page, "Import your settings into Thunderbird").await;
    let kept: String =
        page.script("return JSON.parse(sessionStorage.getItem('mail-setup')).address", vec![]).await.unwrap();
    assert_eq!(kept, ADDRESS);

    // What asks the mail servers has not been missed; no way waits for it.
    assert!(!page.text().await.unwrap().contains("Asking the mail servers"));

    // The module that makes files.
    page.block(&["*portal*"]).await.unwrap();
    press(&page, "Download settings file").await;
    page.wait_until("the announcement", async || {
        let said = "return document.querySelector('.status[role=status]').textContent";
        Ok(page.script::<String>(said, vec![]).await? == "The file could not be made.")
    })
    .await
    .unwrap();
    page.block(&[]).await.unwrap();
    press(&page, "Download settings file").await;
    let (name, _) = page.download().await.unwrap();
    assert!(name.ends_with(".zip"), "{name}");

    // What was typed is still there, after a reload too.
    page.script::<()>("location.hash = '#/en/start'", vec![]).await.unwrap();
    at(&page, "Set up your CenturyLink email").await;
    page.driver().refresh().await.unwrap();
    alive(&page).await;
    let typed = page.field("Email address").await.unwrap().prop("value").await.unwrap();
    assert_eq!(typed.as_deref(), Some(ADDRESS));
}

#[tokio::test]
async fn the_screens_of_what_stopped_working_are_tried_again() {
    if !ready() {
        return;
    }
    let companion = Companion::start("").unwrap();
    let page = visitor(Device::WindowsChrome).await;
    // In turn: the index of late files, the module, what it says, what it knows.
    let parts =
        ["*data/index-*", "*portal-trouble-*", "*data/trouble-en-*", "*data/errors-*", "*data/profile.json"];
    for part in parts {
        page.block(&[part]).await.unwrap();
        page.goto("about:blank").await.unwrap();
        open(&page, &companion.url("/#/en/trouble")).await;
        shows(&page, "What you typed is still here.").await;
        page.block(&[]).await.unwrap();
        press(&page, "Try again").await;
        at(&page, "What happens?").await;
    }
    // A sheet that does not arrive leaves the screens plain, not useless.
    page.block(&["*data/trouble-*.css"]).await.unwrap();
    page.goto("about:blank").await.unwrap();
    open(&page, &companion.url("/#/en/trouble")).await;
    at(&page, "What happens?").await;
}
