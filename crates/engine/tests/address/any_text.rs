//! Properties that hold for any text.

use crate::{PROFILE, meant};
use engine::Address;
use engine::address::{Outcome, check};
use proptest::prelude::*;

/// What looks like an address often enough to get past the first checks.
fn near_addresses() -> impl Strategy<Value = String> {
    let local = "[a-zA-Z0-9._ +'<>-]{0,12}";
    let domain = prop_oneof![
        prop::sample::select(PROFILE.domains.clone()).prop_map(|domain| domain.name.to_string()),
        prop::sample::select(PROFILE.typos.clone()).prop_map(|typo| typo.typed),
        "[a-z0-9.,-]{0,20}",
    ];
    let at = prop_oneof![Just("@"), Just(" @ "), Just(""), Just("@@"), Just("＠")];
    let noise = "[ a-z.,;:@<>\"\u{200b}é]{0,2}";
    (noise, local, at, noise, domain, noise)
        .prop_map(|(a, local, at, b, domain, c)| format!("{a}{local}{at}{b}{domain}{c}"))
}

fn sound(typed: &str) -> Result<(), TestCaseError> {
    let checked = check(typed, &PROFILE);
    if let Some(address) = &checked.address {
        let again = Address::parse(address.as_str());
        prop_assert_eq!(again.as_ref(), Ok(address));
        prop_assert_eq!(format!("{}@{}", address.local(), address.domain()), address.as_str());
        prop_assert!(address.as_str().is_ascii() && !address.as_str().contains(char::is_whitespace));
    }
    prop_assert!(checked.suggestions.len() <= 3);
    for suggestion in &checked.suggestions {
        prop_assert!(PROFILE.domain(suggestion.domain()).is_some(), "{} is not in the family", suggestion);
        prop_assert_ne!(suggestion.as_str(), typed);
        prop_assert_ne!(suggestion.as_str(), checked.typed.as_str());
        let again = Address::parse(suggestion.as_str());
        prop_assert_eq!(again.as_ref(), Ok(suggestion));
    }
    let right = matches!(checked.outcome, Outcome::Ours);
    prop_assert_eq!(checked.findings().is_empty(), right);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_is_checked_without_harm(typed in any::<String>()) {
        sound(&typed)?;
    }

    #[test]
    fn what_looks_like_an_address_is_checked_without_harm(typed in near_addresses()) {
        sound(&typed)?;
    }

    #[test]
    fn one_slip_in_a_long_name_is_found(
        index in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        letter in "[a-z]",
    ) {
        let long: Vec<&str> =
            PROFILE.domains.iter().map(|domain| domain.name.as_str()).filter(|name| name.len() >= 10).collect();
        let name = *index.get(&long);
        let label = name.split('.').next().unwrap_or_default();
        let mut slipped = name.to_owned();
        let place = at.index(label.len());
        slipped.replace_range(place..=place, &letter);
        prop_assume!(PROFILE.domain(&slipped).is_none());
        let found = meant(&slipped, &PROFILE);
        prop_assert!(found.iter().any(|meant| meant == name), "{slipped}: {found:?}");
    }
}
