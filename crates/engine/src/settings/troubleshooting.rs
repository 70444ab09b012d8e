//! Thunderbird's troubleshooting information, its part "Mail and News Accounts".
//!
//! Seen in 153.7 and in its source (`about-support/content/accounts.js`):
//! - the button "Copy text to clipboard": `INCOMING: account1, , (imap) host:993, SSL, 3` and
//!   `OUTGOING: , host:465, SSL, 3, true`; the names are empty unless the person shows them. Security
//!   and sign-in are numbers or names (`alwaysSTARTTLS`, `passwordCleartext`): older versions write
//!   names, 153 a name where it happens to have looked the constant up before, else its number;
//! - the table, selected and copied: the same order, tabs between, in the words of the language, of
//!   which English and Spanish (es-ES, es-MX, es-AR) are known here;
//! - what mail, chats and word processors make of either: other blanks, broken lines, HTML.
//!
//! All of them are one stream of words in the same order, and are read as one. The user name is in none.

mod words;

use super::{Protocol, ReadFormat, Server, Settings, mozilla};
use crate::profile::Security;
use words::{AUTH, SECURITY};

/// Kinds of accounts, as they stand in brackets before the host. Only the first two are of mail.
const KINDS: &[&str] = &["(imap)", "(pop3)", "(none)", "(nntp)", "(rss)", "(im)", "(ews)", "(owl)", "(jmap)"];

/// How many words may stand between the servers of an account: the name of an identity.
const BETWEEN: usize = 40;

/// Whether an account may stand here: its kind, and a host after it.
pub(super) fn begins(text: &str) -> bool {
    KINDS[..2].iter().any(|kind| {
        let start = text.get(..kind.len()).is_some_and(|start| start.eq_ignore_ascii_case(kind));
        start && text[kind.len()..].starts_with(char::is_whitespace)
    })
}

/// Reads the accounts.
pub(super) fn read(text: &str) -> Vec<Settings> {
    let mut stream = Stream::default();
    let mut rest = skip(text);
    while !rest.is_empty() && stream.accounts.len() < mozilla::MOST {
        rest = skip(stream.step(rest));
    }
    stream.close();
    stream.accounts
}

/// What the next words are.
#[derive(Default)]
enum Next {
    /// Anything, until an account.
    #[default]
    Account,
    /// The host of the incoming server.
    Host,
    /// An encryption, of the server in hand.
    Security,
    /// A sign-in method, of the server in hand.
    Auth,
    /// Outgoing servers, with names and addresses between them.
    Outgoing,
}

#[derive(Default)]
struct Stream<'a> {
    accounts: Vec<Settings>,
    next: Next,
    /// The account in hand.
    account: Option<Settings>,
    /// The server in hand.
    server: Option<Server>,
    /// Whether the text has its port.
    stated: bool,
    /// The last word, which may be a host, and the last address.
    word: Option<&'a str>,
    address: Option<&'a str>,
    /// Words since the last server.
    idle: usize,
}

impl<'a> Stream<'a> {
    /// Takes one field or word off `text`.
    fn step(&mut self, text: &'a str) -> &'a str {
        let (word, rest) = word(text);
        let kind = || KINDS.iter().position(|kind| word.eq_ignore_ascii_case(kind));
        if let Some(kind) = word.starts_with('(').then(kind).flatten() {
            self.close();
            let protocol = [Protocol::Imap, Protocol::Pop3].get(kind).copied();
            self.server = protocol.map(Server::new);
            self.next = if protocol.is_some() { Next::Host } else { Next::Account };
            return rest;
        }
        match self.next {
            Next::Account => rest,
            Next::Host => {
                if let Some(server) = &mut self.server {
                    set_host(server, word);
                }
                self.next = Next::Security;
                rest
            }
            Next::Security => {
                let Some((security, rest)) = phrase(text, SECURITY) else {
                    // Not the form of an account: a person's own words, say.
                    self.server = None;
                    self.next = Next::Account;
                    return rest;
                };
                self.secure(security);
                rest
            }
            Next::Auth => {
                let (number, after) = number(text);
                let found =
                    number.map(|number| (mozilla::auth(number), after)).or_else(|| phrase(text, AUTH));
                if let Some((auth, rest)) = found {
                    if let Some(server) = &mut self.server {
                        server.auth = auth;
                    }
                    self.keep();
                    return rest;
                }
                // Words of another language, or a text that was cut off. A word and an encryption
                // without a port are no server: "Pat None", "(pop3) please. None".
                if !self.stated {
                    self.server = None;
                }
                self.keep();
                if self.account.is_none() {
                    self.next = Next::Account;
                }
                text
            }
            Next::Outgoing => self.outgoing(text),
        }
    }

    fn outgoing(&mut self, text: &'a str) -> &'a str {
        if let Some((host, (security, rest))) = self.word.zip(phrase(text, SECURITY)) {
            let mut server = Server::new(Protocol::Smtp);
            set_host(&mut server, host);
            self.server = Some(server);
            self.word = None;
            self.secure(security);
            return rest;
        }
        let (word, rest) = word(text);
        if word.contains('@') {
            self.word = None;
            self.address = Some(bare(word)).filter(|address| address.contains('@'));
        } else {
            self.word = Some(word);
        }
        self.idle += 1;
        if self.idle > BETWEEN {
            self.close();
        }
        rest
    }

    fn secure(&mut self, security: Security) {
        if let Some(server) = &mut self.server {
            server.security = Some(security);
            self.stated = server.port.is_some();
            // Left out where the account has none of its own.
            let default = mozilla::default_port(server.protocol, security);
            server.port.get_or_insert(default);
        }
        self.next = Next::Auth;
    }

    /// Puts the server in hand into its account.
    fn keep(&mut self) {
        self.next = Next::Outgoing;
        self.idle = 0;
        let Some(server) = self.server.take() else { return };
        let account = self.account.get_or_insert_with(|| Settings {
            format: ReadFormat::ThunderbirdTroubleshooting,
            address: None,
            servers: Vec::new(),
        });
        // Before the first outgoing server an address is its identity's; before the account, its name.
        if server.protocol == Protocol::Smtp
            && let (None, Some(address)) = (&account.address, self.address)
        {
            account.address = Some(mozilla::kept(address));
        }
        self.address = None;
        mozilla::add(&mut account.servers, server);
    }

    /// Ends the account in hand.
    fn close(&mut self) {
        if self.stated && self.server.as_ref().is_some_and(|server| server.security.is_some()) {
            self.keep();
        }
        self.accounts.extend(self.account.take());
        let accounts = std::mem::take(&mut self.accounts);
        *self = Self { accounts, ..Self::default() };
    }
}

fn set_host(server: &mut Server, word: &str) {
    let (host, port) = mozilla::host_and_port(word);
    server.host = mozilla::kept(host);
    server.port = port;
}

/// An address without the brackets around it, written plainly or as entities.
fn bare(word: &str) -> &str {
    let word = word.trim_matches(['<', '>', '(', ')', '"', '\'']);
    let word = word.strip_prefix("&lt;").unwrap_or(word);
    word.strip_suffix("&gt;").unwrap_or(word)
}

/// What is left after blanks, separators, tags of HTML and the marks of a quoted e-mail.
fn skip(mut text: &str) -> &str {
    loop {
        text = text.trim_start_matches(|c: char| c.is_whitespace() || separates(c) || c == '>');
        let Some(inner) = text
            .strip_prefix('<')
            .filter(|inner| inner.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic()))
        else {
            return text;
        };
        // A tag ends before the next one begins; `<pat@example.org>` is none.
        let end = inner.find(['<', '>']).unwrap_or(inner.len());
        if !inner[end..].starts_with('>') || (inner[..end].contains('@') && !inner[..end].contains('=')) {
            return text;
        }
        text = &inner[end + 1..];
    }
}

fn separates(c: char) -> bool {
    matches!(c, ',' | '|' | ';')
}

/// The word with which `text`, which is not empty, begins, and what follows.
fn word(text: &str) -> (&str, &str) {
    let ends = |(at, c): (usize, char)| {
        (at > 0 && (c.is_whitespace() || matches!(c, ',' | '|' | '<'))).then_some(at)
    };
    text.split_at(text.char_indices().find_map(ends).unwrap_or(text.len()))
}

/// Which of `phrases` is a whole field at the beginning of `text`, and what follows it.
fn phrase<'a, T: Copy>(text: &'a str, phrases: &[(&str, T)]) -> Option<(T, &'a str)> {
    phrases.iter().find_map(|(phrase, value)| {
        let rest = strip(text, phrase)?;
        let whole = rest.chars().next().is_none_or(|c| c.is_whitespace() || separates(c) || c == '<');
        whole.then_some((*value, rest))
    })
}

/// What follows `phrase`; any blanks, a line break too, stand for one.
fn strip<'a>(mut text: &'a str, phrase: &str) -> Option<&'a str> {
    for (at, part) in phrase.split(' ').enumerate() {
        if at > 0 {
            let rest = text.trim_start();
            if rest.len() == text.len() {
                return None;
            }
            text = rest;
        }
        let start = text.get(..part.len())?;
        if !start.eq_ignore_ascii_case(part) {
            return None;
        }
        text = &text[part.len()..];
    }
    Some(text)
}

/// A number that is a whole field.
fn number(text: &str) -> (Option<i64>, &str) {
    let (word, rest) = word(text);
    (word.parse().ok().filter(|number| (0..=10).contains(number)), rest)
}
