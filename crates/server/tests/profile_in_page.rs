//! The provider's profile is put into the page that is served.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use axum::body::Bytes;
use common::{Companion, ask, folder, put, read_all, run, service, stderr};
use engine::Profile;
use server::{Config, PageError, PageFiles, page, portals};
use site::Data;
use std::io::{Read as _, Write as _};

const INDEX: &str = "<!doctype html><html lang=\"en\"><head>\
<meta name=\"mail-setup-portals\" content=\"\"><!--site:title--><title>x</title><!--/site:title--></head>\
<body><!--site:data--><!--/site:data--><div id=\"app\"><!--site:start--><!--/site:start--></div></body></html>";

fn built() -> Vec<(String, Bytes)> {
    let file = |name: &str, text: &str| (name.to_owned(), Bytes::from(text.to_owned()));
    vec![file("index.html", INDEX), file("index.html.br", "old"), file("data/manifest.json", "{}")]
}

fn other(data: &Data) -> Profile {
    let mut profile: serde_json::Value = serde_json::from_str(data.profile_json()).unwrap();
    profile["name"] = "Example Net".into();
    serde_json::from_value(profile).unwrap()
}

#[tokio::test]
async fn another_profile_is_in_the_page_and_no_old_variant_is_sent() {
    let data = Data::embedded().unwrap();
    let profile = other(&data);
    let files = page(built().into_iter().collect(), &profile, &data).unwrap();
    let service = service(Config::default(), files);
    let plain = ask(&service, "GET", "/", &[], "").await;
    assert!(plain.text().contains("<h1>Set up your Example Net email</h1>"), "{}", plain.text());
    assert!(!plain.text().contains("Set up your CenturyLink email"), "{}", plain.text());
    let packed = ask(&service, "GET", "/", &[("accept-encoding", "br")], "").await;
    assert_eq!(packed.header("content-encoding"), "br");
    let mut text = Vec::new();
    brotli::BrotliDecompress(&mut &*packed.body, &mut text).unwrap();
    assert_eq!(String::from_utf8(text).unwrap(), plain.text());
    let packed = ask(&service, "GET", "/", &[("accept-encoding", "gzip")], "").await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    let mut text = String::new();
    flate2::read::GzDecoder::new(&*packed.body).read_to_string(&mut text).unwrap();
    assert_eq!(text, plain.text());
    let steps = ask(&service, "GET", "/steps/es/", &[], "").await;
    assert!(steps.text().contains("Example Net"), "{}", steps.text());
}

#[test]
fn a_page_that_already_holds_the_profile_keeps_its_variants() {
    let data = Data::embedded().unwrap();
    let once = page(built().into_iter().collect(), data.profile(), &data).unwrap();
    let index = once.get("index.html").unwrap().to_vec();
    let mut files = built();
    files[0].1 = index.clone().into();
    let again = page(files.into_iter().collect(), data.profile(), &data).unwrap();
    assert_eq!(again.get("index.html"), Some(&index[..]));
    assert!(format!("{again:?}").contains("Some(b\"old\")"), "the brotli variant is gone");
}

#[test]
fn the_page_knows_the_portals_of_the_configuration() {
    let list = |setting: &str| {
        let config = Config::parse("test.toml", &format!("frame_ancestors = [{setting}]")).unwrap();
        let files = portals(built().into_iter().collect(), &config);
        let index = String::from_utf8(files.get("index.html").unwrap().to_vec()).unwrap();
        let (_, rest) = index.split_once("portals\" content=\"").unwrap();
        let kept = format!("{files:?}").contains("Some(b\"old\")");
        (rest.split_once('"').unwrap().0.to_owned(), kept)
    };
    let both = "\"self\", \"https://portal.example\", \"https://*.example:8443\"";
    assert_eq!(list(both), ("https://portal.example https://*.example:8443".to_owned(), false));
    // Nothing to write: the compressed variants stay.
    assert_eq!(list("\"self\""), (String::new(), true));
    assert_eq!(list("\"none\""), (String::new(), true));
}

#[test]
fn a_folder_without_a_page_is_refused() {
    let data = Data::embedded().unwrap();
    let empty = page(PageFiles::default(), data.profile(), &data);
    assert!(matches!(empty, Err(PageError::Missing("index.html"))));
    let folder = folder("page-none");
    put(&folder, "index.html", "<html></html>");
    let output = run(&["serve", "--listen", "127.0.0.1:0", "--page", folder.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("data/manifest.json"), "{}", stderr(&output));
}

#[test]
fn the_program_serves_the_page_of_a_folder() {
    let folder = folder("page-served");
    put(&folder, "index.html", INDEX);
    put(&folder, "data/manifest.json", "{}");
    let companion = Companion::start(&["--page", folder.to_str().unwrap()]);
    let mut stream = companion.connect();
    stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
    let answer = read_all(&mut stream);
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.contains("imap.centurylink.com"), "{answer}");
}

#[test]
fn without_a_page_the_program_says_so_and_serves_the_api() {
    let companion = Companion::start(&["--lang", "en"]);
    let close = "host: x\r\nconnection: close\r\n\r\n";
    let answer = companion.raw(&format!("GET / HTTP/1.1\r\n{close}"));
    assert!(
        answer.contains("This program has no page in it") && answer.contains("api/v1/profile"),
        "{answer}"
    );
    let answer = companion.raw(&format!("GET /api/v1/profile HTTP/1.1\r\n{close}"));
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    companion.terminate();
    let (_, _, err) = companion.ended();
    assert!(err.contains("This program has no page in it"), "{err}");
}
