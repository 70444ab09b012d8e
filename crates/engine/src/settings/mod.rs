//! What a mail app has now: what [`read`] makes of pasted text or a dropped file, and what is
//! compared with the profile. Nothing here is trusted or valid; a host may have spaces in it.
//! There is no field for a password, so none can be kept by mistake.

mod aerc;
mod apple;
mod autoconfig;
mod autodiscover;
mod decode;
mod free;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
mod getmail;
mod himalaya;
mod k9;
mod lines;
mod literal;
mod mbsync;
mod mozilla;
mod msmtp;
mod mutt;
mod mutt_words;
mod offlineimap;
mod outlook;
mod port;
mod prefs;
mod qr;
mod read;
mod recognise;
mod signs;
mod strike;
mod toml;
mod troubleshooting;
mod url;
pub(crate) mod xml;

#[cfg(feature = "load")]
pub(crate) use autoconfig::sign_in;
pub use read::{LARGEST, ReadError, Reading, read};
pub use strike::{Struck, strike};

use crate::profile::{AuthMethod, Role, Security};
use serde::{Deserialize, Serialize};

/// One account as it is in a mail app, in the order in which it was read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Settings {
    /// What they were read from.
    pub format: ReadFormat,
    /// The account's e-mail address, where it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The servers.
    pub servers: Vec<Server>,
}

/// What settings were read from, as JSON answers name it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReadFormat {
    /// An Apple configuration profile: XML, binary, or signed.
    Apple,
    /// Thunderbird's autoconfig XML (`clientConfig` 1.1).
    Autoconfig,
    /// Microsoft Autodiscover POX.
    Autodiscover,
    /// Lines of Thunderbird's `prefs.js` or `user.js`.
    ThunderbirdPrefs,
    /// The "Mail and News Accounts" part of Thunderbird's troubleshooting information.
    ThunderbirdTroubleshooting,
    /// The JSON of Thunderbird's QR code for phones.
    ThunderbirdQr,
    /// A settings file of K-9 Mail or Thunderbird for Android (`.k9s`).
    K9,
    /// `mbsyncrc` of isync.
    Mbsync,
    /// `msmtprc`.
    Msmtp,
    /// `muttrc` of mutt or neomutt.
    Mutt,
    /// `accounts.conf` of aerc.
    Aerc,
    /// `config.toml` of himalaya.
    Himalaya,
    /// `offlineimaprc`.
    Offlineimap,
    /// `getmailrc`.
    Getmail,
    /// Outlook: text of its dialogs, a registry export, or a profile file (`.prf`).
    Outlook,
    /// Text in a person's own words, or copied from any app's screens.
    Text,
    /// The form of the page.
    Form,
}

/// One server as it is in a mail app; `None` and empty mean "not said".
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Server {
    /// What it is used for.
    pub protocol: Protocol,
    /// The host, as it was typed.
    #[serde(default)]
    pub host: String,
    /// The TCP port; where the app leaves it out, the one that it then uses.
    #[serde(default)]
    pub port: Option<u16>,
    /// The encryption; where the app leaves it out, the one that it then uses.
    #[serde(default)]
    pub security: Option<Security>,
    /// The sign-in method; [`AuthMethod::Unknown`] where not said.
    #[serde(default)]
    pub auth: AuthMethod,
    /// The user name, as it was typed.
    #[serde(default)]
    pub username: Option<String>,
    /// What the app does with mail on the server.
    #[serde(default)]
    pub retention: Retention,
}

/// The protocol of a server in a mail app.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Protocol {
    /// IMAP.
    Imap,
    /// POP3.
    Pop3,
    /// SMTP submission.
    Smtp,
}

impl From<Role> for Protocol {
    fn from(role: Role) -> Self {
        match role {
            Role::Imap => Self::Imap,
            Role::Submission => Self::Smtp,
            Role::Pop => Self::Pop3,
        }
    }
}

/// What an app does with mail that is on the server.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Retention {
    /// Not said.
    #[default]
    Unknown,
    /// It stays there.
    Keeps,
    /// The app removes it, at once (0) or after that many days. Also 0 where it keeps a number of
    /// messages and removes older ones: nobody can say when.
    Deletes {
        /// After how many days.
        after_days: u16,
    },
}

impl Server {
    /// A server of which nothing is known yet but what it is for.
    #[must_use]
    pub fn new(protocol: Protocol) -> Self {
        Self {
            protocol,
            host: String::new(),
            port: None,
            security: None,
            auth: AuthMethod::Unknown,
            username: None,
            retention: Retention::Unknown,
        }
    }

    /// Whether anything was said of it.
    #[must_use]
    pub fn said(&self) -> bool {
        *self != Self::new(self.protocol)
    }
}
