//! mbsyncrc of isync. Words and defaults are those of the manual and of `drv_imap.c` of 1.4.4;
//! 1.5 calls `SSLType` `TLSType`. mbsync never deletes mail on the server by age, so nothing is
//! said of retention: `Expunge` removes only what the person has deleted.

use super::lines::{lines, mechanism, mechanisms, push, some, switch};
use super::url::{Port, port};
use super::{Protocol, ReadFormat, Server, Settings};
use crate::profile::{AuthMethod, Security};

/// Reads the accounts.
pub(super) fn read(text: &str) -> Vec<Settings> {
    let mut accounts = Vec::new();
    // Lines before the first section may be the rest of one whose first line was not copied.
    let mut section = Some(Section::default());
    for line in lines(text) {
        let mut words = Words(line);
        let Some(word) = words.next() else { continue };
        let word = word.to_ascii_lowercase();
        match word.as_str() {
            "imapaccount" | "imapstore" => {
                finish(&mut accounts, section.replace(Section { begun: true, ..Section::default() }));
            }
            // Sections of other kinds, and the words of msmtprc, which people paste beside it.
            "maildirstore" | "channel" | "group" | "account" | "defaults" => {
                finish(&mut accounts, section.take());
            }
            _ => {
                if let Some(section) = &mut section {
                    section.take(&word, words);
                }
            }
        }
    }
    finish(&mut accounts, section);
    accounts
}

fn finish(accounts: &mut Vec<Settings>, section: Option<Section>) {
    if let Some(server) = section.and_then(Section::server) {
        push(accounts, Settings { format: ReadFormat::Mbsync, address: None, servers: vec![server] });
    }
}

/// What stands in an `IMAPAccount` or `IMAPStore`.
#[derive(Default)]
struct Section {
    /// Its first line was there, so that what it leaves out has its default.
    begun: bool,
    /// A word was there that only mbsync has.
    ours: bool,
    host: Option<String>,
    port: Port,
    user: Option<String>,
    kind: Option<Security>,
    auth: AuthMethod,
    tunnel: bool,
    imaps: Option<bool>,
    require: Option<bool>,
    /// `UseTLSv1` (on by default), and whether a later version is switched on.
    tls: (Option<bool>, bool),
}

impl Section {
    fn take(&mut self, word: &str, mut words: Words<'_>) {
        let value = words.next().unwrap_or_default();
        match word {
            "host" => self.host(&value),
            "port" => self.port = port(&value),
            "user" => self.user = some(&value),
            "ssltype" | "tlstype" => self.kind = kind(&value).or(self.kind),
            "tunnel" => self.tunnel = true,
            "authmech" | "authmechs" => {
                let names: Vec<String> = std::iter::once(value).chain(words).collect();
                self.auth = mechanisms(names.iter().map(String::as_str));
            }
            "requirecram" if switch(&value) == Some(true) => self.auth = mechanism("cram-md5"),
            "useimaps" => self.imaps = switch(&value),
            "requiressl" => self.require = switch(&value),
            "usetlsv1" => self.tls.0 = switch(&value),
            "usetlsv1.1" | "usetlsv1.2" | "usetlsv1.3" => self.tls.1 |= switch(&value) == Some(true),
            "passcmd" | "certificatefile" | "sslversions" | "tlsversions" => {}
            _ => return,
        }
        self.ours |= !matches!(word, "host" | "port" | "user");
    }

    /// Versions before 1.1 take `imaps:host` too.
    fn host(&mut self, value: &str) {
        let (imaps, rest) = match value.split_once(':') {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("imaps") => (true, rest),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("imap") => (false, rest),
            _ => (false, value),
        };
        if imaps {
            self.imaps = Some(true);
        }
        self.host = some(rest.trim_start_matches('/'));
    }

    fn server(self) -> Option<Server> {
        // An `IMAPStore` without a host only names an account.
        if !(self.begun || self.ours) || (self.begun && self.host.is_none()) {
            return None;
        }
        let security = self.security();
        let default = security.map(|security| if security == Security::Tls { 993 } else { 143 });
        Some(Server {
            host: self.host.unwrap_or_default(),
            // A tunnel is a program, not a port.
            port: if self.tunnel { None } else { self.port.or(default) },
            security,
            auth: self.auth,
            username: self.user,
            ..Server::new(Protocol::Imap)
        })
    }

    fn security(&self) -> Option<Security> {
        if self.kind.is_some() {
            return self.kind;
        }
        match (self.imaps, self.require) {
            (Some(true), _) => Some(Security::Tls),
            // "RequireSSL no" counts only where every version of TLS is off as well.
            (_, Some(false)) if self.tls == (Some(false), false) => Some(Security::None),
            (None, None) if !self.begun || self.tunnel => None,
            _ => Some(Security::Starttls),
        }
    }
}

fn kind(value: &str) -> Option<Security> {
    match value.to_ascii_lowercase().as_str() {
        "imaps" => Some(Security::Tls),
        "starttls" => Some(Security::Starttls),
        "none" => Some(Security::None),
        _ => None,
    }
}

/// The words of a line: quotes group, a backslash takes the next character as it is, and `#`
/// at the start of a word begins a comment.
struct Words<'a>(&'a str);

impl Iterator for Words<'_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        self.0 = self.0.trim_start();
        if self.0.is_empty() || self.0.starts_with('#') {
            return None;
        }
        let mut word = String::new();
        let (mut quoted, mut escaped) = (false, false);
        let mut rest = "";
        for (at, c) in self.0.char_indices() {
            if escaped {
                word.push(c);
                escaped = false;
            } else if c == '\\' {
                escaped = true;
            } else if c == '"' {
                quoted = !quoted;
            } else if c.is_whitespace() && !quoted {
                rest = self.0.get(at..).unwrap_or_default();
                break;
            } else {
                word.push(c);
            }
        }
        self.0 = rest;
        Some(word)
    }
}
