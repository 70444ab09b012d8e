//! Settings file of K-9 Mail and Thunderbird for Android, `.k9s`.
//!
//! Read in the apps' own importer (thunderbird-android, August 2026): both servers and an identity
//! are needed, the words are exact, and without a password element the app asks for it.

use super::{Setup, identity, server::Server, xml};

/// The settings version that the app's own QR importer writes; later apps convert it.
const VERSION: &str = "<k9settings version=\"99\" format=\"1\">\n";

/// How far back the app can look, in days. Another number counts as "everything".
const AGES: [u16; 9] = [1, 2, 7, 14, 21, 28, 56, 84, 168];

pub(super) fn write(setup: &Setup<'_>) -> String {
    let account = setup.account;
    let mut out = String::with_capacity(2048);
    out.push_str(xml::DECLARATION);
    out.push_str(VERSION);
    xml::line(&mut out, 1, "<accounts>");
    let mut opening = String::from("<account uuid=\"");
    opening.push_str(&identity::uuid("k9|", account.address()).to_ascii_lowercase());
    opening.push_str("\">");
    xml::line(&mut out, 2, &opening);
    xml::element(&mut out, 3, "name", account.provider());
    server(
        &mut out,
        ["<incoming-server type=\"IMAP\">", "</incoming-server>"],
        &setup.incoming,
        account.username(),
    );
    server(
        &mut out,
        ["<outgoing-server type=\"SMTP\">", "</outgoing-server>"],
        &setup.outgoing,
        account.username(),
    );
    xml::line(&mut out, 3, "<settings>");
    xml::element(&mut out, 4, "value key=\"maximumPolledMessageAge\"", &age(account.sync_days()).to_string());
    xml::line(&mut out, 3, "</settings>");
    xml::line(&mut out, 3, "<identities>");
    xml::line(&mut out, 4, "<identity>");
    xml::element(&mut out, 5, "name", account.name());
    xml::element(&mut out, 5, "email", setup.email());
    xml::line(&mut out, 4, "</identity>");
    xml::line(&mut out, 3, "</identities>");
    out.push_str("    </account>\n  </accounts>\n</k9settings>\n");
    out
}

fn server(out: &mut String, [opening, closing]: [&str; 2], server: &Server<'_>, username: &str) {
    xml::line(out, 3, opening);
    xml::element(out, 4, "host", server.host);
    xml::element(out, 4, "port", &server.port.to_string());
    xml::element(
        out,
        4,
        "connection-security",
        server.encryption.pick("SSL_TLS_REQUIRED", "STARTTLS_REQUIRED"),
    );
    xml::element(out, 4, "authentication-type", "PLAIN");
    xml::element(out, 4, "username", username);
    xml::line(out, 3, closing);
}

/// The longest window that the app has and that is not longer than `days`; 365 for a year or more.
fn age(days: u16) -> u16 {
    if days >= 365 {
        return 365;
    }
    AGES.into_iter().rev().find(|age| *age <= days).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::age;

    #[test]
    fn a_month_is_the_28_days_that_the_app_has() {
        for (days, found) in
            [(30, 28), (28, 28), (27, 21), (1, 1), (100, 84), (364, 168), (365, 365), (9999, 365)]
        {
            assert_eq!(age(days), found, "{days}");
        }
    }
}
