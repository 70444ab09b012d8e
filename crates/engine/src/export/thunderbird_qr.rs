//! The text of the QR code that Thunderbird for Android reads: "Export for Mobile", version 1.
//!
//! Its reader refuses the whole code for one value that it does not like, and for a JSON `null`
//! anywhere. Host names and addresses must be ASCII, which their types promise. No password: a
//! code on a screen or on paper is readable by anyone.

use super::{Setup, quote::quoted, server::Server};

pub(super) fn write(setup: &Setup<'_>) -> String {
    let mut out = String::with_capacity(256);
    // Format version, then part 1 of 1.
    out.push_str("[1,[1,1],");
    server(&mut out, &setup.incoming, setup.account.username());
    out.push(',');
    quoted(&mut out, setup.account.provider());
    out.push_str("],[[");
    server(&mut out, &setup.outgoing, setup.account.username());
    out.push_str("],[");
    quoted(&mut out, setup.email());
    out.push(',');
    quoted(&mut out, setup.account.name());
    out.push_str("]]]]");
    out
}

/// A server up to its user name, the bracket left open: protocol (0 is IMAP, and SMTP among the
/// outgoing ones), host, port, security (2 STARTTLS, 3 TLS), sign-in (1 password).
fn server(out: &mut String, server: &Server<'_>, username: &str) {
    out.push_str("[0,");
    quoted(out, server.host);
    out.push(',');
    out.push_str(&server.port.to_string());
    out.push_str(server.encryption.pick(",3,1,", ",2,1,"));
    quoted(out, username);
}
