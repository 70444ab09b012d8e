//! Thunderbird's own numbers (seen in 140.12 and 153.7), and what it does where one is missing.

use super::{Protocol, Server};
use crate::profile::{AuthMethod, Security};

/// `nsMsgSocketType`, also of the QR code. 1 was "STARTTLS, if available"; the constant is gone from
/// the desktop program, the one for phones takes it for STARTTLS.
pub(super) fn security(number: i64) -> Option<Security> {
    match number {
        0 => Some(Security::None),
        1 | 2 => Some(Security::Starttls),
        3 => Some(Security::Tls),
        _ => None,
    }
}

/// `nsMsgAuthMethod`. 0 is shown as "No authentication"; 2 is the password in its oldest form; 8
/// takes any method but the plain password; 9 takes any.
pub(super) fn auth(number: i64) -> AuthMethod {
    match number {
        0 | 1 => AuthMethod::None,
        2 | 3 => AuthMethod::Password,
        4 | 8 => AuthMethod::Encrypted,
        5 => AuthMethod::Kerberos,
        6 => AuthMethod::Ntlm,
        7 => AuthMethod::Certificate,
        10 => AuthMethod::Oauth2,
        _ => AuthMethod::Unknown,
    }
}

/// The port that Thunderbird uses where none is set: it follows from the encryption.
pub(super) fn default_port(protocol: Protocol, security: Security) -> u16 {
    match (protocol, security) {
        (Protocol::Imap, Security::Tls) => 993,
        (Protocol::Imap, _) => 143,
        (Protocol::Pop3, Security::Tls) => 995,
        (Protocol::Pop3, _) => 110,
        (Protocol::Smtp, Security::Tls) => 465,
        (Protocol::Smtp, _) => 587,
    }
}

/// Splits `host:port`, as Thunderbird does with a host name that has one; an IPv6 address without
/// brackets stays whole.
pub(super) fn host_and_port(text: &str) -> (&str, Option<u16>) {
    match text.rsplit_once(':') {
        Some((host, port)) if !host.contains(':') || host.ends_with(']') => match port.parse() {
            Ok(port) => (host, Some(port)),
            Err(_) => (text, None),
        },
        _ => (text, None),
    }
}

/// The longest value that is taken over, in bytes; a longer one is no host, address or user name.
const LONGEST: usize = 1000;

/// A value to keep; empty for one that is longer than any host, address or user name.
pub(super) fn kept(value: &str) -> String {
    if value.len() > LONGEST { String::new() } else { value.to_owned() }
}

/// More accounts than anybody has in one program, and more servers than an account has. What follows is
/// not read, so that a hostile text costs neither the reader nor those after it much.
pub(super) const MOST: usize = 200;

/// Adds a server unless it is there: the identities of an account mostly share one.
pub(super) fn add(servers: &mut Vec<Server>, server: Server) {
    if server.said() && servers.len() < MOST && !servers.contains(&server) {
        servers.push(server);
    }
}
