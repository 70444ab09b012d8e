//! What a person types and what it means: the table of typing errors of the facts, and the names that
//! must not be corrected.

#![allow(clippy::unwrap_used)]

mod any_text;

use engine::address::{AddressCheck, Outcome, check};
use engine::profile::{Profile, load};
use engine::{Address, FindingCode};
use std::sync::LazyLock;

static PROFILE: LazyLock<Profile> = LazyLock::new(|| {
    load("centurylink.json", include_str!("../../../../data/profiles/centurylink.json")).unwrap()
});

/// The profile without its list of typing errors: what the rules find by themselves.
static BARE: LazyLock<Profile> = LazyLock::new(|| Profile { typos: Vec::new(), ..PROFILE.clone() });

fn suggested(checked: &AddressCheck) -> Vec<&str> {
    checked.suggestions.iter().map(Address::as_str).collect()
}

fn meant(domain: &str, profile: &Profile) -> Vec<String> {
    let checked = check(&format!("pat@{domain}"), profile);
    checked.suggestions.iter().map(|address| address.domain().to_owned()).collect()
}

/// Typed, meant; in the order of facts/centurylink.md section 5.
const SLIPS: &[(&str, &str)] = &[
    ("centurylilnk.net", "centurylink.net"),
    ("centurlylink.net", "centurylink.net"),
    ("centurylinks.net", "centurylink.net"),
    ("centurylnk.net", "centurylink.net"),
    ("cenutrylink.net", "centurylink.net"),
    ("century-link.net", "centurylink.net"),
    ("centurylink.ent", "centurylink.net"),
    ("centurylink.met", "centurylink.net"),
    ("centurylink.nett", "centurylink.net"),
    ("centurylink,net", "centurylink.net"),
    ("centurylink..net", "centurylink.net"),
    ("embarqmai.com", "embarqmail.com"),
    ("embarkmail.com", "embarqmail.com"),
    ("embarqmial.com", "embarqmail.com"),
    ("embarqmail.con", "embarqmail.com"),
    ("centurtel.net", "centurytel.net"),
    ("centurytell.net", "centurytel.net"),
    ("qwset.net", "qwest.net"),
    ("qwest.ent", "qwest.net"),
    ("myclt.net", "myctl.net"),
];

/// Short names that only the profile's list knows: no rule may guess at them.
const LISTED: &[(&str, &str)] =
    &[("q.con", "q.com"), ("qcom", "q.com"), ("q,com", "q.com"), ("embarq.com", "embarqmail.com")];

const WRONG_ENDINGS: &[(&str, &str)] = &[
    ("centurylink.com", "centurylink.net"),
    ("embarqmail.net", "embarqmail.com"),
    ("centurytel.com", "centurytel.net"),
    ("qwest.com", "qwest.net"),
    ("uswest.com", "uswest.net"),
    ("gulftel.net", "gulftel.com"),
];

#[test]
fn every_typing_error_of_the_facts() {
    for (typed, expected) in [SLIPS, LISTED, WRONG_ENDINGS].concat() {
        assert_eq!(meant(typed, &PROFILE), [expected], "{typed}");
        assert!(PROFILE.typos.iter().any(|typo| typo.typed == typed), "{typed} is not in the profile");
    }
    assert_eq!(meant("madisonriver.net", &PROFILE), ["emadisonriver.net", "madisonriver.biz"]);
    // Nothing is in the profile's list that is not in a table here.
    assert_eq!(PROFILE.typos.len(), SLIPS.len() + LISTED.len() + WRONG_ENDINGS.len() + 1);
}

#[test]
fn the_rules_find_them_without_the_list() {
    for (typed, expected) in [SLIPS, WRONG_ENDINGS].concat() {
        // `q,com` and the like are repaired; everything else is near, or the same with another ending.
        assert_eq!(meant(typed, &BARE).first().map(String::as_str), Some(expected), "{typed}");
    }
    let both = meant("madisonriver.net", &BARE);
    assert!(
        ["emadisonriver.net", "madisonriver.biz"].iter().all(|name| both.iter().any(|b| b == name)),
        "{both:?}"
    );
    for (typed, _) in LISTED.iter().filter(|(typed, _)| *typed != "q,com") {
        assert_eq!(meant(typed, &BARE), [""; 0], "{typed}");
    }
    // A list is not needed for a comma.
    assert_eq!(meant("q,com", &BARE), ["q.com"]);
}

#[test]
fn slips_that_are_in_no_list() {
    for (typed, expected) in [
        ("centurylink.nt", "centurylink.net"),
        ("centurylink.", "centurylink.net"),
        ("centurylink", "centurylink.net"),
        ("emadisonriver", "emadisonriver.com"),
        ("centurylinknet", "centurylink.net"),
        ("Centurylink;Net", "centurylink.net"),
        ("century link.net", "centurylink.net"),
        (" .centurylink.net", "centurylink.net"),
        ("mail.centurylink.net", "centurylink.net"),
        ("www.q.com", "q.com"),
        ("centurylink.org", "centurylink.net"),
        ("gallatinrivr.net", "gallatinriver.net"),
        ("costalnow.net", "coastalnow.net"),
        ("cswnet.net", "cswnet.com"),
        ("grics.com", "grics.net"),
        ("qwestofice.net", "qwestoffice.net"),
    ] {
        assert_eq!(meant(typed, &PROFILE).first().map(String::as_str), Some(expected), "{typed}");
    }
}

#[test]
fn names_that_must_not_be_corrected() {
    for typed in [
        "qq.com",
        "quest.net",
        "me.com",
        "tds.net",
        "gmail.com",
        "aol.com",
        "brightspeed.com", // other providers
        "quest,net",
        "tds..net",
        "qq,com", // the same, badly spelt
        "quest.com",
        "x.com",
        "a.com",
        "q.de",
        "q.net",
        "qwertz.net",
        "example.org",
        "century.net",
        "mabell.net",
    ] {
        assert_eq!(meant(typed, &PROFILE), [""; 0], "{typed}");
    }
    for domain in &PROFILE.domains {
        let checked = check(&format!("pat@{}", domain.name), &PROFILE);
        assert!(checked.known_domain() && checked.suggestions.is_empty(), "{}", domain.name);
    }
}

#[test]
fn what_each_domain_means() {
    let to = |name: &str| name.to_owned().try_into().unwrap();
    for (typed, outcome, code, usable, known) in [
        ("pat@centurylink.net", Outcome::Ours, None, true, true),
        ("PAT@Emadisonriver.com", Outcome::Ours, None, true, true),
        ("pat@emadisonriver.net", Outcome::Ours, None, true, true),
        ("pat@myctl.net", Outcome::Ours, None, true, true),
        ("pat@q.com", Outcome::Moving { to: to("myctl.net") }, Some(FindingCode::AddressMoving), true, true),
        ("pat@uswest.net", Outcome::Unconfirmed, Some(FindingCode::AddressUnconfirmed), true, true),
        (
            "pat@qwestoffice.net",
            Outcome::Business { link: "business_webmail".to_owned().try_into().unwrap() },
            Some(FindingCode::AddressBusiness),
            false,
            true,
        ),
        (
            "pat@gmail.com",
            Outcome::OtherProvider { name: "Gmail" },
            Some(FindingCode::AddressOtherProvider),
            false,
            false,
        ),
        (
            "pat@quest.net",
            Outcome::OtherProvider { name: "quest.net" },
            Some(FindingCode::AddressOtherProvider),
            false,
            false,
        ),
        ("pat@example.org", Outcome::Unknown, Some(FindingCode::AddressUnknownDomain), true, false),
        ("pat@centurylink.com", Outcome::Unknown, Some(FindingCode::AddressTypo), true, false),
    ] {
        let checked = check(typed, &PROFILE);
        assert_eq!(checked.outcome, outcome, "{typed}");
        assert_eq!(checked.findings().first().map(|finding| finding.code), code, "{typed}");
        assert_eq!((checked.usable(), checked.known_domain()), (usable, known), "{typed}");
    }
}

#[test]
fn a_finding_says_what_is_there_and_what_it_should_be() {
    for (typed, actual, expected) in [
        ("pat@centurylink.com", "centurylink.com", "pat@centurylink.net"),
        ("pat@q.com", "q.com", "myctl.net"),
        ("pat@gmail.com", "gmail.com", ""),
        ("pat@centurylink,net", ",", "pat@centurylink.net"),
        ("patcenturylink.net", "patcenturylink.net", "pat@centurylink.net"),
        ("pat smith@q.com", " ", ""),
    ] {
        let findings = check(typed, &PROFILE).findings();
        let [finding] = findings.as_slice() else { panic!("{typed}: {findings:?}") };
        assert_eq!((finding.actual.as_str(), finding.expected.as_str()), (actual, expected), "{typed}");
    }
}

#[test]
fn what_is_no_address() {
    for (typed, code, suggestions) in [
        ("", FindingCode::AddressEmpty, vec![]),
        (" \t\u{feff}", FindingCode::AddressEmpty, vec![]),
        // No `@`: the name alone, the `@` forgotten, and the 2 of its key.
        ("pat", FindingCode::AddressIncomplete, vec!["pat@centurylink.net"]),
        ("Pat.Smith", FindingCode::AddressIncomplete, vec!["Pat.Smith@centurylink.net"]),
        ("Pat.centurylink.net", FindingCode::AddressIncomplete, vec!["Pat@centurylink.net"]),
        ("patCenturyLink.net", FindingCode::AddressIncomplete, vec!["pat@centurylink.net"]),
        ("pat2q.com", FindingCode::AddressIncomplete, vec!["pat@q.com"]),
        ("patcenturylink.com", FindingCode::AddressIncomplete, vec!["pat@centurylink.net"]),
        ("pat smith", FindingCode::AddressIncomplete, vec![]),
        // Nothing to guess from: bare domains, hosts, other providers, web addresses.
        ("centurylink.net", FindingCode::AddressIncomplete, vec![]),
        ("q.com", FindingCode::AddressIncomplete, vec![]),
        ("qq.com", FindingCode::AddressIncomplete, vec![]),
        ("patqq.com", FindingCode::AddressIncomplete, vec![]),
        ("patgmail.com", FindingCode::AddressIncomplete, vec![]),
        ("webmail.centurylink.net", FindingCode::AddressIncomplete, vec![]),
        ("imap.centurylink.com", FindingCode::AddressIncomplete, vec![]),
        ("pat.example.com", FindingCode::AddressIncomplete, vec![]),
        ("https://webmail.centurylink.net", FindingCode::AddressIncomplete, vec![]),
        ("@centurylink.net", FindingCode::AddressIncomplete, vec![]),
        ("pat@", FindingCode::AddressIncomplete, vec![]),
        // A wrong sign.
        ("pat@@centurylink.net", FindingCode::AddressShape, vec!["pat@centurylink.net"]),
        ("pat@century link.net", FindingCode::AddressShape, vec!["pat@centurylink.net"]),
        ("pat@qcom", FindingCode::AddressShape, vec!["pat@q.com"]),
        ("p at@q.com", FindingCode::AddressShape, vec![]),
        ("pat@gmail,com", FindingCode::AddressShape, vec![]),
        ("päт@q.com", FindingCode::AddressShape, vec![]),
    ] {
        let checked = check(typed, &PROFILE);
        assert!(matches!(checked.outcome, Outcome::Invalid(_)) && !checked.usable(), "{typed:?}");
        assert_eq!(checked.findings()[0].code, code, "{typed:?}");
        assert_eq!(suggested(&checked), suggestions, "{typed:?}");
    }
    let long = format!("{}@q.com", "a".repeat(65));
    assert_eq!(check(&long, &PROFILE).findings()[0].code, FindingCode::AddressTooLong);
}
