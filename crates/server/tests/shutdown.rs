//! Told to end, the program lets a request in flight end first.
#![cfg(unix)]
// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{Companion, folder, put, read_all};
use std::io::Write as _;
use std::net::TcpStream;
use std::thread::sleep;
use std::time::{Duration, Instant};

const HEAD: &str = "POST /api/v1/apple-profiles HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
const BODY: &str = r#"{"address":"pat@centurylink.net"}"#;

/// A request whose body is not yet whole.
fn in_flight(companion: &Companion) -> TcpStream {
    let mut stream = companion.connect();
    let head = format!("{HEAD}content-length: {}\r\n\r\n{}", BODY.len(), &BODY[..5]);
    stream.write_all(head.as_bytes()).unwrap();
    sleep(Duration::from_millis(200));
    stream
}

fn wait_until_refused(companion: &Companion) {
    let start = Instant::now();
    while TcpStream::connect(&companion.authority).is_ok() {
        assert!(start.elapsed() < Duration::from_secs(5), "new connections are still accepted");
        sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_request_in_flight_is_answered() {
    let companion = Companion::start(&[]);
    let idle = companion.connect();
    let mut stream = in_flight(&companion);
    companion.terminate();
    wait_until_refused(&companion);
    stream.write_all(&BODY.as_bytes()[5..]).unwrap();
    let answer = read_all(&mut stream);
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("mobileconfig\"}"), "{answer}");
    let (code, _, err) = companion.ended();
    assert_eq!(code, Some(0), "{err}");
    drop(idle);
}

#[test]
fn an_idle_program_ends_at_once() {
    let companion = Companion::start(&[]);
    let start = Instant::now();
    companion.terminate();
    let (code, _, err) = companion.ended();
    assert_eq!(code, Some(0), "{err}");
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

#[test]
fn a_request_that_never_ends_is_cut_off() {
    let text = "[limits]\nrequest_seconds = 60\ndrain_seconds = 1";
    let file = put(&folder("shutdown-drain"), "config.toml", text);
    let companion = Companion::start(&["--config", file.to_str().unwrap()]);
    let stream = in_flight(&companion);
    let start = Instant::now();
    companion.terminate();
    let (code, _, err) = companion.ended();
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("cut off"), "{err}");
    assert!(start.elapsed() >= Duration::from_secs(1) && start.elapsed() < Duration::from_secs(15));
    drop(stream);
}
