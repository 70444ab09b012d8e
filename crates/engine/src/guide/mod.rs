//! The client catalogue and its steps, filled with an account.
//!
//! A card (`data/clients/*.toml`) is structured: screens of the app with rows of label, value
//! and kind. Labels change from version to version; values come from the account.

#[cfg(feature = "whole")]
mod check;
#[cfg(feature = "whole")]
mod edit;
mod fill;

#[cfg(feature = "whole")]
pub use edit::{Edit, EditCard, EditGuide, Side, fill_edit};
pub use fill::{Copied, FilledInstead, FilledRow, Guide, GuideError, Said, Step, Values, fill};

use crate::format::Format;
use crate::profile::{Date, Role, Security, Slug};
use crate::text::{Lang, Page, Words};
use crate::words::words;
use serde::{Deserialize, Serialize};

/// What the page needs of a card before it is chosen.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ClientSummary {
    /// The card's id.
    pub id: Slug,
    /// The app's name.
    pub name: Words,
    /// Where it runs.
    pub devices: Vec<Device>,
    /// What sort of thing it is.
    #[serde(default)]
    pub kind: Kind,
}

/// All that we know of one mail app.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "whole", serde(deny_unknown_fields))]
pub struct ClientCard {
    /// A stable slug.
    pub id: Slug,
    /// The app's name.
    pub name: Words,
    /// Where it runs; the device that it is best known from first.
    pub devices: Vec<Device>,
    /// What sort of thing it is.
    #[serde(default)]
    pub kind: Kind,
    /// The order in lists, 1 first.
    #[cfg(feature = "whole")]
    pub rank: u16,
    /// Other words that people search it by.
    #[cfg(feature = "whole")]
    #[serde(default)]
    pub search: Vec<String>,
    /// The versions that the labels are from.
    pub versions: String,
    /// When it was last checked.
    pub checked: Date,
    /// How sure we are of the labels.
    pub confidence: Confidence,
    /// Where the labels are from.
    #[cfg(feature = "whole")]
    pub sources: Vec<String>,
    /// The files that the app takes, best first.
    #[serde(default)]
    pub formats: Vec<Format>,
    /// The programs that were seen to work with these files. Not in a card's file: it comes from what
    /// the tests have proven.
    #[serde(default)]
    pub tested: Vec<Tested>,
    /// What the app calls the two kinds of encryption.
    #[serde(default)]
    pub security_words: SecurityWords,
    /// How the outgoing sign-in is switched on in this app, or that it always is; absent where the
    /// card has no way through the app.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outgoing_sign_in: Option<Words>,
    /// How to keep only some days of mail on the device; absent where there is none to keep.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// Whether server settings can be changed once the account exists.
    pub editable_later: bool,
    /// What people should know who care where their mail goes: the app's maker relays it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relay: Option<Words>,
    /// What to use in place of this app, where it takes no such account or only sends for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<Instead>,
    /// How to verify, in order; empty where the card has no way through the app.
    #[serde(default)]
    pub verify: Vec<Words>,
    /// What a person sees decides between variants: the question; absent with one variant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<Words>,
    /// The ways through the app; none where another is to be used instead.
    #[serde(default)]
    pub variants: Vec<Variant>,
    /// Where an account that is there is looked at and changed. Not in `client-<id>`, which the
    /// page's first load decodes: it is a file of its own.
    #[cfg(feature = "whole")]
    #[serde(default)]
    pub edit: Edit,
}

/// What sort of thing a card is about.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A mail app with windows or screens.
    #[default]
    App,
    /// A program for the terminal, set up by a file.
    Terminal,
    /// A device or service that only sends: it has no incoming server.
    Sender,
    /// An app in which such an account cannot be set up: the card leads to others.
    Elsewhere,
}

/// That the card's own programs have signed in with a file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Tested {
    /// The file's format.
    pub format: Format,
    /// The programs and their versions, as people say them: `Thunderbird 153`.
    pub by: String,
    /// What they did.
    pub did: Did,
}

words! {
    /// What a program did with a file against real mail servers.
    Did {
        /// It read mail and sent mail.
        Both => "both",
        /// It fetched mail; it does not send.
        Fetched => "fetched",
        /// It sent mail; it does not read.
        Sent => "sent",
    }
}

/// What to use in place of an app.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "whole", serde(deny_unknown_fields))]
pub struct Instead {
    /// Why this app will not do, and what will.
    pub text: Words,
    /// The ids of the cards to use, best first; at least one.
    pub clients: Vec<Slug>,
}

words! {
    /// A kind of device or system.
    Device {
        /// iPhone.
        Iphone => "iphone",
        /// iPad.
        Ipad => "ipad",
        /// Android phone or tablet.
        Android => "android",
        /// Windows computer.
        Windows => "windows",
        /// Mac.
        Mac => "mac",
        /// Linux computer.
        Linux => "linux",
        /// Any other: printers, tablets of other kinds, televisions.
        Other => "other",
        /// A computer that other people use too.
        Shared => "shared",
    }
}

/// How sure we are of a card's labels (facts/clients.md).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Read in the app's own source or the vendor's own page.
    Sure,
    /// Read in a recent third-party guide, or several weaker sources agree.
    Likely,
    /// From general product knowledge only; not yet seen on a screen.
    ToVerify,
}

/// What an app calls the two kinds of encryption.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "whole", serde(deny_unknown_fields))]
pub struct SecurityWords {
    /// Implicit TLS.
    pub tls: Label,
    /// STARTTLS.
    pub starttls: Label,
    /// Implicit TLS of the outgoing server, where that has a word of its own: a file for the
    /// terminal writes `imaps://` for one server and `smtps://` for the other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outgoing_tls: Option<Label>,
    /// STARTTLS of the outgoing server, where that has a word of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outgoing_starttls: Option<Label>,
}

impl SecurityWords {
    /// The word for a server of that role; plaintext, which no card offers, has none of its own.
    #[must_use]
    pub fn word(&self, role: Role, security: Security) -> &Label {
        let outgoing = role == Role::Submission;
        let (usual, own) = match security {
            Security::Starttls => (&self.starttls, &self.outgoing_starttls),
            _ => (&self.tls, &self.outgoing_tls),
        };
        own.as_ref().filter(|_| outgoing).unwrap_or(usual)
    }
}

/// The usual words.
impl Default for SecurityWords {
    fn default() -> Self {
        let [tls, starttls] = ["SSL/TLS", "STARTTLS"].map(|word| Label { en: word.to_owned(), es: None });
        Self { tls, starttls, outgoing_tls: None, outgoing_starttls: None }
    }
}

/// How to keep only some days of mail on the device.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "whole", serde(deny_unknown_fields))]
pub struct Window {
    /// What it does here, or that the app has no such setting.
    pub text: Words,
    /// The screens; empty where the app has no such setting.
    #[serde(default)]
    pub screens: Vec<Screen>,
}

/// One way through an app.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "whole", serde(deny_unknown_fields))]
pub struct Variant {
    /// A stable slug.
    pub id: Slug,
    /// What a person sees who is on this way; absent with one variant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Words>,
    /// The screens, in order.
    pub screens: Vec<Screen>,
}

/// One screen of the app, or one stretch of the way to it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "whole", serde(deny_unknown_fields))]
pub struct Screen {
    /// What to do here, in our words.
    pub task: Words,
    /// The app's title of the screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Label>,
    /// The labels to go through to get here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<Label>,
    /// What is on it, in the app's order.
    #[serde(default)]
    pub rows: Vec<Row>,
}

/// One row of a screen.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "whole", serde(deny_unknown_fields))]
pub struct Row {
    /// What to do with it.
    pub kind: RowKind,
    /// The app's label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Label>,
    /// What goes in: the app's word, or a text with placeholders (see [`Values`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Label>,
    /// Our words: a note or a warning, or why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Words>,
    /// Only where the account's servers are so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
}

/// What to do with a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// Tap or click the label.
    Tap,
    /// Type the value into the field.
    Type,
    /// Choose the value in the list.
    Choose,
    /// Switch on or tick.
    On,
    /// Switch off or untick.
    Off,
    /// Leave as it is, or empty.
    Leave,
    /// Type the mailbox password, which we never see.
    Password,
    /// Open the web page that the value names.
    Link,
    /// Type the value, a command, in a terminal.
    Run,
    /// Worth knowing.
    Note,
    /// Do not.
    Warn,
}

impl RowKind {
    /// The page's word for what to do.
    #[must_use]
    pub const fn word(self) -> Page {
        match self {
            Self::Tap => Page::RowTap,
            Self::Type => Page::RowType,
            Self::Choose => Page::RowChoose,
            Self::On => Page::RowOn,
            Self::Off => Page::RowOff,
            Self::Leave => Page::RowLeave,
            Self::Password => Page::RowPassword,
            Self::Link => Page::RowLink,
            Self::Run => Page::RowRun,
            Self::Note => Page::RowNote,
            Self::Warn => Page::RowWarn,
        }
    }

    /// The classes by which the style sheets know such a row, on every screen that shows steps.
    #[must_use]
    pub const fn look(self) -> &'static str {
        match self {
            Self::Tap | Self::Link => "row tap",
            Self::Type | Self::Choose | Self::Run => "row type",
            Self::On => "row switch on",
            Self::Off => "row switch off",
            Self::Leave => "row leave",
            Self::Password => "row password",
            Self::Note => "row note",
            Self::Warn => "row warn",
        }
    }
}

/// A condition on the account's servers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// The outgoing server speaks implicit TLS.
    OutgoingTls,
    /// The outgoing server speaks STARTTLS.
    OutgoingStarttls,
}

/// A word of the app's: English, and Spanish where the app's own is known.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "whole", serde(deny_unknown_fields))]
pub struct Label {
    /// English.
    pub en: String,
    /// The app's own Spanish; absent where we do not know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub es: Option<String>,
}

impl Label {
    /// The label for someone whose app is in `lang`, and the language that it then is in.
    #[must_use]
    pub fn get(&self, lang: Lang) -> (&str, Lang) {
        match (lang, &self.es) {
            (Lang::Es, Some(es)) => (es, Lang::Es),
            _ => (&self.en, Lang::En),
        }
    }
}

impl ClientCard {
    /// What the page needs before the card is chosen.
    #[must_use]
    pub fn summary(&self) -> ClientSummary {
        ClientSummary {
            id: self.id.clone(),
            name: self.name.clone(),
            devices: self.devices.clone(),
            kind: self.kind,
        }
    }

    /// The variant of that id; without an id, the first.
    #[must_use]
    pub fn variant(&self, id: Option<&str>) -> Option<&Variant> {
        match id {
            None => self.variants.first(),
            Some(id) => self.variants.iter().find(|variant| variant.id.as_str() == id),
        }
    }
}
