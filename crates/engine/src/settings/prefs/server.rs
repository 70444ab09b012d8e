//! One server of the preferences, with what Thunderbird does where a preference is missing.
//!
//! Thunderbird writes no preference that has its default value, so a missing one means a value: no
//! encryption, the password itself as the method, mail taken off a POP server at once. In a few lines
//! that somebody has picked out it means nothing. So the default counts only for a server that is
//! *whole*: it has a host name, and what the file has after the encryption (it is sorted by name),
//! that is the type and the user name of an incoming server; for an outgoing one, which may do
//! without both, one of them or its place in the list of outgoing servers, which follows them.

use super::super::{Protocol, Retention, Server, mozilla};
use super::{Prefs, Value};

/// `retainBy`: by age. (1 keeps everything, 3 keeps a number of messages.)
const BY_AGE: i64 = 2;
const BY_NUMBER: i64 = 3;

/// Days that its window shows where `daysToKeepHdrs` is missing or 0 (RetentionSettingsUI.mjs).
const SHOWN_DAYS: i64 = 30;
/// `mail.server.default.num_days_to_leave_on_server`.
const LEFT_DAYS: i64 = 7;

/// The preferences of one server.
#[derive(Clone, Copy)]
pub(super) struct Branch<'a> {
    prefs: &'a Prefs<'a>,
    /// `mail.server.`, `mail.smtpserver.`
    before: &'static str,
    key: &'a str,
}

impl<'a> Branch<'a> {
    pub(super) fn incoming(prefs: &'a Prefs<'a>, key: &'a str) -> Self {
        Self { prefs, before: "mail.server.", key }
    }

    pub(super) fn outgoing(prefs: &'a Prefs<'a>, key: &'a str) -> Self {
        Self { prefs, before: "mail.smtpserver.", key }
    }

    fn own(self, name: &str) -> Option<&'a Value<'a>> {
        self.prefs.get(&format!("{}{}.{name}", self.before, self.key))
    }

    /// The server's own value, else the one for all servers.
    fn get(self, name: &str) -> Option<&'a Value<'a>> {
        self.own(name).or_else(|| Self { key: "default", ..self }.own(name))
    }

    fn text(self, name: &str) -> Option<&'a str> {
        match self.own(name)? {
            Value::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    fn number(self, name: &str) -> Option<i64> {
        match self.get(name)? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    fn truth(self, name: &str) -> Option<bool> {
        match self.get(name)? {
            Value::Truth(truth) => Some(*truth),
            _ => None,
        }
    }

    /// The incoming server; `None` where it is none of mail (Local Folders, news, feeds), or where
    /// nothing is said of it.
    pub(super) fn mailbox(self) -> Option<Server> {
        let mut server = Server::new(self.protocol()?);
        // Up to version 98 a server that was changed later kept its first names beside the real ones.
        let host = self.text("realhostname").or_else(|| self.text("hostname"));
        let user = self.text("realuserName").or_else(|| self.text("userName"));
        let whole = host.is_some() && user.is_some() && self.text("type").is_some();
        self.fill(&mut server, host, user, "socketType", whole);
        server.retention = self.retention(server.protocol, whole);
        Some(server).filter(Server::said)
    }

    /// The outgoing server; `None` where nothing is said of it, or it is none of SMTP. `listed`:
    /// whether `mail.smtpservers` has it.
    pub(super) fn submission(self, listed: bool) -> Option<Server> {
        let kind = self.text("type");
        if kind.is_some_and(|kind| kind != "smtp") {
            return None;
        }
        let mut server = Server::new(Protocol::Smtp);
        let host = self.text("hostname");
        let user = self.text("username");
        let whole = host.is_some() && (user.is_some() || kind.is_some() || listed);
        self.fill(&mut server, host, user, "try_ssl", whole);
        Some(server).filter(Server::said)
    }

    /// What kind of incoming server it is. Without its type: by its port, by preferences that only
    /// POP has, by the host's name; else IMAP, which Thunderbird offers first.
    fn protocol(self) -> Option<Protocol> {
        let pop = match self.text("type") {
            Some("imap") => false,
            Some("pop3") => true,
            Some(_) => return None,
            // Local Folders, feeds and the like.
            None if self.text("userName") == Some("nobody") => return None,
            None => match self.number("port") {
                Some(110 | 995) => true,
                Some(143 | 993) => false,
                _ => {
                    let host = self.text("hostname").and_then(|host| host.get(..3));
                    ["leave_on_server", "delete_by_age_from_server", "num_days_to_leave_on_server"]
                        .iter()
                        .any(|name| self.own(name).is_some())
                        || host.is_some_and(|start| start.eq_ignore_ascii_case("pop"))
                }
            },
        };
        Some(if pop { Protocol::Pop3 } else { Protocol::Imap })
    }

    fn fill(self, server: &mut Server, host: Option<&str>, user: Option<&str>, security: &str, whole: bool) {
        let (host, split) = mozilla::host_and_port(host.unwrap_or_default());
        server.host = mozilla::kept(host);
        server.username = user.map(mozilla::kept);
        let default = |value| if whole { Some(value) } else { None };
        server.security = self.number(security).or(default(0)).and_then(mozilla::security);
        server.port = split.or_else(|| {
            // -1 and 0 stand for the protocol's own.
            let port = self.number("port").and_then(|port| u16::try_from(port).ok());
            port.filter(|port| *port > 1)
        });
        if let (None, true, Some(security)) = (server.port, whole, server.security) {
            server.port = Some(mozilla::default_port(server.protocol, security));
        }
        if let Some(number) = self.number("authMethod").or(default(3)) {
            server.auth = mozilla::auth(number);
        }
    }

    fn retention(self, protocol: Protocol, whole: bool) -> Retention {
        let kept = if whole { Retention::Keeps } else { Retention::Unknown };
        let aged = self.aged();
        if protocol == Protocol::Imap {
            return aged.unwrap_or(if self.number("retainBy") == Some(1) { Retention::Keeps } else { kept });
        }
        match self.truth("leave_on_server") {
            Some(false) => return Retention::Deletes { after_days: 0 },
            None if whole => return Retention::Deletes { after_days: 0 },
            None => return Retention::Unknown,
            Some(true) => {}
        }
        let mut found = Retention::Keeps;
        if self.truth("delete_by_age_from_server") == Some(true) {
            let days = self.number("num_days_to_leave_on_server").unwrap_or(LEFT_DAYS);
            // Pop3Client: 0 days set no limit.
            if days > 0 {
                found = after(days);
            }
        }
        // What is deleted from a folder, by hand or by age, goes from the server too, where this is set
        // (nsMsgLocalMailFolder::MarkMsgsOnPop3Server).
        if self.truth("delete_mail_left_on_server") == Some(true) {
            found = sooner(found, aged);
        }
        found
    }

    /// "Delete messages more than ... days old" and "Delete all but the most recent ... messages":
    /// permanently, from the server too. The second has no days: it may be any time.
    fn aged(self) -> Option<Retention> {
        match self.number("retainBy")? {
            BY_AGE => {
                Some(after(self.number("daysToKeepHdrs").filter(|days| *days > 0).unwrap_or(SHOWN_DAYS)))
            }
            BY_NUMBER => Some(Retention::Deletes { after_days: 0 }),
            _ => None,
        }
    }
}

fn after(days: i64) -> Retention {
    Retention::Deletes { after_days: u16::try_from(days).unwrap_or(u16::MAX) }
}

fn sooner(one: Retention, other: Option<Retention>) -> Retention {
    match (one, other) {
        (Retention::Deletes { after_days: a }, Some(Retention::Deletes { after_days: b })) => {
            Retention::Deletes { after_days: a.min(b) }
        }
        (one, other) => other.unwrap_or(one),
    }
}
