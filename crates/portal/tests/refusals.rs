//! What the npm package refuses, natively. What it answers is compared with the real command line in
//! `tests/package`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

use engine::profile::Role;
use engine::text::Lang;
use portal::package::{AboutSettings, AboutStory, AccountAsked, Assistant, Refusal, Said, Sentences};
use site::Data;

fn sentences(lang: Lang) -> Sentences {
    let name = format!("text-{}", lang.code());
    let pieces = site::package(&Data::embedded().unwrap()).unwrap();
    let (_, texts) = pieces.into_iter().find(|(piece, _)| *piece == name).unwrap();
    serde_json::from_value(texts).unwrap()
}

fn asked(address: &str) -> AccountAsked {
    AccountAsked { address: address.to_owned(), name: None, incoming: None, outgoing: None }
}

#[test]
fn a_profile_is_judged_as_on_the_command_line() {
    let data = Data::embedded().unwrap();
    let whole = data.profile_json();
    assert!(Assistant::new(whole, "en").is_ok());
    let lost = whole.replacen("\"standing\":", "\"standign\":", 1);
    assert_ne!(lost, whole);
    let Err(Refusal::Profile(faults)) = Assistant::new(&lost, "en") else { panic!("it was taken") };
    // One slip, told from both sides and of that endpoint alone.
    assert_eq!(faults.len(), 2, "{faults:?}");
    for reason in ["unknown field `standign`", "missing field `standing`"] {
        let fault = faults.iter().find(|fault| fault.reason.contains(reason));
        assert!(fault.is_some_and(|fault| fault.key.starts_with("endpoints[0]")), "{reason}: {faults:?}");
    }
}

#[test]
fn texts_of_another_build_are_refused() {
    let mut fewer = sentences(Lang::En);
    fewer.findings.pop();
    assert!(matches!(Said::new(fewer), Err(Refusal::Data(why)) if why.starts_with("findings:")));
}

#[test]
fn findings_come_with_the_refusal_in_the_persons_language() {
    let data = Data::embedded().unwrap();
    let assistant = Assistant::new(data.profile_json(), "es-MX").unwrap();
    let said = Said::new(sentences(Lang::Es)).unwrap();
    let refused = assistant.export_file("apple", asked("pat@gmail.com"), &said).unwrap_err();
    let Refusal::Address(findings) = &refused else { panic!("{refused:?}") };
    assert_eq!(findings[0].code, engine::FindingCode::AddressOtherProvider);
    assert!(refused.to_string().contains("gmail.com no es"), "{refused}");
}

#[test]
fn explain_takes_an_address_only_where_it_can_be_used() {
    let data = Data::embedded().unwrap();
    let assistant = Assistant::new(data.profile_json(), "en").unwrap();
    let said = Said::new(sentences(Lang::En)).unwrap();
    let explain = |address: Option<&str>, outgoing: Option<&str>| {
        let about = AboutStory {
            address: address.map(str::to_owned),
            outgoing: outgoing.map(str::to_owned),
            ..AboutStory::default()
        };
        assistant.explain(b"cannot connect to server, timed out", about, None, data.errors(), &said)
    };
    let general = explain(None, None).unwrap();
    assert!(!general.causes.is_empty());
    assert_eq!(explain(Some("pat@gmail.com"), None).unwrap(), general);
    assert_ne!(explain(Some("pat@centurylink.net"), Some("smtp-com-465")).unwrap(), general);
    assert!(matches!(explain(Some("pat@centurylink.net"), Some("nobody")), Err(Refusal::Endpoint(_))));
}

#[test]
fn diagnose_takes_only_endpoints_that_it_can_recommend() {
    let data = Data::embedded().unwrap();
    let assistant = Assistant::new(data.profile_json(), "en").unwrap();
    let said = Said::new(sentences(Lang::En)).unwrap();
    let pick = |fits: &dyn Fn(&engine::profile::Endpoint) -> bool| {
        let profile = engine::profile::load("", data.profile_json()).unwrap();
        profile.endpoints.iter().find(|e| fits(e)).unwrap().id.to_string()
    };
    let diagnose = |address: Option<&str>, incoming: Option<&str>, outgoing: Option<&str>| {
        let own = |text: Option<&str>| text.map(str::to_owned);
        let about = AboutSettings { address: own(address), incoming: own(incoming), outgoing: own(outgoing) };
        assistant.diagnose(b"IMAP mail.example.net port 143", about, &said)
    };
    let good = |role| pick(&|e| e.role == role && e.standing.accepted() && e.domains.is_empty());
    let (imap, smtp) = (good(Role::Imap), good(Role::Submission));
    let retired = pick(&|e| !e.standing.accepted() && e.role == Role::Imap);
    for address in [None, Some("pat@centurylink.net"), Some("pat@gmail.com")] {
        assert!(diagnose(address, Some(&imap), Some(&smtp)).is_ok());
        for (incoming, outgoing, says) in [
            (Some("nobody"), None, "\"nobody\" is not an endpoint"),
            (None, Some("nobody"), "\"nobody\" is not an endpoint"),
            (Some(smtp.as_str()), None, "cannot be used here"),
            (None, Some(imap.as_str()), "cannot be used here"),
            (Some(retired.as_str()), None, "cannot be used here"),
        ] {
            let refused = diagnose(address, incoming, outgoing).unwrap_err();
            assert!(matches!(&refused, Refusal::Endpoint(told) if told.contains(says)), "{refused:?}");
        }
    }
}
