//! Starts chromedriver and a browser under it.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::{Map, Value, json};
use thirtyfour::{Capabilities, WebDriver};

use super::Options;
use crate::process::Process;
use crate::skip::{CHROMEDRIVER, CHROMIUM};
use crate::trouble::{Outcome, Trouble};

const START: Duration = Duration::from_secs(60);

/// Starts both; the driver's process must outlive the session.
pub(super) async fn start(options: &Options, folder: &Path, downloads: &Path) -> Outcome<(Process, WebDriver)> {
    let missing = || Trouble::Unexpected { what: "the browser".into(), found: "not installed".into() };
    let chromedriver = CHROMEDRIVER.path().ok_or_else(missing)?;
    let chromium = CHROMIUM.path().ok_or_else(missing)?;

    let log = folder.join("chromedriver.log");
    let mut command = Command::new(chromedriver);
    // Chromium keeps caches and crash reports outside its profile too.
    command.arg("--port=0").env("HOME", folder).env("TMPDIR", folder);
    let mut process = Process::start(command, &log)?;
    let port = process.wait_for("chromedriver's port", START, || port_in(&fs::read_to_string(&log).ok()?))?;

    let capabilities = capabilities(options, &chromium, &folder.join("profile"), downloads);
    let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await?;
    Ok((process, driver))
}

/// The port in "ChromeDriver was started successfully on port 40123."
fn port_in(log: &str) -> Option<u16> {
    let (_, rest) = log.split_once("successfully on port ")?;
    let (digits, _) = rest.split_once('.')?;
    digits.parse().ok()
}

fn capabilities(options: &Options, chromium: &Path, profile: &Path, downloads: &Path) -> Capabilities {
    let first_language = options.languages.split(',').next().unwrap_or("en-US");
    let mapped = options.hosts.iter().map(|host| format!("MAP {host} 127.0.0.1, "));
    // The first rule that fits wins: what no rule before has named is an unknown host.
    let rules = format!(
        "{}EXCLUDE 127.0.0.1, EXCLUDE localhost, MAP * ~NOTFOUND",
        mapped.collect::<Vec<_>>().concat()
    );
    let (width, height) = options.size.unwrap_or_else(|| options.device.size());
    let chrome = json!({
        "binary": chromium,
        "args": [
            "--headless=new",
            // Containers run as root and have a small /dev/shm.
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--no-default-browser-check",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-default-apps",
            "--disable-sync",
            "--disable-features=OptimizationHints,MediaRouter,Translate",
            "--no-proxy-server",
            "--hide-scrollbars",
            format!("--user-data-dir={}", profile.display()),
            format!("--window-size={width},{height}"),
            format!("--lang={first_language}"),
            format!("--accept-lang={}", options.languages),
            format!("--host-resolver-rules={rules}"),
        ],
        "prefs": {
            "intl.accept_languages": options.languages,
            "download.default_directory": downloads,
            "download.prompt_for_download": false,
            "profile.default_content_setting_values.automatic_downloads": 1,
            "credentials_enable_service": false,
        },
        "perfLoggingPrefs": {"enableNetwork": true, "enablePage": false},
    });
    let mut all = Map::new();
    all.insert("browserName".into(), "chrome".into());
    all.insert("goog:chromeOptions".into(), chrome);
    all.insert("goog:loggingPrefs".into(), json!({"performance": "ALL", "browser": "ALL"}));
    all.insert("unhandledPromptBehavior".into(), Value::from("ignore"));
    Capabilities::from(all)
}
