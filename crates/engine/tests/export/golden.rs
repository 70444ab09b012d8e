//! Whole files, byte for byte: a change of one shows in a review. The same bytes also prove that
//! nothing in a file depends on the day, the machine or the run.

use crate::support::{PAT, account, choice, profile, texts};
use engine::text::Lang;
use engine::{Format, export};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

const UPDATE: &str = "if the change is meant: UPDATE_GOLDEN=1 cargo test -p engine --features export,load --test export golden";

/// Folder, language, outgoing endpoint, formats. Spanish only where a format has words in it.
fn cases() -> [(&'static str, Lang, &'static str, &'static [Format]); 3] {
    const ALL: &[Format] = &Format::ALL;
    const WORDS: &[Format] = &[
        Format::Apple,
        Format::ThunderbirdUserJs,
        Format::Mbsync,
        Format::Msmtp,
        Format::Neomutt,
        Format::Aerc,
        Format::Himalaya,
        Format::Text,
    ];
    [
        ("en-587", Lang::En, "smtp-com-587", ALL),
        ("en-465", Lang::En, "smtp-com-465", ALL),
        ("es-587", Lang::Es, "smtp-com-587", WORDS),
    ]
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

#[test]
fn every_file_is_the_golden_one() {
    let update = env::var_os("UPDATE_GOLDEN").is_some();
    let mut made = BTreeSet::new();
    for (name, lang, outgoing, formats) in cases() {
        let account = account(PAT, "Pat Example", &choice(outgoing));
        for format in formats {
            let file = export::file(*format, &account, &profile(), &texts(lang)).unwrap();
            let path = folder().join(name).join(&file.name);
            if update {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(&path, &file.bytes).unwrap();
            }
            let golden = fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}; {UPDATE}", path.display()));
            assert!(
                golden == file.bytes,
                "{} is not what is written now; {UPDATE}\n--- golden\n{}\n--- now\n{}",
                path.display(),
                String::from_utf8_lossy(&golden),
                String::from_utf8_lossy(&file.bytes)
            );
            made.insert(path);
        }
    }
    let kept: BTreeSet<PathBuf> = cases()
        .iter()
        .flat_map(|(name, ..)| fs::read_dir(folder().join(name)).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(kept, made, "tests/golden has files that no format makes any more: delete them");
}

#[test]
fn the_same_account_makes_the_same_bytes() {
    for format in Format::ALL {
        let make = || export::file(format, &crate::support::pat(), &profile(), &texts(Lang::En)).unwrap();
        assert_eq!(make(), make(), "{format:?}");
    }
}

#[test]
fn file_names_are_ascii_and_say_nothing_of_the_person() {
    for format in Format::ALL {
        let name = export::file(format, &crate::support::pat(), &profile(), &texts(Lang::En)).unwrap().name;
        assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)), "{name}");
        assert!(!name.starts_with(['-', '.']) && name.contains('.') && !name.contains("pat"), "{name}");
    }
}
