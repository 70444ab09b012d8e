//! Thunderbird against a provider on loopback: it signs in, reads and sends with its own code.
//!
//! Every name leads to the provider's one address, so nothing leaves the machine; that a file names
//! the right hosts is seen by the certificate, which is for these hosts alone.

use std::fs;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Profile, Thunderbird};
use crate::provider::Provider;
use crate::trouble::{Outcome, Trouble};

/// How long a message may take from the program to the mailbox.
const ARRIVAL: Duration = Duration::from_secs(20);

/// What the scripts share.
const SHARED: &str = include_str!("shared.js");

/// A message as the program shows it in the inbox.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Letter {
    /// Its subject.
    pub subject: String,
    /// Whether its text was kept on the device before it was asked for.
    pub kept_offline: bool,
}

/// A way in which the program finds settings by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// The provider's `autoconfig.<domain>`.
    Autoconfig,
    /// The provider's `autodiscover.<domain>`.
    Autodiscover,
}

impl Profile {
    /// A new profile that finds this provider under every name; see [`Profile::new`].
    ///
    /// # Errors
    /// As there.
    pub fn beside(provider: &Provider, preferences: &str) -> Outcome<Self> {
        let network = format!(
            "user_pref(\"network.dns.forceResolve\", \"{}\");\n\
             user_pref(\"network.proxy.type\", 0);\n\
             user_pref(\"network.trr.mode\", 5);\n\
             user_pref(\"security.OCSP.enabled\", 0);\n\
             user_pref(\"mailnews.auto_config_url\", \"\");\n",
            provider.ip()
        );
        Self::with(&network, preferences)
    }
}

impl Thunderbird<'_> {
    /// Goes online, trusting the provider's authority as if it were a public one. With an account
    /// of the provider's in the profile, its password is remembered as if the person had typed it.
    ///
    /// # Errors
    /// [`Trouble`] where the authority cannot be read or is refused.
    pub fn go_online(&mut self, provider: &Provider) -> Outcome<()> {
        let file = provider.roots_pem();
        let pem = fs::read_to_string(file).map_err(Trouble::io(format!("read {}", file.display())))?;
        let lines = pem.lines().filter(|line| !line.starts_with("-----"));
        let arguments = json!([lines.collect::<String>(), provider.address(), provider.password()]);
        self.script("go online", include_str!("online.js"), &arguments)
    }

    /// Signs in to the incoming server of the account with this address, waits for at least `count`
    /// messages in the inbox, and gives all, oldest first. With `kept`, waits for the program to keep
    /// so many on the device, as it does by itself when nobody uses it.
    ///
    /// # Errors
    /// [`Trouble::Refused`] with what the program showed to the person.
    pub fn read_inbox(&mut self, address: &str, count: usize, kept: usize) -> Outcome<Vec<Letter>> {
        self.script("read the inbox", include_str!("inbox.js"), &json!([address, count, kept]))
    }

    /// The text of a message in that inbox.
    ///
    /// # Errors
    /// As [`Self::read_inbox`].
    pub fn read_letter(&mut self, address: &str, subject: &str) -> Outcome<String> {
        self.script("read a message", include_str!("letter.js"), &json!([address, subject]))
    }

    /// Sends a message from the account with this address to itself, through the outgoing server of
    /// its identity, and sees it arrive.
    ///
    /// # Errors
    /// [`Trouble::Refused`] with what the program showed to the person; [`Trouble::Timeout`] where
    /// it was sent and has not come.
    pub fn send(&mut self, provider: &Provider, subject: &str) -> Outcome<()> {
        let _: Value =
            self.script("send a message", include_str!("send.js"), &json!([provider.address(), subject]))?;
        provider.wait_for_message(subject, ARRIVAL).map(drop)
    }

    /// Lets the program find the settings of the provider's address in one way alone, as its account
    /// hub does when somebody types a name, the address and the password, and make the account. Gives
    /// the program's word for where it found them.
    ///
    /// # Errors
    /// [`Trouble::Refused`] where it finds nothing.
    pub fn set_up(&mut self, provider: &Provider, name: &str, way: Way) -> Outcome<String> {
        let arguments = json!([provider.address(), name, provider.password(), way == Way::Autodiscover]);
        self.script("set an account up", include_str!("set_up.js"), &arguments)
    }

    /// The code that "Export for Mobile" shows for the account with this address, as a `data:` URL.
    ///
    /// # Errors
    /// [`Trouble::Refused`] where the program cannot export it.
    pub fn mobile_export(&mut self, address: &str) -> Outcome<String> {
        self.script("export for mobile", include_str!("mobile_export.js"), &json!([address]))
    }

    fn script<T: serde::de::DeserializeOwned>(
        &mut self,
        what: &str,
        body: &str,
        arguments: &Value,
    ) -> Outcome<T> {
        self.run(what, &format!("{SHARED}\n{body}"), arguments)
    }
}
