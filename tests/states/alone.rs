//! The page on a plain static host, without a companion.

use testkit::browser::{Device, Role};
use testkit::pages::{Page, Pages, folder};
use testkit::server::page_folder;

use crate::walk::{ADDRESS, at, open, press, ready, shows, to_app, to_end, visitor};

const API: &str = "/api/v1/profile";

async fn works_alone(site: Pages) {
    let page = visitor(Device::Iphone).await;
    open(&page, &site.url("/")).await;
    page.wait_until("the question whether there is a companion", async || {
        Ok(page.requests().await?.iter().any(|request| request.url.ends_with(API)))
    })
    .await
    .unwrap();
    shows(&page, "The mail servers cannot be checked from here. You can go on anyway.").await;
    to_app(&page, ADDRESS, "Mail on iPhone and iPad").await;
    at(&page, "Add your mail with a profile").await;
    shows(&page, "Your browser makes the file. Nothing is sent anywhere.").await;
    assert!(!page.has(Role::Button, "Make the file in this browser instead").await.unwrap());
    press(&page, "Download profile").await;
    let (name, content) = page.download().await.unwrap();
    let content = String::from_utf8(content).unwrap();
    assert!(name.ends_with(".mobileconfig") && content.contains(ADDRESS), "{name}: {content}");
    shows(&page, "Open the Files app").await;
    to_end(&page).await;
    assert!(page.requests().await.unwrap().iter().all(|request| request.method == "GET"));
}

#[tokio::test]
async fn without_a_companion_the_browser_makes_the_file() {
    if ready() {
        works_alone(Pages::serve(folder(&page_folder()).unwrap()).unwrap()).await;
    }
}

/// Many static hosts answer any path with the page itself.
#[tokio::test]
async fn a_host_that_answers_a_page_for_every_path_is_no_companion() {
    if ready() {
        let mut pages = folder(&page_folder()).unwrap();
        pages.push(Page::html(API, "<!doctype html><title>Not found</title>"));
        works_alone(Pages::serve(pages).unwrap()).await;
    }
}
