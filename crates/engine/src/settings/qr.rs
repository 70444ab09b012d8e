//! The JSON of Thunderbird's QR code for phones, version 1 (`qr-code-format.md` of Thunderbird for
//! Android; written by `QRExport` of Thunderbird 153.7). Several accounts may be in one code, and a
//! text may hold several codes, as Thunderbird splits many accounts.

use super::{Protocol, ReadFormat, Server, Settings, literal, mozilla};
use crate::profile::AuthMethod;
use std::borrow::Cow;

/// How deep lists stand in each other: code, groups, group, server, and one to spare.
const DEEPEST: usize = 6;
/// More values than a list in a QR code, which holds 2,953 bytes, can have.
const MOST: usize = 1500;
/// After so many beginnings that lead to nothing, a text is no list of codes.
const BROKEN: usize = 20;

/// Whether a code begins here.
pub(super) fn begins(text: &str) -> bool {
    let after = |text: &'_ str, sign| literal::skip_blanks(text).strip_prefix(sign).map(str::len);
    let mut rest = text;
    for sign in ["[", "1", ",", "["] {
        let Some(left) = after(rest, sign) else { return false };
        rest = &rest[rest.len() - left..];
    }
    true
}

/// Reads the accounts.
pub(super) fn read(text: &str) -> Vec<Settings> {
    let mut accounts = Vec::new();
    let mut rest = text;
    let mut broken = 0;
    while let Some(at) = rest.find('[').filter(|_| broken < BROKEN && accounts.len() < mozilla::MOST) {
        rest = &rest[at..];
        if !begins(rest) {
            rest = &rest[1..];
        } else if let Some((code, after)) = list(rest, DEEPEST) {
            accounts.extend(code_accounts(&code));
            rest = after;
        } else {
            broken += 1;
            rest = &rest[1..];
        }
    }
    accounts
}

/// A value of JSON, as far as the format has it. Passwords are values too, and go no further.
enum Value<'a> {
    Text(Cow<'a, str>),
    Number(i64),
    List(Vec<Value<'a>>),
    /// `null`, which Thunderbird writes for what the format cannot say, and truth values.
    Other,
}

impl Value<'_> {
    fn items(&self) -> &[Value<'_>] {
        match self {
            Value::List(items) => items,
            _ => &[],
        }
    }
}

/// A list at the beginning of `text`, and what follows it.
fn list(text: &str, deepest: usize) -> Option<(Vec<Value<'_>>, &str)> {
    let mut rest = literal::skip_blanks(text.strip_prefix('[')?);
    let mut items = Vec::new();
    if let Some(after) = rest.strip_prefix(']') {
        return Some((items, after));
    }
    while items.len() < MOST {
        let (item, after) = value(rest, deepest)?;
        items.push(item);
        rest = literal::skip_blanks(after);
        if let Some(after) = rest.strip_prefix(']') {
            return Some((items, after));
        }
        rest = literal::skip_blanks(rest.strip_prefix(',')?);
    }
    None
}

fn value(text: &str, deepest: usize) -> Option<(Value<'_>, &str)> {
    if text.starts_with('[') {
        let (items, rest) = list(text, deepest.checked_sub(1)?)?;
        return Some((Value::List(items), rest));
    }
    if let Some((text, rest)) = literal::string(text) {
        return Some((Value::Text(text), rest));
    }
    for word in ["null", "true", "false"] {
        if let Some(rest) = text.strip_prefix(word) {
            return Some((Value::Other, rest));
        }
    }
    let (number, rest) = literal::integer(text)?;
    Some((Value::Number(number), rest))
}

/// The accounts of a code: after the version and the part, pairs of an incoming server and groups.
fn code_accounts(code: &[Value<'_>]) -> Vec<Settings> {
    let [Value::Number(1), Value::List(part), accounts @ ..] = code else { return Vec::new() };
    let [Value::Number(_), Value::Number(_)] = part[..] else { return Vec::new() };
    accounts.chunks(2).filter_map(account).collect()
}

fn account(pair: &[Value<'_>]) -> Option<Settings> {
    let incoming = pair.first()?.items();
    let protocol = match incoming.first()? {
        Value::Number(0) => Protocol::Imap,
        Value::Number(1) => Protocol::Pop3,
        _ => return None,
    };
    let mut settings = Settings { format: ReadFormat::ThunderbirdQr, address: None, servers: Vec::new() };
    settings.servers.push(server(protocol, incoming));
    // A group is an outgoing server and the identities that use it.
    for group in pair.get(1).map(Value::items).unwrap_or_default() {
        let [outgoing, identities @ ..] = group.items() else { continue };
        if let [Value::Number(0), ..] = outgoing.items() {
            mozilla::add(&mut settings.servers, server(Protocol::Smtp, outgoing.items()));
        }
        for identity in identities {
            if let (None, Some(Value::Text(email))) = (&settings.address, identity.items().first()) {
                settings.address = Some(mozilla::kept(email));
            }
        }
    }
    Some(settings)
}

/// A server: protocol, host, port, security, sign-in, user name. What follows is not looked at: it may
/// be a password.
fn server(protocol: Protocol, values: &[Value<'_>]) -> Server {
    let mut server = Server::new(protocol);
    let text = |at| match values.get(at) {
        Some(Value::Text(text)) => mozilla::kept(text),
        _ => String::new(),
    };
    let number = |at| match values.get(at) {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    };
    server.host = text(1);
    server.port = number(2).and_then(|port| u16::try_from(port).ok()).filter(|port| *port > 0);
    server.security = number(3).and_then(mozilla::security);
    server.auth = number(4).map_or(AuthMethod::Unknown, auth);
    server.username = Some(text(5)).filter(|user| !user.is_empty());
    server
}

/// The numbers of the code are not those of the preferences.
fn auth(number: i64) -> AuthMethod {
    match number {
        0 => AuthMethod::None,
        1 => AuthMethod::Password,
        2 => AuthMethod::Encrypted,
        3 => AuthMethod::Kerberos,
        4 => AuthMethod::Ntlm,
        5 => AuthMethod::Certificate,
        6 => AuthMethod::Oauth2,
        _ => AuthMethod::Unknown,
    }
}
