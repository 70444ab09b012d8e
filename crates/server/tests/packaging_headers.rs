//! The examples of headers in `packaging/headers`: nginx, started for real, gives each file the headers that the
//! companion gives it; the other examples say the same.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::mail::closed_port;
use common::nginx::Nginx;
use common::{Answer, folder, installed, put, raw, service};
use server::{Config, PageFiles};
use std::path::Path;

const NGINX: &str = include_str!("../../../packaging/headers/nginx.conf");
const CADDY: &str = include_str!("../../../packaging/headers/Caddyfile");
const HEADERS: &str = include_str!("../../../packaging/headers/_headers");

/// A page with a file of each kind.
const FILES: [&str; 17] = [
    "index.html",
    "boot.js",
    "embed.js",
    "page-0123456789abcdef.js",
    "page-0123456789abcdef.css",
    "page-0123456789abcdef_bg.wasm",
    "data/text-en-0123456789abcdef.json",
    "data/portal-files-0123456789abcdef.js",
    "data/portal-files-0123456789abcdef_bg.wasm",
    "data/manifest.json",
    "data/profile.json",
    "data/profile.schema.json",
    "steps/en/k9.html",
    "help.mobileconfig",
    "mail.svg",
    "robots.txt",
    "odd.unknown",
];
const SAME: [&str; 10] = [
    "content-type",
    "cache-control",
    "access-control-allow-origin",
    "cross-origin-resource-policy",
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "permissions-policy",
    "content-encoding",
    "vary",
];

fn page(folder: &Path) -> PageFiles {
    for file in FILES {
        put(folder, file, format!("this is {file}, "));
        put(folder, &format!("{file}.gz"), [0x1f, 0x8b, 8, 0]);
    }
    PageFiles::read(folder).unwrap()
}

fn companion(folder: &Path) -> axum::Router {
    service(Config::default(), page(folder))
}

async fn get(service: &axum::Router, path: &str, gzip: bool) -> Answer {
    let headers = [("accept-encoding", if gzip { "gzip" } else { "identity" })];
    common::ask(service, "GET", path, &headers, "").await
}

#[tokio::test]
async fn nginx_says_what_the_companion_says() {
    let Some(program) = installed(&["nginx"], "nginx") else { return };
    let (root, run) = (folder("headers-page"), folder("headers-nginx"));
    let (service, port) = (companion(&root), closed_port());
    let config = NGINX
        .replace("listen 80;", &format!("listen 127.0.0.1:{port};"))
        .replace("/srv/mail-setup", root.to_str().unwrap());
    let _nginx = Nginx::start(&program, &run, &config, port);
    for file in FILES.iter().copied().chain([""]) {
        for gzip in [false, true] {
            let ours = get(&service, &format!("/{file}"), gzip).await;
            let coding = if gzip { "gzip" } else { "identity" };
            let request = format!(
                "GET /{file} HTTP/1.1\r\nhost: x\r\naccept-encoding: {coding}\r\nconnection: close\r\n\r\n"
            );
            let answer = tokio::task::spawn_blocking(move || {
                let stream = common::connect(&format!("127.0.0.1:{port}"));
                use std::io::{Read as _, Write as _};
                let (mut stream, mut bytes) = (stream, Vec::new());
                stream.write_all(request.as_bytes()).unwrap();
                stream.read_to_end(&mut bytes).unwrap();
                String::from_utf8_lossy(&bytes).into_owned()
            });
            let answer = answer.await.unwrap();
            assert!(answer.starts_with("HTTP/1.1 200 "), "{file}: {answer}");
            let head = answer.split("\r\n\r\n").next().unwrap();
            for name in SAME {
                let theirs = head.lines().find_map(|line| {
                    let (key, value) = line.split_once(": ")?;
                    key.eq_ignore_ascii_case(name).then_some(value)
                });
                // A plain answer of nginx's says Vary only where it has compressed.
                if name == "vary" && !gzip {
                    continue;
                }
                let (theirs, ours) = (theirs.unwrap_or_default(), ours.header(name));
                assert!(
                    theirs.eq_ignore_ascii_case(ours),
                    "/{file} {coding} {name}: {theirs:?}, ours is {ours:?}"
                );
            }
        }
    }
    let missing =
        raw(&format!("127.0.0.1:{port}"), "GET /nothing HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    assert!(missing.starts_with("HTTP/1.1 404") && missing.contains("default-src 'none'"), "{missing}");
}

#[tokio::test]
async fn the_other_examples_say_the_same() {
    let service = companion(&folder("headers-others"));
    let any = get(&service, "/", false).await;
    for name in ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"]
    {
        let value = any.header(name);
        for (file, line) in [
            (NGINX, format!("    add_header {name} \"{value}\" always;\n")),
            (CADDY, format!("\t\t{name} \"{value}\"\n")),
            (HEADERS, format!("  {name}: {value}\n")),
        ] {
            assert!(file.contains(&line), "{line}");
        }
    }
    for file in FILES {
        let answer = get(&service, &format!("/{file}"), false).await;
        let cache = answer.header("cache-control");
        assert_eq!(by_rules(&format!("/{file}"), "Cache-Control").as_deref(), Some(cache), "{file}");
        for name in ["Access-Control-Allow-Origin", "Cross-Origin-Resource-Policy"] {
            let ours = Some(answer.header(name)).filter(|value| !value.is_empty());
            assert_eq!(by_rules(&format!("/{file}"), name).as_deref(), ours, "{file}");
            assert!(ours.is_none_or(|value| CADDY.contains(&format!("\t\t{name} \"{value}\"\n"))), "{file}");
        }
        if file.ends_with(".mobileconfig") {
            let ours = answer.header("content-type");
            assert_eq!(by_rules(&format!("/{file}"), "Content-Type").as_deref(), Some(ours));
            assert!(CADDY.contains(&format!("Content-Type {ours}")));
        }
    }
    // Caddy and nginx use one pattern, and nginx was started with it.
    let pattern = r"[^/]+-[0-9a-f]{16}(_bg\.wasm|\.[^./]+)";
    assert_eq!((NGINX.matches(pattern).count(), CADDY.matches(pattern).count()), (1, 2));
}

/// A header by the rules of `_headers`: each rule that fits adds a value, and `! Name` takes it away.
fn by_rules(path: &str, name: &str) -> Option<String> {
    let (mut fits, mut values) = (false, Vec::new());
    for line in HEADERS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix("  ") {
            None => {
                let (before, after) = line.split_once('*').unwrap_or((line, ""));
                fits = if line.contains('*') {
                    path.starts_with(before) && path.ends_with(after)
                } else {
                    path == line
                };
            }
            Some(rule) if fits => match rule.strip_prefix("! ") {
                Some(gone) if gone == name => values.clear(),
                Some(_) => {}
                None => values.extend(rule.strip_prefix(&format!("{name}: ")).map(str::to_owned)),
            },
            Some(_) => {}
        }
    }
    (!values.is_empty()).then(|| values.join(", "))
}
