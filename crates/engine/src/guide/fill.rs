//! A card's steps with a person's own values in them.

use super::{ClientCard, Confidence, Label, Row, RowKind, Screen, SecurityWords, When};
use crate::account::{Account, password_entry};
use crate::profile::{Date, Endpoint, Profile, Role, Security, Username};
use crate::text::{Lang, Page, Words, put};
use serde::Serialize;

/// The values that fill a card: a person's own, or words in their place on a page for everybody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Values {
    email: String,
    name: String,
    username: String,
    incoming: Endpoint,
    outgoing: Endpoint,
    days: u16,
    provider: String,
    links: Vec<(String, String)>,
    /// An address that commands may name where nobody has typed one; none where address, name and user
    /// name are a person's own and worth copying.
    example: Option<String>,
    rule: Username,
}

impl Values {
    /// The placeholders that cards may use; `{link.ID}` is a link of the profile's.
    pub const NAMES: [&'static str; 12] = [
        "email",
        "entry",
        "name",
        "username",
        "provider",
        "days",
        "incoming.host",
        "incoming.port",
        "incoming.security",
        "outgoing.host",
        "outgoing.port",
        "outgoing.security",
    ];

    /// A person's own values. `no_name` stands where no name was given ("your name").
    #[must_use]
    pub fn of(account: &Account, profile: &Profile, no_name: &str) -> Self {
        let name = if account.name().is_empty() { no_name } else { account.name() };
        Self {
            email: account.address().to_string(),
            name: name.to_owned(),
            username: account.username().to_owned(),
            incoming: account.incoming().clone(),
            outgoing: account.outgoing().clone(),
            days: account.sync_days(),
            provider: account.provider().to_owned(),
            links: links(profile),
            example: None,
            rule: profile.username.rule,
        }
    }

    /// The values of a page for everybody: the profile's first choice, and words for the rest.
    /// `None` where the profile has no endpoint for its main domain.
    #[must_use]
    pub fn general(profile: &Profile, email: &str, name: &str) -> Option<Self> {
        let first = |role| profile.accepted(role, profile.main_domain()).first().map(|e| (*e).clone());
        Some(Self::for_everybody(profile, [first(Role::Imap)?, first(Role::Submission)?], email, name))
    }

    /// The same with these servers, `[incoming, outgoing]`.
    #[must_use]
    pub fn for_everybody(profile: &Profile, servers: [Endpoint; 2], email: &str, name: &str) -> Self {
        let [incoming, outgoing] = servers;
        Self {
            email: email.to_owned(),
            name: name.to_owned(),
            username: profile.username.rule.of(email).to_owned(),
            incoming,
            outgoing,
            days: profile.sync.days,
            provider: profile.name.clone(),
            links: links(profile),
            example: Some(["name@", profile.main_domain()].concat()),
            rule: profile.username.rule,
        }
    }

    /// The same with these words for the user name ([`Username::word`]). Without them it is what goes with
    /// `email`, which is right only where that is an address.
    #[must_use]
    pub fn named(mut self, username: &str) -> Self {
        username.clone_into(&mut self.username);
        self
    }

    /// The address, or the words that stand for it.
    #[cfg(feature = "whole")]
    pub(crate) fn email(&self) -> &str {
        &self.email
    }

    /// The outgoing server.
    #[cfg(feature = "whole")]
    pub(crate) fn outgoing(&self) -> &Endpoint {
        &self.outgoing
    }

    pub(crate) fn value(&self, name: &str, words: &SecurityWords, labels: Lang) -> Option<String> {
        Some(match name {
            "email" => self.email.clone(),
            "entry" => password_entry(&self.email),
            "name" => self.name.clone(),
            "username" => self.username.clone(),
            "provider" => self.provider.clone(),
            "days" => self.days.to_string(),
            "incoming.host" => self.incoming.host.to_string(),
            "incoming.port" => self.incoming.port.to_string(),
            "incoming.security" => word(words, &self.incoming, labels).0,
            "outgoing.host" => self.outgoing.host.to_string(),
            "outgoing.port" => self.outgoing.port.to_string(),
            "outgoing.security" => word(words, &self.outgoing, labels).0,
            _ => {
                let id = name.strip_prefix("link.")?;
                self.links.iter().find(|(known, _)| known == id).map(|(_, url)| url.clone())?
            }
        })
    }

    /// A value as a word of a shell's command. Addresses may have letters in them that a shell gives a
    /// meaning.
    fn in_command(&self, name: &str, words: &SecurityWords, labels: Lang) -> Option<String> {
        let own = || self.example.clone().unwrap_or_else(|| self.email.clone());
        let value = match name {
            "email" => own(),
            "entry" => password_entry(&own()),
            "username" if self.example.is_some() => self.rule.of(&own()).to_owned(),
            _ => self.value(name, words, labels)?,
        };
        let plain = |c: char| {
            c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '_' | '+' | '-' | ':' | '/') || !c.is_ascii()
        };
        if value.chars().all(plain) {
            return Some(value);
        }
        // What stands in single quotes is taken as it is (POSIX shell, section 2.2.2).
        let mut quoted = String::from("'");
        for c in value.chars() {
            match c {
                '\'' => quoted.push_str("'\\''"),
                _ => quoted.push(c),
            }
        }
        quoted.push('\'');
        Some(quoted)
    }

    fn holds(&self, when: Option<When>) -> bool {
        match when {
            None => true,
            Some(When::OutgoingTls) => self.outgoing.security == Security::Tls,
            Some(When::OutgoingStarttls) => self.outgoing.security == Security::Starttls,
        }
    }
}

fn links(profile: &Profile) -> Vec<(String, String)> {
    profile.links.iter().map(|link| (link.id.to_string(), link.url.to_string())).collect()
}

fn word(words: &SecurityWords, server: &Endpoint, labels: Lang) -> (String, Lang) {
    let (text, lang) = words.word(server.role, server.security).get(labels);
    (text.to_owned(), lang)
}

/// A card's steps with values in them, ready to show.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Guide {
    /// The card's id.
    pub client: String,
    /// The app's name.
    pub name: String,
    /// The variant's id; absent where the card has no way through the app.
    pub variant: Option<String>,
    /// What to use in place of this app.
    pub instead: Option<FilledInstead>,
    /// The steps that set the account up.
    pub steps: Vec<Step>,
    /// The steps that keep only some days of mail on the device; empty where the app has none.
    pub window: Vec<Step>,
    /// What the window does, or that there is none.
    pub window_text: Option<String>,
    /// How the outgoing sign-in is switched on.
    pub outgoing_sign_in: Option<String>,
    /// Where the mail goes besides, if the app's maker relays it.
    pub relay: Option<String>,
    /// Whether server settings can be changed later.
    pub editable_later: bool,
    /// How to verify.
    pub verify: Vec<String>,
    /// How sure we are of the labels.
    pub confidence: Confidence,
    /// When the card was last checked.
    pub checked: Date,
    /// The versions that the labels are from.
    pub versions: String,
}

/// What to use in place of an app.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FilledInstead {
    /// Why this app will not do, and what will.
    pub text: String,
    /// The ids of the cards to use, best first.
    pub clients: Vec<String>,
}

/// One step: a screen of the app.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Step {
    /// What to do, in our words.
    pub task: String,
    /// The app's title of the screen.
    pub title: Option<Said>,
    /// The labels to go through.
    pub path: Vec<Said>,
    /// The rows.
    pub rows: Vec<FilledRow>,
}

/// A word or value, and the language that it is in; `None` for a value, which is in none.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Said {
    /// The text.
    pub text: String,
    /// Its language.
    pub lang: Option<Lang>,
}

/// One row with its value.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FilledRow {
    /// What to do with it.
    pub kind: RowKind,
    /// The app's label.
    pub label: Option<Said>,
    /// What goes in.
    pub value: Option<Said>,
    /// What a copy button beside it copies; absent where the value is not worth one.
    pub copy: Option<Copied>,
    /// Our words.
    pub text: Option<String>,
}

/// What a copy button copies.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Copied {
    /// The address.
    Email,
    /// The user name.
    Username,
    /// The incoming server's name.
    IncomingHost,
    /// The incoming server's port.
    IncomingPort,
    /// The outgoing server's name.
    OutgoingHost,
    /// The outgoing server's port.
    OutgoingPort,
    /// A command.
    Command,
}

impl Copied {
    /// The page's word for it; a command is named by itself.
    #[must_use]
    pub const fn word(self) -> Option<Page> {
        Some(match self {
            Self::Email => Page::CopyEmail,
            Self::Username => Page::CopyUsername,
            Self::IncomingHost => Page::CopyIncomingServer,
            Self::IncomingPort => Page::CopyIncomingPort,
            Self::OutgoingHost => Page::CopyOutgoingServer,
            Self::OutgoingPort => Page::CopyOutgoingPort,
            Self::Command => return None,
        })
    }
}

/// Why there is no guide.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum GuideError {
    /// The card has no variant of that id.
    #[error("{client} has no variant {wanted:?}; it has {known}")]
    UnknownVariant {
        /// The card's id.
        client: String,
        /// What was asked for.
        wanted: String,
        /// What there is.
        known: String,
    },
}

/// Fills a card. `variant` is an id, or `None` for the first; `lang` is the reader's language,
/// `labels` the language that their app is in.
///
/// # Errors
/// [`GuideError::UnknownVariant`].
pub fn fill(
    card: &ClientCard,
    variant: Option<&str>,
    values: &Values,
    lang: Lang,
    labels: Lang,
) -> Result<Guide, GuideError> {
    let found = card.variant(variant);
    if found.is_none() && (variant.is_some() || card.instead.is_none()) {
        let known = card.variants.iter().map(|v| v.id.as_str()).collect::<Vec<_>>().join(", ");
        return Err(GuideError::UnknownVariant {
            client: card.id.to_string(),
            wanted: variant.unwrap_or_default().to_owned(),
            known,
        });
    }
    let filler = Filler { words: &card.security_words, values, lang, labels };
    let steps = |screens: &[Screen]| screens.iter().filter_map(|screen| filler.step(screen)).collect();
    Ok(Guide {
        client: card.id.to_string(),
        name: card.name.get(lang).to_owned(),
        variant: found.map(|variant| variant.id.to_string()),
        instead: card.instead.as_ref().map(|instead| FilledInstead {
            text: filler.ours(&instead.text),
            clients: instead.clients.iter().map(ToString::to_string).collect(),
        }),
        steps: found.map(|variant| steps(&variant.screens)).unwrap_or_default(),
        window: card.window.as_ref().map(|window| steps(&window.screens)).unwrap_or_default(),
        window_text: card.window.as_ref().map(|window| filler.ours(&window.text)),
        outgoing_sign_in: card.outgoing_sign_in.as_ref().map(|words| filler.ours(words)),
        relay: card.relay.as_ref().map(|words| filler.ours(words)),
        editable_later: card.editable_later,
        verify: card.verify.iter().map(|words| filler.ours(words)).collect(),
        confidence: card.confidence,
        checked: card.checked.clone(),
        versions: card.versions.clone(),
    })
}

/// Puts values into screens: the one place for it.
pub(super) struct Filler<'a> {
    pub(super) words: &'a SecurityWords,
    pub(super) values: &'a Values,
    pub(super) lang: Lang,
    pub(super) labels: Lang,
}

impl Filler<'_> {
    /// `None` where nothing is left of the screen for these servers.
    pub(super) fn step(&self, screen: &Screen) -> Option<Step> {
        let rows: Vec<FilledRow> =
            screen.rows.iter().filter(|row| self.values.holds(row.when)).map(|row| self.row(row)).collect();
        if rows.is_empty() && !screen.rows.is_empty() && screen.path.is_empty() {
            return None;
        }
        Some(Step {
            task: self.ours(&screen.task),
            title: screen.title.as_ref().map(|label| self.said(label)),
            path: screen.path.iter().map(|label| self.said(label)).collect(),
            rows,
        })
    }

    fn row(&self, row: &Row) -> FilledRow {
        FilledRow {
            kind: row.kind,
            label: row.label.as_ref().map(|label| self.said(label)),
            value: row.value.as_ref().map(|value| match row.kind {
                // A command is in no language.
                RowKind::Run => Said {
                    text: put(&value.en, |name| self.values.in_command(name, self.words, self.labels)),
                    lang: None,
                },
                _ => self.said(value),
            }),
            copy: match (row.kind, &row.value) {
                (RowKind::Run, Some(value)) => {
                    // A command with an example in it is to read, not to run.
                    let own = self.values.example.is_none()
                        || !["{email}", "{username}", "{entry}"].iter().any(|part| value.en.contains(part));
                    own.then_some(Copied::Command)
                }
                (RowKind::Type, Some(value)) => self.copied(&value.en),
                _ => None,
            },
            text: row.text.as_ref().filter(|_| self.fits(row)).map(|words| self.ours(words)),
        }
    }

    /// What cards say of a user name is that it is the whole address; where it is not, they say nothing.
    fn fits(&self, row: &Row) -> bool {
        self.values.rule == Username::FullAddress
            || row.value.as_ref().is_none_or(|value| value.en != "{username}")
    }

    fn copied(&self, template: &str) -> Option<Copied> {
        Some(match template {
            "{email}" if self.values.example.is_none() => Copied::Email,
            "{username}" if self.values.example.is_none() => Copied::Username,
            "{incoming.host}" => Copied::IncomingHost,
            "{incoming.port}" => Copied::IncomingPort,
            "{outgoing.host}" => Copied::OutgoingHost,
            "{outgoing.port}" => Copied::OutgoingPort,
            _ => return None,
        })
    }

    pub(super) fn ours(&self, words: &Words) -> String {
        self.put(words.get(self.lang))
    }

    fn said(&self, label: &Label) -> Said {
        let (template, lang) = label.get(self.labels);
        let lang = match template {
            "{incoming.security}" => Some(word(self.words, &self.values.incoming, self.labels).1),
            "{outgoing.security}" => Some(word(self.words, &self.values.outgoing, self.labels).1),
            other if other.starts_with('{') => None,
            _ => Some(lang),
        };
        Said { text: self.put(template), lang }
    }

    fn put(&self, template: &str) -> String {
        put(template, |name| self.values.value(name, self.words, self.labels))
    }
}
