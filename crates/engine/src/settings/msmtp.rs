//! msmtprc. Words and defaults are those of the manual of msmtp 1.8: no encryption and no sign-in
//! unless they are switched on; `tls` means STARTTLS unless `tls_starttls` is off; port 25, or 465
//! with TLS from the start.

use super::lines::{MOST_ACCOUNTS, address, lines, mechanism, push, some, switch, unquoted};
use super::url::{Port, port};
use super::{Protocol, ReadFormat, Server, Settings};
use crate::profile::{AuthMethod, Security};

/// Reads the accounts.
pub(super) fn read(text: &str) -> Vec<Settings> {
    let mut file = File::default();
    for line in lines(text) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (word, value) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        file.take(&word.to_ascii_lowercase(), unquoted(value));
    }
    file.settings()
}

/// What a line belongs to.
#[derive(Default)]
enum Place {
    /// Nothing that msmtp knows: prose, or another program's file.
    #[default]
    Outside,
    /// Lines whose first line was not copied.
    Rest(Values),
    /// `defaults`.
    Defaults,
    /// `account`.
    Account(Account),
}

struct Account {
    name: String,
    values: Values,
}

#[derive(Default)]
struct File {
    place: Place,
    defaults: Values,
    accounts: Vec<Account>,
    rests: Vec<Values>,
}

impl File {
    fn take(&mut self, word: &str, value: &str) {
        match word {
            "defaults" if value.is_empty() => {
                self.close();
                self.defaults = Values { begun: true, ..Values::default() };
                self.place = Place::Defaults;
            }
            "account" if !value.is_empty() => {
                self.close();
                if self.accounts.len() >= MOST_ACCOUNTS {
                    return;
                }
                self.place = Place::Account(self.account(value));
            }
            _ => self.value(word, value),
        }
    }

    /// A new account: the defaults, then what the accounts after the colon say.
    fn account(&self, value: &str) -> Account {
        let (name, parents) = value.split_once(':').unwrap_or((value, ""));
        let mut values = Values { begun: true, own: false, ..self.defaults.clone() };
        for parent in parents.split(',').take(MOST_ACCOUNTS).map(str::trim) {
            if let Some(account) = self.accounts.iter().find(|account| account.name == parent) {
                values.inherit(&account.values);
                values.own = true;
            }
        }
        Account { name: name.trim().to_owned(), values }
    }

    fn value(&mut self, word: &str, value: &str) {
        let known = match &mut self.place {
            Place::Outside => {
                let mut rest = Values::default();
                let known = rest.take(word, value);
                if known {
                    self.place = Place::Rest(rest);
                }
                return;
            }
            Place::Rest(values) => values.take(word, value),
            Place::Defaults => self.defaults.take(word, value),
            Place::Account(account) => account.values.take(word, value),
        };
        // msmtp stops at a word that it does not know; here it ends the block.
        if !known {
            self.close();
        }
    }

    fn close(&mut self) {
        match std::mem::take(&mut self.place) {
            // One that says nothing is another program's line, as `Account` in an mbsyncrc.
            Place::Account(account) if account.values.own => self.accounts.push(account),
            Place::Rest(values) if self.rests.len() < MOST_ACCOUNTS => self.rests.push(values),
            _ => {}
        }
    }

    fn settings(mut self) -> Vec<Settings> {
        self.close();
        let mut found = Vec::new();
        for values in self.rests.iter().chain(self.accounts.iter().map(|account| &account.values)) {
            add(&mut found, values);
        }
        if found.is_empty() {
            add(&mut found, &self.defaults);
        }
        found
    }
}

fn add(found: &mut Vec<Settings>, values: &Values) {
    let said =
        values.host.is_some() || values.port != Port::Absent || values.user.is_some() || values.tls.is_some();
    if values.ours && said {
        let address = values.from.clone();
        push(found, Settings { format: ReadFormat::Msmtp, address, servers: vec![values.server()] });
    }
}

/// What an account says.
#[derive(Clone, Default)]
struct Values {
    /// Its first line was there, so that what it leaves out has its default.
    begun: bool,
    /// It says something itself, or takes over what another account says.
    own: bool,
    /// A word was there that prose and other programs' files do not begin a line with.
    ours: bool,
    host: Option<String>,
    port: Port,
    from: Option<String>,
    user: Option<String>,
    auth: Option<AuthMethod>,
    tls: Option<bool>,
    starttls: Option<bool>,
}

impl Values {
    /// Whether msmtp knows the word.
    fn take(&mut self, word: &str, value: &str) -> bool {
        // An empty value means "on".
        let on = if value.is_empty() { Some(true) } else { switch(value) };
        match word {
            "host" => self.host = some(value),
            "port" => self.port = port(value),
            "user" => self.user = some(value),
            // With a pattern in it, it stands for many addresses.
            "from" if value.contains(['%', '*', '?', '[']) => {}
            "from" => self.from = address(value),
            "auth" => self.auth = auth(value, on),
            "tls" => self.tls = on,
            "tls_starttls" => self.starttls = on,
            "timeout" | "domain" | "protocol" | "password" | "eval" | "proxy_host" | "proxy_port"
            | "source_ip" | "socket" | "syslog" | "aliases" | "logfile" => {}
            _ if OTHERS.contains(&word) || word.starts_with("tls_") => {}
            _ => return false,
        }
        self.own = true;
        self.ours |= match word {
            "tls" | "auth" => on.is_some() || mechanism(value) != AuthMethod::Unknown,
            "from" => value.contains('@') && !value.contains(char::is_whitespace),
            _ => word.contains('_') || word == "passwordeval" || word == "logfile",
        };
        true
    }

    fn inherit(&mut self, parent: &Self) {
        fn over<T: Clone>(own: &mut Option<T>, parent: &Option<T>) {
            if parent.is_some() {
                own.clone_from(parent);
            }
        }
        over(&mut self.host, &parent.host);
        if parent.port != Port::Absent {
            self.port = parent.port;
        }
        over(&mut self.from, &parent.from);
        over(&mut self.user, &parent.user);
        over(&mut self.auth, &parent.auth);
        over(&mut self.tls, &parent.tls);
        over(&mut self.starttls, &parent.starttls);
        self.ours |= parent.ours;
    }

    fn server(&self) -> Server {
        let security = match (self.tls, self.starttls) {
            (Some(true), Some(false)) => Some(Security::Tls),
            (Some(true), _) => Some(Security::Starttls),
            (Some(false), _) => Some(Security::None),
            (None, _) => self.begun.then_some(Security::None),
        };
        let default = match security {
            Some(Security::Tls) => Some(465),
            Some(_) if self.begun => Some(25),
            _ => None,
        };
        let auth = self.auth.unwrap_or(if self.begun { AuthMethod::None } else { AuthMethod::Unknown });
        Server {
            host: self.host.clone().unwrap_or_default(),
            port: self.port.or(default),
            security,
            auth,
            username: self.user.clone(),
            ..Server::new(Protocol::Smtp)
        }
    }
}

/// "auth on" lets msmtp choose, with a password in every case.
fn auth(value: &str, on: Option<bool>) -> Option<AuthMethod> {
    match on {
        Some(true) => Some(AuthMethod::Password),
        Some(false) => Some(AuthMethod::None),
        None => Some(mechanism(value)),
    }
}

/// Words that say nothing of servers.
const OTHERS: &[&str] = &[
    "passwordeval",
    "ntlmdomain",
    "auto_from",
    "maildomain",
    "allow_from_override",
    "set_from_header",
    "set_date_header",
    "set_msgid_header",
    "remove_bcc_headers",
    "undisclosed_recipients",
    "dsn_notify",
    "dsn_return",
    "logfile_time_format",
    "add_missing_from_header",
    "add_missing_date_header",
    "keepbcc",
];
