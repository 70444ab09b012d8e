//! What people type: an address, a help code.

use crate::{PROFILE, again};
use engine::address::{Outcome, check};
use engine::{Address, HelpCode};

/// An address, and what it means for the provider.
///
/// # Panics
/// Where something does not hold.
pub fn address(input: &[u8]) {
    let typed = String::from_utf8_lossy(input);
    let checked = check(&typed, &PROFILE);
    if again(input) {
        assert_eq!(checked, check(&typed, &PROFILE), "checked twice");
    }
    if let Some(address) = &checked.address {
        assert_eq!(Address::parse(address.as_str()).as_ref(), Ok(address));
        assert_eq!(format!("{}@{}", address.local(), address.domain()), address.as_str());
        assert!(address.as_str().is_ascii() && !address.as_str().contains(char::is_whitespace));
    }
    assert!(checked.suggestions.len() <= 3);
    for suggestion in &checked.suggestions {
        assert!(PROFILE.domain(suggestion.domain()).is_some(), "{suggestion} is not in the family");
        assert_ne!(suggestion.as_str(), checked.typed, "suggested what was typed");
    }
    assert_eq!(checked.findings().is_empty(), matches!(checked.outcome, Outcome::Ours));
}

/// A help code, read and written again.
///
/// # Panics
/// Where something does not hold.
pub fn help_code(input: &[u8]) {
    let typed = String::from_utf8_lossy(input);
    if let Some(code) = HelpCode::decode(&typed) {
        let written = code.encode();
        let plain: String = typed.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        assert_eq!(written, plain.to_ascii_uppercase());
        assert_eq!(HelpCode::decode(&written), Some(code));
    }
    let [screen, client, variant, incoming, outgoing, found, ..] = *input else { return };
    let code = HelpCode { screen, client, variant, incoming, outgoing, found };
    let read = HelpCode::decode(&code.encode());
    let fits = HelpCode {
        screen: screen & 31,
        client: client & 63,
        variant: variant & 7,
        incoming: incoming & 15,
        outgoing: outgoing & 15,
        found,
    };
    assert_eq!(read, Some(fits));
}
