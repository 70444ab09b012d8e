//! The form: what a person fills in by hand, as it was typed.

use engine::account::Account;
use engine::profile::{AuthMethod, Security};
use engine::settings::{Protocol, ReadFormat, Server, Settings};
use serde::{Deserialize, Serialize};

/// A field of the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum FieldName {
    /// The e-mail address.
    Address,
    /// IMAP or POP.
    Protocol,
    /// The incoming server.
    Host,
    /// Its port.
    Port,
    /// Its encryption.
    Security,
    /// Its user name.
    Username,
    /// The sign-in method.
    Auth,
    /// The outgoing server.
    OutHost,
    /// Its port.
    OutPort,
    /// Its encryption.
    OutSecurity,
    /// Whether it wants a sign-in.
    OutSignIn,
    /// Its user name.
    OutUsername,
}

/// What stands in the form, as it was typed; empty means "not said".
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    address: String,
    protocol: String,
    host: String,
    port: String,
    security: String,
    username: String,
    auth: String,
    out_host: String,
    out_port: String,
    out_security: String,
    out_sign_in: String,
    out_username: String,
}

impl Form {
    /// What stands in a field.
    pub(crate) fn get(&self, name: FieldName) -> &str {
        match name {
            FieldName::Address => &self.address,
            FieldName::Protocol => &self.protocol,
            FieldName::Host => &self.host,
            FieldName::Port => &self.port,
            FieldName::Security => &self.security,
            FieldName::Username => &self.username,
            FieldName::Auth => &self.auth,
            FieldName::OutHost => &self.out_host,
            FieldName::OutPort => &self.out_port,
            FieldName::OutSecurity => &self.out_security,
            FieldName::OutSignIn => &self.out_sign_in,
            FieldName::OutUsername => &self.out_username,
        }
    }

    /// Takes what was typed.
    pub(crate) fn set(&mut self, name: FieldName, value: String) {
        let field = match name {
            FieldName::Address => &mut self.address,
            FieldName::Protocol => &mut self.protocol,
            FieldName::Host => &mut self.host,
            FieldName::Port => &mut self.port,
            FieldName::Security => &mut self.security,
            FieldName::Username => &mut self.username,
            FieldName::Auth => &mut self.auth,
            FieldName::OutHost => &mut self.out_host,
            FieldName::OutPort => &mut self.out_port,
            FieldName::OutSecurity => &mut self.out_security,
            FieldName::OutSignIn => &mut self.out_sign_in,
            FieldName::OutUsername => &mut self.out_username,
        };
        *field = value;
    }

    /// Whether nothing was filled in.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The form with the values that set-up gave: whoever followed it changes only what differs.
    pub(crate) fn of(account: &Account) -> Self {
        let (incoming, outgoing) = (account.incoming(), account.outgoing());
        Self {
            address: account.address().to_string(),
            protocol: "imap".to_owned(),
            host: incoming.host.to_string(),
            port: incoming.port.to_string(),
            security: word(incoming.security).to_owned(),
            username: account.username().to_owned(),
            auth: "password".to_owned(),
            out_host: outgoing.host.to_string(),
            out_port: outgoing.port.to_string(),
            out_security: word(outgoing.security).to_owned(),
            out_sign_in: "yes".to_owned(),
            out_username: account.username().to_owned(),
        }
    }

    /// The form with what was read elsewhere, to be looked through and put right by hand.
    pub(crate) fn of_read(settings: &Settings, address: Option<String>) -> Self {
        let of =
            |wanted: fn(Protocol) -> bool| settings.servers.iter().find(|server| wanted(server.protocol));
        let port = |server: &Server| server.port.map(|port| port.to_string()).unwrap_or_default();
        let security = |server: &Server| server.security.map(word).unwrap_or_default().to_owned();
        let mut form = Self { address: address.unwrap_or_default(), ..Self::default() };
        if let Some(server) = of(|protocol| protocol != Protocol::Smtp) {
            form.protocol = if server.protocol == Protocol::Pop3 { "pop3" } else { "imap" }.to_owned();
            form.host.clone_from(&server.host);
            form.port = port(server);
            form.security = security(server);
            form.username = server.username.clone().unwrap_or_default();
            form.auth = match server.auth {
                AuthMethod::Password => "password",
                AuthMethod::Encrypted | AuthMethod::Ntlm | AuthMethod::Kerberos => "encrypted",
                AuthMethod::Oauth2 => "oauth2",
                _ => "",
            }
            .to_owned();
        }
        if let Some(server) = of(|protocol| protocol == Protocol::Smtp) {
            form.out_host.clone_from(&server.host);
            form.out_port = port(server);
            form.out_security = security(server);
            form.out_username = server.username.clone().unwrap_or_default();
            form.out_sign_in = match server.auth {
                AuthMethod::Unknown => "",
                AuthMethod::None => "no",
                _ => "yes",
            }
            .to_owned();
        }
        form
    }

    /// The settings that it describes, or the field that cannot be read.
    pub(crate) fn settings(&self) -> Result<Settings, FieldName> {
        let incoming = Server {
            host: self.host.trim().to_owned(),
            port: port(&self.port).map_err(|()| FieldName::Port)?,
            security: security(&self.security, &self.port),
            auth: match self.auth.as_str() {
                "password" => AuthMethod::Password,
                "encrypted" => AuthMethod::Encrypted,
                "oauth2" => AuthMethod::Oauth2,
                _ => AuthMethod::Unknown,
            },
            username: said(&self.username),
            ..Server::new(if self.protocol == "pop3" { Protocol::Pop3 } else { Protocol::Imap })
        };
        let outgoing = Server {
            host: self.out_host.trim().to_owned(),
            port: port(&self.out_port).map_err(|()| FieldName::OutPort)?,
            security: security(&self.out_security, &self.out_port),
            auth: match self.out_sign_in.as_str() {
                "yes" => AuthMethod::Password,
                "no" => AuthMethod::None,
                _ => AuthMethod::Unknown,
            },
            username: said(&self.out_username),
            ..Server::new(Protocol::Smtp)
        };
        let servers = [incoming, outgoing].into_iter().filter(Server::said).collect();
        Ok(Settings { format: ReadFormat::Form, address: said(&self.address), servers })
    }
}

fn said(text: &str) -> Option<String> {
    let text = text.trim_matches([' ', '\t']);
    (!text.is_empty()).then(|| text.to_owned())
}

fn port(text: &str) -> Result<Option<u16>, ()> {
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| ()) }
}

/// The encryption that was chosen. Apple's apps say only "Use SSL": the port then decides
/// (facts/formats.md 8).
fn security(word: &str, port: &str) -> Option<Security> {
    match word {
        "tls" => Some(Security::Tls),
        "starttls" => Some(Security::Starttls),
        "none" => Some(Security::None),
        "on" if matches!(port.trim(), "993" | "465" | "995") => Some(Security::Tls),
        "on" if !port.trim().is_empty() => Some(Security::Starttls),
        _ => None,
    }
}

fn word(security: Security) -> &'static str {
    match security {
        Security::Tls => "tls",
        Security::Starttls => "starttls",
        Security::None => "none",
    }
}
