//! Settings files of K-9 Mail and Thunderbird for Android, `.k9s`.

use super::autoconfig::sign_in;
use super::mozilla::{MOST, add, kept};
use super::xml::{Event, Xml, as_typed};
use super::{Protocol, ReadFormat, Retention, Server, Settings, port};
use crate::profile::Security;

/// Reads the accounts.
pub(super) fn read(text: &str) -> Vec<Settings> {
    let mut reader = Reader::default();
    // The setting whose value is being read.
    let mut key = None;
    for event in Xml::new(text) {
        match event {
            Event::Open(tag) => match tag.name {
                "account" => reader.end_account(),
                "incoming-server" | "outgoing-server" => {
                    reader.end_server();
                    reader.server = tag.attribute("type").and_then(protocol).map(Server::new);
                }
                "value" => key = tag.attribute("key"),
                _ => {}
            },
            Event::Close("incoming-server" | "outgoing-server", _) => reader.end_server(),
            Event::Close("account", _) => reader.end_account(),
            Event::Close("value", text) => {
                if key.take() == Some("deletePolicy") {
                    reader.retention = retention(text.trim());
                }
            }
            Event::Close("email", text) => {
                if reader.address.is_none() && text.contains('@') {
                    reader.address = Some(kept(text.trim())).filter(|address| !address.is_empty());
                }
            }
            Event::Close(name, text) => {
                if let Some(server) = &mut reader.server {
                    field(server, name, &text);
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
    server: Option<Server>,
    retention: Retention,
}

impl Reader {
    fn end_server(&mut self) {
        if let Some(server) = self.server.take() {
            add(&mut self.servers, server);
        }
    }

    fn end_account(&mut self) {
        self.end_server();
        let (address, retention) = (self.address.take(), std::mem::take(&mut self.retention));
        let mut servers = std::mem::take(&mut self.servers);
        for server in &mut servers {
            if server.protocol == Protocol::Pop3 {
                server.retention = retention;
            }
        }
        if !servers.is_empty() && self.accounts.len() < MOST {
            self.accounts.push(Settings { format: ReadFormat::K9, address, servers });
        }
    }
}

fn field(server: &mut Server, name: &str, text: &str) {
    match name {
        "host" => server.host = kept(as_typed(text)),
        "port" => server.port = port::number(text),
        "connection-security" => server.security = security(text.trim()),
        "authentication-type" => server.auth = sign_in(text),
        "username" if !text.trim().is_empty() => server.username = Some(kept(as_typed(text))),
        _ => {}
    }
}

fn protocol(kind: &str) -> Option<Protocol> {
    match kind.trim().to_ascii_uppercase().as_str() {
        "IMAP" => Some(Protocol::Imap),
        "POP3" => Some(Protocol::Pop3),
        "SMTP" => Some(Protocol::Smtp),
        _ => None,
    }
}

/// The importer takes the "optional" kinds of K-9 Mail before 5.0 for the required ones
/// (`SettingsImporter.convertConnectionSecurity`).
fn security(word: &str) -> Option<Security> {
    match word.to_ascii_uppercase().as_str() {
        "SSL_TLS_REQUIRED" | "SSL_TLS_OPTIONAL" => Some(Security::Tls),
        "STARTTLS_REQUIRED" | "STARTTLS_OPTIONAL" => Some(Security::Starttls),
        "NONE" => Some(Security::None),
        _ => None,
    }
}

/// The app never removes mail because it has fetched it. `DELETE` removes what the person deletes,
/// which is no answer to what happens to the rest.
fn retention(policy: &str) -> Retention {
    match policy {
        "NEVER" | "MARK_AS_READ" => Retention::Keeps,
        _ => Retention::Unknown,
    }
}
