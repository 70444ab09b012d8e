//! The file formats, by the names that the command line, the API and the client cards use.

use serde::{Deserialize, Serialize};

/// A file format.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Apple configuration profile, `.mobileconfig`.
    Apple,
    /// ZIP for Thunderbird's "Import Backed-up Profile".
    Thunderbird,
    /// Preferences for a new Thunderbird profile, `user.js`.
    ThunderbirdUserJs,
    /// QR code for Thunderbird on Android, as SVG.
    ThunderbirdQr,
    /// The text inside that QR code, JSON.
    ThunderbirdQrText,
    /// Mozilla autoconfig, `config-v1.1.xml`.
    Autoconfig,
    /// Microsoft Autodiscover, the plain XML answer (POX), `autodiscover.xml`.
    Autodiscover,
    /// Settings file of K-9 Mail and Thunderbird for Android, `.k9s`.
    K9,
    /// Settings of mbsync (isync), `~/.mbsyncrc`.
    Mbsync,
    /// Settings of msmtp, `~/.msmtprc`.
    Msmtp,
    /// Settings of neomutt and mutt, `~/.muttrc`.
    Neomutt,
    /// Accounts of aerc, `accounts.conf`.
    Aerc,
    /// Settings of himalaya 2, `config.toml`.
    Himalaya,
    /// Plain text for people.
    Text,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 14] = [
        Self::Apple,
        Self::Thunderbird,
        Self::ThunderbirdUserJs,
        Self::ThunderbirdQr,
        Self::ThunderbirdQrText,
        Self::Autoconfig,
        Self::Autodiscover,
        Self::K9,
        Self::Mbsync,
        Self::Msmtp,
        Self::Neomutt,
        Self::Aerc,
        Self::Himalaya,
        Self::Text,
    ];

    /// Whether a file of this format has the person's name in it.
    #[must_use]
    pub const fn names_person(self) -> bool {
        !matches!(self, Self::Autoconfig | Self::Mbsync | Self::Msmtp)
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Apple => "apple",
            Self::Thunderbird => "thunderbird",
            Self::ThunderbirdUserJs => "thunderbird-user-js",
            Self::ThunderbirdQr => "thunderbird-qr",
            Self::ThunderbirdQrText => "thunderbird-qr-text",
            Self::Autoconfig => "autoconfig",
            Self::Autodiscover => "autodiscover",
            Self::K9 => "k9",
            Self::Mbsync => "mbsync",
            Self::Msmtp => "msmtp",
            Self::Neomutt => "neomutt",
            Self::Aerc => "aerc",
            Self::Himalaya => "himalaya",
            Self::Text => "text",
        }
    }

    /// The format of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == name)
    }
}
