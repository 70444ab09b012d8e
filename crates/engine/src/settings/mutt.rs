//! muttrc of mutt and neomutt. Defaults are those of mutt 2 and neomutt: STARTTLS where the URL
//! has no TLS of its own, unless both `ssl_force_tls` and `ssl_starttls` are off; ports 993, 143,
//! 995, 110, 465 and 25.

use super::lines::{MOST_ACCOUNTS, address, mechanisms, push, some};
use super::mutt_words::{Variables, Words, lines, set};
use super::url::Url;
use super::{Protocol, ReadFormat, Retention, Server, Settings};
use crate::profile::{AuthMethod, Security};

/// Reads the accounts: the file's own, then those that its hooks switch to.
pub(super) fn read(text: &str) -> Vec<Settings> {
    let mut file = File::default();
    for line in lines(text) {
        if !line.starts_with('#') {
            file.line(&line);
        }
    }
    let mut accounts = Vec::new();
    push(&mut accounts, file.own().settings());
    for hook in &file.hooks {
        if ["folder", "spoolfile", "spool_file", "smtp_url"].iter().any(|name| hook.set.contains_key(*name)) {
            push(&mut accounts, View { first: Some(&hook.set), file: &file }.settings());
        }
    }
    accounts
}

#[derive(Default)]
struct File {
    set: Variables,
    /// The first mailbox on a server, for a file whose `folder` is on the disk.
    mailbox: Option<String>,
    from: Option<String>,
    hooks: Vec<Hook>,
}

/// An `account-hook` or `folder-hook`: for which folders, and what it sets.
struct Hook {
    pattern: String,
    set: Variables,
}

impl File {
    fn line(&mut self, line: &str) {
        let mut words = Words::new(line);
        while words.next_command() {
            let command = words.word(&self.set).unwrap_or_default().to_ascii_lowercase();
            match command.as_str() {
                "set" | "unset" | "reset" => set(&command, &mut words, &mut self.set),
                "account-hook" | "folder-hook" => self.hook(&mut words),
                "mailboxes" => self.mailboxes(&mut words),
                "my_hdr" => self.header(&mut words),
                // Other commands may have a semicolon that ends nothing, as macros do.
                _ => return,
            }
        }
    }

    fn hook(&mut self, words: &mut Words<'_>) {
        let (Some(pattern), Some(command)) = (words.word(&self.set), words.word(&self.set)) else { return };
        let mut inner = Words::new(&command);
        let mut variables = Variables::new();
        while inner.next_command() {
            let name = inner.word(&self.set).unwrap_or_default();
            if !matches!(name.as_str(), "set" | "unset") {
                break;
            }
            set(&name, &mut inner, &mut variables);
        }
        if !variables.is_empty() && self.hooks.len() < MOST_ACCOUNTS {
            self.hooks.push(Hook { pattern: pattern.replace('\\', ""), set: variables });
        }
    }

    fn mailboxes(&mut self, words: &mut Words<'_>) {
        while let Some(word) = words.word(&self.set) {
            if self.mailbox.is_none() && incoming(&word).is_some() {
                self.mailbox = Some(word);
            }
        }
    }

    fn header(&mut self, words: &mut Words<'_>) {
        if words.word(&self.set).is_some_and(|name| name.eq_ignore_ascii_case("from:")) {
            while let Some(word) = words.word(&self.set) {
                self.from = address(&word).or(self.from.take());
            }
        }
    }

    fn own(&self) -> View<'_> {
        View { first: None, file: self }
    }
}

/// The file's variables, with those of a hook before them.
struct View<'a> {
    first: Option<&'a Variables>,
    file: &'a File,
}

impl View<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        let value = self.first.and_then(|first| first.get(name)).or_else(|| self.file.set.get(name));
        value.map(String::as_str).filter(|value| !value.is_empty())
    }

    fn is(&self, name: &str, default: bool) -> bool {
        self.get(name).map_or(default, |value| matches!(value, "yes" | "ask-yes" | "1"))
    }

    fn settings(&self) -> Settings {
        let address = self.get("from").and_then(address).or_else(|| self.file.from.clone());
        let servers = [self.incoming(), self.pop(), self.outgoing()];
        Settings { format: ReadFormat::Mutt, address, servers: servers.into_iter().flatten().collect() }
    }

    /// The server of the mailboxes. Without a mailbox on a server `imap_user` alone is told.
    fn incoming(&self) -> Option<Server> {
        let places = [self.get("folder"), self.get("spoolfile"), self.get("spool_file"), self.mailbox()];
        let found = places.into_iter().flatten().find_map(incoming);
        let user = ["imap_user", "imap_login"].iter().find_map(|name| self.get(name));
        let Some((url, protocol, tls)) = found else {
            return user.map(|user| Server { username: some(user), ..Server::new(Protocol::Imap) });
        };
        let hooked = || self.file.hooks.iter().find(|hook| hook.pattern.contains(&url.host));
        let (ports, user, list) = match protocol {
            Protocol::Imap => (
                (993, 143),
                user.or_else(|| hooked()?.set.get("imap_user").map(String::as_str)),
                "imap_authenticators",
            ),
            _ => ((995, 110), self.get("pop_user"), "pop_authenticators"),
        };
        let user = url.user.clone().or_else(|| user.and_then(some));
        Some(Server { auth: self.methods(list), ..self.server(url, protocol, tls, ports, user) })
    }

    fn mailbox(&self) -> Option<&str> {
        self.file.mailbox.as_deref()
    }

    /// `pop_host`, from which mail is fetched; mutt asks before it deletes unless it is told.
    fn pop(&self) -> Option<Server> {
        let host = self.get("pop_host")?;
        let url = Url::parse(host).or_else(|| Url::parse(&format!("pop://{host}")))?;
        let (_, _, tls) = kind(&url)?;
        let user = url.user.clone().or_else(|| self.get("pop_user").and_then(some));
        let retention = match self.get("pop_delete") {
            Some("yes") => Retention::Deletes { after_days: 0 },
            Some("no") => Retention::Keeps,
            _ => Retention::Unknown,
        };
        let auth = self.methods("pop_authenticators");
        Some(Server { auth, retention, ..self.server(url, Protocol::Pop3, tls, (995, 110), user) })
    }

    /// `smtp_url`. Mutt signs in only where the URL or `smtp_user` names a user.
    fn outgoing(&self) -> Option<Server> {
        let url = Url::parse(self.get("smtp_url")?)?;
        let tls = match url.scheme.as_str() {
            "smtps" => true,
            "smtp" => false,
            _ => return None,
        };
        let user = url.user.clone().or_else(|| self.get("smtp_user").and_then(some));
        let auth = if user.is_none() { AuthMethod::None } else { self.methods("smtp_authenticators") };
        Some(Server { auth, ..self.server(url, Protocol::Smtp, tls, (465, 25), user) })
    }

    fn server(
        &self,
        url: Url,
        protocol: Protocol,
        tls: bool,
        ports: (u16, u16),
        user: Option<String>,
    ) -> Server {
        let off = !self.is("ssl_force_tls", true) && !self.is("ssl_starttls", true);
        let security = match (tls, off) {
            (true, _) => Security::Tls,
            (false, true) => Security::None,
            (false, false) => Security::Starttls,
        };
        // A tunnel is a program, not a port.
        let tunnel = self.get("tunnel").is_some();
        Server {
            port: if tunnel { None } else { url.port.or(if tls { ports.0 } else { ports.1 }) },
            security: (!tunnel).then_some(security),
            host: url.host,
            username: user,
            ..Server::new(protocol)
        }
    }

    fn methods(&self, list: &str) -> AuthMethod {
        mechanisms(self.get(list).unwrap_or_default().split(':'))
    }
}

/// The URL of a mailbox on a server, its protocol, and whether it is TLS from the start.
fn incoming(place: &str) -> Option<(Url, Protocol, bool)> {
    let url = Url::parse(place)?;
    kind(&url)
}

fn kind(url: &Url) -> Option<(Url, Protocol, bool)> {
    let (protocol, tls) = match url.scheme.as_str() {
        "imaps" => (Protocol::Imap, true),
        "imap" => (Protocol::Imap, false),
        "pops" => (Protocol::Pop3, true),
        "pop" => (Protocol::Pop3, false),
        _ => return None,
    };
    Some((url.clone(), protocol, tls))
}
