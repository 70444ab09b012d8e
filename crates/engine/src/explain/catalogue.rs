//! The catalogue of messages and causes: `data/errors/messages.toml` and `data/errors/causes.toml`.

use super::Cause;
use crate::profile::Slug;
use crate::text::Words;
use serde::{Deserialize, Serialize};

/// All messages and all causes; compiled into one JSON file for the page and for portals.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// The messages, in no order.
    #[serde(default)]
    pub messages: Vec<Message>,
    /// What there is to say of each cause.
    #[serde(default)]
    pub causes: Vec<CauseCard>,
    /// Where things stand in each app.
    #[serde(default)]
    pub places: Vec<Place>,
    /// The cards of the apps whose maker relays the mail, so that nothing of the person's own network
    /// or computer can be the cause. No file says it: whoever loads the cards fills it in.
    #[serde(default)]
    pub relays: Vec<Slug>,
}

/// An error message, or a family of messages that mean the same.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// A stable slug.
    pub id: Slug,
    /// The cards of the apps that show it; empty for what servers say, which any app may show.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clients: Vec<Slug>,
    /// What it says: an entry fits where its words stand in the text in this order, at most 14 words
    /// between them where it says `…`, in any letter case, with any accents, quotes and line breaks.
    /// One that fits is enough.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub says: Vec<String>,
    /// Codes such as `0x800CCC0E` or `535 5.7.8`, in any letter case; of eight hexadecimal digits, the
    /// `0x` may be missing and a blank may stand in the middle. One is enough.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
    /// Whether it only says that something failed: then it counts where no other message fits.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub vague: bool,
    /// Messages that say no more once this one fits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub over: Vec<Slug>,
    /// Its causes, likeliest first; at least one.
    pub causes: Vec<Cause>,
}

/// What there is to say of a cause.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CauseCard {
    /// The cause.
    pub code: Cause,
    /// Whether it lies in the person's own network or computer: then an app whose maker relays the
    /// mail never has it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub local: bool,
    /// What it is, in a few words.
    pub title: Words,
    /// What it means, one or two sentences.
    pub what: Words,
    /// What it means in an app whose maker relays the mail, where that is something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what_relayed: Option<Words>,
    /// What to do, in order.
    #[serde(default)]
    pub fixes: Vec<Fix>,
    /// What never to do.
    #[serde(default)]
    pub never: Vec<Words>,
}

/// How to get somewhere in an app: a sentence that fixes name as `{open.ID}`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// What is there: `incoming`, `outgoing`, `password` and so on.
    pub id: Slug,
    /// Only for these apps; empty for every app that has no place of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clients: Vec<Slug>,
    /// How to get there; with the placeholders of `guide::Values`.
    pub text: Words,
}

/// One thing to do.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fix {
    /// Only for these apps; empty for every app.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clients: Vec<Slug>,
    /// Not for these apps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<Slug>,
    /// Whether it tests the person's own network or computer: not for apps whose maker relays the mail.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub local: bool,
    /// The id of the provider's page (`Profile::links`) that helps with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Slug>,
    /// English and Spanish, with the placeholders of [`Teller`](super::Teller).
    pub text: Words,
}

impl Catalogue {
    /// What there is to say of a cause.
    #[must_use]
    pub fn card(&self, cause: Cause) -> Option<&CauseCard> {
        self.causes.iter().find(|card| card.code == cause)
    }

    /// How to get somewhere in an app, or in any.
    #[must_use]
    pub fn place(&self, id: &str, client: Option<&str>) -> Option<&Place> {
        let mut places = self.places.iter().filter(|place| place.id.as_str() == id);
        let own = |place: &&Place| place.clients.iter().any(|id| Some(id.as_str()) == client);
        places.clone().find(own).or_else(|| places.find(|place| place.clients.is_empty()))
    }

    /// Whether the maker of that app relays the mail.
    #[must_use]
    pub fn relays(&self, client: &str) -> bool {
        self.relays.iter().any(|id| id.as_str() == client)
    }
}

impl Fix {
    /// Whether it is for the app of that card; for an app that is not known, what is for every app.
    pub(super) fn is_for(&self, client: Option<&str>, relayed: bool) -> bool {
        let named = |list: &[Slug]| list.iter().any(|id| Some(id.as_str()) == client);
        (self.clients.is_empty() || named(&self.clients)) && !named(&self.except) && !(self.local && relayed)
    }
}
