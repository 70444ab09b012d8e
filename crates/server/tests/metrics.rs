//! The operator's numbers and the health checks, over real connections: numbers on their own listener
//! and nowhere else.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::mail::{Mail, Manner, closed_port, options};
use common::{Companion, folder, put, raw, run, stderr};

fn get(authority: &str, path: &str, host: &str) -> String {
    raw(authority, &format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n"))
}

#[tokio::test]
async fn numbers_are_on_their_own_listener_and_name_nobody() {
    let mail = Mail::start(Manner::Good).await;
    let metrics = format!("127.0.0.1:{}", closed_port());
    let more = format!("metrics_listen = \"{metrics}\"\n[limits]\nchecks_per_minute = 2");
    let options = options(&folder("metrics"), &[("one", "imap", mail.port)], &more);
    let look = move || {
        let companion = Companion::start(&options.iter().map(String::as_str).collect::<Vec<_>>());
        let main = companion.authority.clone();
        for path in ["/healthz", "/readyz"] {
            let answer = get(&main, path, &main);
            assert!(
                answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("\r\n\r\nok\n"),
                "{answer}"
            );
        }
        let before = get(&metrics, "/metrics", &metrics);
        assert!(before.contains("\nmail_setup_check_runs_total 0\n"), "{before}");
        for status in ["200", "200", "429"] {
            let answer = get(&main, "/api/v1/check?endpoint=one", &main);
            assert_eq!(answer.split(' ').nth(1), Some(status), "{answer}");
        }

        let answer = get(&metrics, "/metrics", &metrics);
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        assert!(answer.contains("content-type: text/plain; version=0.0.4; charset=utf-8\r\n"), "{answer}");
        for line in [
            "# TYPE mail_setup_check_runs_total counter",
            "mail_setup_check_runs_total 1",
            "mail_setup_check_cache_hits_total 1",
            "mail_setup_check_verdicts_total{endpoint=\"one\",host=\"mail.test.example\",status=\"ok\",code=\"none\"} 1",
            "mail_setup_limited_total{limit=\"client_rate\"} 1",
            "mail_setup_streams 0",
        ] {
            assert!(answer.lines().any(|one| one == line), "{line} is not in\n{answer}");
        }
        let (_, numbers) = answer.split_once("\r\n\r\n").unwrap();
        assert!(!numbers.contains("127.0.0.1"), "{numbers}");

        assert!(get(&main, "/metrics", &main).starts_with("HTTP/1.1 404"), "numbers on the main listener");
        for path in ["/", "/api/v1/profile", "/healthz"] {
            assert!(get(&metrics, path, &metrics).starts_with("HTTP/1.1 404"), "{path} beside the numbers");
        }
        let port = metrics.rsplit(':').next().unwrap();
        let rebound = get(&metrics, "/metrics", &format!("evil.example:{port}"));
        assert!(rebound.starts_with("HTTP/1.1 421"), "{rebound}");
    };
    tokio::task::spawn_blocking(look).await.unwrap();
}

#[test]
fn a_listener_that_cannot_be_had_is_told_before_the_program_is_ready() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let text = format!("listen = \"127.0.0.1:0\"\nmetrics_listen = \"{address}\"");
    let file = put(&folder("metrics-taken"), "companion.toml", text);
    let output = run(&["serve", "--config", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains(&format!("{address} cannot be listened on")), "{}", stderr(&output));
    assert!(output.stdout.is_empty(), "it said that it is ready");
}
