//! What the Outlooks beyond the classic and the new one say, and what is told to whom uses them.

use crate::support::{WORLD, assert_causes, causes};
use crate::words::{card, tell};
use engine::Cause::{self, *};
use engine::explain::Story;
use engine::text::Lang;

/// Each with its likeliest cause.
const SAID: &[(&str, Cause)] = &[
    (
        "An encrypted connection to your mail server is not available. Click Next to attempt using an unencrypted connection.",
        SettingsNotFound,
    ),
    ("No hay disponible una conexión cifrada con el servidor de correo.", SettingsNotFound),
    (
        "Log onto incoming mail server (IMAP): The specified server was found, but there was no response from the server. Please verify that the port and SSL information is correct.",
        TlsMismatch,
    ),
    (
        "Se encontró el servidor especificado, pero no hubo respuesta. Compruebe que la información de puerto y SSL sea correcta.",
        TlsMismatch,
    ),
    (
        "Something went wrong. We couldn't connect to the incoming (IMAP) server. Please check the incoming (IMAP) server settings and try again.",
        CannotConnect,
    ),
    ("Algo salió mal. No pudimos conectarnos al servidor de entrada (IMAP).", CannotConnect),
    (
        "A secure connection cannot be established with the server imap.example.net because its intermediate or root certificate cannot be found. Do you want to continue?",
        CertificateUntrusted,
    ),
    (
        "Unable to establish a secure connection to imap.example.net because the server name or IP address does not match the name or IP address on the server's certificate.",
        CertificateName,
    ),
    (
        "Unable to establish a secure connection because the correct root certificate is not installed.",
        CertificateUntrusted,
    ),
    ("No se puede establecer una conexión segura con el servidor imap.example.net.", CertificateUntrusted),
    (
        "Your username/password or security settings may be incorrect. Would you like to try re-entering your password?",
        SignInRefused,
    ),
    (
        "El nombre de usuario, la contraseña o la configuración de seguridad pueden ser incorrectos.",
        SignInRefused,
    ),
];

#[test]
fn every_message_has_its_cause() {
    assert_causes(SAID.iter().copied());
}

/// The older Outlook has the codes and the words of the classic one, and what to do in its dialogs.
#[test]
fn older_outlook_is_explained_as_the_classic_one() {
    let mut shared = 0;
    for message in &WORLD.catalogue.messages {
        let names = |client: &str| message.clients.iter().any(|id| id.as_str() == client);
        assert_eq!(names("outlook-2010"), names("outlook-classic"), "{}", message.id);
        shared += usize::from(names("outlook-2010"));
    }
    assert!(shared >= 6, "{shared}");
    for cause in [AuthMethod, AuthRequired, OutgoingSignIn, StuckInOutbox, ArrivesLate, TlsMismatch] {
        let fixes = |client| tell(cause, Some(card(client)), Lang::En).fixes;
        let (old, classic, unknown) = (fixes("outlook-2010"), fixes("outlook-classic"), fixes("other"));
        assert_eq!(old.len(), classic.len(), "{cause:?}: {old:#?}");
        assert_ne!(old, unknown, "{cause:?}");
    }
}

/// "SSL/TLS" alone would lead to TLS in the list of the old versions, and that is STARTTLS.
#[test]
fn older_outlook_is_told_the_words_of_both_its_lists() {
    for (lang, words) in [
        (Lang::En, ["SSL (or SSL/TLS)", "TLS (or STARTTLS)"]),
        (Lang::Es, ["SSL (o SSL/TLS)", "TLS (o STARTTLS)"]),
    ] {
        let fixes = tell(TlsMismatch, Some(card("outlook-2010")), lang).fixes.join("\n");
        for word in words {
            assert!(fixes.contains(word), "{word}: {fixes}");
        }
    }
}

/// What the person's own network does has no part where Microsoft connects.
#[test]
fn phones_are_not_told_of_their_own_network() {
    for client in ["outlook-ios", "outlook-android"] {
        let found = causes(&Story { text: "Connection timed out", client: Some(client), ..Story::default() });
        assert!(found.contains(&CannotConnect), "{client}: {found:?}");
        assert!(!found.contains(&NetworkBlocked) && !found.contains(&Antivirus), "{client}: {found:?}");
    }
}
