//! What a mail payload says (Apple device management schema, `com.apple.mail.managed`, iOS 18.1).
//!
//! A dictionary is known by its keys, not by its place or type: macOS wraps them differently when
//! it prints installed profiles, and a piece of a file has no type.

use super::super::mozilla::{MOST, kept};
use super::super::{Protocol, ReadFormat, Server, Settings, port};
use crate::profile::{AuthMethod, Security};
use std::borrow::Cow;

/// A value in a dictionary.
pub(super) enum Scalar<'a> {
    /// A string. Numbers of XML lists too, as they are written.
    Text(Cow<'a, str>),
    /// An integer.
    Number(i64),
    /// True or false.
    Flag(bool),
}

/// A key that says something.
#[derive(Clone, Copy)]
pub(super) enum Key {
    Type,
    Address,
    /// A password. Its value is counted and dropped.
    Password,
    Server(Side, Field),
}

#[derive(Clone, Copy)]
pub(super) enum Side {
    Incoming,
    Outgoing,
}

#[derive(Clone, Copy)]
pub(super) enum Field {
    Host,
    Port,
    Ssl,
    Username,
    Auth,
}

impl Key {
    /// The key of that name.
    pub(super) fn named(name: &str) -> Option<Self> {
        if let Some(field) = name.strip_prefix("IncomingMailServer") {
            return Some(Self::Server(Side::Incoming, Field::named(field)?));
        }
        if let Some(field) = name.strip_prefix("OutgoingMailServer") {
            return Some(Self::Server(Side::Outgoing, Field::named(field)?));
        }
        match name {
            "EmailAccountType" => Some(Self::Type),
            "EmailAddress" => Some(Self::Address),
            // `OutgoingPasswordSameAsIncomingPassword` too: as it is true or false, it is not counted.
            name if name.ends_with("assword") => Some(Self::Password),
            _ => None,
        }
    }
}

impl Field {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "HostName" => Self::Host,
            "PortNumber" => Self::Port,
            "UseSSL" => Self::Ssl,
            "Username" => Self::Username,
            "Authentication" => Self::Auth,
            _ => return None,
        })
    }
}

/// What was found so far.
#[derive(Default)]
pub(super) struct Found {
    /// The accounts.
    pub(super) accounts: Vec<Settings>,
    /// How many passwords there are.
    pub(super) passwords: usize,
}

impl Found {
    /// Adds a dictionary, if it is an account; `complete` if both its ends were there.
    pub(super) fn add(&mut self, payload: Payload, complete: bool) {
        if self.accounts.len() < MOST {
            self.accounts.extend(payload.settings(complete));
        }
    }
}

/// A dictionary, as far as it is about mail.
#[derive(Default)]
pub(super) struct Payload {
    protocol: Option<Protocol>,
    address: Option<String>,
    incoming: Half,
    outgoing: Half,
}

#[derive(Default)]
struct Half {
    said: bool,
    host: String,
    /// Whether there is a port, and which.
    port: Option<Option<u16>>,
    ssl: Option<bool>,
    username: Option<String>,
    auth: AuthMethod,
}

impl Payload {
    /// Takes over what a key says.
    pub(super) fn set(&mut self, key: Key, value: Scalar<'_>, found: &mut Found) {
        match (key, value) {
            (Key::Password, Scalar::Text(text)) => found.passwords += usize::from(!text.is_empty()),
            (Key::Type, Scalar::Text(text)) => {
                self.protocol = match text.trim() {
                    "EmailTypeIMAP" => Some(Protocol::Imap),
                    "EmailTypePOP" => Some(Protocol::Pop3),
                    _ => None,
                }
            }
            (Key::Address, Scalar::Text(text)) if !text.trim().is_empty() => {
                self.address = Some(kept(&text));
            }
            (Key::Server(Side::Incoming, field), value) => self.incoming.set(field, value),
            (Key::Server(Side::Outgoing, field), value) => self.outgoing.set(field, value),
            _ => {}
        }
    }

    fn settings(self, complete: bool) -> Option<Settings> {
        if self.incoming.host.is_empty() && self.outgoing.host.is_empty() {
            return None;
        }
        let protocol = self.protocol.unwrap_or(match self.incoming.port {
            Some(Some(995 | 110)) => Protocol::Pop3,
            _ => Protocol::Imap,
        });
        let servers = [(self.incoming, protocol), (self.outgoing, Protocol::Smtp)];
        Some(Settings {
            format: ReadFormat::Apple,
            address: self.address,
            servers: servers
                .into_iter()
                .filter(|(half, _)| half.said)
                .map(|(half, protocol)| half.server(protocol, complete))
                .collect(),
        })
    }
}

impl Half {
    fn set(&mut self, field: Field, value: Scalar<'_>) {
        self.said = true;
        // A device wants the right type; who reads what a person pasted can do without.
        match (field, value) {
            (Field::Host, Scalar::Text(text)) => self.host = kept(&text),
            (Field::Port, Scalar::Text(text)) => self.port = Some(port::number(&text)),
            (Field::Port, Scalar::Number(number)) => {
                self.port = Some(u16::try_from(number).ok().filter(|port| *port != 0));
            }
            (Field::Ssl, Scalar::Flag(flag)) => self.ssl = Some(flag),
            (Field::Ssl, Scalar::Number(number)) => self.ssl = Some(number != 0),
            (Field::Ssl, Scalar::Text(text)) => {
                self.ssl = match text.trim().to_ascii_lowercase().as_str() {
                    "true" | "yes" | "1" => Some(true),
                    "false" | "no" | "0" => Some(false),
                    _ => None,
                }
            }
            (Field::Username, Scalar::Text(text)) => {
                self.username = (!text.trim().is_empty()).then(|| kept(&text));
            }
            (Field::Auth, Scalar::Text(text)) => self.auth = auth(text.trim()),
            _ => {}
        }
    }

    /// Keys that a complete dictionary leaves out mean what they mean to the device: no encryption,
    /// and the protocol's usual port. For sending it tries 25, 587 and 465 in turn, so there the
    /// port stays open. Of a piece nobody knows what was left out.
    fn server(self, protocol: Protocol, complete: bool) -> Server {
        let ssl = self.ssl.or(complete.then_some(false));
        let usual = match (protocol, ssl) {
            (Protocol::Imap, Some(true)) => Some(993),
            (Protocol::Imap, Some(false)) => Some(143),
            (Protocol::Pop3, Some(true)) => Some(995),
            (Protocol::Pop3, Some(false)) => Some(110),
            _ => None,
        };
        let port = self.port.unwrap_or(usual.filter(|_| complete));
        let security = match ssl {
            // There is no key for STARTTLS: the port decides.
            Some(true) => port.and_then(port::encryption),
            Some(false) => Some(Security::None),
            None => None,
        };
        Server {
            host: self.host,
            port,
            security,
            auth: self.auth,
            username: self.username,
            ..Server::new(protocol)
        }
    }
}

fn auth(word: &str) -> AuthMethod {
    match word {
        "EmailAuthPassword" => AuthMethod::Password,
        "EmailAuthCRAMMD5" | "EmailAuthHTTPMD5" => AuthMethod::Encrypted,
        "EmailAuthNTLM" => AuthMethod::Ntlm,
        "EmailAuthKerberos" => AuthMethod::Kerberos,
        "EmailAuthNone" => AuthMethod::None,
        _ => AuthMethod::Unknown,
    }
}
