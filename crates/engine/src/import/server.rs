//! One `incomingServer` or `outgoingServer`, judged as Thunderbird 153 does (`readFromXML`): a section
//! with a wrong word or number is passed over, the others count.

use super::note::{Note, NoteKind};
use super::tree::Element;
use crate::profile::{AuthMethod, HostName, Role, Security};
use crate::settings::sign_in;

/// What a section says.
pub(super) struct Section<'a> {
    pub(super) role: Role,
    /// As it is written, in lower case; may have `%emaildomain%` in it.
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) security: Security,
    /// In the file's order.
    pub(super) methods: Vec<AuthMethod>,
    pub(super) username: Option<&'a str>,
    pub(super) element: &'a Element<'a>,
}

/// The sign-in words of the format, in exact letters.
const METHODS: [&str; 11] = [
    "password-cleartext",
    "password-encrypted",
    "NTLM",
    "GSSAPI",
    "TLS-client-cert",
    "OAuth2",
    "client-IP-address",
    "none",
    "smtp-after-pop",
    "plain",
    "secure",
];

/// Reads a section; `None` where it does not count, with a note why.
pub(super) fn read<'a>(element: &'a Element<'a>, notes: &mut Vec<Note>) -> Option<Section<'a>> {
    let kind = element.attribute("type").unwrap_or_default();
    let role = match (element.name, kind) {
        ("incomingServer", "imap") => Role::Imap,
        ("incomingServer", "pop3") => Role::Pop,
        // Older files leave the type out; there has never been another.
        ("outgoingServer", "smtp" | "") => Role::Submission,
        _ => {
            let reason = match kind {
                "" => "it has no type; imap and pop3 are read".to_owned(),
                kind => format!("{kind:.40} servers are not part of a profile; imap, pop3 and smtp are"),
            };
            notes.push(element.note(NoteKind::NotCarried, reason));
            return None;
        }
    };
    let mut wrong = |at: &Element<'_>, reason: String| {
        notes.push(at.note(NoteKind::Dropped, format!("{reason}; the whole section is left out")));
        None
    };
    let Some(host) = element.first("hostname").filter(|host| !host.text.is_empty()) else {
        return wrong(element, "it has no <hostname>".to_owned());
    };
    let name = host.text.to_ascii_lowercase();
    let sample = name.replace(DOMAIN, "a.example");
    if HostName::try_from(sample).is_err() {
        return wrong(host, format!("{:.80?} is not a host name", host.text));
    }
    let Some(port) = element.first("port") else {
        return wrong(element, "it has no <port>".to_owned());
    };
    let Some(number) = port.text.parse::<u16>().ok().filter(|number| *number != 0) else {
        return wrong(port, format!("{:.40?} is not a port: 1 to 65535", port.text));
    };
    let Some(socket) = element.first("socketType") else {
        return wrong(element, "it has no <socketType>".to_owned());
    };
    let security = match socket.text.as_str() {
        "SSL" => Security::Tls,
        "STARTTLS" => Security::Starttls,
        "plain" => {
            let reason = "it is not encrypted, and a password must never travel in plain text";
            return wrong(socket, reason.to_owned());
        }
        other => return wrong(socket, format!("{other:.40?} is none of SSL and STARTTLS, in these letters")),
    };
    let mut methods = Vec::new();
    let mut refused = None;
    for method in element.all("authentication") {
        if method.attribute("system").is_some() || !METHODS.contains(&method.text.as_str()) {
            let words = METHODS.join(", ");
            let reason =
                format!("{:.40?} is not a way to sign in that mail programs read here: {words}", method.text);
            refused = Some((method, reason));
        } else if !methods.contains(&sign_in(&method.text)) {
            methods.push(sign_in(&method.text));
        }
    }
    if let Some((method, reason)) = refused {
        if methods.is_empty() {
            return wrong(method, reason);
        }
        notes.push(method.note(NoteKind::Dropped, reason));
    } else if methods.is_empty() {
        let reason = "it has no <authentication>, and Thunderbird reads no server without one";
        return wrong(element, reason.to_owned());
    }
    let username = element.first("username").map(|name| name.text.as_str()).filter(|name| !name.is_empty());
    let by_password = |method: &AuthMethod| {
        matches!(method, AuthMethod::Password | AuthMethod::Encrypted | AuthMethod::Ntlm)
    };
    if username.is_none() && methods.iter().any(by_password) {
        let reason = "it has no <username>; Thunderbird would sign in as \"undefined\"".to_owned();
        notes.push(element.note(NoteKind::Dropped, reason));
    }
    other_children(element, notes);
    Some(Section { role, host: name, port: number, security, methods, username, element })
}

/// The placeholder for the domain of the address, in lower case as host names are here.
pub(super) const DOMAIN: &str = "%emaildomain%";

fn other_children(element: &Element<'_>, notes: &mut Vec<Note>) {
    for child in &element.children {
        let reason = match child.name {
            "hostname" | "port" | "socketType" | "authentication" | "username" => continue,
            "pop3" => {
                for option in child.children.iter().filter(|option| option.name != "leaveMessagesOnServer") {
                    let reason = "a profile says only whether POP mail stays on the server";
                    notes.push(option.note(NoteKind::NotCarried, reason.to_owned()));
                }
                continue;
            }
            "password" => "a password is never taken over; nobody should publish one",
            "url" => "a server that is reached by a web address is not part of a profile",
            "addThisServer" | "useGlobalPreferredServer" | "restriction" => {
                "it is about Thunderbird's own list of outgoing servers"
            }
            _ => "this element is not known here",
        };
        notes.push(child.note(NoteKind::NotCarried, reason.to_owned()));
    }
}

impl Element<'_> {
    /// A note of this element.
    pub(super) fn note(&self, kind: NoteKind, reason: String) -> Note {
        Note { kind, place: self.name.chars().take(80).collect(), line: Some(self.line), reason }
    }
}
