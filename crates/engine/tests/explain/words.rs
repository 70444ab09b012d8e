//! Causes in words: every card, for every app, in both languages.

use crate::support::{WORLD, found};
use engine::Cause::{self, *};
use engine::account::{Account, Choice};
use engine::explain::{App, Explained, Story, Teller, Told};
use engine::guide::Values;
use engine::text::Lang;
use engine::{ClientCard, DisplayName};

fn values() -> Values {
    let name = DisplayName::parse("Jane Doe").unwrap();
    let choice = Choice::default();
    let account = Account::resolve("jane.doe@centurylink.net", name, &choice, &WORLD.profile).unwrap();
    Values::of(&account, &WORLD.profile, "your name")
}

pub fn tell(cause: Cause, app: Option<&ClientCard>, lang: Lang) -> Told {
    let values = values();
    let teller = Teller {
        catalogue: &WORLD.catalogue,
        profile: &WORLD.profile,
        values: &values,
        app: app.map(App::from),
        lang,
        labels: lang,
    };
    teller.tell(&Explained { cause, issue: None, message: None }).unwrap()
}

pub fn card(id: &str) -> &'static ClientCard {
    WORLD.clients.iter().find(|card| card.id.as_str() == id).unwrap()
}

#[test]
fn every_cause_is_told_for_every_app_in_every_language() {
    let apps: Vec<Option<&ClientCard>> = WORLD.clients.iter().map(Some).chain([None]).collect();
    for cause in Cause::ALL.iter().copied() {
        for app in &apps {
            let [en, es] = [tell(cause, *app, Lang::En), tell(cause, *app, Lang::Es)];
            for told in [&en, &es] {
                assert!(
                    !told.title.is_empty() && !told.what.is_empty() && !told.fixes.is_empty(),
                    "{told:?}"
                );
                assert!(!told.never.is_empty(), "{told:?}");
                let all = told.fixes.iter().chain(&told.never).chain([&told.title, &told.what]);
                for text in all {
                    assert!(!text.contains(['{', '}']) && !text.contains("  "), "{text}");
                    assert!(text.ends_with(|c| c != ' ') && text.starts_with(|c| c != ' '), "{text:?}");
                }
            }
            assert_eq!(en.fixes.len(), es.fixes.len(), "{cause:?}");
            assert_eq!(en.never.len(), es.never.len(), "{cause:?}");
            assert_ne!(en.what, es.what);
        }
    }
}

/// Nothing of the catalogue is left out for want of a value with the default profile.
#[test]
fn every_placeholder_can_be_filled() {
    for card in &WORLD.catalogue.causes {
        let general = card.fixes.iter().filter(|fix| fix.clients.is_empty()).count();
        assert_eq!(tell(card.code, None, Lang::En).fixes.len(), general, "{:?}", card.code);
        assert_eq!(tell(card.code, None, Lang::Es).never.len(), card.never.len(), "{:?}", card.code);
    }
}

#[test]
fn a_sentence_without_its_value_is_left_out() {
    let mut profile = WORLD.profile.clone();
    profile.sign_in.other_login = None;
    profile.endpoints.retain(|endpoint| endpoint.role != engine::profile::Role::Pop);
    let values = values();
    let told = |profile, cause| {
        let catalogue = &WORLD.catalogue;
        let teller =
            Teller { catalogue, profile, values: &values, app: None, lang: Lang::En, labels: Lang::En };
        teller.tell(&Explained { cause, issue: None, message: None }).unwrap().fixes.len()
    };
    for cause in [PopAccount, SignInRefused] {
        assert_eq!(told(&profile, cause) + 1, told(&WORLD.profile, cause), "{cause:?}");
    }
}

#[test]
fn an_app_gets_its_own_way_and_words() {
    let classic = tell(AuthRequired, Some(card("outlook-classic")), Lang::En).fixes.join("\n");
    assert!(classic.contains("My outgoing server (SMTP) requires authentication"), "{classic}");
    let samsung = tell(TlsMismatch, Some(card("samsung-email")), Lang::En).fixes.join("\n");
    assert!(
        samsung.contains("Set TLS with port 587") && samsung.contains("Set SSL with port 993"),
        "{samsung}"
    );
    let thunderbird = tell(TlsMismatch, Some(card("thunderbird")), Lang::Es).fixes.join("\n");
    assert!(thunderbird.contains("Configuración de la cuenta"), "{thunderbird}");
    let unknown = tell(TlsMismatch, None, Lang::En).fixes.join("\n");
    assert!(unknown.contains("STARTTLS with port 587") && !unknown.contains("Thunderbird"), "{unknown}");
}

#[test]
fn an_app_whose_maker_relays_gets_no_test_of_the_own_network() {
    for cause in [CannotConnect, CertificateName, TlsMismatch, StarttlsUnavailable, CertificateUntrusted] {
        let told = tell(cause, Some(card("outlook-new")), Lang::En);
        let relayed = format!("{}\n{}", told.what, told.fixes.join("\n"));
        for word in ["mobile data", "antivirus", "VPN", "Wi-Fi", "your network"] {
            assert!(!relayed.contains(word), "{cause:?}: {word}");
        }
    }
    assert!(
        tell(CannotConnect, Some(card("thunderbird")), Lang::En).fixes.join("\n").contains("mobile data")
    );
}

/// What must never be advised is advised nowhere, and warned of where it tempts.
#[test]
fn what_is_dangerous_is_warned_of() {
    for cause in [CertificateName, CertificateExpired, CertificateUntrusted, Antivirus] {
        assert!(tell(cause, None, Lang::En).never.join(" ").contains("accept"), "{cause:?}");
    }
    for cause in [TlsMismatch, PlaintextRefused, StarttlsUnavailable, NetworkBlocked, CannotConnect] {
        let never = tell(cause, None, Lang::En).never.join(" ");
        assert!(["encryption", "SSL", "STARTTLS"].iter().any(|word| never.contains(word)), "{cause:?}");
    }
    for cause in [CannotConnect, NetworkBlocked, AuthRequired] {
        assert!(tell(cause, None, Lang::En).never.join(" ").contains("port 25"), "{cause:?}");
    }
    for cause in [PopAccount, WrongProtocol, SyncWindow, DeletedOnServer, SignInRefused, CannotConnect] {
        assert!(tell(cause, None, Lang::En).never.join(" ").contains("remove"), "{cause:?}");
    }
}

#[test]
fn the_json_has_the_names_of_the_contract() {
    let story = Story { text: "Login to server pop.centurylink.net failed", ..Story::default() };
    let values = values();
    let teller = Teller {
        catalogue: &WORLD.catalogue,
        profile: &WORLD.profile,
        values: &values,
        app: None,
        lang: Lang::En,
        labels: Lang::En,
    };
    let told: Vec<Told> = found(&story).iter().filter_map(|found| teller.tell(found)).collect();
    let json = serde_json::to_value(&told).unwrap();
    assert_eq!(json[0]["code"], "sign_in_refused");
    for name in ["title", "what"] {
        assert!(json[0][name].is_string());
    }
    for name in ["fixes", "never"] {
        assert!(json[0][name].as_array().unwrap().iter().all(serde_json::Value::is_string));
    }
    assert_eq!(json[0]["message"], "sign-in-thunderbird");
    let link = &json[0]["links"][0];
    assert_eq!((&link["fix"], &link["id"]), (&0.into(), &"webmail".into()));
    assert!(link["url"].as_str().unwrap().starts_with("https://"));
    let trouble = json.as_array().unwrap().iter().find(|told| told["code"] == "provider_trouble").unwrap();
    assert_eq!(trouble["issue"]["id"], "refused-for-days");
    assert!(trouble["issue"]["advice"].is_string());
}
