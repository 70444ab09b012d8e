//! Where the servers of an account that is already in an app are looked at and changed.
//!
//! Kept apart from the way that sets an account up, so that neither file of the page carries the other.

use super::fill::Filler;
use super::{ClientCard, Confidence, Screen, SecurityWords, Step, Values};
use crate::profile::{Date, Slug};
use crate::text::{Lang, Words};
use serde::{Deserialize, Serialize};

/// How an account that is there is looked at and changed in one app.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// What to know before; where the app cannot change servers, what to do instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Words>,
    /// How a POP account is recognised in this app. Its mail may exist on the device alone, so
    /// nothing may advise to remove an account before this is answered. Absent for webmail only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pop_seen: Option<Words>,
    /// The screens for the incoming server; empty where the app cannot change it.
    #[serde(default)]
    pub incoming: Vec<Screen>,
    /// The screens for the outgoing server; empty where the app cannot change it.
    #[serde(default)]
    pub outgoing: Vec<Screen>,
}

/// What `edit-<id>` holds: a card's [`Edit`] and what it takes to fill and judge it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditCard {
    /// The card's id.
    pub id: Slug,
    /// The app's name.
    pub name: Words,
    /// The versions that the labels are from.
    pub versions: String,
    /// When it was last checked.
    pub checked: Date,
    /// How sure we are of the labels.
    pub confidence: Confidence,
    /// What the app calls the two kinds of encryption.
    pub security_words: SecurityWords,
    /// Whether the app's maker fetches the mail: tests of the person's own network then say nothing.
    pub relayed: bool,
    /// Whether the app takes an Apple profile, a new one of which replaces the old one.
    pub takes_profile: bool,
    /// The way itself.
    pub edit: Edit,
}

impl ClientCard {
    /// The part of the card that leads to the servers of an account that is there.
    #[must_use]
    pub fn edit_card(&self) -> EditCard {
        EditCard {
            id: self.id.clone(),
            name: self.name.clone(),
            versions: self.versions.clone(),
            checked: self.checked.clone(),
            confidence: self.confidence,
            security_words: self.security_words.clone(),
            relayed: self.relay.is_some(),
            takes_profile: self.formats.contains(&crate::Format::Apple),
            edit: self.edit.clone(),
        }
    }
}

/// The two servers of an account.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The server that mail is read from.
    Incoming,
    /// The server that mail is sent through.
    Outgoing,
}

/// The way to one server's settings with values in it, ready to show.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct EditGuide {
    /// The card's id.
    pub client: String,
    /// The app's name.
    pub name: String,
    /// Which server.
    pub side: Side,
    /// What to know before, or what to do where there are no steps.
    pub note: Option<String>,
    /// How a POP account is recognised; to be shown before anything is removed.
    pub pop_seen: Option<String>,
    /// The steps; empty where the app cannot change this server.
    pub steps: Vec<Step>,
    /// How sure we are of the labels.
    pub confidence: Confidence,
    /// When the card was last checked.
    pub checked: Date,
    /// The versions that the labels are from.
    pub versions: String,
}

/// Fills the way to one server's settings. `lang` is the reader's language, `labels` the language
/// that their app is in.
#[must_use]
pub fn fill_edit(card: &EditCard, side: Side, values: &Values, lang: Lang, labels: Lang) -> EditGuide {
    let filler = Filler { words: &card.security_words, values, lang, labels };
    let screens = match side {
        Side::Incoming => &card.edit.incoming,
        Side::Outgoing => &card.edit.outgoing,
    };
    let ours = |words: &Option<Words>| words.as_ref().map(|words| filler.ours(words));
    EditGuide {
        client: card.id.to_string(),
        name: card.name.get(lang).to_owned(),
        side,
        note: ours(&card.edit.note),
        pop_seen: ours(&card.edit.pop_seen),
        steps: screens.iter().filter_map(|screen| filler.step(screen)).collect(),
        confidence: card.confidence,
        checked: card.checked.clone(),
        versions: card.versions.clone(),
    }
}
