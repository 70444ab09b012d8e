//! Findings: one field, what it is, what it should be.

use crate::text::{Findings, Texts};
use serde::{Deserialize, Serialize};

/// One thing found in an address or in settings. The sentences are in `data/text/*/findings.toml`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// What it is.
    pub code: FindingCode,
    /// How bad it is.
    pub severity: Severity,
    /// Which field it is about.
    pub field: Field,
    /// What was found there, as it was typed or read; empty where nothing was.
    pub actual: String,
    /// What it should be; empty where no single value is right.
    pub expected: String,
}

/// How bad a finding is. Ordered worst first, as findings are listed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It cannot work so.
    Error,
    /// It may not work, or it works at a risk.
    Warning,
    /// It works; worth knowing.
    Note,
}

/// The field that a finding is about, in JSON as `address` or `incoming.host`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Field {
    /// The e-mail address.
    #[serde(rename = "address")]
    Address,
    /// The name that others see.
    #[serde(rename = "name")]
    Name,
    /// The incoming server's name.
    #[serde(rename = "incoming.host")]
    IncomingHost,
    /// The incoming server's port.
    #[serde(rename = "incoming.port")]
    IncomingPort,
    /// The incoming server's encryption, and the pair of port and encryption.
    #[serde(rename = "incoming.security")]
    IncomingSecurity,
    /// The incoming server's sign-in method.
    #[serde(rename = "incoming.auth")]
    IncomingAuth,
    /// The incoming server's user name.
    #[serde(rename = "incoming.username")]
    IncomingUsername,
    /// IMAP or POP.
    #[serde(rename = "incoming.protocol")]
    IncomingProtocol,
    /// How long mail is kept.
    #[serde(rename = "incoming.retention")]
    IncomingRetention,
    /// The outgoing server's name.
    #[serde(rename = "outgoing.host")]
    OutgoingHost,
    /// The outgoing server's port.
    #[serde(rename = "outgoing.port")]
    OutgoingPort,
    /// The outgoing server's encryption, and the pair of port and encryption.
    #[serde(rename = "outgoing.security")]
    OutgoingSecurity,
    /// The outgoing server's sign-in method, missing included.
    #[serde(rename = "outgoing.auth")]
    OutgoingAuth,
    /// The outgoing server's user name.
    #[serde(rename = "outgoing.username")]
    OutgoingUsername,
    /// The outgoing server's protocol.
    #[serde(rename = "outgoing.protocol")]
    OutgoingProtocol,
}

/// Declares the finding codes once: variant, JSON code, the keys of its two sentences.
macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident => $code:literal, $message:ident, $fix:ident;)*) => {
        /// What a finding is: the stable machine code of the command line, the API and the help code.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
        pub enum FindingCode {
            $($(#[$doc])* #[serde(rename = $code)] $variant,)*
        }

        impl FindingCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable machine code.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            const fn keys(self) -> (Findings, Findings) {
                match self { $(Self::$variant => (Findings::$message, Findings::$fix),)* }
            }
        }
    };
}

codes! {
    /// Nothing was typed.
    AddressEmpty => "address_empty", AddressEmptyMessage, AddressEmptyFix;
    /// No `@`, or nothing before or after it.
    AddressIncomplete => "address_incomplete", AddressIncompleteMessage, AddressIncompleteFix;
    /// A character or a form that no address of the provider has.
    AddressShape => "address_shape", AddressShapeMessage, AddressShapeFix;
    /// Longer than 254 characters.
    AddressTooLong => "address_too_long", AddressTooLongMessage, AddressTooLongFix;
    /// The domain looks like a typing error of one of the family's.
    AddressTypo => "address_typo", AddressTypoMessage, AddressTypoFix;
    /// The domain is another mail provider's.
    AddressOtherProvider => "address_other_provider", AddressOtherProviderMessage, AddressOtherProviderFix;
    /// The domain is not one that we know.
    AddressUnknownDomain => "address_unknown_domain", AddressUnknownDomainMessage, AddressUnknownDomainFix;
    /// The domain is the provider's, but its settings are not confirmed.
    AddressUnconfirmed => "address_unconfirmed", AddressUnconfirmedMessage, AddressUnconfirmedFix;
    /// A business domain with settings of its own.
    AddressBusiness => "address_business", AddressBusinessMessage, AddressBusinessFix;
    /// The provider is moving the domain's addresses to another one.
    AddressMoving => "address_moving", AddressMovingMessage, AddressMovingFix;
    /// The name is longer than 64 characters.
    NameTooLong => "name_too_long", NameTooLongMessage, NameTooLongFix;
    /// The name has a character that cannot be seen, such as a line break.
    NameCharacter => "name_character", NameCharacterMessage, NameCharacterFix;
    /// Works, but the profile prefers another host.
    HostAlternate => "host_alternate", HostAlternateMessage, HostAlternateFix;
    /// A server that is switched off.
    HostRetired => "host_retired", HostRetiredMessage, HostRetiredFix;
    /// A host of the provider's that is no mail server, such as webmail.
    HostKind => "host_kind", HostKindMessage, HostKindFix;
    /// Looks like a typing error of a right host.
    HostTypo => "host_typo", HostTypoMessage, HostTypoFix;
    /// Scheme, port, spaces or invisible characters in the host.
    HostShape => "host_shape", HostShapeMessage, HostShapeFix;
    /// One of the provider's mail servers, in the field of another job: IMAP in the outgoing field.
    HostSide => "host_side", HostSideMessage, HostSideFix;
    /// A host that may be the provider's, but that we do not know.
    HostUnknown => "host_unknown", HostUnknownMessage, HostUnknownFix;
    /// Another provider's server.
    HostForeign => "host_foreign", HostForeignMessage, HostForeignFix;
    /// Port and encryption do not go together.
    PortSecurity => "port_security", PortSecurityMessage, PortBothFix;
    /// A port that no server of that job has, whatever the encryption.
    PortWrong => "port_wrong", PortWrongMessage, PortWrongFix;
    /// No encryption.
    Unencrypted => "unencrypted", UnencryptedMessage, PortBothFix;
    /// A sign-in method that the provider does not have.
    AuthUnsupported => "auth_unsupported", AuthUnsupportedMessage, AuthUnsupportedFix;
    /// The server wants a sign-in and the settings have none.
    AuthMissing => "auth_missing", AuthMissingMessage, AuthMissingFix;
    /// Only the part before the `@` as user name.
    UsernameLocalPart => "username_local_part", UsernameLocalPartMessage, UsernameLocalPartFix;
    /// The whole address as user name where only the part before the `@` is right.
    UsernameWhole => "username_whole", UsernameWholeMessage, UsernameWholeFix;
    /// The user name of another mailbox than the address.
    UsernameOther => "username_other", UsernameOtherMessage, UsernameOtherFix;
    /// A user name of another domain.
    UsernameDomain => "username_domain", UsernameDomainMessage, UsernameDomainFix;
    /// Spaces, capitals or invisible characters in the user name.
    UsernameShape => "username_shape", UsernameShapeMessage, UsernameShapeFix;
    /// A POP account where IMAP is meant.
    PopUsed => "pop_used", PopUsedMessage, PopUsedFix;
    /// A setting that deletes mail from the server.
    DeletesMail => "deletes_mail", DeletesMailMessage, DeletesMailFix;
}

/// A finding as JSON answers carry it, sentences included (design section 6).
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ToldFinding {
    /// The machine code.
    pub code: FindingCode,
    /// How bad it is.
    pub severity: Severity,
    /// Which field.
    pub field: Field,
    /// What was found.
    pub actual: String,
    /// What it should be.
    pub expected: String,
    /// What it means, one or two sentences.
    pub message: String,
    /// What to do.
    pub fix: String,
}

impl Finding {
    /// The sentence that says what it means; `provider` is the provider's name.
    #[must_use]
    pub fn message(&self, texts: &Texts<Findings>, provider: &str) -> String {
        self.fill(texts, false, provider)
    }

    /// The sentence that says what to do.
    #[must_use]
    pub fn fix(&self, texts: &Texts<Findings>, provider: &str) -> String {
        self.fill(texts, true, provider)
    }

    /// The finding with its sentences.
    #[must_use]
    pub fn told(&self, texts: &Texts<Findings>, provider: &str) -> ToldFinding {
        ToldFinding {
            code: self.code,
            severity: self.severity,
            field: self.field,
            actual: self.actual.clone(),
            expected: self.expected.clone(),
            message: self.message(texts, provider),
            fix: self.fix(texts, provider),
        }
    }

    /// Findings on settings are worded by what is found; those on address and name, which are all
    /// that the page's first load has, are not.
    fn fill(&self, texts: &Texts<Findings>, fix: bool, provider: &str) -> String {
        #[cfg(feature = "whole")]
        let filled = crate::diagnose::fill(self, self.code.keys(), fix, texts, provider);
        #[cfg(not(feature = "whole"))]
        let filled = {
            let (message, to_do) = self.code.keys();
            let values = [("provider", provider), ("actual", &self.actual), ("expected", &self.expected)];
            texts.fill(if fix { to_do } else { message }, &values)
        };
        filled
    }
}
