//! getmailrc. The type of the retriever says protocol and encryption; getmail has no STARTTLS
//! (`retrievers.py` of getmail 6.18). Without `delete` mail stays on the server.

use super::lines::{Ini, ini, mechanism, push, some, switch, unquoted};
use super::url::{Port, port};
use super::{Protocol, ReadFormat, Retention, Server, Settings};
use crate::profile::{AuthMethod, Security};

/// Reads the accounts: each retriever, with the one `[options]` of its file.
pub(super) fn read(text: &str) -> Vec<Settings> {
    let mut retrievers: Vec<Server> = Vec::new();
    let mut retriever = Retriever::default();
    let mut options = Options::default();
    let mut place = Place::Unknown;
    for line in ini(text, &['=', ':']) {
        match line {
            Ini::Section(name) => {
                place = Place::of(name);
                if place == Place::Retriever {
                    retrievers.extend(std::mem::take(&mut retriever).server());
                }
            }
            Ini::Pair(key, value) => {
                let (key, value) = (key.to_ascii_lowercase(), unquoted(value));
                if matches!(place, Place::Retriever | Place::Unknown) {
                    retriever.take(&key, value);
                }
                if matches!(place, Place::Options | Place::Unknown) {
                    options.take(&key, value);
                }
            }
        }
    }
    retrievers.extend(retriever.server());
    // Several files in one paste: it cannot be told which options are whose.
    if let [server] = retrievers.as_mut_slice() {
        server.retention = options.retention();
    }
    let mut accounts = Vec::new();
    for server in retrievers {
        push(&mut accounts, Settings { format: ReadFormat::Getmail, address: None, servers: vec![server] });
    }
    accounts
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before the first section: its first line may not have been copied.
    Unknown,
    Retriever,
    Options,
    Other,
}

impl Place {
    fn of(section: &str) -> Self {
        match section.to_ascii_lowercase().as_str() {
            "retriever" => Self::Retriever,
            "options" => Self::Options,
            _ => Self::Other,
        }
    }
}

#[derive(Default)]
struct Retriever {
    /// From its type, without which getmail does not run.
    kind: Option<(Protocol, Security)>,
    server: Option<String>,
    port: Port,
    user: Option<String>,
    auth: AuthMethod,
}

impl Retriever {
    fn take(&mut self, key: &str, value: &str) {
        match key {
            "type" => self.kind = kind(value).or(self.kind),
            "server" => self.server = some(value),
            "port" => self.port = port(value),
            "username" => self.user = some(value),
            "use_cram_md5" | "use_apop" => self.auth(value, "cram-md5"),
            "use_kerberos" => self.auth(value, "kerberos"),
            "use_xoauth2" => self.auth(value, "xoauth2"),
            _ => {}
        }
    }

    fn auth(&mut self, value: &str, name: &str) {
        if switch(value) == Some(true) {
            self.auth = mechanism(name);
        }
    }

    fn server(self) -> Option<Server> {
        let (protocol, security) = self.kind?;
        let default = match (protocol, security) {
            (Protocol::Imap, Security::Tls) => 993,
            (Protocol::Imap, _) => 143,
            (_, Security::Tls) => 995,
            _ => 110,
        };
        Some(Server {
            host: self.server.unwrap_or_default(),
            port: self.port.or(default),
            security: Some(security),
            auth: if self.auth == AuthMethod::Unknown { AuthMethod::Password } else { self.auth },
            username: self.user,
            ..Server::new(protocol)
        })
    }
}

/// What a type like `BrokenUIDLPOP3SSLRetriever` means.
fn kind(name: &str) -> Option<(Protocol, Security)> {
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix("retriever")?;
    let (name, security) = match name.strip_suffix("ssl") {
        Some(name) => (name, Security::Tls),
        None => (name, Security::None),
    };
    match name {
        "simpleimap" | "multidropimap" => Some((Protocol::Imap, security)),
        "simplepop3" | "brokenuidlpop3" | "multidroppop3" | "multidropsdps" => {
            Some((Protocol::Pop3, security))
        }
        _ => None,
    }
}

#[derive(Default)]
struct Options {
    delete: Option<bool>,
    after: Option<u16>,
}

impl Options {
    fn take(&mut self, key: &str, value: &str) {
        match key {
            "delete" => self.delete = switch(value),
            "delete_after" => self.after = value.parse().ok(),
            _ => {}
        }
    }

    /// `delete` counts more than `delete_after`, and 0 days mean never (manual, "options").
    fn retention(&self) -> Retention {
        match (self.delete, self.after) {
            (Some(true), _) => Retention::Deletes { after_days: 0 },
            (_, Some(days)) if days > 0 => Retention::Deletes { after_days: days },
            (Some(false), _) => Retention::Keeps,
            _ => Retention::Unknown,
        }
    }
}
