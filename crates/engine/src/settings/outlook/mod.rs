//! Outlook's own files: a registry export, a profile file (`.prf`), and an account file of Windows
//! Live Mail (`.oeaccount`). All three name the same things in almost the same words.
//! (Text of Outlook's dialogs is for [`super::free`].)

mod values;

use super::{Protocol, ReadFormat, Retention, Server, Settings};
use crate::profile::{AuthMethod, Security};
use values::{Value, entries};

/// Reads the accounts.
pub(super) fn read(text: &str) -> Vec<Settings> {
    let mut accounts = Vec::new();
    let mut account = Raw::default();
    entries(text, |entry| match entry {
        values::Entry::Section => {
            accounts.extend(std::mem::take(&mut account).settings());
            account.whole = true;
        }
        values::Entry::Set(name, value) => account.set(name, &value),
    });
    accounts.extend(account.settings());
    accounts
}

/// An account as its values say it. Names: Outlook 2010 to 2016 and Microsoft 365, Outlook Express
/// and Windows Live Mail (formats.md 5.4 and 8).
#[derive(Default)]
struct Raw {
    /// It stands in a section, so a value that is not there has its default.
    whole: bool,
    email: Option<String>,
    imap: Part,
    pop: Part,
    smtp: Part,
    /// Outlook: bit 0 leave a copy, bit 1 remove after the days in the high word.
    leave: Option<u32>,
    /// Windows Live Mail: leave a copy, remove it after so many days.
    keep: Option<u32>,
    expire: Option<u32>,
    days: Option<u32>,
}

/// One server of it.
#[derive(Default)]
struct Part {
    host: Option<String>,
    user: Option<String>,
    port: Option<u32>,
    ssl: Option<u32>,
    secure: Option<u32>,
    spa: Option<u32>,
    /// How Windows Live Mail signs in; Outlook does not have it.
    sicily: Option<u32>,
    auth: Option<u32>,
}

impl Raw {
    /// Takes a value over; names are compared without blanks and underscores, as the three files
    /// differ in those alone.
    fn set(&mut self, name: &str, value: &Value) {
        let name: String =
            name.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
        let (part, key) = match name.as_str() {
            "email" | "emailaddress" | "smtpemailaddress" => {
                self.email = value.text().or(self.email.take());
                return;
            }
            "leaveonserver" => return self.leave = value.number(),
            "leavemailonserver" | "pop3leavemailonserver" => return self.keep = value.number(),
            "removewhenexpired" | "pop3removewhenexpired" => return self.expire = value.number(),
            "expiredays" | "pop3expiredays" => return self.days = value.number(),
            name if name.starts_with("imap") => (&mut self.imap, &name[4..]),
            name if name.starts_with("pop3") => (&mut self.pop, &name[4..]),
            name if name.starts_with("smtp") => (&mut self.smtp, &name[4..]),
            _ => return,
        };
        match key {
            "server" => part.host = value.text(),
            "user" | "username" => part.user = value.text(),
            "port" => part.port = value.number(),
            "usessl" => part.ssl = value.number(),
            "secureconnection" => part.secure = value.number(),
            "usespa" => part.spa = value.number(),
            "usesicily" => part.sicily = value.number(),
            "useauth" => part.auth = value.number(),
            _ => {}
        }
    }

    fn settings(self) -> Option<Settings> {
        let retention = self.retention();
        let mut servers = Vec::new();
        for (protocol, part) in
            [(Protocol::Imap, &self.imap), (Protocol::Pop3, &self.pop), (Protocol::Smtp, &self.smtp)]
        {
            if part.host.is_none() && part.port.is_none() && part.user.is_none() {
                continue;
            }
            let mut server = part.server(protocol, self.whole && part.host.is_some());
            if protocol == Protocol::Pop3 {
                server.retention = retention;
            }
            if protocol == Protocol::Smtp && server.username.is_none() && server.auth == AuthMethod::Password
            {
                server.username = self.imap.user.clone().or_else(|| self.pop.user.clone());
            }
            servers.push(server);
        }
        if servers.is_empty() {
            return None;
        }
        Some(Settings { format: ReadFormat::Outlook, address: self.email, servers })
    }

    fn retention(&self) -> Retention {
        match (self.leave, self.keep) {
            (Some(flags), _) if flags & 1 == 0 => Retention::Deletes { after_days: 0 },
            (Some(flags), _) if flags & 2 != 0 => Retention::Deletes { after_days: days(flags >> 16) },
            (Some(_), _) => Retention::Keeps,
            (None, Some(0)) => Retention::Deletes { after_days: 0 },
            (None, Some(_)) if self.expire == Some(1) => {
                Retention::Deletes { after_days: days(self.days.unwrap_or(0)) }
            }
            (None, Some(_)) => Retention::Keeps,
            (None, None) => Retention::Unknown,
        }
    }
}

fn days(days: u32) -> u16 {
    u16::try_from(days).unwrap_or(u16::MAX)
}

impl Part {
    fn server(&self, protocol: Protocol, whole: bool) -> Server {
        let mut server = Server::new(protocol);
        server.host = self.host.clone().unwrap_or_default();
        server.username = self.user.clone();
        server.port = self.port.and_then(|port| u16::try_from(port).ok()).filter(|port| *port > 0);
        server.security = match (self.secure, self.ssl) {
            // Automatic: whatever the server offers.
            (Some(3), _) => None,
            (Some(2), _) => Some(Security::Starttls),
            (Some(1), _) | (None, Some(1)) => Some(Security::Tls),
            (Some(0), Some(1)) => Some(Security::Tls),
            (Some(_), _) | (None, Some(_)) => Some(Security::None),
            (None, None) => whole.then_some(Security::None),
        };
        // Windows Live Mail has one switch for both kinds, and the port decides.
        if self.sicily.is_some()
            && server.security == Some(Security::Tls)
            && matches!(server.port, Some(25 | 587 | 143 | 110))
        {
            server.security = Some(Security::Starttls);
        }
        if server.port.is_none() && whole {
            server.port = Some(match (protocol, server.security) {
                (Protocol::Imap, Some(Security::Tls)) => 993,
                (Protocol::Imap, _) => 143,
                (Protocol::Pop3, Some(Security::Tls)) => 995,
                (Protocol::Pop3, _) => 110,
                (Protocol::Smtp, _) => 25,
            });
        }
        server.auth = self.auth(protocol, whole);
        server
    }

    fn auth(&self, protocol: Protocol, whole: bool) -> AuthMethod {
        let outgoing = protocol == Protocol::Smtp;
        match (self.spa, self.sicily, self.auth) {
            (Some(1), ..) => AuthMethod::Ntlm,
            (_, Some(1), _) => AuthMethod::Ntlm,
            (_, Some(0), _) if outgoing => AuthMethod::None,
            (_, Some(_), _) => AuthMethod::Password,
            (.., Some(0)) if outgoing => AuthMethod::None,
            (.., Some(_)) => AuthMethod::Password,
            (.., None) if outgoing && whole => AuthMethod::None,
            (Some(0), ..) if !outgoing => AuthMethod::Password,
            _ if whole && !outgoing => AuthMethod::Password,
            _ => AuthMethod::Unknown,
        }
    }
}
