//! `data/` as it is in the checkout is sound, and what is embedded is the same.

use engine::guide::EditCard;
use engine::text::{Command, Files, Findings, Key, Lang, Page};
use site::{Data, DataError};
use std::path::Path;

fn read() -> Result<Data, DataError> {
    Data::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data"))
}

#[test]
fn every_file_is_sound() {
    assert!(!read().unwrap().clients().is_empty());
}

#[test]
fn ids_and_ranks_are_unique() {
    let data = read().unwrap();
    let mut ranks: Vec<u16> = data.clients().iter().map(|card| card.rank).collect();
    ranks.dedup();
    assert_eq!(ranks.len(), data.clients().len(), "two cards share a rank");
}

#[test]
fn every_text_is_there_in_every_language() {
    let data = read().unwrap();
    fn complete<K: Key>(data: &Data, lang: Lang) {
        assert!(data.texts::<K>(lang).is_ok(), "{} {}", lang.code(), K::GROUP);
    }
    for lang in Lang::ALL {
        complete::<Page>(&data, lang);
        complete::<Findings>(&data, lang);
        complete::<Files>(&data, lang);
        complete::<Command>(&data, lang);
    }
}

#[test]
fn what_is_embedded_is_what_is_in_the_checkout() {
    let embedded = Data::embedded().unwrap();
    assert_eq!(embedded.profile_json(), read().unwrap().profile_json());
    assert_eq!(embedded.clients(), read().unwrap().clients());
}

/// The page decodes a card in its first load: the way to what is there must not be in it.
#[test]
fn a_card_is_compiled_into_two_files() {
    let data = read().unwrap();
    let files = site::compile(&data, site::Manifest::new()).unwrap();
    let file = |name: String| {
        let found = files
            .iter()
            .find(|(file, _)| file.starts_with(&format!("{name}-")) && file.len() == name.len() + 22);
        found.map(|(_, bytes)| bytes.as_slice()).unwrap()
    };
    for card in data.clients() {
        let set_up: serde_json::Value = serde_json::from_slice(file(format!("client-{}", card.id))).unwrap();
        assert_eq!(set_up["id"], card.id.as_str());
        assert!(set_up["variants"].is_array() && set_up.get("edit").is_none(), "{}", card.id);
        let edit: EditCard = serde_json::from_slice(file(format!("edit-{}", card.id))).unwrap();
        assert_eq!(edit, card.edit_card());
    }
}
