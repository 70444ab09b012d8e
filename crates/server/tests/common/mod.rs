//! What the tests share: the service without a network, and the program itself.

// Every test program compiles this module and uses a part of it; clippy knows a test only by its attribute.
#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::Response;
use server::{Clock, Config, PageFiles, app};
use site::Data;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};
use tower::ServiceExt as _;

pub mod mail;
pub mod nginx;
pub mod signing;
pub mod store;

pub const ADDRESS: &str = "pat.example@centurylink.net";

/// The service with the embedded data and these files.
pub fn service(config: Config, files: PageFiles) -> Router {
    let data = Data::embedded().unwrap();
    app(config, &data, data.profile().clone(), files).unwrap()
}

/// The API alone.
pub fn api() -> Router {
    service(Config::default(), PageFiles::default())
}

/// A clock that a test moves, in seconds since 1970.
#[derive(Clone, Default)]
pub struct Hands(Arc<AtomicU64>);

impl Hands {
    pub fn at(seconds: u64) -> Self {
        Self(Arc::new(AtomicU64::new(seconds)))
    }

    pub fn forward(&self, seconds: u64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }

    pub fn clock(&self) -> Clock {
        let hands = self.clone();
        Clock::new(move || UNIX_EPOCH + Duration::from_secs(hands.0.load(Ordering::SeqCst)))
    }
}

/// An answer, whole.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub async fn of(response: Response) -> Self {
        let (head, body) = response.into_parts();
        Self { status: head.status, headers: head.headers, body: to_bytes(body, usize::MAX).await.unwrap() }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The events of a stream: name and data.
    pub fn events(&self) -> Vec<(String, serde_json::Value)> {
        events(self.text())
    }
}

/// The events of a stream's text: name and data. Comments are left out.
pub fn events(text: &str) -> Vec<(String, serde_json::Value)> {
    let blocks = text.split("\n\n").filter(|block| !block.is_empty() && !block.starts_with(':'));
    let field = |block: &str, name: &str| {
        block.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("{block}")).to_owned()
    };
    blocks
        .map(|block| (field(block, "event: "), serde_json::from_str(&field(block, "data: ")).unwrap()))
        .collect()
}

/// Asks the service without a network.
pub async fn ask(service: &Router, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body.to_owned())).unwrap();
    Answer::of(service.clone().oneshot(request).await.unwrap()).await
}

pub async fn get(service: &Router, path: &str) -> Answer {
    ask(service, "GET", path, &[], "").await
}

pub const JSON: (&str, &str) = ("content-type", "application/json");

/// Asks for an Apple profile's link.
pub async fn post_apple(service: &Router, body: &str) -> Answer {
    ask(service, "POST", "/api/v1/apple-profiles", &[JSON], body).await
}

/// The link to an Apple profile for [`ADDRESS`], as a path.
pub async fn apple_link(service: &Router) -> String {
    let answer = post_apple(service, &format!(r#"{{"address":"{ADDRESS}","name":"Pat Example"}}"#)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    format!("/{}", answer.json()["url"].as_str().unwrap())
}

/// The program with one of these names, on the search path or where a user's search path often lacks it.
/// None is said in one line, with the Debian package that has it; in CI it is a failure.
pub fn installed(names: &[&str], package: &str) -> Option<PathBuf> {
    let search = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = std::env::split_paths(&search).chain(["/usr/sbin".into()]).collect();
    let mut all = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    let found = all.find(|path| path.is_file());
    if found.is_none() {
        skipped(&format!("{} is not installed (apt-get install {package})", names.join(" or ")));
    }
    found
}

/// Says past the test harness that a test is skipped. In CI that is a failure.
pub fn skipped(why: &str) {
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|set| set == value);
    assert!(!is("CI", "true") && !is("MAIL_SETUP_REQUIRE", "1"), "{why}");
    let _ = std::io::stderr().write_all(format!("skipped: {why}\n").as_bytes());
}

/// An empty folder for one test.
pub fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

/// Writes a file below `folder`, folders included.
pub fn put(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, bytes).unwrap();
    path
}

/// Runs the program to its end.
pub fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mail-setup")).args(args).stdin(Stdio::null()).output().unwrap()
}

/// The same with something on standard input.
pub fn run_with(args: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mail-setup"));
    let piped = command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A program that has read enough closes its end.
    let _ = stdin.write_all(input);
    drop(stdin);
    child.wait_with_output().unwrap()
}

pub fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

pub fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// The companion as its own process, on a free port of the loopback interface.
pub struct Companion {
    child: Child,
    out: BufReader<ChildStdout>,
    pub authority: String,
}

impl Companion {
    pub fn start(args: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_mail-setup"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let authority = line.trim().strip_prefix("Mail Setup Assistant is ready: http://");
        Self { authority: authority.unwrap_or_else(|| panic!("{line:?}")).to_owned(), child, out }
    }

    pub fn connect(&self) -> TcpStream {
        connect(&self.authority)
    }

    /// Sends one request as it stands and reads everything until the connection ends.
    pub fn raw(&self, request: &str) -> String {
        raw(&self.authority, request)
    }

    /// Tells the program to end.
    pub fn terminate(&self) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    }

    /// Waits for the end: the exit code, and what the program wrote after it was ready.
    pub fn ended(mut self) -> (Option<i32>, String, String) {
        let (mut out, mut err) = (String::new(), String::new());
        self.child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        self.out.read_to_string(&mut out).unwrap();
        (self.child.wait().unwrap().code(), out, err)
    }
}

impl Drop for Companion {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn connect(authority: &str) -> TcpStream {
    let stream = TcpStream::connect(authority).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// Sends one request as it stands and reads everything until the connection ends.
pub fn raw(authority: &str, request: &str) -> String {
    let mut stream = connect(authority);
    stream.write_all(request.as_bytes()).unwrap();
    read_all(&mut stream)
}

pub fn read_all(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}
