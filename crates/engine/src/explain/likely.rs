//! What is likely where no message tells: the choices of "My email stopped working".

use super::Cause::{self, *};
use super::Symptom;

/// The causes of a symptom, likeliest first. `worked`: whether it ever did; `webmail`: whether
/// webmail takes the password; `None` for "I'm not sure".
pub(super) fn likely(symptom: Symptom, worked: Option<bool>, webmail: Option<bool>) -> &'static [Cause] {
    match symptom {
        Symptom::AsksPassword => asks_password(worked, webmail),
        Symptom::CannotSend => match (worked, webmail) {
            (_, Some(false)) => &[PasswordWrong, OutgoingSignIn, NetworkBlocked],
            (Some(false), _) => {
                &[OutgoingSignIn, NetworkBlocked, TlsMismatch, Antivirus, RelayDenied, CannotConnect]
            }
            _ => &[OutgoingSignIn, NetworkBlocked, StuckInOutbox, Antivirus, MessageTooBig, SenderBlocked],
        },
        Symptom::NothingArrives => match (worked, webmail) {
            (_, Some(false)) => &[PasswordWrong, SignInRefused, CannotConnect],
            (Some(false), _) => {
                &[CannotConnect, SignInRefused, TlsMismatch, NetworkBlocked, Antivirus, PopAccount]
            }
            (_, Some(true)) => {
                &[CannotConnect, ArrivesLate, ProviderTrouble, MailboxFull, NetworkBlocked, Antivirus]
            }
            _ => &[CannotConnect, SignInRefused, ArrivesLate, MailboxFull, NetworkBlocked, Antivirus],
        },
        Symptom::Warning => match worked {
            // A name that was right yesterday is right today: then time is more often the reason.
            Some(true) => {
                &[CertificateName, Antivirus, CertificateExpired, CertificateUntrusted, NetworkBlocked]
            }
            _ => &[CertificateName, Antivirus, CertificateUntrusted, CertificateExpired, NetworkBlocked],
        },
        Symptom::OldMissing => match worked {
            Some(false) => &[SyncWindow, PopAccount, DeletedOnServer],
            _ => &[SyncWindow, DeletedOnServer, PopAccount],
        },
        Symptom::Message => match (worked, webmail) {
            (_, Some(false)) => &[PasswordWrong, SignInRefused, CannotConnect],
            (Some(false), _) => {
                &[SignInRefused, CannotConnect, TlsMismatch, SettingsNotFound, OutgoingSignIn]
            }
            (_, Some(true)) => &[CannotConnect, ProviderTrouble, OutgoingSignIn, Antivirus, NetworkBlocked],
            _ => &[CannotConnect, SignInRefused, ProviderTrouble, Antivirus, NetworkBlocked],
        },
    }
}

fn asks_password(worked: Option<bool>, webmail: Option<bool>) -> &'static [Cause] {
    match (webmail, worked) {
        (Some(false), _) => &[PasswordWrong, SignInRefused, AppPassword],
        (Some(true), Some(true)) => &[ProviderTrouble, SignInRefused, AppPassword, OutgoingSignIn],
        (Some(true), Some(false)) => {
            &[SignInRefused, AppPassword, AuthMethod, OutgoingSignIn, ProviderTrouble]
        }
        (Some(true), None) => &[SignInRefused, ProviderTrouble, AppPassword, AuthMethod, OutgoingSignIn],
        (None, Some(false)) => &[SignInRefused, PasswordWrong, AppPassword, AuthMethod],
        (None, _) => &[SignInRefused, ProviderTrouble, PasswordWrong, AppPassword, OutgoingSignIn],
    }
}
