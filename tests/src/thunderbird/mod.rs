//! The real Thunderbird, headless, with a profile that lives as long as the test. It starts offline;
//! where a test has a provider on loopback, it can then go online ([`Profile::beside`]).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::marionette::Marionette;
use crate::process::Process;
use crate::skip::THUNDERBIRD;
use crate::trouble::{Outcome, Trouble};

mod accounts;
mod online;

pub use online::{Letter, Way};

pub use accounts::{Accounts, Autoconfig, Expected, Incoming, Outgoing, Secured};

/// A cold start takes 3 s on two idle cores, and several times that on busy ones.
const START: Duration = Duration::from_secs(90);
const STOP: Duration = Duration::from_secs(60);

/// Preferences for every test. The program stays quiet: no pages, no updates, no reports; offline at
/// its start, so an account is never tried before a test wants it.
const QUIET: &str = r#"
user_pref("marionette.port", 0);
user_pref("remote.log.level", "Warn");
user_pref("app.update.auto", false);
user_pref("app.update.enabled", false);
user_pref("app.donation.eoy.version.viewed", 999);
user_pref("app.normandy.enabled", false);
user_pref("browser.safebrowsing.downloads.remote.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.healthreport.uploadEnabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("extensions.blocklist.enabled", false);
user_pref("extensions.update.enabled", false);
user_pref("extensions.systemAddon.update.enabled", false);
user_pref("extensions.getAddons.cache.enabled", false);
user_pref("mail.provider.suppress_dialog_on_startup", true);
user_pref("mail.spotlight.firstRunDone", true);
user_pref("mail.winsearch.firstRunDone", true);
user_pref("mail.shell.checkDefaultClient", false);
user_pref("mail.rights.version", 1);
user_pref("mail.chat.enabled", false);
user_pref("mail.inappnotifications.enabled", false);
user_pref("mailnews.start_page.enabled", false);
user_pref("mailnews.start_page_override.mstone", "ignore");
user_pref("messenger.startup.action", 0);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("network.dns.disablePrefetch", true);
user_pref("network.manage-offline-status", false);
user_pref("offline.autoDetect", false);
user_pref("offline.startup_state", 3);
user_pref("services.settings.server", "");
user_pref("toolkit.telemetry.server", "");
user_pref("toolkit.telemetry.enabled", false);
"#;

/// For a profile that stays offline: whatever tried to connect all the same would reach nobody.
const NOWHERE: &str = r#"
user_pref("network.proxy.type", 1);
user_pref("network.proxy.socks", "127.0.0.1");
user_pref("network.proxy.socks_port", 9);
user_pref("network.proxy.socks_remote_dns", true);
"#;

/// A Thunderbird profile folder, removed at the end of the test.
#[derive(Debug)]
pub struct Profile {
    /// Holds `profile/`, `home/`, the log and what a test puts there.
    folder: TempDir,
}

impl Profile {
    /// A new profile. `preferences` are lines of `prefs.js` that are there before the first
    /// start, as in a profile that somebody has used; empty for a fresh one.
    ///
    /// # Errors
    /// [`Trouble::Io`] where the folder cannot be written.
    pub fn new(preferences: &str) -> Outcome<Self> {
        Self::with(NOWHERE, preferences)
    }

    fn with(network: &str, preferences: &str) -> Outcome<Self> {
        let folder = tempfile::Builder::new()
            .prefix("testkit-thunderbird-")
            .tempdir()
            .map_err(Trouble::io("make a temporary folder"))?;
        let this = Self { folder };
        for name in ["profile", "home"] {
            fs::create_dir(this.folder.path().join(name)).map_err(Trouble::io("make a profile folder"))?;
        }
        this.write("profile/prefs.js", format!("{QUIET}{network}{preferences}").as_bytes())?;
        Ok(this)
    }

    /// Puts a file beside the profile, or with `profile/` before its name into it; gives its path.
    ///
    /// # Errors
    /// [`Trouble::Io`] where it cannot be written.
    pub fn write(&self, name: &str, content: &[u8]) -> Outcome<PathBuf> {
        let path = self.folder.path().join(name);
        fs::write(&path, content).map_err(Trouble::io(format!("write {}", path.display())))?;
        Ok(path)
    }

    /// Starts Thunderbird with this profile, and waits until its accounts can be read.
    ///
    /// # Errors
    /// [`Trouble`] where it does not start, with the end of what it printed.
    pub fn start(&self) -> Outcome<Thunderbird<'_>> {
        let program = THUNDERBIRD.path().unwrap_or_else(|| PathBuf::from(THUNDERBIRD.name));
        let profile = self.folder.path().join("profile");
        // Left over from the last start, it names a port on which nobody listens any more.
        let port_file = profile.join("MarionetteActivePort");
        let _ = fs::remove_file(&port_file);

        let mut command = Command::new(program);
        command
            .args(["--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile"])
            .arg(&profile)
            .env("HOME", self.folder.path().join("home"))
            .env("TMPDIR", self.folder.path())
            .env("LC_ALL", "C.UTF-8")
            .env("MOZ_CRASHREPORTER_DISABLE", "1");
        let mut process = Process::start(command, &self.folder.path().join("thunderbird.log"))?;
        let port = process.wait_for("Thunderbird's Marionette port", START, || read_port(&port_file))?;
        let mut marionette = Marionette::connect(port)?;
        marionette.run("wait for the main window", READY, &json!([]))?;
        Ok(Thunderbird { process, marionette, profile: self })
    }
}

fn read_port(file: &Path) -> Option<u16> {
    fs::read_to_string(file).ok()?.trim().parse().ok()
}

/// The main window exists only after the account manager has read the preferences; a quit before
/// that is refused.
const READY: &str = r#"
const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");
while (Services.wm.getMostRecentWindow("mail:3pane")?.document.readyState != "complete") {
  await new Promise(resolve => setTimeout(resolve, 50));
}
"#;

/// A running Thunderbird. Dropped without [`Thunderbird::quit`], it is killed.
#[derive(Debug)]
pub struct Thunderbird<'a> {
    process: Process,
    marionette: Marionette,
    profile: &'a Profile,
}

impl Thunderbird<'_> {
    /// Runs a script with the program's own rights; see [`Marionette::run`].
    ///
    /// # Errors
    /// [`Trouble`] where it throws, or its value has another form than `T`.
    pub fn run<T: DeserializeOwned>(&mut self, what: &str, body: &str, arguments: &Value) -> Outcome<T> {
        let value = self.marionette.run(what, body, arguments)?;
        let found = value.to_string();
        serde_json::from_value(value).map_err(|error| Trouble::Unexpected {
            what: format!("what Thunderbird answered to {what}"),
            found: format!("{error} in {found}"),
        })
    }

    /// The accounts and outgoing servers, as the program has understood them.
    ///
    /// # Errors
    /// [`Trouble`] where they cannot be read.
    pub fn accounts(&mut self) -> Outcome<Accounts> {
        self.run("read the accounts", include_str!("accounts.js"), &json!([]))
    }

    /// Gives a file to "Import Backed-up Profile", with the choices that its page offers ticked.
    ///
    /// # Errors
    /// [`Trouble::Refused`] with the importer's reason.
    pub fn import_profile_backup(&mut self, name: &str, zip: &[u8]) -> Outcome<()> {
        let path = self.profile.write(name, zip)?;
        self.run("import a profile backup", include_str!("import.js"), &json!([path]))
    }

    /// Gives an autoconfig document to the account wizard's reader, and then, as the wizard does,
    /// puts what the person typed in the place of its variables.
    ///
    /// # Errors
    /// [`Trouble::Refused`] with the reader's reason.
    pub fn read_autoconfig(&mut self, xml: &str, name: &str, email: &str) -> Outcome<Autoconfig> {
        self.run("read autoconfig XML", include_str!("autoconfig.js"), &json!([xml, name, email]))
    }

    /// The program's version.
    ///
    /// # Errors
    /// [`Trouble`] where it does not answer.
    pub fn version(&mut self) -> Outcome<String> {
        self.run("tell its version", "return Services.appinfo.version;", &json!([]))
    }

    /// Quits as from the menu, and waits until the profile is written.
    ///
    /// # Errors
    /// [`Trouble`] where it does not end.
    pub fn quit(mut self) -> Outcome<()> {
        self.marionette.quit()?;
        self.process.wait_end(STOP).map(drop)
    }
}
