//! `data/` as it is in the checkout is sound, and what is embedded is the same.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use engine::guide::{EditCard, Kind};
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

#[test]
fn the_errors_are_there_and_know_which_apps_relay() {
    let data = read().unwrap();
    assert!(!data.errors().messages.is_empty());
    for card in data.clients() {
        assert_eq!(data.errors().relays(card.id.as_str()), card.relay.is_some(), "{}", card.id);
    }
    assert_eq!(Data::embedded().unwrap().errors(), data.errors());
}

#[test]
fn the_page_gets_the_errors_as_one_file() {
    let files = site::compile(&read().unwrap(), site::Manifest::new()).unwrap();
    let (_, bytes) = files.iter().find(|(name, _)| name.starts_with("errors-")).unwrap();
    let back: engine::explain::Catalogue = serde_json::from_slice(bytes).unwrap();
    assert_eq!(&back, read().unwrap().errors());
}

/// Reads a copy of `data/` whose causes are changed, and says why it is refused.
fn refused(name: &str, change: fn(String) -> String) -> String {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    copy(&from, &to);
    let file = to.join("errors/causes.toml");
    std::fs::write(&file, change(std::fs::read_to_string(&file).unwrap())).unwrap();
    Data::read(&to).unwrap_err().to_string()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { assert!(std::fs::copy(&path, &target).is_ok()) }
    }
}

#[test]
fn errors_with_unknown_apps_links_and_keys_are_refused() {
    let wrong = refused("app", |text| text.replacen("\"gmail-android\"", "\"gmail-androit\"", 1));
    assert!(wrong.contains("gmail-androit is not a client card"), "{wrong}");
    let wrong = refused("link", |text| text.replacen("link = \"support\"", "link = \"suport\"", 1));
    assert!(wrong.contains("suport is not a link of the profile"), "{wrong}");
    let wrong = refused("key", |text| text.replacen("local = true", "lokal = true", 1));
    assert!(wrong.contains("lokal"), "{wrong}");
    let wrong = refused("place", |text| text.replacen("{open.incoming}", "{open.incomming}", 2));
    assert!(wrong.contains("{open.incomming}: is not a placeholder"), "{wrong}");
}

/// Both are written by `cargo xtask test`; a hand in one of them would show here.
#[test]
fn the_table_of_proofs_is_made_of_the_proofs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let read = |file: &str| std::fs::read_to_string(root.join(file)).unwrap();
    let proofs = site::proven::read(&read("data/proven.json")).unwrap();
    assert_eq!(read("docs/proven.md"), site::proven::table(&proofs));
}

/// Every program for the terminal was seen to work with what its card offers.
#[test]
fn cards_of_the_terminal_offer_only_what_was_tested() {
    let data = Data::embedded().unwrap();
    for card in data.clients().iter().filter(|card| card.kind == Kind::Terminal) {
        let tested: Vec<_> = card.tested.iter().map(|tested| tested.format).collect();
        assert_eq!(tested, card.formats, "{}", card.id);
    }
}
