//! Microsoft Autodiscover, the plain XML answer (POX) that Outlook reads.
//!
//! What an element means that is not there is Microsoft's: `SSL`, `SPA` and `AuthRequired` are then
//! on. `Encryption` (Outlook 2010 and later) wins over `SSL`. Of a `Protocol` that does not end,
//! nothing is taken for left out: the paste was cut off.

use super::mozilla::{MOST, add, kept};
use super::xml::{Event, Xml};
use super::{Protocol, ReadFormat, Server, Settings, port};
use crate::profile::{AuthMethod, Security};

/// Reads the accounts.
pub(super) fn read(text: &str) -> Vec<Settings> {
    let mut reader = Reader::default();
    for event in Xml::new(text) {
        match event {
            Event::Open(tag) => match tag.name {
                "Response" => reader.end_response(),
                "Account" => reader.end_account(),
                "Protocol" => {
                    reader.end_protocol(false);
                    reader.entry = Some(Entry::default());
                }
                _ => {}
            },
            Event::Close("Protocol", _) => reader.end_protocol(true),
            Event::Close("Account", _) => reader.end_account(),
            Event::Close("AutoDiscoverSMTPAddress" | "EMailAddress", text) => {
                if text.contains('@') {
                    reader.address = filled(text.trim());
                }
            }
            Event::Close(name, text) => {
                if let Some(entry) = &mut reader.entry {
                    entry.field(name, text.trim());
                }
            }
        }
    }
    reader.end_account();
    reader.accounts
}

#[derive(Default)]
struct Reader {
    accounts: Vec<Settings>,
    address: Option<String>,
    servers: Vec<Server>,
    /// The `Protocol` that is being read.
    entry: Option<Entry>,
    /// Whether sending uses the incoming server's user name.
    shares: bool,
}

impl Reader {
    fn end_response(&mut self) {
        self.end_account();
        self.address = None;
    }

    fn end_account(&mut self) {
        self.end_protocol(false);
        let mut servers = std::mem::take(&mut self.servers);
        if std::mem::take(&mut self.shares) {
            let incoming = servers.iter().find(|server| server.protocol != Protocol::Smtp);
            let username = incoming.and_then(|server| server.username.clone());
            for server in servers.iter_mut().filter(|server| server.protocol == Protocol::Smtp) {
                server.username = server.username.take().or_else(|| username.clone());
            }
        }
        if !servers.is_empty() && self.accounts.len() < MOST {
            let address = self.address.clone();
            self.accounts.push(Settings { format: ReadFormat::Autodiscover, address, servers });
        }
    }

    /// Ends a `Protocol`; `complete` if its end was there.
    fn end_protocol(&mut self, complete: bool) {
        let Some(entry) = self.entry.take() else { return };
        self.shares |= entry.shares;
        if let Some(server) = entry.server(complete) {
            add(&mut self.servers, server);
        }
    }
}

#[derive(Default)]
struct Entry {
    protocol: Option<Protocol>,
    host: String,
    port: Option<u16>,
    username: Option<String>,
    ssl: Option<bool>,
    /// Whether it was there, and what it says.
    encryption: Option<Option<Security>>,
    spa: Option<bool>,
    signs_in: Option<bool>,
    shares: bool,
}

impl Entry {
    fn field(&mut self, name: &str, text: &str) {
        match name {
            "Type" => {
                self.protocol = match text.to_ascii_uppercase().as_str() {
                    "IMAP" => Some(Protocol::Imap),
                    "POP3" => Some(Protocol::Pop3),
                    "SMTP" => Some(Protocol::Smtp),
                    _ => None,
                }
            }
            "Server" => self.host = kept(text),
            "Port" => self.port = port::number(text),
            "LoginName" => self.username = filled(text),
            "SSL" => self.ssl = switch(text),
            "Encryption" => {
                self.encryption = Some(match text.to_ascii_lowercase().as_str() {
                    "ssl" => Some(Security::Tls),
                    "tls" => Some(Security::Starttls),
                    "none" => Some(Security::None),
                    // "Auto": Outlook tries what works.
                    _ => None,
                });
            }
            "SPA" => self.spa = switch(text),
            "AuthRequired" => self.signs_in = switch(text),
            "UsePOPAuth" => self.shares = switch(text) == Some(true),
            _ => {}
        }
    }

    /// The server, unless it is of another kind (Exchange, web).
    fn server(self, complete: bool) -> Option<Server> {
        let protocol = self.protocol?;
        let absent = complete.then_some(true);
        let security = self.encryption.unwrap_or_else(|| match self.ssl.or(absent)? {
            true => port::encryption(self.port?),
            false => Some(Security::None),
        });
        let auth = match (self.signs_in, self.spa.or(absent)) {
            (Some(false), _) if protocol == Protocol::Smtp => AuthMethod::None,
            (_, Some(true)) => AuthMethod::Ntlm,
            (_, Some(false)) => AuthMethod::Password,
            (_, None) => AuthMethod::Unknown,
        };
        let server = Server {
            host: self.host,
            port: self.port,
            security,
            auth,
            username: self.username,
            ..Server::new(protocol)
        };
        (!server.host.is_empty() || server.port.is_some()).then_some(server)
    }
}

/// A value to keep, unless it is empty.
fn filled(text: &str) -> Option<String> {
    Some(kept(text)).filter(|text| !text.is_empty())
}

fn switch(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "on" | "true" | "1" => Some(true),
        "off" | "false" | "0" => Some(false),
        _ => None,
    }
}
