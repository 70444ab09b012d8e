//! Accounts to make files for, and the values that every oracle must find.

use engine::profile::{Security, load};
use engine::text::{Files, Key, Lang, Texts};
use engine::{Account, Choice, DisplayName, Endpoint, Format, Profile, export};

/// A family member of the default provider.
pub const PAT: &str = "pat@centurylink.net";

pub fn profile() -> Profile {
    load("centurylink.json", include_str!("../../../../data/profiles/centurylink.json")).unwrap()
}

pub fn texts(lang: Lang) -> Texts<Files> {
    let toml = match lang {
        Lang::En => include_str!("../../../../data/text/en/files.toml"),
        Lang::Es => include_str!("../../../../data/text/es/files.toml"),
    };
    let table: toml::Table = toml::from_str(toml).unwrap();
    let string = |name: &&str| {
        let (section, key) = name.split_once('_').unwrap();
        table[section][key].as_str().unwrap().to_owned()
    };
    Texts::new(Files::NAMES.iter().map(string).collect()).unwrap()
}

/// The profile's first incoming endpoint with `outgoing`.
pub fn choice(outgoing: &str) -> Choice {
    Choice { incoming: None, outgoing: Some(outgoing.to_owned()) }
}

pub fn account(address: &str, name: &str, choice: &Choice) -> Account {
    account_of(address, name, choice, &profile())
}

pub fn account_of(address: &str, name: &str, choice: &Choice, profile: &Profile) -> Account {
    Account::resolve(address, DisplayName::parse(name).unwrap(), choice, profile).unwrap()
}

/// Pat Example with the profile's first choices.
pub fn pat() -> Account {
    account(PAT, "Pat Example", &Choice::default())
}

/// The bytes of a file of the default profile, in English.
pub fn bytes(format: Format, account: &Account) -> Vec<u8> {
    bytes_of(format, account, &profile())
}

pub fn bytes_of(format: Format, account: &Account, profile: &Profile) -> Vec<u8> {
    export::file(format, account, profile, &texts(Lang::En)).unwrap().bytes
}

/// The same as text.
pub fn text(format: Format, account: &Account) -> String {
    String::from_utf8(bytes(format, account)).unwrap()
}

pub fn text_of(format: Format, account: &Account, profile: &Profile) -> String {
    String::from_utf8(bytes_of(format, account, profile)).unwrap()
}

/// Accounts with every pair of servers that the profile offers for the main domain, and one pair
/// that has STARTTLS on both sides.
pub fn every_pair() -> Vec<(Account, Profile)> {
    use engine::profile::Role;
    let profile = profile();
    let mut found = Vec::new();
    for incoming in profile.accepted(Role::Imap, "centurylink.net") {
        for outgoing in profile.accepted(Role::Submission, "centurylink.net") {
            let id = |endpoint: &Endpoint| Some(endpoint.id.to_string());
            let choice = Choice { incoming: id(incoming), outgoing: id(outgoing) };
            found.push((account_of(PAT, "Pat Example", &choice, &profile), profile.clone()));
        }
    }
    let mut other = profile.clone();
    let imap = other.endpoints.iter_mut().find(|endpoint| endpoint.role == Role::Imap).unwrap();
    (imap.port, imap.security) = (143, Security::Starttls);
    found.push((account_of(PAT, "Pat Example", &Choice::default(), &other), other));
    assert!(found.len() > 4, "the profile offers too little to be a test");
    found
}

/// The word of a format for the endpoint's security.
pub fn word<T>(endpoint: &Endpoint, tls: T, starttls: T) -> T {
    match endpoint.security {
        Security::Tls => tls,
        Security::Starttls => starttls,
        Security::None => panic!("an account without encryption"),
    }
}
