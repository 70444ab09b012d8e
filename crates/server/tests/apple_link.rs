//! The Apple download: a link that holds the account, sealed.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use axum::Router;
use axum::http::StatusCode;
use common::{ADDRESS, Answer, Hands, api, apple_link, ask, get, post_apple, service};
use server::{Config, PageFiles, TokenKey};
use std::io::Cursor;

const A_KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const ANOTHER_KEY: &str = "100102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

fn replica(key: &str, hands: &Hands) -> Router {
    let config = Config { token_key: TokenKey::parse(key), clock: hands.clock(), ..Config::default() };
    assert!(config.token_key.is_some());
    service(config, PageFiles::default())
}

fn mail(answer: &Answer) -> plist::Dictionary {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let profile =
        plist::Value::from_reader_xml(Cursor::new(&answer.body)).unwrap().into_dictionary().unwrap();
    assert_eq!(profile["PayloadType"].as_string(), Some("Configuration"));
    profile["PayloadContent"].as_array().unwrap()[0].as_dictionary().unwrap().clone()
}

#[tokio::test]
async fn the_link_gives_the_accounts_profile() {
    let api = api();
    let body = format!(
        r#"{{"address":" {ADDRESS} ","name":"Pat Éxample","incoming":"mail-net-993","outgoing":"smtp-com-465","lang":"es"}}"#
    );
    let made = post_apple(&api, &body).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text());
    assert_eq!(made.header("cache-control"), "no-store");
    assert_eq!(made.json().as_object().unwrap().len(), 1);
    let path = format!("/{}", made.json()["url"].as_str().unwrap());
    let mail = mail(&get(&api, &path).await);
    assert_eq!(mail["EmailAddress"].as_string(), Some(ADDRESS));
    assert_eq!(mail["EmailAccountName"].as_string(), Some("Pat Éxample"));
    assert_eq!(mail["IncomingMailServerHostName"].as_string(), Some("mail.centurylink.net"));
    assert_eq!(mail["OutgoingMailServerPortNumber"].as_signed_integer(), Some(465));
    assert!(!mail.keys().any(|key| key == "IncomingPassword" || key == "OutgoingPassword"));
}

#[tokio::test]
async fn the_answer_is_what_ios_installs() {
    let api = api();
    let link = apple_link(&api).await;
    let answer = get(&api, &link).await;
    assert_eq!(answer.header("content-type"), "application/x-apple-aspen-config");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("content-disposition"), "inline; filename=\"centurylink-mail.mobileconfig\"");
    assert_eq!(answer.header("set-cookie"), "");
    assert!(link.ends_with("/centurylink-mail.mobileconfig"), "{link}");
}

#[tokio::test]
async fn the_link_can_be_fetched_again_and_asked_about() {
    let api = api();
    let link = apple_link(&api).await;
    let first = get(&api, &link).await;
    // Safari fetches twice; other browsers hand the address to another program.
    let headers = [("user-agent", "other"), ("cookie", "a=b"), ("accept", "*/*")];
    let second = ask(&api, "GET", &link, &headers, "").await;
    assert_eq!(first.body, second.body);
    let head = ask(&api, "HEAD", &link, &[], "").await;
    assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
}

#[tokio::test]
async fn nothing_in_the_link_can_be_read() {
    let api = api();
    let link = apple_link(&api).await;
    let token = link.split('/').nth(4).unwrap();
    let bytes = base64::Engine::decode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, token).unwrap();
    let readable = String::from_utf8_lossy(&bytes).to_lowercase();
    for part in ["pat", "example", "centurylink", "imap", "address"] {
        assert!(!readable.contains(part), "{part}");
    }
    assert!(!link.contains("pat") && !link.contains('@'), "{link}");
    assert_ne!(link, apple_link(&api).await, "two links for one account are told apart by nothing");
    let short = post_apple(&api, r#"{"address":"a@centurylink.net","name":"Pat Example"}"#).await;
    assert_eq!(short.json()["url"].as_str().unwrap().len() + 1, link.len(), "the length tells the address's");
}

#[tokio::test]
async fn the_link_ends_after_fifteen_minutes() {
    let hands = Hands::at(1_800_000_000);
    let api = replica(A_KEY, &hands);
    let link = apple_link(&api).await;
    hands.forward(15 * 60 - 1);
    assert_eq!(get(&api, &link).await.status, StatusCode::OK);
    hands.forward(1);
    let gone = get(&api, &link).await;
    assert_eq!(gone.status, StatusCode::GONE);
    assert_eq!(gone.header("content-type"), "application/problem+json");
    assert_eq!(gone.json()["code"], "link_expired");
}

#[tokio::test]
async fn replicas_share_a_key_and_strangers_do_not() {
    let hands = Hands::at(1_800_000_000);
    let link = apple_link(&replica(A_KEY, &hands)).await;
    assert_eq!(get(&replica(A_KEY, &hands), &link).await.status, StatusCode::OK);
    assert_eq!(get(&replica(ANOTHER_KEY, &hands), &link).await.status, StatusCode::NOT_FOUND);
    assert_eq!(get(&api(), &link).await.status, StatusCode::NOT_FOUND, "a key made at start");
}

#[tokio::test]
async fn a_changed_link_is_refused_wherever_it_is_changed() {
    let api = api();
    let link = apple_link(&api).await;
    let (start, rest) = link.split_at("/api/v1/apple-profiles/".len());
    let (token, name) = rest.split_once('/').unwrap();
    for at in 0..token.len() {
        let other = if &token[at..=at] == "A" { "B" } else { "A" };
        let forged = format!("{start}{}{other}{}/{name}", &token[..at], &token[at + 1..]);
        let answer = get(&api, &forged).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "letter {at}");
        assert_eq!(answer.json()["code"], "no_such_link");
    }
    for length in 0..token.len() {
        let answer = get(&api, &format!("{start}{}/{name}", &token[..length])).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{length} letters");
    }
    for path in [
        format!("{start}{token}A/{name}"),
        format!("{start}{token}=/{name}"),
        format!("{start}{token}/other.mobileconfig"),
        format!("{start}{token}/"),
        format!("{start}{token}"),
        format!("{start}AQ/{name}"),
        format!("{start}{}/{name}", "A".repeat(5000)),
    ] {
        assert_eq!(get(&api, &path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn the_longest_account_fits_into_a_link() {
    let local = "a".repeat(64);
    let name = "\u{1f4e7}".repeat(64);
    let api = api();
    let made = post_apple(&api, &format!(r#"{{"address":"{local}@centurylink.net","name":"{name}"}}"#)).await;
    let path = format!("/{}", made.json()["url"].as_str().unwrap());
    assert!(path.len() < 2_000, "{}", path.len());
    assert_eq!(mail(&get(&api, &path).await)["EmailAccountName"].as_string(), Some(name.as_str()));
}
