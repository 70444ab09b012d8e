//! Every row of the fact sheet: E1 to E23, and Outlook's codes (facts/clients.md 5.1 and 5.2).

use crate::support::of_text;
use engine::Cause::{self, *};

/// The row, what it quotes, its likeliest cause.
const MESSAGES: &[(&str, &str, Cause)] = &[
    ("E1", "Cannot Verify Server Identity", CertificateName),
    ("E1", "Mail can't verify the identity of the server", CertificateName),
    ("E1", "The certificate for mail.example.net is not valid for that server", CertificateName),
    ("E1", "The target principal name is incorrect", CertificateName),
    ("E2", "The user name or password for example is incorrect", SignInRefused),
    ("E2", "Unable to verify account name or password", SignInRefused),
    ("E2", "Login to account jane failed", SignInRefused),
    ("E2", "Authentication error", SignInRefused),
    ("E2", "[AUTHENTICATIONFAILED]", SignInRefused),
    ("E3", "failed to find the settings", SettingsNotFound),
    ("E3", "Configuration not found", SettingsNotFound),
    ("E3", "Something went wrong", SettingsNotFound),
    ("E4", "Cannot Get Mail – connection to the server failed", CannotConnect),
    ("E4", "Couldn't connect to host", CannotConnect),
    ("E4", "Connection to imap.example.net timed out", CannotConnect),
    ("E4", "Could not connect, check your network", CannotConnect),
    ("E5", "Cannot Connect Using SSL", TlsMismatch),
    ("E5", "Your server does not support the connection encryption type you have specified", TlsMismatch),
    ("E5", "Handshake error", TlsMismatch),
    ("E5", "wrong version number", TlsMismatch),
    ("E6", "server smtp.example.net does not support the selected authentication method", AuthMethod),
    ("E6b", "Sending of password (for user jane) did not succeed", SignInRefused),
    ("E7", "550 5.7.1 relaying denied", RelayDenied),
    ("E7", "does not allow relaying", RelayDenied),
    ("E8", "530 5.7.0 Authentication required", AuthRequired),
    ("E8", "530 5.7.0 Must issue a STARTTLS command first", PlaintextRefused),
    ("E9", "535 5.7.8 authentication credentials invalid", OutgoingSignIn),
    ("E9", "535 authentication failed", OutgoingSignIn),
    ("E10", "454 4.7.0 TLS not available due to temporary reason", StarttlsUnavailable),
    (
        "E10",
        "smtp.example.net doesn't advertise STARTTLS; it doesn't advertise that feature",
        StarttlsUnavailable,
    ),
    ("E11", "LOGIN disabled on this server", PlaintextRefused),
    ("E11", "LOGINDISABLED", PlaintextRefused),
    ("E11", "[PRIVACYREQUIRED]", PlaintextRefused),
    ("E11", "does not allow plaintext passwords", PlaintextRefused),
    ("E12", "534 5.7.9 application-specific password required", AppPassword),
    ("E12", "535 application-specific password required", AppPassword),
    ("E12", "too many bad auth attempts", TryLater),
    ("E13", "552 5.2.2 mailbox full", MailboxFull),
    ("E13", "Over quota", MailboxFull),
    ("E14", "552 5.3.4 message too big", MessageTooBig),
    ("E14", "The attachment is too large", MessageTooBig),
    ("E15", "421 too many connections", TooManyConnections),
    ("E15", "maximum number of connections", TooManyConnections),
    ("E16", "451 try later", TryLater),
    ("E16", "450 greylisting in action", TryLater),
    ("E17", "550 5.1.1 user unknown", NoSuchRecipient),
    ("E18", "554 5.7.1 your address is on a blacklist", SenderBlocked),
    ("E18", "554 5.7.1 rejected as spam", SenderBlocked),
    ("E19", "Cannot connect: +OK POP3 server ready", WrongProtocol),
    ("E20", "My message stays in the outbox", StuckInOutbox),
    ("E20", "El mensaje se queda en la bandeja de salida", StuckInOutbox),
    ("E21", "My mail arrives late on the iPhone", ArrivesLate),
    ("E21", "Los correos llegan tarde", ArrivesLate),
    ("E22", "All my old messages are missing", SyncWindow),
    ("E22", "No veo mis correos antiguos", SyncWindow),
    ("E23", "All my emails are gone", DeletedOnServer),
    ("E23", "Desaparecieron todos mis correos", DeletedOnServer),
];

const CODES: &[(&str, Cause)] = &[
    ("0x800CCC0D", CannotConnect),
    ("0x800CCC0E", CannotConnect),
    ("0x800CCC0F", CannotConnect),
    ("0x800CCC13", CannotConnect),
    ("0x800CCC18", AuthMethod),
    ("0x800CCC19", CannotConnect),
    ("0x800CCC1A", TlsMismatch),
    ("0x800CCC78", OutgoingSignIn),
    ("0x800CCC79", RelayDenied),
    ("0x800CCC7D", StarttlsUnavailable),
    ("0x800CCC80", AuthMethod),
    ("0x800CCC90", SignInRefused),
    ("0x800CCC92", SignInRefused),
    ("0x8004210A", CannotConnect),
    ("0x8004210B", CannotConnect),
    ("0x80042108", CannotConnect),
    ("0x80042109", CannotConnect),
];

#[test]
fn every_row_has_its_cause() {
    for (row, text, cause) in MESSAGES {
        assert_eq!(of_text(text).first(), Some(cause), "{row}: {text}");
    }
    for row in 1..=23 {
        assert!(MESSAGES.iter().any(|(name, ..)| *name == format!("E{row}")), "E{row} is missing");
    }
}

#[test]
fn every_code_of_outlook_has_its_cause() {
    for (code, cause) in CODES {
        for text in [
            code.to_string(),
            format!("Task 'jane@example.net - Sending' reported error ({})", code.to_lowercase()),
        ] {
            assert_eq!(of_text(&text).first(), Some(cause), "{text}");
        }
    }
}

/// What a row says besides its likeliest cause.
#[test]
fn the_other_causes_of_a_row_follow() {
    for (text, others) in [
        ("Cannot Verify Server Identity", &[Antivirus][..]),
        ("[AUTHENTICATIONFAILED]", &[AuthMethod, AppPassword, ProviderTrouble]),
        ("0x800CCC0E", &[NetworkBlocked]),
        ("0x800CCC0F", &[Antivirus, TlsMismatch, MessageTooBig]),
        ("0x800CCC80", &[AuthRequired]),
        ("0x800CCC7D", &[TlsMismatch]),
        ("Sending of password for user jane did not succeed", &[PopAccount]),
        ("554 5.7.1 refused", &[RelayDenied]),
        ("All my emails are gone", &[PopAccount]),
        ("530 5.7.0 Must issue a STARTTLS command first", &[AuthRequired]),
    ] {
        let found = of_text(text);
        assert!(others.iter().all(|other| found.contains(other)), "{text}: {found:?}");
    }
}
