//! A cause in words: the JSON of `mail-setup explain`, of the page and of the portal.

use super::{Catalogue, Cause, Explained};
use crate::guide::{ClientCard, EditCard, SecurityWords, Values};
use crate::profile::{Endpoint, Profile, Role};
use crate::text::{Lang, Words};
use serde::Serialize;

/// What it takes to put causes into words for one person.
#[derive(Clone, Copy, Debug)]
pub struct Teller<'a> {
    /// The cards of the causes.
    pub catalogue: &'a Catalogue,
    /// The provider.
    pub profile: &'a Profile,
    /// The person's values, or general ones.
    pub values: &'a Values,
    /// The person's app; without it, only what is for every app is told.
    pub app: Option<App<'a>>,
    /// The person's language.
    pub lang: Lang,
    /// The language that their app is in.
    pub labels: Lang,
}

/// What a [`Teller`] needs to know of an app; made from either file of its card.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct App<'a> {
    /// The card's id.
    pub id: &'a str,
    /// What the app calls the two kinds of encryption.
    pub words: &'a SecurityWords,
    /// Whether the app's maker relays the mail.
    pub relayed: bool,
}

impl<'a> From<&'a ClientCard> for App<'a> {
    fn from(card: &'a ClientCard) -> Self {
        Self { id: card.id.as_str(), words: &card.security_words, relayed: card.relay.is_some() }
    }
}

impl<'a> From<&'a EditCard> for App<'a> {
    fn from(card: &'a EditCard) -> Self {
        Self { id: card.id.as_str(), words: &card.security_words, relayed: card.relayed }
    }
}

/// A cause in words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Told {
    /// The stable machine code.
    pub code: Cause,
    /// What it is, in a few words.
    pub title: String,
    /// What it means.
    pub what: String,
    /// What to do, in order.
    pub fixes: Vec<String>,
    /// What never to do.
    pub never: Vec<String>,
    /// The provider's pages that help with the fixes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<ToldLink>,
    /// The provider's known trouble that fits; it is worth telling before the fixes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<ToldIssue>,
    /// The id of the message that led to the cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// A page of the provider's that helps with a fix.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ToldLink {
    /// The place of the fix in [`Told::fixes`], from 0.
    pub fix: usize,
    /// The id of the link in the profile.
    pub id: String,
    /// What the page is called.
    pub title: String,
    /// Its address.
    pub url: String,
}

/// Known trouble of the provider's.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ToldIssue {
    /// Its id in the profile.
    pub id: String,
    /// What it is.
    pub what: String,
    /// What to do.
    pub advice: String,
}

impl Teller<'_> {
    /// The placeholders that a cause may use besides those of [`Values`]: the provider's limits, its POP
    /// server, another outgoing server or port than the person's, and a sentence on a login that people
    /// mistake for the mailbox's. `{open.ID}` is a [`Place`](super::Place) of the catalogue. A sentence with one that a provider does not have is left out.
    pub const NAMES: [&'static str; 10] = [
        "message_mb",
        "files_mb",
        "mailbox_mb",
        "pop.host",
        "pop.port",
        "pop.security",
        "other.host",
        "other.port",
        "other.security",
        "other_login",
    ];

    /// A cause in words; `None` where the catalogue has no card of it.
    #[must_use]
    pub fn tell(&self, found: &Explained<'_>) -> Option<Told> {
        let card = self.catalogue.card(found.cause)?;
        let client = self.app.map(|app| app.id);
        let relayed = self.app.is_some_and(|app| app.relayed);
        let mut fixes = Vec::new();
        let mut links = Vec::new();
        for fix in card.fixes.iter().filter(|fix| fix.is_for(client, relayed)) {
            let Some(text) = self.words(&fix.text) else { continue };
            let page = fix.link.as_ref().and_then(|id| self.profile.link(id.as_str()));
            links.extend(page.map(|link| ToldLink {
                fix: fixes.len(),
                id: link.id.to_string(),
                title: link.title.get(self.lang).to_owned(),
                url: link.url.to_string(),
            }));
            fixes.push(text);
        }
        let what = card.what_relayed.as_ref().filter(|_| relayed).unwrap_or(&card.what);
        Some(Told {
            code: card.code,
            title: self.words(&card.title)?,
            what: self.sentences(what),
            fixes,
            never: card.never.iter().filter_map(|words| self.words(words)).collect(),
            links,
            issue: found.issue.map(|issue| ToldIssue {
                id: issue.id.to_string(),
                what: issue.what.get(self.lang).to_owned(),
                advice: issue.advice.get(self.lang).to_owned(),
            }),
            message: found.message.map(str::to_owned),
        })
    }

    /// A text with its values; `None` where one is not to be had.
    fn words(&self, words: &Words) -> Option<String> {
        self.fill(words, false)
    }

    /// The sentences of a text whose values are to be had. What a cause is can be said without a number
    /// that the provider does not tell.
    fn sentences(&self, words: &Words) -> String {
        if let Some(whole) = self.words(words) {
            return whole;
        }
        let sentences = words.get(self.lang).split_inclusive(". ").map(|sentence| {
            self.words(&Words { en: sentence.to_owned(), es: sentence.to_owned() }).unwrap_or_default()
        });
        sentences.collect::<String>().trim().to_owned()
    }

    /// `inside`: the text of a place, which names no other places.
    fn fill(&self, words: &Words, inside: bool) -> Option<String> {
        let mut filled = String::new();
        let mut rest = words.get(self.lang);
        while let Some((before, after)) = rest.split_once('{') {
            let (name, tail) = after.split_once('}')?;
            filled.push_str(before);
            filled.push_str(&self.value(name, inside)?);
            rest = tail;
        }
        filled.push_str(rest);
        Some(filled)
    }

    fn value(&self, name: &str, inside: bool) -> Option<String> {
        let limits = self.profile.limits.as_ref();
        Some(match name {
            "message_mb" => limits?.message_mb?.to_string(),
            // Files grow by a third and more when they are put into a message (RFC 2045 section 6.8).
            "files_mb" => (u64::from(limits?.message_mb?) * 7 / 10).to_string(),
            "mailbox_mb" => limits?.mailbox_mb?.to_string(),
            "other_login" => self.profile.sign_in.other_login.as_ref()?.get(self.lang).to_owned(),
            _ => match name.split_once('.') {
                Some(("pop", part)) => self.part(self.pop()?, part)?,
                Some(("other", part)) => self.part(self.other()?, part)?,
                Some(("open", id)) if !inside => self.place(id)?,
                _ => match self.app {
                    Some(app) => self.values.value(name, app.words, self.labels)?,
                    None => self.values.value(name, &SecurityWords::default(), self.labels)?,
                },
            },
        })
    }

    fn place(&self, id: &str) -> Option<String> {
        self.fill(&self.catalogue.place(id, self.app.map(|app| app.id))?.text, true)
    }

    fn part(&self, endpoint: &Endpoint, part: &str) -> Option<String> {
        let word = |words: &SecurityWords| {
            words.word(endpoint.role, endpoint.security).get(self.labels).0.to_owned()
        };
        Some(match part {
            "host" => endpoint.host.to_string(),
            "port" => endpoint.port.to_string(),
            "security" => self.app.map_or_else(|| word(&SecurityWords::default()), |app| word(app.words)),
            _ => return None,
        })
    }

    fn pop(&self) -> Option<&Endpoint> {
        self.accepted(Role::Pop).first().copied()
    }

    /// An outgoing server on another port, best the same host.
    fn other(&self) -> Option<&Endpoint> {
        let mine = self.values.outgoing();
        let ports: Vec<&Endpoint> =
            self.accepted(Role::Submission).into_iter().filter(|e| e.port != mine.port).collect();
        ports.iter().find(|e| e.host == mine.host).or(ports.first()).copied()
    }

    fn accepted(&self, role: Role) -> Vec<&Endpoint> {
        let domain = self.values.email().rsplit_once('@').map_or("", |(_, domain)| domain);
        let known = self.profile.domain(domain).map_or(self.profile.main_domain(), |d| d.name.as_str());
        self.profile.accepted(role, known)
    }
}
