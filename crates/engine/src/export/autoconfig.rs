//! Mozilla autoconfig, `config-v1.1.xml` (draft-ietf-mailmaint-autoconfig).
//!
//! Thunderbird reads it from a server of the provider's, or from the `isp` folder beside the
//! program, where an administrator puts one copy for each domain. Either way one file is read for
//! every user of a domain, so the user name is a placeholder and nothing personal is in it. There is
//! one outgoing server: Thunderbird 153 fills the placeholder in no other. The Android reader
//! refuses a file with a space inside a value, and both want IMAP first.

use super::{Setup, server::Server, xml};
use crate::profile::{DomainStatus, Username};
use crate::text::Lang;

pub(super) fn write(setup: &Setup<'_>) -> String {
    let profile = setup.profile;
    let username = match profile.username.rule {
        Username::FullAddress => "%EMAILADDRESS%",
        Username::LocalPart => "%EMAILLOCALPART%",
    };
    let mut out = String::with_capacity(2048);
    out.push_str(xml::DECLARATION);
    out.push_str("<clientConfig version=\"1.1\">\n");
    open_with(&mut out, 1, "<emailProvider id=", profile.main_domain());
    for domain in domains(setup) {
        xml::element(&mut out, 2, "domain", domain);
    }
    xml::element(&mut out, 2, "displayName", &profile.name);
    // The format's limit for the short name.
    let short: String = profile.name.chars().take(20).collect();
    xml::element(&mut out, 2, "displayShortName", short.trim_end());
    server(&mut out, "incomingServer", "imap", &setup.incoming, username);
    server(&mut out, "outgoingServer", "smtp", &setup.outgoing, username);
    documentation(&mut out, setup);
    out.push_str("  </emailProvider>\n</clientConfig>\n");
    out
}

/// The domains that these two servers serve, the main one first. Business domains have settings
/// of their own; of an unconfirmed one nobody knows, so it is there only when it is the account's.
fn domains<'a>(setup: &Setup<'a>) -> Vec<&'a str> {
    let account = setup.account;
    let own = account.address().domain();
    let served = |name: &str| account.incoming().serves(name) && account.outgoing().serves(name);
    let mut names: Vec<&str> = setup
        .profile
        .domains
        .iter()
        .filter(|domain| matches!(domain.status, DomainStatus::Active | DomainStatus::Moving { .. }))
        .map(|domain| domain.name.as_str())
        .filter(|name| served(name))
        .collect();
    if !names.contains(&own) {
        names.push(own);
    }
    names
}

fn server(out: &mut String, tag: &str, kind: &str, server: &Server<'_>, username: &str) {
    let mut opening = String::from("<");
    opening.push_str(tag);
    opening.push_str(" type=");
    open_with(out, 2, &opening, kind);
    xml::element(out, 3, "hostname", server.host);
    xml::element(out, 3, "port", &server.port.to_string());
    xml::element(out, 3, "socketType", server.encryption.pick("SSL", "STARTTLS"));
    xml::element(out, 3, "authentication", "password-cleartext");
    xml::element(out, 3, "username", username);
    let mut closing = String::from("</");
    closing.push_str(tag);
    closing.push('>');
    xml::line(out, 2, &closing);
}

/// The provider's support page, which Thunderbird shows beside the settings that it found.
fn documentation(out: &mut String, setup: &Setup<'_>) {
    let Some(link) = setup.profile.link("support") else { return };
    open_with(out, 2, "<documentation url=", link.url.as_str());
    for lang in Lang::ALL {
        let mut tag = String::from("descr lang=\"");
        tag.push_str(lang.code());
        tag.push('"');
        xml::element(out, 3, &tag, link.title.get(lang));
    }
    xml::line(out, 2, "</documentation>");
}

/// An opening tag whose last attribute has `value`.
fn open_with(out: &mut String, depth: usize, opening: &str, value: &str) {
    let mut tag = String::from(opening);
    tag.push('"');
    xml::escape(&mut tag, value);
    tag.push_str("\">");
    xml::line(out, depth, &tag);
}
