//! The operator's notice: shown while it holds, read again when the file changes.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{Hands, folder, get, put, service};
use serde_json::{Value, json};
use server::{Config, PageFiles};

const PATH: &str = "/api/v1/notice";
const GOOD: &str = "from = \"2027-01-15T08:00:00Z\"\nuntil = \"2027-01-15T09:00:00Z\"\n\
                    apps = [\"thunderbird\"]\n[text]\nen = \"Down\"\nes = \"Caído\"\n";

#[tokio::test]
async fn it_holds_for_its_time_and_changes_with_its_file() {
    let place = folder("notice");
    let file = put(&place, "notice.toml", GOOD);
    // 2027-01-15T08:00:00Z is 1,800,000,000.
    let hands = Hands::at(1_799_999_999);
    let config = Config { notice: Some(file.clone()), clock: hands.clock(), ..Config::default() };
    let service = service(config, PageFiles::default());
    assert_eq!(get(&service, PATH).await.json(), Value::Null, "not yet");
    hands.forward(1);
    let shown = get(&service, PATH).await.json();
    assert_eq!(shown["text"], json!({"en": "Down", "es": "Caído"}));
    assert_eq!(shown["apps"], json!(["thunderbird"]));
    for wrong in ["[text]\nen = \"Only English\"\n", &GOOD.replace("thunderbird", "netscape"), "text ="] {
        put(&place, "notice.toml", wrong);
        assert_eq!(get(&service, PATH).await.json(), shown, "the last good one stays: {wrong}");
    }
    put(&place, "notice.toml", "[text]\nen = \"Better now\"\nes = \"Ya va mejor\"\n");
    assert_eq!(get(&service, PATH).await.json()["text"]["en"], "Better now");
    put(&place, "notice.toml", GOOD);
    hands.forward(3_600);
    assert_eq!(get(&service, PATH).await.json(), Value::Null, "over");
    std::fs::remove_file(file).unwrap();
    assert_eq!(get(&service, PATH).await.json(), Value::Null);
}

#[tokio::test]
async fn without_a_file_there_is_none() {
    let answer = get(&common::api(), PATH).await;
    assert_eq!((answer.text(), answer.header("content-type")), ("null", "application/json"));
}
