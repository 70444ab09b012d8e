//! `data/` as it is in the checkout is sound, and what is embedded is the same.

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
