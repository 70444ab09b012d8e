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
    pub messages: Vec<Message>,
    /// What there is to say of each cause.
    pub causes: Vec<CauseCard>,
}

/// An error message, or a family of messages that mean the same.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// A stable slug.
    pub id: Slug,
    /// The cards of the apps that show it; empty for what servers say, which any app may show.
    #[serde(default)]
    pub clients: Vec<Slug>,
    /// What it says: an entry fits where its words stand in the text in this order, whatever is
    /// between them where it says `…`, in any letter case and with any quotes. One that fits is enough.
    #[serde(default)]
    pub says: Vec<String>,
    /// Codes such as `0x800CCC0E`, in any letter case. One is enough.
    #[serde(default)]
    pub codes: Vec<String>,
    /// Its causes, likeliest first; at least one.
    pub causes: Vec<Cause>,
}

/// What there is to say of a cause.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CauseCard {
    /// The cause.
    pub code: Cause,
    /// What it is, in a few words.
    pub title: Words,
    /// What it means, one or two sentences.
    pub what: Words,
    /// What to do, in order.
    #[serde(default)]
    pub fixes: Vec<Fix>,
    /// What never to do.
    #[serde(default)]
    pub never: Vec<Words>,
}

/// One thing to do.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fix {
    /// Only for these apps; empty for every app.
    #[serde(default)]
    pub clients: Vec<Slug>,
    /// Not for these apps.
    #[serde(default)]
    pub except: Vec<Slug>,
    /// The id of the provider's page (`Profile::links`) that helps with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Slug>,
    /// English and Spanish, with the placeholders of `guide::Values` and `{provider}`.
    pub text: Words,
}
