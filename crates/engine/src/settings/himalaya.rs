//! config.toml of himalaya, whose names changed with every version: `imap-host` (0.x),
//! `imap.host` (betas of 1.0), `backend.host` and `message.send.backend.host` (1.x) and
//! `imap.server` (2.x). Read from its sample configuration of 0.7.3, 0.9.0, 1.0.0-beta, 1.2.0 and
//! 2.1. Where it is left out, the encryption is TLS in all of them.

use super::lines::{MOST_ACCOUNTS, address, mechanism, push, some, switch};
use super::toml::pairs;
use super::url::{Port, Url, port};
use super::{Protocol, ReadFormat, Server, Settings};
use crate::profile::{AuthMethod, Security};

/// Reads the accounts.
pub(super) fn read(text: &str) -> Vec<Settings> {
    let mut found: Vec<Account> = Vec::new();
    pairs(text, |table, key, value| {
        let (name, rest) = account_of(table);
        let key = match rest {
            "" => key.to_owned(),
            rest => format!("{}.{key}", rest.to_ascii_lowercase()),
        };
        if let Some(account) = found.iter_mut().rev().find(|account| account.name == name) {
            account.take(&key, value);
        } else if found.len() < MOST_ACCOUNTS {
            let mut account = Account { name: name.to_owned(), ..Account::default() };
            account.take(&key, value);
            found.push(account);
        }
    });
    let mut accounts = Vec::new();
    for account in found {
        push(&mut accounts, account.settings());
    }
    accounts
}

/// The account's name in a table's, and what follows it: `accounts.pat.backend` since 1.0,
/// `pat` before.
fn account_of(table: &str) -> (&str, &str) {
    let inner = table.strip_prefix("accounts.").unwrap_or(table);
    inner.split_once('.').unwrap_or((inner, ""))
}

#[derive(Default)]
struct Account {
    name: String,
    address: Option<String>,
    imap: Side,
    smtp: Side,
}

impl Account {
    fn take(&mut self, key: &str, value: &str) {
        let sides: [(&[&str], bool); 2] =
            [(&["message.send.backend.", "smtp.", "smtp-"], false), (&["backend.", "imap.", "imap-"], true)];
        for (prefixes, incoming) in sides {
            if let Some(rest) = prefixes.iter().find_map(|prefix| key.strip_prefix(prefix)) {
                let side = if incoming { &mut self.imap } else { &mut self.smtp };
                return side.take(rest, value);
            }
        }
        if key == "email" {
            self.address = address(value);
        }
    }

    fn settings(self) -> Settings {
        let servers = [(self.imap, Protocol::Imap), (self.smtp, Protocol::Smtp)];
        let servers = servers.into_iter().filter_map(|(side, protocol)| side.server(protocol)).collect();
        Settings { format: ReadFormat::Himalaya, address: self.address, servers }
    }
}

/// What an account says of one server.
#[derive(Default)]
struct Side {
    /// `backend.type`: another than `imap` or `smtp` is no server.
    kind: Option<String>,
    host: Option<String>,
    port: Port,
    user: Option<String>,
    auth: AuthMethod,
    security: Option<Security>,
    tls: Option<bool>,
    starttls: Option<bool>,
    /// `imap.server` of 2.x.
    server: Option<String>,
}

impl Side {
    fn take(&mut self, key: &str, value: &str) {
        match key {
            "type" => self.kind = some(value),
            "host" => self.host = some(value),
            "port" => self.port = port(value),
            "login" => self.user = some(value),
            "encryption" | "encryption.type" => self.security = security(value),
            "auth" | "auth.type" => self.auth = mechanism(value),
            "ssl" => self.tls = switch(value),
            "starttls" => self.starttls = switch(value),
            "server" => self.server = some(value),
            _ => {
                let sasl = key.strip_prefix("sasl.").and_then(|rest| rest.split_once('.'));
                if let Some((method, "username")) = sasl {
                    self.auth = mechanism(method);
                    self.user = some(value);
                }
            }
        }
    }

    fn server(self, protocol: Protocol) -> Option<Server> {
        let name = if protocol == Protocol::Imap { "imap" } else { "smtp" };
        if self.kind.as_deref().is_some_and(|kind| !kind.eq_ignore_ascii_case(name)) {
            return None;
        }
        if let Some(server) = &self.server {
            return self.by_url(server, name, protocol);
        }
        let said = self.host.is_some()
            || self.port != Port::Absent
            || self.user.is_some()
            || self.security.is_some();
        let security = match (self.security, self.tls, self.starttls) {
            (Some(security), _, _) => security,
            (None, _, Some(true)) => Security::Starttls,
            (None, Some(false), _) => Security::None,
            _ => Security::Tls,
        };
        let known =
            self.host.is_some() || self.security.is_some() || self.tls.is_some() || self.starttls.is_some();
        said.then(|| Server {
            host: self.host.unwrap_or_default(),
            port: self.port.or(None),
            security: known.then_some(security),
            auth: self.auth,
            username: self.user,
            ..Server::new(protocol)
        })
    }

    /// `imaps://host:993`, or `host` alone, which means TLS; `imap://` is not encrypted unless
    /// `imap.starttls` is true.
    fn by_url(&self, server: &str, name: &str, protocol: Protocol) -> Option<Server> {
        let url = match Url::parse(server) {
            Some(url) => url,
            None => Url::parse(&format!("{name}s://{server}"))?,
        };
        let security = match url.scheme.strip_prefix(name)? {
            "s" => Security::Tls,
            "" if self.starttls == Some(true) => Security::Starttls,
            "" => Security::None,
            _ => return None,
        };
        let default = match (protocol, security) {
            (Protocol::Imap, Security::Tls) => Some(993),
            (Protocol::Imap, _) => Some(143),
            (_, Security::Tls) => Some(465),
            _ => None,
        };
        Some(Server {
            host: url.host,
            port: url.port.or(default),
            security: Some(security),
            auth: self.auth,
            username: self.user.clone(),
            ..Server::new(protocol)
        })
    }
}

fn security(value: &str) -> Option<Security> {
    match value.to_ascii_lowercase().as_str() {
        "tls" | "ssl" | "true" => Some(Security::Tls),
        "start-tls" | "starttls" => Some(Security::Starttls),
        "none" | "false" => Some(Security::None),
        _ => None,
    }
}
