//! What `packaging/compose.yaml` puts together, on this machine: two companions that share by a real store, and
//! nginx before them with the project's own configuration, with and without TLS.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::mail::{Mail, Manner, closed_port, options};
use common::nginx::Nginx;
use common::store::Store;
use common::{Companion, connect, folder, installed, put, raw};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};

const NGINX: &str = include_str!("../../../packaging/nginx/mail-setup.conf");
const TLS: &str = include_str!("../../../packaging/nginx/tls.conf");

fn get(authority: &str, path: &str, more: &str) -> String {
    raw(
        authority,
        &format!("GET {path} HTTP/1.1\r\nhost: help.example.net\r\nconnection: close\r\n{more}\r\n"),
    )
}

/// Reads until a text has come, or the end.
fn read_until(stream: &mut TcpStream, text: &str) -> String {
    let (mut all, mut piece) = (String::new(), [0; 4096]);
    while !all.contains(text) {
        match stream.read(&mut piece).unwrap() {
            0 => break,
            read => all += std::str::from_utf8(&piece[..read]).unwrap(),
        }
    }
    all
}

fn certificate(folder: &Path) {
    let key = rcgen::KeyPair::generate().unwrap();
    let params = rcgen::CertificateParams::new(vec!["help.example.net".to_owned()]).unwrap();
    put(folder, "fullchain.pem", params.self_signed(&key).unwrap().pem());
    put(folder, "key.pem", key.serialize_pem());
}

#[tokio::test]
async fn two_companions_behind_nginx_are_one() {
    let Some(program) = installed(&["nginx"], "nginx") else { return };
    let place = folder("proxy");
    let Some(store) = Store::start(&place) else { return };
    let mail = Mail::start(Manner::Late(2_000)).await;
    let asked = mail.connections.clone();
    let key = put(&place, "token.key", "0f".repeat(32));
    let more = format!("token_key_file = {key:?}\n[limits]\nchecks_per_minute = 6\n{}", store.section());
    let options = options(&place, &[("one", "imap", mail.port)], &more);
    let look = move || {
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        let (first, second) = (Companion::start(&options), Companion::start(&options));
        let (plain, secure) = (closed_port(), closed_port());
        certificate(&place);
        let config = format!("{NGINX}\n{TLS}")
            .replace("companion-1:8080", &first.authority)
            .replace("companion-2:8080", &second.authority)
            // An address of its own, so that the companions can tell it from the client.
            .replace("proxy_pass http", "proxy_bind 127.0.0.7;\nproxy_pass http")
            .replace("listen 80;", &format!("listen 127.0.0.1:{plain};"))
            .replace("listen 443 ", &format!("listen 127.0.0.1:{secure} "))
            .replace("/etc/ssl/mail-setup", place.to_str().unwrap());
        let _nginx = Nginx::start(&program, &place, &config, plain);
        let proxy = format!("127.0.0.1:{plain}");

        // The stream's beginning comes while the mail server has not said a word yet.
        let mut stream = connect(&proxy);
        let ask = "GET /api/v1/check?endpoint=one HTTP/1.1\r\nhost: help.example.net\r\n\
                   accept: text/event-stream\r\nconnection: close\r\n\r\n";
        stream.write_all(ask.as_bytes()).unwrap();
        let begun = read_until(&mut stream, "event: stage");
        assert!(begun.contains("event: run") && !begun.contains("event: endpoint"), "{begun}");
        // Whoever asks meanwhile, at whichever companion, gets the same run.
        let spoofed = "x-forwarded-for: 198.51.100.9\r\n";
        for _ in 0..3 {
            let answer = get(&proxy, "/api/v1/check?endpoint=one", spoofed);
            assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"status\":\"ok\""), "{answer}");
        }
        assert!(read_until(&mut stream, "event: done").contains("event: done"));
        assert_eq!(asked.load(std::sync::atomic::Ordering::SeqCst), 1);
        // What a client writes into X-Forwarded-For makes it nobody else: six are six, at both together.
        let answers: Vec<_> = (0..4).map(|_| get(&proxy, "/api/v1/check?endpoint=one", spoofed)).collect();
        let codes: Vec<_> = answers.iter().map(|answer| answer[9..12].to_owned()).collect();
        assert_eq!(codes, ["200", "200", "429", "429"]);

        // The link that one companion makes is good at the other.
        let body = r#"{"address":"pat.example@centurylink.net"}"#;
        let length = body.len();
        let made = raw(
            &proxy,
            &format!(
                "POST /api/v1/apple-profiles HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
            ),
        );
        let link = made.split("\"url\":\"").nth(1).unwrap().split('"').next().unwrap();
        for companion in [&first.authority, &second.authority] {
            assert!(get(companion, &format!("/{link}"), "").contains("application/x-apple-aspen-config"));
        }

        // TLS ends at nginx.
        let mut client = Command::new("openssl")
            .args(["s_client", "-quiet", "-verify_return_error", "-verify_hostname", "help.example.net"])
            .args(["-servername", "help.example.net", "-connect", &format!("127.0.0.1:{secure}")])
            .args(["-CAfile", place.join("fullchain.pem").to_str().unwrap()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let request = b"GET /healthz HTTP/1.1\r\nhost: help.example.net\r\nconnection: close\r\n\r\n";
        client.stdin.as_mut().unwrap().write_all(request).unwrap();
        let answer = client.wait_with_output().unwrap().stdout;
        let answer = String::from_utf8(answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("ok\n"), "{answer}");
        assert!(answer.to_lowercase().contains("strict-transport-security"), "{answer}");

        // One is told to end: nobody notices.
        first.terminate();
        for _ in 0..10 {
            assert!(get(&proxy, "/healthz", "").starts_with("HTTP/1.1 200"));
        }
        let (code, _, said) = first.ended();
        assert_eq!(code, Some(0), "{said}");
        for _ in 0..10 {
            assert!(get(&proxy, "/healthz", "").starts_with("HTTP/1.1 200"));
        }
        let log = std::fs::read_to_string(place.join("nginx.log")).unwrap();
        assert!(!log.contains("127.0.0.1") && !log.contains("/api/"), "{log}");
    };
    tokio::task::spawn_blocking(look).await.unwrap();
}
