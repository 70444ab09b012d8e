//! A headless Chromium session, as one visitor with one device: found and used by role and name,
//! as assistive technology does, with every network request on record.
//!
//! Nothing leaves loopback: every host name that [`Options::hosts`] does not name is unknown to
//! the browser.

mod axe;
mod device;
mod driver;
mod find;
mod media;
mod record;

pub use axe::Violation;
pub use device::Device;
pub use find::{Focus, Role};
pub use media::Media;
pub use record::Request;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::WebDriver;

use crate::skip::{CHROMEDRIVER, CHROMIUM, ready};
use crate::trouble::{Outcome, Trouble};
use driver::Chromedriver;
use record::Record;

/// How long a page may take for anything: generous, since a busy machine is no fault of the page.
const PATIENCE: Duration = Duration::from_secs(15);
const PAUSE: Duration = Duration::from_millis(40);

/// Whether the browser and its driver are there; see [`crate::skip`].
#[must_use]
pub fn installed() -> bool {
    ready(&[CHROMIUM, CHROMEDRIVER])
}

/// What kind of visitor comes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    /// The device.
    pub device: Device,
    /// The window, width and height in CSS pixels; `None` is the device's own.
    pub size: Option<(u32, u32)>,
    /// The preferred languages, as in the browser's settings: `es-MX,es,en`.
    pub languages: String,
    /// Host names that lead to 127.0.0.1, besides `localhost`.
    pub hosts: Vec<String>,
    /// How long the page may take for what a test waits for.
    pub patience: Duration,
    /// Whether the test goes on while a page is still loading.
    pub hasty: bool,
}

impl Options {
    /// A visitor with this device who prefers English.
    #[must_use]
    pub fn new(device: Device) -> Self {
        Self {
            device,
            size: None,
            languages: "en-US,en".to_owned(),
            hosts: Vec::new(),
            patience: PATIENCE,
            hasty: false,
        }
    }

    /// With these preferred languages.
    #[must_use]
    pub fn languages(mut self, languages: &str) -> Self {
        languages.clone_into(&mut self.languages);
        self
    }

    /// With this window, in CSS pixels.
    #[must_use]
    pub fn size(mut self, width: u32, height: u32) -> Self {
        self.size = Some((width, height));
        self
    }

    /// With less or more patience than the usual.
    #[must_use]
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Acting while the page is still loading.
    #[must_use]
    pub fn hasty(mut self) -> Self {
        self.hasty = true;
        self
    }

    /// With a host name that leads to 127.0.0.1.
    #[must_use]
    pub fn host(mut self, name: &str) -> Self {
        self.hosts.push(name.to_owned());
        self
    }
}

/// A browser session. Dropped, the browser ends.
#[derive(Debug)]
pub struct Session {
    driver: WebDriver,
    // Dropped in this order: the browser ends before its folder goes.
    _chromedriver: Chromedriver,
    folder: TempDir,
    device: Device,
    size: (u32, u32),
    patience: Duration,
    record: Mutex<Record>,
}

impl Session {
    /// Starts a browser with a profile of its own.
    ///
    /// # Errors
    /// [`Trouble`] where the driver or the browser does not start.
    pub async fn start(options: Options) -> Outcome<Self> {
        let folder = tempfile::Builder::new()
            .prefix("testkit-browser-")
            .tempdir()
            .map_err(Trouble::io("make a temporary folder"))?;
        let downloads = folder.path().join("downloads");
        fs::create_dir(&downloads).map_err(Trouble::io("make the download folder"))?;
        let chromedriver = Chromedriver::start(folder.path())?;
        let driver = chromedriver.open(&options, folder.path(), &downloads).await?;
        let size = options.size.unwrap_or_else(|| options.device.size());
        let this = Self {
            driver,
            _chromedriver: chromedriver,
            folder,
            device: options.device,
            size,
            patience: options.patience,
            record: Mutex::default(),
        };
        device::emulate(&this, options.device, &options.languages).await?;
        this.resize(size.0, size.1).await?;
        Ok(this)
    }

    /// The WebDriver session itself, for what has no helper here.
    #[must_use]
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Opens an address and waits until it has loaded.
    ///
    /// # Errors
    /// [`Trouble`] where it does not load.
    pub async fn goto(&self, url: &str) -> Outcome<()> {
        Ok(self.driver.goto(url).await?)
    }

    /// Runs a script as the body of a function with `arguments`, and gives what it returns.
    ///
    /// # Errors
    /// [`Trouble`] where it throws, or its value has another form than `T`.
    pub async fn script<T: DeserializeOwned>(&self, body: &str, arguments: Vec<Value>) -> Outcome<T> {
        Ok(self.driver.execute(body, arguments).await?.convert()?)
    }

    /// Sends a command of the Chrome DevTools Protocol.
    ///
    /// # Errors
    /// [`Trouble`] where the browser refuses it.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Outcome<Value> {
        Ok(self.driver.cdp().send_raw(method, parameters).await?)
    }

    /// Waits until `look` says that it is so, and says what was awaited where it never is.
    ///
    /// # Errors
    /// [`Trouble::Timeout`], or the first error of `look`.
    pub async fn wait_until<F>(&self, what: &str, mut look: F) -> Outcome<()>
    where
        F: AsyncFnMut() -> Outcome<bool>,
    {
        self.wait_for(what, async || Ok(look().await?.then_some(()))).await
    }

    /// Waits until `look` finds something.
    ///
    /// # Errors
    /// [`Trouble::Timeout`] with what the page shows, or the first error of `look`.
    pub async fn wait_for<T, F>(&self, what: &str, mut look: F) -> Outcome<T>
    where
        F: AsyncFnMut() -> Outcome<Option<T>>,
    {
        let start = Instant::now();
        loop {
            if let Some(found) = look().await? {
                return Ok(found);
            }
            if start.elapsed() > self.patience {
                let detail = format!("; the page shows:\n{}", self.text().await.unwrap_or_default());
                return Err(Trouble::Timeout { what: what.to_owned(), after: self.patience, detail });
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// The text that the page shows, with single spaces and no empty lines.
    ///
    /// # Errors
    /// [`Trouble`] where the page cannot be read.
    pub async fn text(&self) -> Outcome<String> {
        let text: String = self.script("return document.body?.innerText ?? \"\";", vec![]).await?;
        let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        Ok(lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"))
    }

    /// Waits for a finished download; gives its name and its content.
    ///
    /// # Errors
    /// [`Trouble::Timeout`] where none comes.
    pub async fn download(&self) -> Outcome<(String, Vec<u8>)> {
        let folder = self.downloads();
        self.wait_for("a finished download", async || Ok(finished(&folder))).await
    }

    /// The folder that downloads go to.
    #[must_use]
    pub fn downloads(&self) -> PathBuf {
        self.folder.path().join("downloads")
    }

    /// Lets the page use the clipboard, as a person's click does, and gives what is in it.
    ///
    /// # Errors
    /// [`Trouble`] where it cannot be read.
    pub async fn clipboard(&self) -> Outcome<String> {
        let permissions = json!({"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]});
        self.devtools("Browser.grantPermissions", permissions).await?;
        let body = "const done = arguments[0]; \
                    navigator.clipboard.readText().then(done, e => done(`unreadable: ${e}`));";
        Ok(self.driver.execute_async(body, vec![]).await?.convert()?)
    }

    fn recorded(&self) -> std::sync::MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // thirtyfour 0.38.1 would end the session in a thread of its own and wait for it, here for
        // ten minutes. Chromedriver ends it when it is told to end.
        let _ = self.driver.clone().leak();
    }
}

/// The first file that is no longer being written. Chromium writes under another name first.
fn finished(folder: &Path) -> Option<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).ok()?.flatten();
    entries.map(|entry| entry.path()).find_map(|path| {
        let name = path.file_name()?.to_string_lossy().into_owned();
        if name.starts_with('.') || name.ends_with(".crdownload") {
            return None;
        }
        // Chromium reserves the final name with an empty file before it moves the download there.
        fs::read(&path).ok().filter(|content| !content.is_empty()).map(|content| (name, content))
    })
}
