//! Error messages: the causes that they can have, likeliest first, what to do and what never to do.

#[cfg(feature = "whole")]
mod catalogue;
#[cfg(feature = "whole")]
mod check;
#[cfg(feature = "whole")]
mod find;
#[cfg(feature = "whole")]
mod index;
#[cfg(feature = "whole")]
mod likely;
#[cfg(feature = "whole")]
mod tell;
#[cfg(feature = "whole")]
mod words;

#[cfg(feature = "whole")]
pub use catalogue::{Catalogue, CauseCard, Fix, Message, Place};
#[cfg(feature = "whole")]
pub use find::{Explained, Story, Symptom, explain};
#[cfg(feature = "whole")]
pub use tell::{App, Teller, Told, ToldIssue, ToldLink};

use crate::words::words;

words! {
    /// Why something does not work: the stable machine codes of `mail-setup explain`. Help codes count
    /// them, so new ones go to the end.
    Cause {
        /// The certificate is for another name.
        CertificateName => "certificate_name",
        /// The certificate is no longer, or not yet, valid.
        CertificateExpired => "certificate_expired",
        /// The certificate is not from an issuer that the device trusts.
        CertificateUntrusted => "certificate_untrusted",
        /// User name or password refused.
        SignInRefused => "sign_in_refused",
        /// The password is refused everywhere, webmail included.
        PasswordWrong => "password_wrong",
        /// The app found no settings by itself.
        SettingsNotFound => "settings_not_found",
        /// No connection to the server.
        CannotConnect => "cannot_connect",
        /// Implicit TLS where STARTTLS is meant, or the other way round.
        TlsMismatch => "tls_mismatch",
        /// A sign-in method that the server does not have.
        AuthMethod => "auth_method",
        /// A POP account where IMAP is meant.
        PopAccount => "pop_account",
        /// The outgoing server refuses to pass mail on.
        RelayDenied => "relay_denied",
        /// The server wants a sign-in first.
        AuthRequired => "auth_required",
        /// The sign-in of the outgoing server is wrong or empty.
        OutgoingSignIn => "outgoing_sign_in",
        /// The server offered no STARTTLS.
        StarttlsUnavailable => "starttls_unavailable",
        /// The server takes no password without encryption.
        PlaintextRefused => "plaintext_refused",
        /// An app password is needed.
        AppPassword => "app_password",
        /// The mailbox is full.
        MailboxFull => "mailbox_full",
        /// The message is too big.
        MessageTooBig => "message_too_big",
        /// The person's network blocks the port.
        NetworkBlocked => "network_blocked",
        /// A virus scanner or firewall stands in between.
        Antivirus => "antivirus",
        /// Too many connections at once.
        TooManyConnections => "too_many_connections",
        /// Too many messages or recipients for the provider.
        SendingLimit => "sending_limit",
        /// The server asks to try again later.
        TryLater => "try_later",
        /// The recipient's address does not exist.
        NoSuchRecipient => "no_such_recipient",
        /// The sender or network is blocked.
        SenderBlocked => "sender_blocked",
        /// IMAP spoken to POP or the other way round.
        WrongProtocol => "wrong_protocol",
        /// The message stays in the outbox.
        StuckInOutbox => "stuck_in_outbox",
        /// Mail arrives late.
        ArrivesLate => "arrives_late",
        /// Older mail is outside the days that the device keeps.
        SyncWindow => "sync_window",
        /// Mail was removed from the server by a device.
        DeletedOnServer => "deleted_on_server",
        /// The provider's own trouble: right settings, refused all the same.
        ProviderTrouble => "provider_trouble",
    }
}
