//! `data/` as it is in the checkout is sound, and what is embedded is the same.

use engine::text::{Command, Files, Findings, Key, Lang, Page};
use site::Data;
use std::path::Path;

fn checkout() -> Data {
    Data::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data")).unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn every_file_is_sound() {
    assert!(!checkout().clients().is_empty());
}

#[test]
fn ids_and_ranks_are_unique() {
    let data = checkout();
    let mut ranks: Vec<u16> = data.clients().iter().map(|card| card.rank).collect();
    ranks.dedup();
    assert_eq!(ranks.len(), data.clients().len(), "two cards share a rank");
}

#[test]
fn every_text_is_there_in_every_language() {
    let data = checkout();
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
    let embedded = Data::embedded().unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(embedded.profile_json(), checkout().profile_json());
    assert_eq!(embedded.clients(), checkout().clients());
}
