//! What a mail app has now: what `settings::read` makes of pasted text, and what is compared
//! with the profile. Nothing here is trusted or valid; a host may have spaces in it.

use crate::profile::{AuthMethod, Role, Security};
use serde::{Deserialize, Serialize};

/// Settings as they are in a mail app, in the order in which they were read.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct Settings {
    /// The servers.
    pub servers: Vec<Server>,
}

/// One server as it is in a mail app; `None` and empty mean "not said".
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Server {
    /// What it is used for.
    pub protocol: Protocol,
    /// The host, as it was typed.
    pub host: String,
    /// The TCP port.
    pub port: Option<u16>,
    /// The encryption.
    pub security: Option<Security>,
    /// The sign-in method; [`AuthMethod::Unknown`] where not said.
    pub auth: AuthMethod,
    /// The user name, as it was typed.
    pub username: Option<String>,
    /// What the app does with mail on the server.
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
    /// The app removes it, at once (0) or after that many days.
    Deletes {
        /// After how many days.
        after_days: u16,
    },
}
