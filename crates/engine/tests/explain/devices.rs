//! What FairEmail, Gmail, Spark and devices that only send show, and where the advice then leads.

use crate::support::{WORLD, assert_causes, causes, of_text};
use engine::Cause::{self, *};
use engine::explain::Story;

/// FairEmail, in English and Spanish: its own strings, filled.
const FAIREMAIL: &[(&str, Cause)] = &[
    ("No settings found for domain 'example.net'", SettingsNotFound),
    ("No se encontraron ajustes para el dominio 'example.net'", SettingsNotFound),
    (
        "java.security.cert.CertificateException: imap.example.net not in certificate: *.example.org",
        CertificateName,
    ),
    // What it passes on from servers and from Android.
    ("AuthenticationFailedException: 535 5.7.8 Error: authentication failed", OutgoingSignIn),
    (
        "MailConnectException: Couldn't connect to host, port: imap.example.net, 993; timeout 20000",
        CannotConnect,
    ),
];

/// Devices that only send.
const DEVICES: &[(&str, Cause)] = &[
    ("SMTP Error 535", OutgoingSignIn),
    ("Sending failed. Error code: 421", TryLater),
    ("Error 530", AuthRequired),
    ("SMTP error (550)", RelayDenied),
    ("Código de error: código 535", OutgoingSignIn),
    (
        "Authentication with SMTP server failed. Check the followings. - Authentication Method - Authenticated Account",
        OutgoingSignIn,
    ),
    ("SMTP authentication failed. Change Authentication Method to SMTP-AUTH.", AuthRequired),
    ("Connection to SMTP server failed. Change Secure Connection to None.", TlsMismatch),
    ("Unsupported communication method. Check the followings. - SMTP Server Address", TlsMismatch),
    ("The connection is untrusted. Check the following. - Date and Time", CertificateExpired),
    ("SMTP server communication error. Check the following. - Network Settings", CannotConnect),
    ("Sender's Email Address is incorrect. Change to the email address for your email service.", RelayDenied),
    ("Wrong User Auth", OutgoingSignIn),
    ("SMTP-Auth Fail", OutgoingSignIn),
];

/// Gmail in a browser.
const GMAIL_WEB: &[(&str, Cause)] = &[
    ("Couldn't reach server. Please double-check the server and port number.", CannotConnect),
    (
        "Server returned error: \"TLS Negotiation failed, the certificate doesn't match the host., code: 0\"",
        CertificateName,
    ),
];

#[test]
fn what_they_show_has_its_cause() {
    assert_causes([FAIREMAIL, DEVICES, GMAIL_WEB].concat());
}

/// Beside a number stands what the server said: that counts, not the number.
#[test]
fn a_bare_number_gives_way_to_words() {
    for (text, cause) in [
        ("SMTP error 550: 550 5.1.1 user unknown", NoSuchRecipient),
        ("Error 535: 535 5.7.8 application-specific password required", AppPassword),
        ("Error 530: 530 5.7.0 Must issue a STARTTLS command first", PlaintextRefused),
        ("Error 421: too many connections", TooManyConnections),
    ] {
        assert_eq!(of_text(text).first(), Some(&cause), "{text}");
    }
}

/// A number that is not said to be an error is none.
#[test]
fn a_number_alone_is_no_message() {
    for text in ["535", "Page 550 of 600", "421 messages", "My printer is an XP-530."] {
        assert_eq!(of_text(text), [], "{text}");
    }
}

/// The general sentence leads to the incoming server (IMAP): what only sends has none, so each such card
/// has a place of its own.
#[test]
fn what_only_sends_is_not_sent_to_an_incoming_server() {
    let place = |client: &str| {
        let mine = |ids: &[engine::profile::Slug]| ids.iter().any(|id| id.as_str() == client);
        WORLD.catalogue.places.iter().find(|place| place.id.as_str() == "incoming" && mine(&place.clients))
    };
    let senders = WORLD.clients.iter().filter(|card| card.kind == engine::guide::Kind::Sender);
    let ids: Vec<&str> = senders.map(|card| card.id.as_str()).collect();
    assert!(ids.len() >= 2, "{ids:?}");
    for id in ids {
        assert!(place(id).is_some(), "{id}: its way to an incoming server is the one of apps that read");
    }
    let story = Story { text: "SMTP Error 535", client: Some("printer"), ..Story::default() };
    assert_eq!(causes(&story).first(), Some(&OutgoingSignIn));
}
