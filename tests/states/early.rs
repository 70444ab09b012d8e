//! A visitor who is quicker than the network.

use testkit::browser::{Device, Options, Session};
use testkit::pages::{Gate, Pages, folder};
use testkit::server::page_folder;
use thirtyfour::Key;

use crate::walk::{ADDRESS, alive, at, ready};

/// The page on a host whose wasm waits for the gate.
async fn slow(gate: &Gate) -> (Pages, Session) {
    let pages = folder(&page_folder()).unwrap().into_iter().map(|page| page.held(".wasm", gate)).collect();
    let site = Pages::serve(pages).unwrap();
    let page = Session::start(Options::new(Device::Iphone).hasty()).await.unwrap();
    page.goto(&site.url("/")).await.unwrap();
    page.wait_until("the script that keeps early presses", async || {
        page.script(
            "return document.documentElement.classList.contains('js') && !!globalThis.mailSetup",
            vec![],
        )
        .await
    })
    .await
    .unwrap();
    (site, page)
}

#[tokio::test]
async fn a_press_before_the_program_is_there_counts() {
    if !ready() {
        return;
    }
    let gate = Gate::default();
    let (site, page) = slow(&gate).await;
    page.field("Email address").await.unwrap().send_keys(ADDRESS).await.unwrap();
    page.button("Continue").await.unwrap().click().await.unwrap();
    page.button("Getting ready…").await.unwrap();
    let typed = page.field("Email address").await.unwrap().prop("value").await.unwrap();
    assert_eq!(typed.as_deref(), Some(ADDRESS));
    assert_eq!(page.driver().current_url().await.unwrap().as_str(), site.url("/"), "nothing is submitted");

    gate.open();
    at(&page, "Is this address already in your mail app?").await;
    let requests = page.requests().await.unwrap();
    assert!(requests.iter().any(|request| request.url.ends_with(".wasm")));
    assert!(requests.iter().all(|request| request.method == "GET" && !request.mentions("quill")));
    page.driver().back().await.unwrap();
    at(&page, "Set up your CenturyLink email").await;
    let typed = page.field("Email address").await.unwrap().prop("value").await.unwrap();
    assert_eq!(typed.as_deref(), Some(ADDRESS));
}

#[tokio::test]
async fn typing_goes_on_while_the_program_arrives() {
    if !ready() {
        return;
    }
    let gate = Gate::default();
    let (_site, page) = slow(&gate).await;
    let (first, rest) = ADDRESS.split_at(9);
    page.field("Email address").await.unwrap().send_keys(first).await.unwrap();
    gate.open();
    alive(&page).await;
    // Wherever the keyboard is now.
    page.type_text(rest).await.unwrap();
    page.press(&[Key::Enter]).await.unwrap();
    at(&page, "Is this address already in your mail app?").await;
    let kept: String =
        page.script("return JSON.parse(sessionStorage.getItem('mail-setup')).address", vec![]).await.unwrap();
    assert_eq!(kept, ADDRESS);
}
