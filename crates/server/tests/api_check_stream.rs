//! A stream while nothing happens, and when the program ends: it shows that it is alive, and it has
//! last words.
#![cfg(unix)]
// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::mail::{Mail, Manner, options};
use common::{Companion, events, folder, read_all};
use serde_json::Value;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

/// A request for a check of `one`, and its answer as far as it has come.
struct Asked {
    stream: TcpStream,
    heard: String,
}

impl Asked {
    fn new(companion: &Companion, accept: &str) -> Self {
        let mut stream = companion.connect();
        let head = format!("GET /api/v1/check?endpoint=one HTTP/1.1\r\nhost: x\r\naccept: {accept}\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        Self { stream, heard: String::new() }
    }

    /// Listens until the answer has this, so many times.
    fn until(&mut self, wanted: &str, times: usize) {
        let mut some = [0; 4096];
        while self.heard.matches(wanted).count() < times {
            let read = self.stream.read(&mut some).unwrap();
            assert!(read > 0, "it ended without {wanted:?}: {}", self.heard);
            self.heard.push_str(std::str::from_utf8(&some[..read]).unwrap());
        }
    }

    /// The whole answer: head and body, the latter without the marks of its chunks.
    fn whole(mut self) -> (String, String) {
        self.heard.push_str(&read_all(&mut self.stream));
        let (head, body) = self.heard.split_once("\r\n\r\n").unwrap();
        if !head.contains("transfer-encoding: chunked") {
            return (head.to_owned(), body.to_owned());
        }
        let (mut rest, mut text) = (body, String::new());
        loop {
            let (size, after) = rest.split_once("\r\n").unwrap_or_else(|| panic!("cut off: {body}"));
            let size = usize::from_str_radix(size, 16).unwrap();
            if size == 0 {
                return (head.to_owned(), text);
            }
            text.push_str(&after[..size]);
            rest = &after[size + 2..];
        }
    }
}

/// A companion for one server, in a thread of its own: the server lives in this one.
async fn with(name: &str, manner: Manner, limits: &str, look: fn(Companion)) {
    let mail = Mail::start(manner).await;
    let more = format!("[limits]\n{limits}");
    let options = options(&folder(&format!("api-check-stream-{name}")), &[("one", "imap", mail.port)], &more);
    let look = move || look(Companion::start(&options.iter().map(String::as_str).collect::<Vec<_>>()));
    tokio::task::spawn_blocking(look).await.unwrap();
}

/// Asserts that the program ended as it should.
fn ended_well(companion: Companion) {
    let (code, _, err) = companion.ended();
    assert_eq!(code, Some(0), "{err}");
    assert!(!err.contains("cut off") && !err.contains("ERROR"), "{err}");
}

#[tokio::test]
async fn a_silent_stream_shows_that_it_is_alive() {
    with("alive", Manner::Silent, "heartbeat_seconds = 1", |companion| {
        let mut asked = Asked::new(&companion, "text/event-stream");
        asked.until("event: run\n", 1);
        // A comment: a colon at the start of a block (HTML, server-sent events 9.2.5).
        asked.until("\r\n:\n\n\r\n", 3);
        assert!(!asked.heard.contains("event: done"), "the server was not silent: {}", asked.heard);
    })
    .await;
}

#[tokio::test]
async fn a_stream_that_has_something_to_say_does_not_only_say_that_it_is_alive() {
    with("talks", Manner::Late(1_500), "heartbeat_seconds = 1", |companion| {
        let mut asked = Asked::new(&companion, "text/event-stream");
        asked.until("event: done\n", 1);
        asked.until("\n\n", 1);
        let heard = &asked.heard;
        assert!(heard.contains("\r\n:\n\n\r\n"), "{heard}");
        let last_comment = heard.rfind(":\n\n\r\n").unwrap();
        assert!(last_comment < heard.rfind("event: endpoint\n").unwrap(), "{heard}");
    })
    .await;
}

#[tokio::test]
async fn told_to_end_a_stream_that_cannot_end_says_so() {
    with("problem", Manner::Silent, "drain_seconds = 2", |companion| {
        let mut asked = Asked::new(&companion, "text/event-stream");
        asked.until("\"name\":\"certificate\"", 1);
        companion.terminate();
        let (_, text) = asked.whole();
        let told = events(&text);
        let (name, problem) = told.last().unwrap();
        assert_eq!((name.as_str(), &problem["code"]), ("problem", &Value::from("ending")), "{text}");
        assert!(!told.iter().any(|(name, _)| name == "done"), "{text}");
        ended_well(companion);
    })
    .await;
}

#[tokio::test]
async fn told_to_end_a_stream_that_soon_ends_gets_its_document() {
    with("done", Manner::Late(1_000), "drain_seconds = 20", |companion| {
        let mut asked = Asked::new(&companion, "text/event-stream");
        asked.until("\"name\":\"certificate\"", 1);
        companion.terminate();
        let (_, text) = asked.whole();
        let told = events(&text);
        let (name, report) = told.last().unwrap();
        assert_eq!((name.as_str(), &report["status"]), ("done", &Value::from("ok")), "{text}");
        ended_well(companion);
    })
    .await;
}

#[tokio::test]
async fn told_to_end_a_document_that_cannot_be_had_is_a_problem() {
    with("document", Manner::Silent, "drain_seconds = 2", |companion| {
        let asked = Asked::new(&companion, "application/json");
        // The run is under way when another listener hears of it.
        Asked::new(&companion, "text/event-stream").until("\"name\":\"certificate\"", 1);
        companion.terminate();
        let (head, text) = asked.whole();
        assert!(head.starts_with("HTTP/1.1 503 ") && head.contains("retry-after: 5"), "{head}");
        let problem: Value = serde_json::from_str(&text).unwrap();
        assert_eq!((&problem["status"], &problem["code"]), (&503.into(), &"ending".into()));
        ended_well(companion);
    })
    .await;
}
