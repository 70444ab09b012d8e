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

use serde::{Deserialize, Serialize};

/// Why something does not work: the stable machine codes of `mail-setup explain`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The certificate is for another name.
    CertificateName,
    /// The certificate is no longer, or not yet, valid.
    CertificateExpired,
    /// The certificate is not from an issuer that the device trusts.
    CertificateUntrusted,
    /// User name or password refused.
    SignInRefused,
    /// The password is refused everywhere, webmail included.
    PasswordWrong,
    /// The app found no settings by itself.
    SettingsNotFound,
    /// No connection to the server.
    CannotConnect,
    /// Implicit TLS where STARTTLS is meant, or the other way round.
    TlsMismatch,
    /// A sign-in method that the server does not have.
    AuthMethod,
    /// A POP account where IMAP is meant.
    PopAccount,
    /// The outgoing server refuses to pass mail on.
    RelayDenied,
    /// The server wants a sign-in first.
    AuthRequired,
    /// The sign-in of the outgoing server is wrong or empty.
    OutgoingSignIn,
    /// The server offered no STARTTLS.
    StarttlsUnavailable,
    /// The server takes no password without encryption.
    PlaintextRefused,
    /// An app password is needed.
    AppPassword,
    /// The mailbox is full.
    MailboxFull,
    /// The message is too big.
    MessageTooBig,
    /// The person's network blocks the port.
    NetworkBlocked,
    /// A virus scanner or firewall stands in between.
    Antivirus,
    /// Too many connections at once.
    TooManyConnections,
    /// Too many messages or recipients for the provider.
    SendingLimit,
    /// The server asks to try again later.
    TryLater,
    /// The recipient's address does not exist.
    NoSuchRecipient,
    /// The sender or network is blocked.
    SenderBlocked,
    /// IMAP spoken to POP or the other way round.
    WrongProtocol,
    /// The message stays in the outbox.
    StuckInOutbox,
    /// Mail arrives late.
    ArrivesLate,
    /// Older mail is outside the days that the device keeps.
    SyncWindow,
    /// Mail was removed from the server by a device.
    DeletedOnServer,
    /// The provider's own trouble: right settings, refused all the same.
    ProviderTrouble,
}

impl Cause {
    /// Every cause.
    pub const ALL: [Self; 31] = [
        Self::CertificateName,
        Self::CertificateExpired,
        Self::CertificateUntrusted,
        Self::SignInRefused,
        Self::PasswordWrong,
        Self::SettingsNotFound,
        Self::CannotConnect,
        Self::TlsMismatch,
        Self::AuthMethod,
        Self::PopAccount,
        Self::RelayDenied,
        Self::AuthRequired,
        Self::OutgoingSignIn,
        Self::StarttlsUnavailable,
        Self::PlaintextRefused,
        Self::AppPassword,
        Self::MailboxFull,
        Self::MessageTooBig,
        Self::NetworkBlocked,
        Self::Antivirus,
        Self::TooManyConnections,
        Self::SendingLimit,
        Self::TryLater,
        Self::NoSuchRecipient,
        Self::SenderBlocked,
        Self::WrongProtocol,
        Self::StuckInOutbox,
        Self::ArrivesLate,
        Self::SyncWindow,
        Self::DeletedOnServer,
        Self::ProviderTrouble,
    ];
}
