//! The file formats, each read back by a program that is not ours.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod support {
    use engine::profile::load;
    use engine::text::{Files, Key, Texts};
    use engine::{Account, Choice, DisplayName, Profile};

    pub fn profile() -> Profile {
        load("centurylink.json", include_str!("../../../data/profiles/centurylink.json")).unwrap()
    }

    pub fn texts(toml: &str) -> Texts<Files> {
        let table: toml::Table = toml::from_str(toml).unwrap();
        let string = |name: &&str| {
            let (section, key) = name.split_once('_').unwrap();
            table[section][key].as_str().unwrap().to_owned()
        };
        Texts::new(Files::NAMES.iter().map(string).collect()).unwrap()
    }

    pub fn english() -> Texts<Files> {
        texts(include_str!("../../../data/text/en/files.toml"))
    }

    pub fn account(address: &str, name: &str, choice: &Choice) -> Account {
        Account::resolve(address, DisplayName::parse(name).unwrap(), choice, &profile()).unwrap()
    }
}

use engine::{Choice, Format, export};

#[test]
fn every_format_makes_bytes() {
    let account = support::account("pat@centurylink.net", "Pat Example", &Choice::default());
    for format in Format::ALL {
        let file = export::file(format, &account, &support::profile(), &support::english()).unwrap();
        assert!(!file.bytes.is_empty() && file.name.is_ascii(), "{format:?}");
        println!("--- {} {}\n{}", file.name, file.media_type, String::from_utf8_lossy(&file.bytes));
    }
}
