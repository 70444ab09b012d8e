//! The page's files: compression, validators, caching, types, folders.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use axum::Router;
use axum::http::StatusCode;
use common::{Answer, ask, folder, get, put, service};
use server::{Config, PageError, PageFiles};

const SCRIPT: &str = "page-0123456789abcdef.js";
const WASM: &str = "page-0123456789abcdef_bg.wasm";

/// A page like a built one; the variants hold other bytes than real ones, to be told apart.
fn page(name: &str) -> Router {
    let folder = folder(name);
    put(&folder, "index.html", "<title>start</title>");
    put(&folder, "index.html.br", "brotli");
    put(&folder, "index.html.gz", "gzip");
    put(&folder, SCRIPT, "export {}");
    put(&folder, WASM, b"\0asm");
    put(&folder, &format!("{WASM}.br"), "brotli wasm");
    put(&folder, "base-fedcba9876543210.css", "p {}");
    put(&folder, "boot.js", "0");
    put(&folder, "embed.js", "0");
    put(&folder, "data/manifest.json", "{}");
    put(&folder, "data/text-en-0123456789abcdef.json", "[]");
    put(&folder, "steps/en/index.html", "<title>steps</title>");
    put(&folder, "mark.svg", "<svg/>");
    put(&folder, "alone.br", "a file of its own");
    service(Config::default(), PageFiles::read(&folder).unwrap())
}

async fn accepting(page: &Router, path: &str, encoding: &str) -> Answer {
    ask(page, "GET", path, &[("accept-encoding", encoding)], "").await
}

#[tokio::test]
async fn the_client_chooses_the_compression() {
    let page = page("static-encoding");
    for (encoding, name, body) in [
        ("gzip, deflate, br", "br", "brotli"),
        ("gzip", "gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip", "gzip"),
        ("br;q=0, *", "gzip", "gzip"),
        ("identity", "", "<title>start</title>"),
        ("zstd", "", "<title>start</title>"),
    ] {
        let answer = accepting(&page, "/", encoding).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!((answer.header("content-encoding"), answer.text()), (name, body), "{encoding}");
        assert_eq!(answer.header("vary"), "accept-encoding");
        assert_eq!(answer.header("content-length"), body.len().to_string());
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    }
    assert_eq!(get(&page, "/").await.text(), "<title>start</title>");
    let wasm = accepting(&page, &format!("/{WASM}"), "gzip").await;
    assert_eq!(wasm.header("content-encoding"), "", "there is no gzip variant");
}

#[tokio::test]
async fn a_variant_is_not_a_page_of_its_own() {
    let page = page("static-variant");
    assert_eq!(get(&page, "/index.html.br").await.status, StatusCode::NOT_FOUND);
    assert_eq!(get(&page, "/alone.br").await.text(), "a file of its own");
}

#[tokio::test]
async fn each_file_has_its_type_and_its_time() {
    let page = page("static-types");
    let year = "public, max-age=31536000, immutable";
    for (path, media_type, cache) in [
        ("/index.html", "text/html; charset=utf-8", "no-cache"),
        (&format!("/{SCRIPT}"), "text/javascript; charset=utf-8", year),
        (&format!("/{WASM}"), "application/wasm", year),
        ("/base-fedcba9876543210.css", "text/css; charset=utf-8", year),
        ("/boot.js", "text/javascript; charset=utf-8", "no-cache"),
        ("/data/manifest.json", "application/json", "no-cache"),
        ("/data/text-en-0123456789abcdef.json", "application/json", year),
        ("/mark.svg", "image/svg+xml", "no-cache"),
    ] {
        let answer = get(&page, path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.header("content-type"), media_type, "{path}");
        assert_eq!(answer.header("cache-control"), cache, "{path}");
    }
}

#[tokio::test]
async fn a_known_file_is_not_sent_again() {
    let page = page("static-etag");
    let first = accepting(&page, "/", "br").await;
    let etag = first.header("etag").to_owned();
    assert!(etag.len() > 10 && etag.starts_with('"') && etag.ends_with('"'), "{etag}");
    for known in [etag.clone(), format!("W/{etag}"), format!("\"other\", {etag}"), "*".to_owned()] {
        let headers = [("accept-encoding", "br"), ("if-none-match", &known)];
        let answer = ask(&page, "GET", "/", &headers, "").await;
        assert_eq!(answer.status, StatusCode::NOT_MODIFIED, "{known}");
        assert!(answer.body.is_empty());
        assert_eq!(answer.header("etag"), etag);
        assert_eq!(answer.header("vary"), "accept-encoding");
        assert_eq!(answer.header("cache-control"), "no-cache");
    }
    let plain = ask(&page, "GET", "/", &[("if-none-match", &etag)], "").await;
    assert_eq!(plain.status, StatusCode::OK, "the plain file is not the compressed one");
    assert_ne!(plain.header("etag"), etag);
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let page = page("static-head");
    for path in ["/", &format!("/{WASM}"), "/data/manifest.json"] {
        let get = accepting(&page, path, "br").await;
        let head = ask(&page, "HEAD", path, &[("accept-encoding", "br")], "").await;
        assert!(head.body.is_empty(), "{path}");
        assert_eq!(head.status, get.status);
        assert_eq!(head.headers, get.headers, "{path}");
    }
}

#[tokio::test]
async fn a_folder_is_its_index() {
    let page = page("static-folder");
    assert_eq!(get(&page, "/steps/en/").await.text(), "<title>steps</title>");
    let answer = get(&page, "/steps/en").await;
    assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(answer.header("location"), "./en/");
    assert_eq!(get(&page, "/steps/").await.status, StatusCode::NOT_FOUND);
    assert_eq!(get(&page, "/?embed=1&lang=es").await.text(), "<title>start</title>");
}

#[tokio::test]
async fn what_is_not_there_is_not_the_start_page() {
    let page = page("static-missing");
    let answer = get(&page, "/nothing").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(answer.text(), "There is no page at this address.\n");
    let spanish =
        ask(&page, "GET", "/nothing", &[("accept-language", "fr, es-MX;q=0.8, en;q=0.5")], "").await;
    assert_eq!(spanish.text(), "No hay ninguna página en esta dirección.\n");
    let post = ask(&page, "POST", "/", &[], "address=pat@q.com").await;
    assert_eq!(post.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(post.header("allow"), "GET,HEAD");
}

#[tokio::test]
async fn no_path_leads_out_of_the_page() {
    let outer = folder("static-outside");
    put(&outer, "secret.txt", "secret");
    put(&outer, "page/index.html", "start");
    let page = service(Config::default(), PageFiles::read(&outer.join("page")).unwrap());
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/x/../../secret.txt",
        "/..%5csecret.txt",
        "//secret.txt",
        "/./../secret.txt",
        "/%252e%252e/secret.txt",
        "/etc/passwd",
        "//etc/passwd",
        "/index.html%00",
        "/index.html/../../secret.txt",
        "/%ff%fe",
        "/%c0%ae%c0%ae/secret.txt",
        "/%",
        "/%zz",
    ] {
        let answer = get(&page, path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}: {}", answer.text());
        assert!(!answer.text().contains("secret"), "{path}");
    }
}

#[test]
fn a_folder_that_is_no_page_is_refused() {
    let missing = PageFiles::read(&folder("static-none").join("x"));
    assert!(matches!(&missing, Err(PageError::Read { file, .. }) if file.ends_with("/x")), "{missing:?}");
    let many = folder("static-many");
    for number in 0..=5_000 {
        put(&many, &number.to_string(), "");
    }
    assert!(matches!(PageFiles::read(&many), Err(PageError::TooMuch(_))));
    let large = folder("static-large");
    std::fs::File::create(large.join("hole")).unwrap().set_len(65 * 1024 * 1024).unwrap();
    assert!(matches!(PageFiles::read(&large), Err(PageError::TooMuch(_))));
}

#[cfg(unix)]
#[test]
fn links_to_folders_are_not_followed() {
    let folder = folder("static-links");
    put(&folder, "index.html", "start");
    put(&folder, "real/file.txt", "text");
    std::os::unix::fs::symlink(&folder, folder.join("circle")).unwrap();
    std::os::unix::fs::symlink(folder.join("real/file.txt"), folder.join("linked.txt")).unwrap();
    let files = PageFiles::read(&folder).unwrap();
    assert_eq!(files.len(), 3);
    assert_eq!(files.get("linked.txt"), Some(&b"text"[..]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf8_is_named() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = folder("static-name");
    std::fs::write(folder.join(std::ffi::OsStr::from_bytes(b"a\xff.txt")), "").unwrap();
    let error = PageFiles::read(&folder).unwrap_err().to_string();
    assert!(error.ends_with("the file's name is not UTF-8"), "{error}");
}

#[tokio::test]
async fn only_the_script_for_portals_is_for_other_origins() {
    let page = page("static-portals");
    let headers = ["access-control-allow-origin", "cross-origin-resource-policy", "cache-control"];
    let known = get(&page, "/embed.js").await.header("etag").to_owned();
    for (asked, status) in [("", 200), (known.as_str(), 304)] {
        let answer = ask(&page, "GET", "/embed.js", &[("if-none-match", asked)], "").await;
        assert_eq!(answer.status, status);
        assert_eq!(headers.map(|name| answer.header(name)), ["*", "cross-origin", "public, max-age=300"]);
    }
    for other in ["/", "/boot.js", "/data/manifest.json", &format!("/{SCRIPT}")] {
        let answer = get(&page, other).await;
        assert_eq!((answer.header(headers[0]), answer.header(headers[1])), ("", ""), "{other}");
    }
}
