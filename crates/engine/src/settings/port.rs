//! Port numbers in files, and what they say where a file has only "encrypted" or "not encrypted".

use crate::profile::Security;

/// The port that a text names: 1 to 65535.
pub(super) fn number(text: &str) -> Option<u16> {
    text.trim().parse().ok().filter(|port| *port != 0)
}

/// How an app that knows only "SSL" encrypts on this port: with implicit TLS where the port is for
/// that (RFC 8314 section 7), with STARTTLS on the ports that begin unencrypted. `None` for a port
/// that is for neither.
pub(super) fn encryption(port: u16) -> Option<Security> {
    match port {
        993 | 995 | 465 => Some(Security::Tls),
        143 | 110 | 587 | 25 => Some(Security::Starttls),
        _ => None,
    }
}
