//! Chromedriver, and how it is told to start a browser.

use std::fs;
use std::io::Write;
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::{Map, Value, json};
use thirtyfour::{Capabilities, WebDriver};

use super::Options;
use crate::process::Process;
use crate::skip::{CHROMEDRIVER, CHROMIUM, Program};
use crate::trouble::{Outcome, Trouble};

const START: Duration = Duration::from_secs(60);

/// Longer than a browser needs to close.
const STOP: Duration = Duration::from_secs(10);

/// A running chromedriver. Dropped, it ends, and every browser under it.
#[derive(Debug)]
pub(super) struct Chromedriver {
    process: Process,
    port: u16,
}

impl Chromedriver {
    /// Starts it on a free port; `folder` takes its log and what else it and the browser write.
    pub(super) fn start(folder: &Path) -> Outcome<Self> {
        let log = folder.join("chromedriver.log");
        let mut command = Command::new(path(CHROMEDRIVER)?);
        // Chromium keeps caches and crash reports outside its profile too.
        command.arg("--port=0").env("HOME", folder).env("TMPDIR", folder);
        let mut process = Process::start(command, &log)?;
        let port =
            process.wait_for("chromedriver's port", START, || port_in(&fs::read_to_string(&log).ok()?))?;
        Ok(Self { process, port })
    }

    /// Opens a browser with a fresh profile.
    pub(super) async fn open(
        &self,
        options: &Options,
        folder: &Path,
        downloads: &Path,
    ) -> Outcome<WebDriver> {
        let capabilities = capabilities(options, &path(CHROMIUM)?, &folder.join("profile"), downloads);
        Ok(WebDriver::new(format!("http://127.0.0.1:{}", self.port), capabilities).await?)
    }

    /// Chromedriver's own way to be ended: it closes its browsers first.
    fn shut_down(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(STOP))?;
        let host = format!("Host: 127.0.0.1:{}", self.port);
        stream
            .write_all(format!("GET /shutdown HTTP/1.1\r\n{host}\r\nConnection: close\r\n\r\n").as_bytes())?;
        std::io::copy(&mut stream, &mut std::io::sink()).map(drop)
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        if self.shut_down().is_ok() {
            let _ = self.process.wait_end(STOP);
        }
    }
}

fn path(program: Program) -> Outcome<PathBuf> {
    let missing = || Trouble::Unexpected { what: program.name.to_owned(), found: "not installed".to_owned() };
    program.path().ok_or_else(missing)
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
            // A frame of another site in a process of its own is out of chromedriver's reach in parts:
            // the computed names, and the device that is emulated.
            "--disable-site-isolation-trials",
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
    all.insert("pageLoadStrategy".into(), Value::from(if options.hasty { "none" } else { "normal" }));
    all.insert("goog:loggingPrefs".into(), json!({"performance": "ALL", "browser": "ALL"}));
    all.insert("unhandledPromptBehavior".into(), Value::from("ignore"));
    Capabilities::from(all)
}
