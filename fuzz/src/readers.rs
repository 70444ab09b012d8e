//! The readers one by one, past the recognition of formats.

use crate::{again, secret, sound};
use engine::settings::fuzzing::{READERS, apple_binary};
use engine::settings::strike;

/// One reader of text. It gets the input as it is, and then with a password in it and struck out.
///
/// # Panics
/// Where something does not hold.
pub fn text(name: &str, input: &[u8]) {
    let Some((_, reader)) = READERS.iter().find(|(known, _)| *known == name) else {
        panic!("there is no reader {name}");
    };
    let text = String::from_utf8_lossy(input);
    let accounts = reader(&text);
    sound::bounded(&accounts, text.len());
    if again(input) {
        assert_eq!(accounts, reader(&text), "read twice");
    }
    if let Some(marked) = secret::put_in(&text, secret::forms_of(name)) {
        let accounts = reader(&strike(&marked).text);
        assert!(!secret::is_in(&format!("{accounts:?}")), "{marked}\nbecame\n{accounts:?}");
    }
}

/// Binary and signed Apple profiles.
///
/// # Panics
/// Where something does not hold.
pub fn binary(input: &[u8]) {
    let read = apple_binary(input);
    sound::bounded(&read.0, input.len());
    // The same object may be the password of many dictionaries.
    assert!(read.1 <= input.len(), "{} passwords in {} bytes", read.1, input.len());
    if again(input) {
        assert_eq!(read, apple_binary(input), "read twice");
    }
}
