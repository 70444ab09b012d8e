//! `explain` on any text, with the catalogue that the project ships.

use crate::{PROFILE, again, pick};
use engine::explain::{Catalogue, Story, Symptom, explain};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The catalogue of messages and causes.
pub static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let read = |text: &str| toml::from_str::<Catalogue>(text).unwrap_or_else(|error| panic!("{error}"));
    let mut catalogue = read(include_str!("../../data/errors/causes.toml"));
    catalogue.messages = read(include_str!("../../data/errors/messages.toml")).messages;
    catalogue
});

/// A story of any text.
///
/// # Panics
/// Where something does not hold.
pub fn explained(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let pick = pick(input);
    told(&story(&text, pick));

    // A message in a line of its own is found whatever stands around it, but for markup and
    // entities, which may swallow it.
    if pick % 2 == 0 || text.contains(['<', '&']) {
        return;
    }
    let says: Vec<&String> = CATALOGUE.messages.iter().flat_map(|message| &message.says).collect();
    let says = says[pick % says.len()].replace('…', "x");
    let (before, after) = text.split_at(text.floor_char_boundary(pick / 1024 % (text.len() + 1)));
    let text = format!("{before}\n{says}\n{after}");
    let story = Story { text: &text, ..Story::default() };
    assert!(told(&story) > 0, "not heard: {says}\n{text}");
}

/// What else is told hangs on the input.
fn story(text: &str, pick: usize) -> Story<'_> {
    let truth = |number: usize| [None, Some(true), Some(false)][number % 3];
    let symptoms = [
        None,
        Some(Symptom::AsksPassword),
        Some(Symptom::CannotSend),
        Some(Symptom::NothingArrives),
        Some(Symptom::Warning),
        Some(Symptom::OldMissing),
        Some(Symptom::Message),
    ];
    let clients = [None, Some("thunderbird"), Some("outlook-new"), Some("apple-mail-ios"), Some("nothing")];
    Story {
        text,
        client: clients[pick % 5],
        symptom: symptoms[pick / 5 % 7],
        worked: truth(pick / 35),
        webmail: truth(pick / 105),
    }
}

/// How many causes are found.
fn told(story: &Story<'_>) -> usize {
    let found = explain(story, &CATALOGUE, &PROFILE);
    if again(story.text.as_bytes()) {
        assert_eq!(found, explain(story, &CATALOGUE, &PROFILE), "explained twice");
    }
    assert!(found.len() <= CATALOGUE.causes.len());
    let causes: BTreeSet<_> = found.iter().map(|found| found.cause).collect();
    assert_eq!(causes.len(), found.len(), "the same cause twice: {found:?}");
    for one in &found {
        assert!(CATALOGUE.causes.iter().any(|card| card.code == one.cause), "no card: {one:?}");
    }
    found.len()
}
