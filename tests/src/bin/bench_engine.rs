//! Times the late module in the built page, in headless Chromium, and prints a table:
//! `cargo xtask bench engine`. Nothing here is a failure but a call that does not work.

use serde::Deserialize;
use serde_json::{Value, json};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use engine::Format;
use testkit::browser::{Device, Options, Session, installed};
use testkit::pages::{Page, Pages};
use testkit::server::{page_built, page_folder};
use testkit::{Outcome, Trouble};

/// Calls whose time counts, for each row.
const CALLS: usize = 1000;
/// Calls before them: the browser compiles what it sees often a second time.
const WARM: usize = 200;

#[derive(Deserialize)]
struct Measured {
    isolated: bool,
    loaded: f64,
    rows: Vec<Row>,
    sample: Value,
    /// What each paste was found to be.
    seen: Value,
}

/// One function: milliseconds of each call, and of the very first.
#[derive(Deserialize)]
struct Row {
    name: String,
    goal: f64,
    first: f64,
    times: Vec<f64>,
}

fn main() -> ExitCode {
    if !installed() || !page_built() {
        return ExitCode::FAILURE;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let measured = runtime.map_err(Trouble::io("start")).and_then(|runtime| runtime.block_on(measure()));
    match measured {
        Ok(measured) => {
            print(&measured);
            ExitCode::SUCCESS
        }
        Err(trouble) => {
            eprintln!("bench engine: {trouble}");
            ExitCode::FAILURE
        }
    }
}

async fn measure() -> Outcome<Measured> {
    let mut files = Vec::new();
    let folder = page_folder();
    collect(&folder, &folder, &mut files)?;
    let pages = Pages::serve(files)?;
    let browser = Session::start(Options::new(Device::Linux)).await?;
    browser.goto(&pages.url("/index.html")).await?;
    browser
        .wait_until("the page's own loader", async || {
            browser.script("return typeof globalThis.mailSetup?.late === 'function';", vec![]).await
        })
        .await?;
    browser.driver().set_script_timeout(Duration::from_secs(300)).await?;
    let formats: Vec<_> = Format::ALL.iter().map(|format| format.as_str()).collect();
    let arguments = vec![json!(formats), json!(pastes()), json!(CALLS), json!(WARM)];
    let answer = browser.driver().execute_async(include_str!("bench_engine.js"), arguments).await?;
    let value: Value = answer.convert()?;
    serde_json::from_value(value.clone())
        .map_err(|_| Trouble::Unexpected { what: "the measurement".to_owned(), found: value.to_string() })
}

/// What people paste: its name, its text, and whether it is one of 2 MB.
fn pastes() -> Vec<(&'static str, String, bool)> {
    const MOST: usize = engine::settings::LARGEST;
    let prefs = include_str!("../../../crates/engine/tests/samples/thunderbird/prefs-153.js");
    let message = "Task 'pat@centurylink.net - Receiving' reported error (0x800CCC0E): 'Outlook cannot connect to \
                   your incoming (IMAP) server.'";
    let words = "My incoming server is imap.centurylink.net port 143, no SSL. Outgoing smtp.centurylink.com 465 STARTTLS";
    let fill = |piece: &str| {
        let mut text = String::with_capacity(MOST);
        while text.len() + piece.len() <= MOST {
            text.push_str(piece);
        }
        text
    };
    let mail = "Hello, since Tuesday the program says that the password is wrong, and I have changed nothing at all.\n";
    vec![
        ("an error message", message.to_owned(), false),
        ("settings in words", words.to_owned(), false),
        ("a part of prefs.js", prefs.to_owned(), false),
        ("2 MB of prefs.js", fill(prefs), true),
        ("2 MB of error messages", fill(&format!("{message}\n")), true),
        ("2 MB of mail", fill(mail), true),
        ("2 MB of settings in words", fill(&format!("{words}\n")), true),
        ("2 MB without a line break", fill("server port password "), true),
        ("2 MB of one sign", fill("<"), true),
    ]
}

/// The page's files, cross-origin isolated: only then does the browser's clock have steps of 5 µs
/// instead of 100 µs (High Resolution Time, section 7.1).
fn collect(root: &Path, folder: &Path, pages: &mut Vec<Page>) -> Outcome<()> {
    for entry in fs::read_dir(folder).map_err(Trouble::io("read the built page"))? {
        let path: PathBuf = entry.map_err(Trouble::io("read the built page"))?.path();
        if path.is_dir() {
            collect(root, &path, pages)?;
            continue;
        }
        let kind = match path.extension().and_then(OsStr::to_str) {
            Some("html") => "text/html; charset=utf-8",
            Some("js") => "text/javascript",
            Some("css") => "text/css",
            Some("json") => "application/json",
            Some("wasm") => "application/wasm",
            _ => continue,
        };
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let body = fs::read(&path).map_err(Trouble::io("read the built page"))?;
        pages.push(
            Page::new(&format!("/{name}"), kind, body)
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Embedder-Policy", "require-corp"),
        );
    }
    Ok(())
}

fn print(measured: &Measured) {
    let clock = if measured.isolated { "5 µs" } else { "100 µs" };
    println!("Late module in Chromium: loaded and started in {:.1} ms.", measured.loaded);
    println!("{CALLS} calls each after {WARM} to warm up; milliseconds; the clock's step is {clock}.");
    println!();
    println!("{:<34}{:>9}{:>9}{:>12}{:>6}{:>14}", "", "median", "p99", "first call", "goal", "median/goal");
    for row in &measured.rows {
        let mut times = row.times.clone();
        times.sort_by(f64::total_cmp);
        let (median, p99) = (at(&times, 50), at(&times, 99));
        println!(
            "{:<34}{median:>9.3}{p99:>9.3}{:>12.3}{:>6}{:>14.3}",
            row.name,
            row.first,
            row.goal,
            median / row.goal
        );
    }
    println!();
    println!("What the pastes are found to be: {}", measured.seen);
    println!("checkAddress says of the typing error: {}", measured.sample["findings"][0]["code"]);
}

/// A percentile of sorted values, by the nearest rank.
fn at(sorted: &[f64], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}
