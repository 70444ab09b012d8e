//! A server as files name it: always encrypted.

use super::ExportError;
use crate::profile::{Endpoint, Security};

/// A server that a file may name.
pub(super) struct Server<'a> {
    pub(super) host: &'a str,
    pub(super) port: u16,
    pub(super) encryption: Encryption,
}

/// How the connection is encrypted; there is no third way in a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Encryption {
    /// From the first byte.
    Tls,
    /// Upgraded with STARTTLS, required.
    Starttls,
}

impl<'a> Server<'a> {
    pub(super) fn new(endpoint: &'a Endpoint) -> Result<Self, ExportError> {
        let encryption = match endpoint.security {
            Security::Tls => Encryption::Tls,
            Security::Starttls => Encryption::Starttls,
            Security::None => return Err(ExportError::Unencrypted(endpoint.id.to_string())),
        };
        Ok(Self { host: endpoint.host.as_str(), port: endpoint.port, encryption })
    }
}

impl Encryption {
    /// One of two values, by the kind of encryption.
    pub(super) fn pick<T>(self, tls: T, starttls: T) -> T {
        match self {
            Self::Tls => tls,
            Self::Starttls => starttls,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Date, HostName, Role, Slug, Standing};

    #[test]
    fn a_server_without_encryption_is_refused() {
        let slug = |text: &str| Slug::try_from(text.to_owned()).unwrap();
        let mut endpoint = Endpoint {
            id: slug("imap-143"),
            role: Role::Imap,
            host: HostName::try_from("imap.example.net".to_owned()).unwrap(),
            port: 143,
            security: Security::None,
            standing: Standing::Retired,
            rank: 1,
            domains: vec![],
            note: None,
            sources: vec![],
            checked: Date::try_from("2026-11-22".to_owned()).unwrap(),
        };
        assert_eq!(Server::new(&endpoint).err(), Some(ExportError::Unencrypted("imap-143".into())));
        endpoint.security = Security::Starttls;
        assert_eq!(Server::new(&endpoint).map(|server| server.encryption), Ok(Encryption::Starttls));
    }
}
