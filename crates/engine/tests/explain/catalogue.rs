//! The catalogue is sound, complete and of no provider; what is wrong in one is found.

use crate::support::{WORLD, error_files, of_text, read};
use engine::Cause;
use engine::explain::{Catalogue, Story, explain};

fn faults(change: impl FnOnce(&mut Catalogue)) -> String {
    let mut catalogue = WORLD.catalogue.clone();
    // The changes below count on the first message; which one that is would hang on the files' names.
    catalogue.messages.sort_by_key(|message| message.id.as_str() != "certificate-identity");
    change(&mut catalogue);
    let clients: Vec<&str> = WORLD.clients.iter().map(|card| card.id.as_str()).collect();
    let links: Vec<&str> = WORLD.profile.links.iter().map(|link| link.id.as_str()).collect();
    let faults = catalogue.faults(&clients, &links);
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn it_is_sound() {
    assert_eq!(faults(|_| {}), "");
}

#[test]
fn every_cause_of_the_contract_has_a_card() {
    let names = "certificate_name, sign_in_refused, settings_not_found, cannot_connect, tls_mismatch, auth_method, \
        pop_account, relay_denied, auth_required, outgoing_sign_in, starttls_unavailable, plaintext_refused, \
        app_password, mailbox_full, message_too_big, network_blocked, antivirus, too_many_connections, try_later, \
        no_such_recipient, sender_blocked, wrong_protocol, stuck_in_outbox, arrives_late, sync_window, \
        deleted_on_server, provider_trouble";
    for name in names.split(", ") {
        let cause: Cause = serde_json::from_str(&format!("{name:?}")).unwrap();
        assert!(Cause::ALL.contains(&cause) && WORLD.catalogue.card(cause).is_some(), "{name}");
    }
}

#[test]
fn every_cause_can_be_reached() {
    for cause in Cause::ALL.iter().copied().filter(|cause| *cause != Cause::PasswordWrong) {
        let named = WORLD.catalogue.messages.iter().any(|message| message.causes.contains(&cause));
        assert!(named, "{cause:?}");
    }
}

/// Every wording and every code finds its own message, unless one that says more has the last word.
#[test]
fn every_wording_is_found() {
    for message in &WORLD.catalogue.messages {
        for text in message.says.iter().chain(&message.codes) {
            let text = text.replace('…', " some other words ");
            assert!(!of_text(&text).is_empty(), "{}: {text}", message.id);
            let mut alone = WORLD.catalogue.clone();
            alone.messages.retain(|other| other.id == message.id);
            let mut profile = WORLD.profile.clone();
            profile.issues.clear();
            let found = explain(&Story { text: &text, ..Story::default() }, &alone, &profile);
            assert_eq!(found[0].message, Some(message.id.as_str()), "{text}");
        }
    }
}

#[test]
fn no_provider_stands_in_it() {
    for file in error_files() {
        let text = read(&file).to_lowercase();
        for domain in WORLD.profile.domains.iter().map(|domain| domain.name.as_str()) {
            assert!(!text.contains(domain), "{file}: {domain}");
        }
        assert!(!text.contains(&WORLD.profile.name.to_lowercase()), "{file}");
    }
}

#[test]
fn what_is_wrong_is_found() {
    let slug = |text: &str| engine::profile::Slug::try_from(text.to_owned()).unwrap();
    for (fault, says) in [
        (faults(|c| c.messages[0].clients.push(slug("pine"))), "pine is not a client card"),
        (
            faults(|c| c.causes[0].fixes[0].link = Some(slug("nowhere"))),
            "nowhere is not a link of the profile",
        ),
        (faults(|c| c.causes[0].title.es.clear()), "causes[0].title: must have a text in every language"),
        (faults(|c| c.causes[0].what.en.push_str("{port}")), "must have the same placeholders"),
        (faults(|c| drop(c.causes.remove(0))), "CertificateName has 0 cards, it must have one"),
        (faults(|c| c.messages[0].says.push("a … ".into())), "has no words beside a gap"),
        (faults(|c| c.messages[0].says.push("?!".into())), "has no words beside a gap"),
        (
            faults(|c| c.messages[0].says.push("oh, cannot verify server identity now".into())),
            "is never reached: \"cannot verify server identity\" fits wherever it does",
        ),
        (
            faults(|c| c.messages[0].codes.push("0x800ccc0e".into())),
            "is there already, in messages[0] (certificate-identity)",
        ),
        (faults(|c| c.messages[0].causes.clear()), "causes: must name at least one"),
        (faults(|c| c.messages[0].over.push(slug("nothing"))), "nothing is not another message"),
        (faults(|c| c.places.retain(|place| !place.clients.is_empty())), "must have one for every app too"),
        (faults(|c| c.causes[0].fixes.clear()), "must have one for every app"),
    ] {
        assert!(fault.contains(says), "{says}: {fault}");
    }
}
