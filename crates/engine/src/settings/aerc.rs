//! accounts.conf of aerc. Schemes and defaults are those of aerc 0.15 and later (`lib/send/smtp.go`,
//! `worker/imap/connect.go`): `imap://` and `smtp://` mean STARTTLS, `+insecure` means none.

use super::lines::{Ini, address, ini, mechanism, push, switch, unquoted};
use super::url::Url;
use super::{Protocol, ReadFormat, Server, Settings};
use crate::profile::{AuthMethod, Security};

/// Reads the accounts.
pub(super) fn read(text: &str) -> Vec<Settings> {
    let mut accounts = Vec::new();
    let mut account = Account::default();
    for line in ini(text, &['=']) {
        match line {
            Ini::Section(_) => push(&mut accounts, std::mem::take(&mut account).settings()),
            Ini::Pair(key, value) => account.take(&key.to_ascii_lowercase(), value),
        }
    }
    push(&mut accounts, account.settings());
    accounts
}

#[derive(Default)]
struct Account {
    address: Option<String>,
    incoming: Option<Server>,
    outgoing: Option<Server>,
    /// `smtp-starttls`, which only 0.14 and older know.
    starttls: Option<bool>,
}

impl Account {
    fn take(&mut self, key: &str, value: &str) {
        let value = plain(value);
        match key {
            "from" => self.address = address(value),
            "source" => self.incoming = server(value, Protocol::Imap).or(self.incoming.take()),
            "outgoing" => self.outgoing = server(value, Protocol::Smtp).or(self.outgoing.take()),
            "smtp-starttls" => self.starttls = switch(value),
            _ => {}
        }
    }

    fn settings(self) -> Settings {
        let mut servers: Vec<_> = self.incoming.into_iter().chain(self.outgoing).collect();
        for server in &mut servers {
            let upgraded = server.protocol == Protocol::Smtp && server.security == Some(Security::Starttls);
            if upgraded && self.starttls == Some(false) {
                server.security = Some(Security::None);
            }
        }
        Settings { format: ReadFormat::Aerc, address: self.address, servers }
    }
}

/// A value without quotes, or without the comment after it: aerc's INI reader ends an unquoted
/// value at `#` or `;`, and one between three quotes or backquotes at the last of these.
fn plain(value: &str) -> &str {
    for quote in ["\"\"\"", "`"] {
        if let Some((inner, _)) = value.strip_prefix(quote).and_then(|rest| rest.rsplit_once(quote)) {
            return inner;
        }
    }
    let bare = unquoted(value);
    if bare.len() < value.len() { bare } else { value.split(['#', ';']).next().unwrap_or(value).trim() }
}

/// The server of a URL; `None` for a maildir, a program, and the like.
fn server(value: &str, protocol: Protocol) -> Option<Server> {
    let url = Url::parse(value)?;
    let mut parts = url.scheme.split('+');
    let name = parts.next()?;
    let (mut insecure, mut auth) = (false, None);
    for part in parts {
        match part {
            "insecure" => insecure = true,
            method => auth = Some(mechanism(method)),
        }
    }
    let (security, default) = match (name, protocol) {
        ("imaps", Protocol::Imap) => (Security::Tls, 993),
        ("imap", Protocol::Imap) if insecure => (Security::None, 143),
        ("imap", Protocol::Imap) => (Security::Starttls, 143),
        ("smtps", Protocol::Smtp) => (Security::Tls, 465),
        ("smtp", Protocol::Smtp) if insecure => (Security::None, 587),
        ("smtp", Protocol::Smtp) => (Security::Starttls, 587),
        _ => return None,
    };
    // Without a method it signs in with the password if there is a user, else not at all.
    let plain = if url.user.is_some() { AuthMethod::Password } else { AuthMethod::None };
    Some(Server {
        host: url.host,
        port: url.port.or(default),
        security: Some(security),
        auth: auth.unwrap_or(plain),
        username: url.user,
        ..Server::new(protocol)
    })
}
