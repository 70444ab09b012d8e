//! offlineimaprc. Defaults are those of offlineimap 7 and 8 (`repository/IMAP.py`): TLS on, and
//! STARTTLS where TLS is off; ports 993 and 143.

use super::lines::{Ini, ini, mechanisms, push, some, switch};
use super::url::{Port, port};
use super::{Protocol, ReadFormat, Server, Settings};
use crate::profile::{AuthMethod, Security};

/// Reads the accounts: each repository that is on an IMAP server.
pub(super) fn read(text: &str) -> Vec<Settings> {
    let mut accounts = Vec::new();
    // Lines before the first section may be the rest of one whose first line was not copied.
    let mut repository = Some(Repository::default());
    for line in ini(text, &['=', ':']) {
        match line {
            Ini::Section(name) => {
                finish(&mut accounts, repository.take());
                repository = is_repository(name).then(|| Repository { begun: true, ..Repository::default() });
            }
            Ini::Pair(key, value) => {
                if let Some(repository) = &mut repository {
                    repository.take(&key.to_ascii_lowercase(), value);
                }
            }
        }
    }
    finish(&mut accounts, repository);
    accounts
}

fn is_repository(section: &str) -> bool {
    section.get(..10).is_some_and(|start| start.eq_ignore_ascii_case("repository"))
}

fn finish(accounts: &mut Vec<Settings>, repository: Option<Repository>) {
    if let Some(server) = repository.and_then(Repository::server) {
        push(accounts, Settings { format: ReadFormat::Offlineimap, address: None, servers: vec![server] });
    }
}

#[derive(Default)]
struct Repository {
    /// Its first line was there, so that what it leaves out has its default.
    begun: bool,
    gmail: bool,
    tunnel: bool,
    host: Option<String>,
    port: Port,
    user: Option<String>,
    auth: AuthMethod,
    tls: Option<bool>,
    starttls: Option<bool>,
}

impl Repository {
    fn take(&mut self, key: &str, value: &str) {
        match key {
            "type" => self.gmail = value.eq_ignore_ascii_case("gmail"),
            "remotehost" => self.host = some(value),
            "remoteport" => self.port = port(value),
            "remoteuser" => self.user = some(value),
            "auth_mechanisms" => self.auth = mechanisms(value.split(',')),
            "ssl" => self.tls = switch(value),
            "starttls" => self.starttls = switch(value),
            "preauthtunnel" | "transporttunnel" => self.tunnel = !value.is_empty(),
            _ => {}
        }
    }

    fn server(self) -> Option<Server> {
        let host = self.host.or_else(|| self.gmail.then(|| "imap.gmail.com".to_owned()));
        // A local repository has none of these; one behind a tunnel is not reached by host and port.
        if self.tunnel || (host.is_none() && self.port == Port::Absent && self.user.is_none()) {
            return None;
        }
        let security = match (self.tls, self.starttls) {
            (Some(true), _) => Some(Security::Tls),
            (Some(false), Some(false)) => Some(Security::None),
            (Some(false), _) => Some(Security::Starttls),
            (None, _) => (self.begun || host.is_some()).then_some(Security::Tls),
        };
        let default = security.map(|security| if security == Security::Tls { 993 } else { 143 });
        Some(Server {
            port: self.port.or(default),
            host: host.unwrap_or_default(),
            security,
            auth: self.auth,
            username: self.user,
            ..Server::new(Protocol::Imap)
        })
    }
}
