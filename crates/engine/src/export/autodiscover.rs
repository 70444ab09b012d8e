//! Microsoft Autodiscover, the plain XML answer (POX, version 1; facts/formats.md 5.1).
//!
//! Made for one person, as an Autodiscover server answers one person: names are literal, there are
//! no placeholders in this format. The older account wizard of classic Outlook reads it, from a
//! server of the provider's or as a local file (5.4); Thunderbird 153 was seen to read it.
//!
//! What is left out is not off: Outlook takes an absent `SPA` for on, so every switch is written.
//! `Encryption` says TLS from the first byte (`SSL`) or STARTTLS (`TLS`); programs that do not know
//! it go by `SSL` and the port, so both are there.

use super::server::Server;
use super::{Setup, xml};

/// Of the whole answer, and of what is in it: two different namespaces.
const ANSWER: &str = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
const RESPONSE: &str = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";

pub(super) fn write(setup: &Setup<'_>) -> String {
    let mut out = String::with_capacity(1536);
    out.push_str(xml::DECLARATION);
    open_in(&mut out, 0, "Autodiscover", ANSWER);
    open_in(&mut out, 1, "Response", RESPONSE);
    let name = setup.account.name();
    if !name.is_empty() {
        xml::line(&mut out, 2, "<User>");
        xml::element(&mut out, 3, "DisplayName", name);
        xml::line(&mut out, 2, "</User>");
    }
    xml::line(&mut out, 2, "<Account>");
    xml::element(&mut out, 3, "AccountType", "email");
    xml::element(&mut out, 3, "Action", "settings");
    protocol(&mut out, "IMAP", &setup.incoming, setup.account.username(), &[]);
    // Sending signs in as receiving does, and needs nothing received before it.
    let sending = [("UsePOPAuth", "on"), ("SMTPLast", "off")];
    protocol(&mut out, "SMTP", &setup.outgoing, setup.account.username(), &sending);
    out.push_str("    </Account>\n  </Response>\n</Autodiscover>\n");
    out
}

fn protocol(out: &mut String, kind: &str, server: &Server<'_>, username: &str, more: &[(&str, &str)]) {
    xml::line(out, 3, "<Protocol>");
    let port = server.port.to_string();
    let fields = [
        ("Type", kind),
        ("Server", server.host),
        ("Port", &port),
        ("LoginName", username),
        ("DomainRequired", "off"),
        ("SPA", "off"),
        ("SSL", "on"),
        ("Encryption", server.encryption.pick("SSL", "TLS")),
        ("AuthRequired", "on"),
    ];
    for (tag, value) in fields.iter().chain(more) {
        xml::element(out, 4, tag, value);
    }
    xml::line(out, 3, "</Protocol>");
}

/// An opening tag that says the namespace of everything in it.
fn open_in(out: &mut String, depth: usize, tag: &str, namespace: &str) {
    let mut markup = String::from("<");
    for part in [tag, " xmlns=\"", namespace, "\">"] {
        markup.push_str(part);
    }
    xml::line(out, depth, &markup);
}
