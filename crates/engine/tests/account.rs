//! What an address and a choice of endpoints become, and what is refused.

#![allow(clippy::unwrap_used)]

use engine::account::AccountError;
use engine::address::Outcome;
use engine::profile::{Profile, Role, Security, Standing, Username, load};
use engine::{Account, Choice, DisplayName, FindingCode};
use proptest::prelude::*;

fn profile() -> Profile {
    load("centurylink.json", include_str!("../../../data/profiles/centurylink.json")).unwrap()
}

fn choice(incoming: Option<&str>, outgoing: Option<&str>) -> Choice {
    Choice { incoming: incoming.map(str::to_owned), outgoing: outgoing.map(str::to_owned) }
}

fn resolve(typed: &str, choice: &Choice) -> Result<Account, AccountError> {
    Account::resolve(typed, DisplayName::default(), choice, &profile())
}

#[test]
fn an_address_alone_gets_the_first_choice() {
    let name = DisplayName::parse(" Pat Example ").unwrap();
    let account =
        Account::resolve(" mailto:Pat@CenturyLink.NET", name, &Choice::default(), &profile()).unwrap();
    assert_eq!(account.address().as_str(), "Pat@centurylink.net");
    assert_eq!(account.username(), "Pat@centurylink.net");
    assert_eq!(account.name(), "Pat Example");
    assert_eq!((account.provider(), account.provider_id()), ("CenturyLink", "centurylink"));
    let (incoming, outgoing) = (account.incoming(), account.outgoing());
    assert_eq!((incoming.host.as_str(), incoming.port), ("imap.centurylink.com", 993));
    assert_eq!(incoming.security, Security::Tls);
    assert_eq!((outgoing.host.as_str(), outgoing.port), ("smtp.centurylink.com", 587));
    assert_eq!(outgoing.security, Security::Starttls);
    assert_eq!(account.sync_days(), 30);
}

#[test]
fn each_choice_that_fits_is_taken() {
    for (typed, incoming, outgoing) in [
        ("pat@centurylink.net", "mail-net-993", "smtp-net-587"),
        ("pat@centurylink.net", "imap-com-993", "smtp-com-465"),
        ("pat@centurylink.net", "mail-net-993", "smtp-net-465"),
        ("pat@q.com", "mail-net-993", "mail-net-587"),
        ("pat@myctl.net", "mail-net-993", "mail-net-587"),
        ("pat@gulftel.com", "mail-net-993", "smtpauth-centurytel-587"),
        ("pat@centurytel.net", "imap-com-993", "smtp-centurytel-587"),
        ("pat@elpasotel.net", "mail-elpasotel-993", "smtp-elpasotel-587"),
        // Not confirmed and not known: the settings of the whole family.
        ("pat@uswest.net", "mail-net-993", "smtp-net-587"),
        ("pat@example.org", "mail-net-993", "smtp-net-587"),
    ] {
        let account = resolve(typed, &choice(Some(incoming), Some(outgoing)))
            .unwrap_or_else(|e| panic!("{typed}: {e}"));
        assert_eq!(account.username(), typed);
        assert_eq!((account.incoming().id.as_str(), account.outgoing().id.as_str()), (incoming, outgoing));
    }
}

#[test]
fn one_half_of_a_choice_leaves_the_other_first() {
    let account = resolve("pat@q.com", &choice(None, Some("smtp-net-587"))).unwrap();
    assert_eq!(
        (account.incoming().id.as_str(), account.outgoing().id.as_str()),
        ("imap-com-993", "smtp-net-587")
    );
    let account = resolve("pat@q.com", &choice(Some("mail-net-993"), None)).unwrap();
    assert_eq!(
        (account.incoming().id.as_str(), account.outgoing().id.as_str()),
        ("mail-net-993", "smtp-com-587")
    );
}

#[test]
fn a_choice_that_does_not_fit_is_refused_and_what_fits_is_named() {
    for (typed, incoming, outgoing, told) in [
        // Another role.
        (
            "pat@centurylink.net",
            Some("pop-net-995"),
            None,
            "pop-net-995 cannot be used here; use one of imap-com-993, mail-net-993",
        ),
        (
            "pat@centurylink.net",
            Some("smtp-net-587"),
            None,
            "smtp-net-587 cannot be used here; use one of imap-com-993, mail-net-993",
        ),
        (
            "pat@centurylink.net",
            None,
            Some("mail-net-993"),
            "mail-net-993 cannot be used here; use one of smtp-com-587, smtp-com-465, smtp-net-587, smtp-net-465, mail-net-587",
        ),
        // Retired.
        (
            "pat@q.com",
            Some("mail-qcom-993"),
            None,
            "mail-qcom-993 cannot be used here; use one of imap-com-993, mail-net-993",
        ),
        // Of other domains.
        (
            "pat@centurylink.net",
            Some("mail-elpasotel-993"),
            None,
            "mail-elpasotel-993 cannot be used here; use one of imap-com-993, mail-net-993",
        ),
        (
            "pat@elpasotel.net",
            None,
            Some("smtp-centurytel-587"),
            "smtp-centurytel-587 cannot be used here; use one of smtp-com-587, smtp-com-465, smtp-net-587, smtp-net-465, \
             mail-net-587, smtp-elpasotel-587",
        ),
        // None of the profile's.
        (
            "pat@centurylink.net",
            Some("imap.evil.example"),
            None,
            "\"imap.evil.example\" is not an endpoint of the profile; it has imap-com-993, mail-net-993",
        ),
        (
            "pat@centurylink.net",
            Some(""),
            None,
            "\"\" is not an endpoint of the profile; it has imap-com-993, mail-net-993",
        ),
    ] {
        let error = resolve(typed, &choice(incoming, outgoing)).unwrap_err();
        assert_eq!(error.to_string(), told, "{typed}");
    }
}

#[test]
fn an_address_of_another_system_gets_no_settings() {
    for typed in
        ["pat@gmail.com", "pat@qq.com", "pat@qwestoffice.net", "pat", "pat@", "", "pat@centurylink,net"]
    {
        let error = resolve(typed, &Choice::default()).unwrap_err();
        assert_eq!(error.to_string(), "no settings can be made for this address", "{typed}");
        let AccountError::Address(checked) = error else { panic!("{typed}: {error:?}") };
        assert!(!checked.findings().is_empty(), "{typed} is refused without a reason");
    }
}

#[test]
fn a_typing_error_is_not_corrected_behind_the_persons_back() {
    let account = resolve("pat@centurylnk.net", &Choice::default()).unwrap();
    assert_eq!(account.username(), "pat@centurylnk.net");
    let checked = engine::address::check("pat@centurylnk.net", &profile());
    assert_eq!(checked.outcome, Outcome::Unknown);
    assert_eq!(checked.suggestions[0].as_str(), "pat@centurylink.net");
}

#[test]
fn the_user_name_follows_the_rule() {
    let mut profile = profile();
    profile.username.rule = Username::LocalPart;
    let account =
        Account::resolve("Pat.E@q.com", DisplayName::default(), &Choice::default(), &profile).unwrap();
    assert_eq!((account.username(), account.address().as_str()), ("Pat.E", "Pat.E@q.com"));
}

#[test]
fn no_account_is_ever_unencrypted() {
    let mut profile = profile();
    for endpoint in &mut profile.endpoints {
        endpoint.security = Security::None;
    }
    let error =
        Account::resolve("pat@q.com", DisplayName::default(), &Choice::default(), &profile).unwrap_err();
    assert!(matches!(error, AccountError::UnknownEndpoint { .. }), "{error:?}");
}

#[test]
fn names() {
    for (typed, kept) in [
        ("", ""),
        ("   ", ""),
        (" Pat Example\n", "Pat Example"),
        ("María José O'Neil-Ñúñez", "María José O'Neil-Ñúñez"),
        ("Smith & Sons <mail>", "Smith & Sons <mail>"),
        ("山田 太郎", "山田 太郎"),
    ] {
        assert_eq!(DisplayName::parse(typed).unwrap().as_str(), kept, "{typed:?}");
    }
    for (typed, code, actual) in [
        ("Pat\nExample", FindingCode::NameCharacter, "U+000A"),
        ("Pat\tExample", FindingCode::NameCharacter, "U+0009"),
        ("Pat\0", FindingCode::NameCharacter, "U+0000"),
        ("Pat\u{85}Example", FindingCode::NameCharacter, "U+0085"),
        ("Pat\u{2028}Example", FindingCode::NameCharacter, "U+2028"),
        ("Pat\u{ffff}", FindingCode::NameCharacter, "U+FFFF"),
    ] {
        let finding = DisplayName::parse(typed).unwrap_err();
        assert_eq!((finding.code, finding.actual.as_str()), (code, actual), "{typed:?}");
    }
    assert_eq!(DisplayName::parse(&"é".repeat(64)).unwrap().as_str(), "é".repeat(64));
    let long = DisplayName::parse(&"é".repeat(65)).unwrap_err();
    let told = (long.code, long.actual.as_str(), long.expected.as_str());
    assert_eq!(told, (FindingCode::NameTooLong, "65", "64"));
}

proptest! {
    #[test]
    fn a_name_holds_nothing_that_breaks_a_file(typed in any::<String>()) {
        if let Ok(name) = DisplayName::parse(&typed) {
            let name = name.as_str();
            prop_assert!(!name.chars().any(char::is_control));
            prop_assert!(name.chars().count() <= 64);
            prop_assert_eq!(name, name.trim());
            let again = DisplayName::parse(name).unwrap();
            prop_assert_eq!(again.as_str(), name);
        }
    }

    #[test]
    fn an_account_is_encrypted_and_its_endpoints_serve_it(
        local in "[a-z][a-z0-9.]{0,9}[a-z0-9]",
        domain in prop::sample::select(vec!["q.com", "centurytel.net", "elpasotel.net", "example.org"]),
        incoming in prop::option::of("[a-z]{3,8}-[a-z]{3,10}-[0-9]{3}"),
        index in any::<prop::sample::Index>(),
    ) {
        let profile = profile();
        let outgoing = index.get(&profile.endpoints).id.to_string();
        let choice = Choice { incoming, outgoing: Some(outgoing.clone()) };
        let typed = format!("{local}@{domain}");
        if let Ok(account) = Account::resolve(&typed, DisplayName::default(), &choice, &profile) {
            prop_assert_eq!(account.username(), typed);
            prop_assert_eq!(account.outgoing().id.as_str(), outgoing);
            for (endpoint, role) in [(account.incoming(), Role::Imap), (account.outgoing(), Role::Submission)] {
                prop_assert_eq!(endpoint.role, role);
                prop_assert_ne!(endpoint.security, Security::None);
                prop_assert_ne!(endpoint.standing, Standing::Retired);
                prop_assert!(endpoint.serves(domain));
            }
        }
    }
}
