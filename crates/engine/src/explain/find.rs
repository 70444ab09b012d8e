//! From what a person tells to causes, likeliest first.

use super::index::Index;
use super::likely::likely;
use super::{Catalogue, Cause, Message};
use crate::profile::{KnownIssue, Profile};
use serde::{Deserialize, Serialize};

/// What a person tells; nothing of it is needed.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Story<'a> {
    /// An error message in any shape, with anything around it.
    pub text: &'a str,
    /// The card of the app.
    pub client: Option<&'a str>,
    /// What happens.
    pub symptom: Option<Symptom>,
    /// Whether it ever worked; `None` for "I'm not sure".
    pub worked: Option<bool>,
    /// Whether webmail takes the same password; `None` for "I'm not sure".
    pub webmail: Option<bool>,
}

/// What happens: the choices of "My email stopped working".
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Symptom {
    /// It keeps asking for the password.
    AsksPassword,
    /// Sending fails.
    CannotSend,
    /// Nothing arrives.
    NothingArrives,
    /// A security warning.
    Warning,
    /// Old messages are missing.
    OldMissing,
    /// There is a message or a code.
    Message,
}

/// A cause that was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Explained<'a> {
    /// The cause.
    pub cause: Cause,
    /// The provider's known trouble that fits, where one does.
    pub issue: Option<&'a KnownIssue>,
    /// The id of the message that led to it; `None` where the symptom alone did.
    pub message: Option<&'a str>,
}

/// More causes than this help nobody.
const MOST: usize = 6;
/// What the places in a message's list of causes weigh, and all places after them.
const PLACES: [u32; 6] = [1000, 600, 400, 300, 250, 200];
/// What a known trouble weighs whose cause no message names; with one, it is added to that.
const ISSUE_ALONE: u32 = 800;
const ISSUE_BESIDE: u32 = 600;

/// The causes of what a person tells, likeliest first; empty where nothing is known. Time grows
/// with the length of the text alone.
#[must_use]
pub fn explain<'a>(story: &Story<'_>, catalogue: &'a Catalogue, profile: &'a Profile) -> Vec<Explained<'a>> {
    let (messages, issues) = heard(story.text, catalogue, profile);
    let mut tally = Tally::default();
    for message in telling(&messages) {
        let elsewhere = story.client.is_some_and(|client| {
            !message.clients.is_empty() && !message.clients.iter().any(|id| id.as_str() == client)
        });
        let share = if elsewhere { 3 } else { 4 };
        for (place, cause) in message.causes.iter().enumerate() {
            tally.add(*cause, weight(place) * share / 4, Some(message.id.as_str()));
        }
    }
    for issue in &issues {
        tally.add_issue(issue.cause);
    }
    tally.add_symptom(story);
    tally.sign_in(story, &issues);
    let relayed = story.client.is_some_and(|client| catalogue.relays(client));
    tally.found.retain(|row| !(relayed && catalogue.card(row.cause).is_some_and(|card| card.local)));
    tally.found.sort_by_key(|row| std::cmp::Reverse(row.score()));
    tally.found.truncate(MOST);
    let explained = |row: Row<'a>| Explained {
        cause: row.cause,
        issue: trouble(row.cause, &issues, story, profile),
        message: row.message,
    };
    tally.found.into_iter().map(explained).collect()
}

/// The messages and the known trouble that fit a text.
fn heard<'a>(
    text: &str,
    catalogue: &'a Catalogue,
    profile: &'a Profile,
) -> (Vec<&'a Message>, Vec<&'a KnownIssue>) {
    let mut index = Index::new();
    let mut message_of = Vec::new();
    for message in &catalogue.messages {
        for pattern in &message.says {
            index.add_ordered(pattern);
            message_of.push(message);
        }
        for shape in message.codes.iter().flat_map(|code| shapes(code)) {
            index.add_ordered(&shape);
            message_of.push(message);
        }
    }
    let mut issue_of = Vec::new();
    for issue in &profile.issues {
        for words in &issue.matches {
            index.add_together(words);
            issue_of.push(issue);
        }
    }
    let fits = index.look(text);
    let (of_messages, of_issues) = fits.split_at(message_of.len());
    let mut messages = fitting(message_of, of_messages);
    let mut issues = fitting(issue_of, of_issues);
    // The entries of one stand together.
    messages.dedup_by_key(|message| &message.id);
    issues.dedup_by_key(|issue| &issue.id);
    (messages, issues)
}

fn fitting<T>(list: Vec<T>, fits: &[bool]) -> Vec<T> {
    list.into_iter().zip(fits).filter(|(_, fits)| **fits).map(|(entry, _)| entry).collect()
}

/// The ways to write a code: `0x800CCC0E` also without `0x` and with a blank in the middle.
pub(super) fn shapes(code: &str) -> Vec<String> {
    let digits = code.strip_prefix("0x").or_else(|| code.strip_prefix("0X"));
    match digits {
        Some(digits) if digits.len() == 8 && digits.is_ascii() => {
            let (high, low) = digits.split_at(4);
            vec![code.to_owned(), digits.to_owned(), format!("0x{high} {low}"), format!("{high} {low}")]
        }
        _ => vec![code.to_owned()],
    }
}

/// The messages that count: without those that another one says better.
fn telling<'a>(messages: &[&'a Message]) -> Vec<&'a Message> {
    let sharp = messages.iter().any(|message| !message.vague);
    let outdone = |id| messages.iter().any(|other| other.over.contains(id));
    messages.iter().copied().filter(|m| !(m.vague && sharp || outdone(&m.id))).collect()
}

fn weight(place: usize) -> u32 {
    PLACES.get(place).or(PLACES.last()).copied().unwrap_or_default()
}

/// The causes that were named so far, and how strongly.
#[derive(Default)]
struct Tally<'a> {
    found: Vec<Row<'a>>,
}

struct Row<'a> {
    cause: Cause,
    best: u32,
    others: u32,
    message: Option<&'a str>,
}

impl Row<'_> {
    /// The strongest reason counts; what else speaks for it decides between equals.
    fn score(&self) -> u32 {
        self.best + self.others / 4
    }
}

impl<'a> Tally<'a> {
    fn add(&mut self, cause: Cause, weight: u32, message: Option<&'a str>) {
        let Some(row) = self.found.iter_mut().find(|row| row.cause == cause) else {
            self.found.push(Row { cause, best: weight, others: 0, message });
            return;
        };
        if weight > row.best {
            row.others += row.best;
            row.best = weight;
            row.message = message.or(row.message);
        } else {
            row.others += weight;
        }
    }

    fn has(&self, cause: Cause) -> bool {
        self.found.iter().any(|row| row.cause == cause)
    }

    fn remove(&mut self, cause: Cause) {
        self.found.retain(|row| row.cause != cause);
    }

    fn first(&self) -> Option<&Row<'a>> {
        // The last of equals for `max_by_key`; the first is the one that sorting keeps in front.
        self.found.iter().rev().max_by_key(|row| row.score())
    }

    /// Puts a cause before all others.
    fn lead(&mut self, cause: Cause) {
        let top = self.first().map_or(0, Row::score) + 1;
        let message = self.first().and_then(|row| row.message);
        match self.found.iter_mut().find(|row| row.cause == cause) {
            Some(row) => row.best = top,
            None => self.found.push(Row { cause, best: top, others: 0, message }),
        }
    }

    fn add_issue(&mut self, cause: Cause) {
        let near = self.found.iter().any(|row| kin(cause, row.cause));
        let silent = self.found.is_empty();
        match self.found.iter_mut().find(|row| row.cause == cause) {
            // Whether it is the provider is for webmail to say, see `sign_in`.
            Some(_) if cause == Cause::ProviderTrouble => {}
            Some(row) if !near => row.best += ISSUE_BESIDE,
            // Good settings speak of certificates too: it takes a message to make a warning of it.
            None if cause == Cause::CertificateName && silent => {}
            None if !near => self.add(cause, ISSUE_ALONE, None),
            _ => {}
        }
    }

    fn add_symptom(&mut self, story: &Story<'_>) {
        let Some(symptom) = story.symptom else { return };
        let heard = !self.found.is_empty();
        for (place, cause) in likely(symptom, story.worked, story.webmail).iter().enumerate() {
            // What a message says outweighs what a symptom may mean.
            self.add(*cause, if heard { weight(place) * 9 / 20 } else { weight(place) }, None);
        }
    }

    /// What is known of the password decides between the causes of a refused one.
    fn sign_in(&mut self, story: &Story<'_>, issues: &[&KnownIssue]) {
        let known = |cause| issues.iter().any(|issue| issue.cause == cause);
        let first = self.first().map(|row| row.cause);
        if first == Some(Cause::SignInRefused) && story.symptom == Some(Symptom::CannotSend) {
            self.lead(Cause::OutgoingSignIn);
        }
        match story.webmail {
            Some(true) => {
                self.remove(Cause::PasswordWrong);
                let refused = first == Some(Cause::SignInRefused) && !known(Cause::SignInRefused);
                if refused && story.worked == Some(true) && self.has(Cause::ProviderTrouble) {
                    self.lead(Cause::ProviderTrouble);
                }
            }
            Some(false) => {
                self.remove(Cause::ProviderTrouble);
                let password = [Cause::SignInRefused, Cause::OutgoingSignIn, Cause::AppPassword];
                let asked = story.symptom.is_none() && self.found.is_empty();
                if asked || first.is_some_and(|first| password.contains(&first)) {
                    self.lead(Cause::PasswordWrong);
                }
            }
            None => {}
        }
    }
}

/// Whether trouble of `issue` is told with `cause` too: warnings differ in why, not in what to do.
fn kin(issue: Cause, cause: Cause) -> bool {
    let warning = [Cause::CertificateUntrusted, Cause::CertificateExpired];
    issue == Cause::CertificateName && warning.contains(&cause)
}

/// The provider's known trouble to tell with a cause: what the text fits; else what holds always.
fn trouble<'a>(
    cause: Cause,
    heard: &[&'a KnownIssue],
    story: &Story<'_>,
    profile: &'a Profile,
) -> Option<&'a KnownIssue> {
    let fits = heard.iter().find(|issue| issue.cause == cause);
    let near = || heard.iter().find(|issue| cause == Cause::CertificateUntrusted && kin(issue.cause, cause));
    // A new password is no reason where it never worked, or where it is refused everywhere.
    let new = cause != Cause::SignInRefused || (story.worked != Some(false) && story.webmail != Some(false));
    let always = |issue: &&KnownIssue| {
        issue.cause == cause && (issue.matches.is_empty() && new || cause == Cause::ProviderTrouble)
    };
    fits.or_else(near).copied().or_else(|| profile.issues.iter().find(always))
}
