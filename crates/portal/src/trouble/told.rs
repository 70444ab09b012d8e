//! What a person has told so far. Kept in this tab only, without passwords.

use super::form::Form;
use engine::explain::Symptom;
use engine::settings::Settings;
use serde::{Deserialize, Serialize};

/// The longest text that is kept for a reload, in bytes; longer ones live until then.
const KEPT: usize = 4_000;

/// What was told.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Told {
    /// What happens.
    pub(crate) symptom: Option<Symptom>,
    /// Whether it ever worked; the outer `None` means "not asked yet".
    pub(crate) worked: Option<Sure>,
    /// Whether webmail takes the password.
    pub(crate) webmail: Option<Sure>,
    /// The app, where it was chosen here.
    pub(crate) client: Option<String>,
    /// The message or settings as text, passwords struck out.
    pub(crate) text: String,
    /// How many passwords were struck out.
    pub(crate) struck: usize,
    /// The settings that were read or filled in.
    pub(crate) accounts: Vec<Settings>,
    /// What stands in the form.
    pub(crate) form: Form,
    /// How the network tests ended.
    pub(crate) tests: Vec<(Test, bool)>,
    /// Whether the address is handed over.
    pub(crate) with_address: bool,
    /// The endpoint that is used instead of another one: the ids of both, the old one first.
    pub(crate) other: Option<(String, String)>,
    /// What somebody else's help code says was found (see `code`); 0 for nothing.
    pub(crate) helping: u8,
}

/// An answer: yes, no, or "I'm not sure".
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sure {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Not sure.
    Unsure,
}

impl Sure {
    /// Takes an answer over; `None` is "not sure".
    pub(crate) fn of(answer: Option<bool>) -> Self {
        match answer {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Unsure,
        }
    }

    /// The answer; `None` is "not sure".
    pub(crate) fn known(self) -> Option<bool> {
        match self {
            Self::Yes => Some(true),
            Self::No => Some(false),
            Self::Unsure => None,
        }
    }
}

/// One test of the network, in the order in which they are worth doing (facts/clients.md 5.3).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Test {
    /// Another network: mobile data instead of Wi-Fi.
    MobileData,
    /// Without VPN.
    Vpn,
    /// Without the antivirus program's mail scanning.
    MailScanning,
    /// The other outgoing port.
    OtherPort,
}

impl Test {
    /// The order.
    pub(crate) const ALL: [Self; 4] = [Self::MobileData, Self::Vpn, Self::MailScanning, Self::OtherPort];
}

impl Told {
    /// What is kept for a reload.
    pub(crate) fn kept(&self) -> Self {
        let mut kept = self.clone();
        if kept.text.len() > KEPT {
            kept.text = String::new();
        }
        kept
    }
}
