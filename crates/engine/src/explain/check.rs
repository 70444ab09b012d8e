//! What must hold inside the catalogue, beyond its shape.

use super::find::shapes;
use super::words::{Hash, each_word};
use super::{Catalogue, Cause, CauseCard, Message, Place, Teller};
use crate::guide::Values;
use crate::profile::{Fault, Slug};
use crate::text::Words;
use std::collections::{BTreeMap, BTreeSet};

impl Catalogue {
    /// Everything that is wrong in the catalogue; empty when it is sound. `clients` are the ids of the
    /// cards, `links` those of the provider's pages that there are.
    #[must_use]
    pub fn faults(&self, clients: &[&str], links: &[&str]) -> Vec<Fault> {
        let general = self.places.iter().filter(|place| place.clients.is_empty());
        let places = general.map(|place| place.id.as_str()).collect();
        let mut check = Check { clients, links, places, faults: Vec::new() };
        check.places(self);
        check.messages(&self.messages);
        for (index, card) in self.causes.iter().enumerate() {
            check.card(&format!("causes[{index}]"), card);
        }
        for cause in Cause::ALL.iter().copied() {
            let cards = self.causes.iter().filter(|card| card.code == cause).count();
            if cards != 1 {
                check.fault("causes".into(), format!("{cause:?} has {cards} cards, it must have one"));
            }
        }
        check.faults
    }
}

struct Check<'a> {
    clients: &'a [&'a str],
    links: &'a [&'a str],
    /// The places that every app has.
    places: BTreeSet<&'a str>,
    faults: Vec<Fault>,
}

impl Check<'_> {
    fn fault(&mut self, key: String, reason: impl Into<String>) {
        self.faults.push(Fault { key, reason: reason.into() });
    }

    fn messages(&mut self, messages: &[Message]) {
        let ids: BTreeSet<&Slug> = messages.iter().map(|message| &message.id).collect();
        let mut seen: BTreeMap<Vec<Vec<Hash>>, String> = BTreeMap::new();
        for (index, message) in messages.iter().enumerate() {
            let key = format!("messages[{index}] ({})", message.id);
            if messages[..index].iter().any(|other| other.id == message.id) {
                self.fault(format!("{key}.id"), "is there twice");
            }
            self.known(&format!("{key}.clients"), &message.clients);
            if message.causes.is_empty() {
                self.fault(format!("{key}.causes"), "must name at least one");
            }
            if (1..message.causes.len()).any(|at| message.causes[..at].contains(&message.causes[at])) {
                self.fault(format!("{key}.causes"), "names a cause twice");
            }
            for other in message.over.iter().filter(|other| !ids.contains(other) || **other == message.id) {
                self.fault(format!("{key}.over"), format!("{other} is not another message"));
            }
            if message.says.is_empty() && message.codes.is_empty() {
                self.fault(key.clone(), "must have says or codes");
            }
            self.patterns(&key, message, &mut seen);
        }
    }

    fn patterns(&mut self, key: &str, message: &Message, seen: &mut BTreeMap<Vec<Vec<Hash>>, String>) {
        let mut mine: Vec<(&str, Vec<Vec<Hash>>)> = Vec::new();
        for pattern in &message.says {
            let parts: Vec<Vec<Hash>> = pattern.split('…').map(words).collect();
            if parts.iter().any(Vec::is_empty) {
                self.fault(format!("{key}.says"), format!("{pattern:?} has no words beside a gap"));
            }
            mine.push((pattern, parts));
        }
        for code in &message.codes {
            mine.extend(shapes(code).iter().map(|shape| (code.as_str(), vec![words(shape)])));
        }
        for (at, (text, parts)) in mine.iter().enumerate() {
            if let Some(before) = seen.insert(parts.clone(), key.to_owned()) {
                self.fault(key.to_owned(), format!("{text:?} is there already, in {before}"));
            }
            let wider =
                mine.iter().enumerate().find(|(other, (_, wide))| *other != at && covers(wide, parts));
            if let Some((_, (wide, _))) = wider {
                self.fault(
                    key.to_owned(),
                    format!("{text:?} is never reached: {wide:?} fits wherever it does"),
                );
            }
        }
    }

    fn places(&mut self, catalogue: &Catalogue) {
        for (index, place) in catalogue.places.iter().enumerate() {
            let key = format!("places[{index}] ({})", place.id);
            self.known(&format!("{key}.clients"), &place.clients);
            self.words(&format!("{key}.text"), &place.text);
            if place.text.en.contains("{open.") || place.text.es.contains("{open.") {
                self.fault(format!("{key}.text"), "names another place");
            }
            let same = |other: &&Place| {
                let both = |id| place.clients.contains(id);
                other.id == place.id && (other.clients == place.clients || other.clients.iter().any(both))
            };
            if catalogue.places[..index].iter().any(|other| same(&other)) {
                self.fault(key.clone(), "is there twice for an app");
            }
            if !self.places.contains(place.id.as_str()) {
                self.fault(key, "must have one for every app too");
            }
        }
    }

    fn card(&mut self, key: &str, card: &CauseCard) {
        self.words(&format!("{key}.title"), &card.title);
        self.words(&format!("{key}.what"), &card.what);
        if let Some(what) = &card.what_relayed {
            self.words(&format!("{key}.what_relayed"), what);
        }
        if !card.fixes.iter().any(|fix| fix.clients.is_empty() && fix.except.is_empty() && !fix.local) {
            self.fault(format!("{key}.fixes"), "must have one for every app");
        }
        for (at, fix) in card.fixes.iter().enumerate() {
            let key = format!("{key}.fixes[{at}]");
            self.known(&format!("{key}.clients"), &fix.clients);
            self.known(&format!("{key}.except"), &fix.except);
            if !fix.clients.is_empty() && !fix.except.is_empty() {
                self.fault(key.clone(), "has clients or except, not both");
            }
            if let Some(link) = fix.link.as_ref().filter(|link| !self.links.contains(&link.as_str())) {
                self.fault(format!("{key}.link"), format!("{link} is not a link of the profile"));
            }
            self.words(&format!("{key}.text"), &fix.text);
        }
        for (at, never) in card.never.iter().enumerate() {
            self.words(&format!("{key}.never[{at}]"), never);
        }
    }

    fn known(&mut self, key: &str, clients: &[Slug]) {
        for id in clients.iter().filter(|id| !self.clients.contains(&id.as_str())) {
            self.fault(key.to_owned(), format!("{id} is not a client card"));
        }
    }

    fn words(&mut self, key: &str, words: &Words) {
        let (en, es) = (placeholders(&words.en), placeholders(&words.es));
        if words.en.trim().is_empty() || words.es.trim().is_empty() {
            self.fault(key.to_owned(), "must have a text in every language");
        }
        if en != es {
            self.fault(key.to_owned(), "must have the same placeholders in every language");
        }
        for name in en.union(&es) {
            let place = name.strip_prefix("open.").is_some_and(|id| self.places.contains(id));
            if !Values::NAMES.contains(name) && !Teller::NAMES.contains(name) && !place {
                self.fault(format!("{key}: {{{name}}}"), "is not a placeholder");
            }
        }
    }
}

fn words(text: &str) -> Vec<Hash> {
    let mut found = Vec::new();
    each_word(text, |hash| found.push(hash));
    found
}

/// Whether `wide` fits wherever `parts` do: it is of one part, which stands inside one of them.
fn covers(wide: &[Vec<Hash>], parts: &[Vec<Hash>]) -> bool {
    match wide {
        [wide] if !wide.is_empty() => {
            parts.iter().any(|part| part.windows(wide.len()).any(|place| place == wide.as_slice()))
        }
        _ => false,
    }
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}
