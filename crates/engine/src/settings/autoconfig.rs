//! Thunderbird's autoconfig XML, `clientConfig` 1.1 and 1.2 (draft-ietf-mailmaint-autoconfig).
//!
//! All mail servers are read, the ones that a client would pass over too. A file is written for
//! every user of a provider, so the user name is mostly a placeholder: `%EMAILADDRESS%` is the
//! whole address whoever it is, which there is nothing to say about, so it becomes "not said".
//! `%EMAILLOCALPART%` stays as it is written: without an `@`, it is seen to be a local part.

use super::mozilla::{MOST, add, kept};
use super::xml::{Event, Xml};
use super::{Protocol, ReadFormat, Retention, Server, Settings, port};
use crate::profile::{AuthMethod, Security};

/// Reads the accounts: one for each `emailProvider`.
pub(super) fn read(text: &str) -> Vec<Settings> {
    let mut reader = Reader::default();
    for event in Xml::new(text) {
        match event {
            Event::Open(tag) => match tag.name {
                "emailProvider" => reader.end_provider(),
                "incomingServer" => reader.begin_server(incoming(tag.attribute("type"))),
                // Older files leave the type out; there has never been another.
                "outgoingServer" => reader.begin_server(outgoing(tag.attribute("type"))),
                _ => {}
            },
            Event::Close("incomingServer" | "outgoingServer", _) => reader.end_server(),
            Event::Close("emailProvider", _) => reader.end_provider(),
            Event::Close("domain", text) => reader.domain(text.trim()),
            Event::Close(name, text) => reader.field(name, text.trim()),
        }
    }
    reader.end_provider();
    reader.accounts
}

/// A word for a sign-in method, as this format, its predecessors and K-9 Mail write it; versions
/// that name SASL mechanisms (draft-ietf-mailmaint-autoconfig, `system="sasl"`) too.
pub(crate) fn sign_in(word: &str) -> AuthMethod {
    match word.trim().to_ascii_lowercase().replace('_', "-").as_str() {
        "password-cleartext" | "plain" | "login" => AuthMethod::Password,
        "password-encrypted" | "secure" | "cram-md5" | "digest-md5" => AuthMethod::Encrypted,
        word if word.starts_with("scram-") => AuthMethod::Encrypted,
        "ntlm" => AuthMethod::Ntlm,
        "gssapi" | "kerberos" => AuthMethod::Kerberos,
        "oauth2" | "xoauth2" | "oauthbearer" => AuthMethod::Oauth2,
        "tls-client-cert" | "external" => AuthMethod::Certificate,
        // By the network address, or by having just fetched mail: no sign-in of its own.
        "none" | "client-ip-address" | "smtp-after-pop" => AuthMethod::None,
        _ => AuthMethod::Unknown,
    }
}

#[derive(Default)]
struct Reader {
    accounts: Vec<Settings>,
    servers: Vec<Server>,
    server: Option<Server>,
    keeps: Option<bool>,
    days: Option<u16>,
    /// The provider's domains; empty once there are several.
    domain: Option<String>,
}

impl Reader {
    fn begin_server(&mut self, protocol: Option<Protocol>) {
        self.end_server();
        self.server = protocol.map(Server::new);
    }

    fn end_server(&mut self) {
        let (keeps, days) = (self.keeps.take(), self.days.take());
        let Some(mut server) = self.server.take().filter(Server::said) else { return };
        if server.protocol == Protocol::Pop3 {
            server.retention = match (keeps, days) {
                (Some(false), _) => Retention::Deletes { after_days: 0 },
                (_, Some(after_days)) => Retention::Deletes { after_days },
                (Some(true), None) => Retention::Keeps,
                (None, None) => Retention::Unknown,
            };
        }
        add(&mut self.servers, server);
    }

    fn end_provider(&mut self) {
        self.end_server();
        self.domain = None;
        let servers = std::mem::take(&mut self.servers);
        if !servers.is_empty() && self.accounts.len() < MOST {
            self.accounts.push(Settings { format: ReadFormat::Autoconfig, address: None, servers });
        }
    }

    fn domain(&mut self, name: &str) {
        self.domain = Some(if self.domain.is_none() { kept(name) } else { String::new() });
    }

    fn field(&mut self, name: &str, text: &str) {
        let Some(server) = &mut self.server else { return };
        match name {
            "hostname" => {
                server.host = match self.domain.as_deref() {
                    Some(domain) if !domain.is_empty() => kept(text).replace("%EMAILDOMAIN%", domain),
                    _ => kept(text),
                }
            }
            "port" => server.port = port::number(text),
            "socketType" => server.security = security(text),
            "username" => server.username = username(text),
            "authentication" => {
                // Thunderbird takes the first that it supports, and OAuth 2 only for a few hosts
                // that it knows.
                let method = sign_in(text);
                if matches!(server.auth, AuthMethod::Unknown | AuthMethod::Oauth2)
                    && method != AuthMethod::Unknown
                {
                    server.auth = method;
                }
            }
            "leaveMessagesOnServer" => self.keeps = boolean(text),
            "daysToLeaveMessagesOnServer" => self.days = text.parse().ok().filter(|days| *days > 0),
            _ => {}
        }
    }
}

fn incoming(kind: Option<&str>) -> Option<Protocol> {
    match kind?.trim() {
        kind if kind.eq_ignore_ascii_case("imap") => Some(Protocol::Imap),
        kind if kind.eq_ignore_ascii_case("pop3") => Some(Protocol::Pop3),
        _ => None,
    }
}

fn outgoing(kind: Option<&str>) -> Option<Protocol> {
    kind.is_none_or(|kind| kind.trim().eq_ignore_ascii_case("smtp")).then_some(Protocol::Smtp)
}

/// In any case, although Thunderbird 153 passes over a server whose word is not exact.
fn security(word: &str) -> Option<Security> {
    match word.to_ascii_lowercase().as_str() {
        "ssl" => Some(Security::Tls),
        "starttls" => Some(Security::Starttls),
        "plain" => Some(Security::None),
        _ => None,
    }
}

fn username(text: &str) -> Option<String> {
    let whole_address = matches!(text, "" | "%EMAILADDRESS%" | "%EMAILLOCALPART%@%EMAILDOMAIN%");
    (!whole_address).then(|| kept(text)).filter(|name| !name.is_empty())
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}
