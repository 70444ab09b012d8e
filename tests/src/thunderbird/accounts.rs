//! Accounts as Thunderbird has understood them, and how they differ from what was meant.

use engine::Account;
use engine::profile::{Endpoint, Security};
use serde::Deserialize;

/// nsMsgAuthMethod.passwordCleartext: "Normal password".
const NORMAL_PASSWORD: i64 = 3;

/// All that a profile has.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Accounts {
    /// The accounts, Local Folders among them.
    pub accounts: Vec<MailAccount>,
    /// The outgoing servers.
    pub outgoing: Vec<Outgoing>,
    /// The key of the default outgoing server.
    pub default_outgoing: Option<String>,
    /// The key of the default account.
    pub default_account: Option<String>,
}

/// One account.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct MailAccount {
    /// Thunderbird's key, `account1`.
    pub key: String,
    /// Its incoming server.
    pub incoming: Incoming,
    /// Its identities.
    pub identities: Vec<Identity>,
}

/// An incoming server.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Incoming {
    /// Where and how.
    #[serde(flatten)]
    pub server: Secured,
    /// The account's label in the folder pane.
    pub label: String,
    /// `autosync_max_age_days`: days of mail kept on the device, -1 for all.
    pub sync_days: i64,
    /// `offline_download`: whether mail is kept on the device at all.
    pub kept_offline: bool,
}

/// An outgoing server.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Outgoing {
    /// Thunderbird's key, `smtp1`.
    pub key: String,
    /// Where and how.
    #[serde(flatten)]
    pub server: Secured,
}

/// A server, with Thunderbird's own numbers (`facts/formats.md` 3.1).
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Secured {
    /// `imap`, `smtp`, `none` for Local Folders.
    #[serde(rename = "type")]
    pub kind: String,
    /// The server's name.
    pub host: String,
    /// The port.
    pub port: i64,
    /// nsMsgSocketType: 0 plain, 2 STARTTLS, 3 TLS.
    pub security: i64,
    /// nsMsgAuthMethod: 3 is the password itself.
    pub auth: i64,
    /// The user name.
    pub username: String,
}

/// Who an account sends as.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Identity {
    /// The address.
    pub email: String,
    /// The name that others see.
    pub full_name: String,
    /// The key of its outgoing server; empty for the default one.
    pub outgoing: String,
}

/// An autoconfig document as the account wizard has understood it.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Autoconfig {
    /// The provider's id.
    pub id: String,
    /// The provider's name.
    pub display_name: String,
    /// The domains it says it serves.
    pub domains: Vec<String>,
    /// The incoming servers, the one to be used first.
    pub incoming: Vec<Secured>,
    /// The outgoing servers, the one to be used first.
    pub outgoing: Vec<Secured>,
}

/// What an account should have become.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expected {
    /// The address.
    pub email: String,
    /// The name that others see.
    pub full_name: String,
    /// The incoming server.
    pub incoming: Secured,
    /// The outgoing server.
    pub outgoing: Secured,
    /// Days of mail on the device.
    pub sync_days: i64,
}

impl Expected {
    /// What `account` should become in Thunderbird.
    #[must_use]
    pub fn of(account: &Account) -> Self {
        Self {
            email: account.address().as_str().to_owned(),
            full_name: account.name().to_owned(),
            incoming: Secured::of("imap", account.incoming(), account.username()),
            outgoing: Secured::of("smtp", account.outgoing(), account.username()),
            sync_days: account.sync_days().into(),
        }
    }
}

impl Secured {
    fn of(kind: &str, endpoint: &Endpoint, username: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            host: endpoint.host.as_str().to_owned(),
            port: endpoint.port.into(),
            security: match endpoint.security {
                Security::None => 0,
                Security::Starttls => 2,
                Security::Tls => 3,
            },
            auth: NORMAL_PASSWORD,
            username: username.to_owned(),
        }
    }
}

impl Accounts {
    /// The accounts other than Local Folders.
    pub fn mail(&self) -> impl Iterator<Item = &MailAccount> {
        self.accounts.iter().filter(|account| account.incoming.server.kind != "none")
    }

    /// How the account with the expected address differs from what was meant, one line for each
    /// difference; empty where all is right.
    #[must_use]
    pub fn differences(&self, expected: &Expected) -> Vec<String> {
        let found: Vec<_> =
            self.mail().filter(|a| a.identities.iter().any(|i| i.email == expected.email)).collect();
        let [account] = found[..] else {
            return vec![format!("{} accounts for {}, not one", found.len(), expected.email)];
        };
        let [identity] = &account.identities[..] else {
            return vec![format!("{} identities, not one", account.identities.len())];
        };
        let mut wrong = Vec::new();
        let mut note = |what: &str, found: String, expected: String| {
            if found != expected {
                wrong.push(format!("{what} is {found}, not {expected}"));
            }
        };
        note("the full name", identity.full_name.clone(), expected.full_name.clone());
        note("the incoming server", describe(&account.incoming.server), describe(&expected.incoming));
        note("autosync_max_age_days", account.incoming.sync_days.to_string(), expected.sync_days.to_string());
        note("offline_download", account.incoming.kept_offline.to_string(), true.to_string());
        let outgoing = self.outgoing.iter().find(|server| server.key == identity.outgoing);
        note(
            "the outgoing server",
            outgoing.map_or_else(|| "missing".to_owned(), |server| describe(&server.server)),
            describe(&expected.outgoing),
        );
        wrong
    }

    /// The default outgoing server, if there is one.
    #[must_use]
    pub fn default_outgoing(&self) -> Option<&Secured> {
        let key = self.default_outgoing.as_deref()?;
        self.outgoing.iter().find(|server| server.key == key).map(|server| &server.server)
    }
}

fn describe(server: &Secured) -> String {
    let Secured { kind, host, port, security, auth, username } = server;
    format!("{kind} {host}:{port}, security {security}, auth {auth}, user {username}")
}
