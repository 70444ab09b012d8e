//! What happens, whether it ever worked, whether webmail takes the password: every combination, and what
//! these do to what a message says.

use crate::support::{WORLD, causes, found};
use engine::Cause::{self, *};
use engine::explain::{Story, Symptom};

const YES: Option<bool> = Some(true);
const NO: Option<bool> = Some(false);

/// The symptom; for worked yes, no and unsure, the first causes with webmail yes, no and unsure.
const TABLE: [(Symptom, [[Cause; 3]; 3]); 6] = [
    (
        Symptom::AsksPassword,
        [
            [ProviderTrouble, PasswordWrong, SignInRefused],
            [SignInRefused, PasswordWrong, SignInRefused],
            [SignInRefused, PasswordWrong, SignInRefused],
        ],
    ),
    (
        Symptom::CannotSend,
        [
            [OutgoingSignIn, PasswordWrong, OutgoingSignIn],
            [OutgoingSignIn, PasswordWrong, OutgoingSignIn],
            [OutgoingSignIn, PasswordWrong, OutgoingSignIn],
        ],
    ),
    (
        Symptom::NothingArrives,
        [
            [CannotConnect, PasswordWrong, CannotConnect],
            [CannotConnect, PasswordWrong, CannotConnect],
            [CannotConnect, PasswordWrong, CannotConnect],
        ],
    ),
    (Symptom::Warning, [[CertificateName; 3]; 3]),
    (Symptom::OldMissing, [[SyncWindow; 3]; 3]),
    (
        Symptom::Message,
        [
            [CannotConnect, PasswordWrong, CannotConnect],
            [SignInRefused, PasswordWrong, SignInRefused],
            [CannotConnect, PasswordWrong, CannotConnect],
        ],
    ),
];

#[test]
fn every_combination_has_its_first_cause() {
    for (symptom, rows) in TABLE {
        for (row, worked) in rows.iter().zip([YES, NO, None]) {
            for (first, webmail) in row.iter().zip([YES, NO, None]) {
                for client in [None, Some("thunderbird"), Some("outlook-new")] {
                    let story = Story { text: "", client, symptom: Some(symptom), worked, webmail };
                    let found = causes(&story);
                    assert_eq!(found.first(), Some(first), "{story:?}: {found:?}");
                    assert!(found.len() >= 2, "{story:?}: {found:?}");
                }
            }
        }
    }
}

#[test]
fn the_second_causes_are_in_order() {
    let of = |symptom, worked, webmail| {
        causes(&Story { symptom: Some(symptom), worked, webmail, ..Story::default() })
    };
    assert_eq!(of(Symptom::CannotSend, YES, YES)[..2], [OutgoingSignIn, NetworkBlocked]);
    assert_eq!(of(Symptom::OldMissing, YES, None), [SyncWindow, DeletedOnServer, PopAccount]);
    assert_eq!(of(Symptom::Warning, None, None)[..2], [CertificateName, Antivirus]);
    assert!(!of(Symptom::AsksPassword, YES, YES).contains(&PasswordWrong));
    assert!(!of(Symptom::AsksPassword, YES, NO).contains(&ProviderTrouble));
    assert!(of(Symptom::AsksPassword, NO, YES).contains(&AppPassword));
}

const REFUSED: &str = "Login to server imap.example.net with username jane@example.net failed.";

#[test]
fn webmail_decides_what_a_refused_password_means() {
    let of = |worked, webmail| causes(&Story { text: REFUSED, worked, webmail, ..Story::default() });
    assert_eq!(of(None, None)[..2], [SignInRefused, ProviderTrouble]);
    assert_eq!(of(YES, YES)[0], ProviderTrouble);
    assert_eq!(of(NO, YES)[0], SignInRefused);
    assert_eq!(of(None, YES)[0], SignInRefused);
    assert_eq!(of(YES, NO)[..2], [PasswordWrong, SignInRefused]);
    assert!(!of(YES, NO).contains(&ProviderTrouble));
}

#[test]
fn the_symptom_helps_but_the_message_leads() {
    let of = |text, symptom| causes(&Story { text, symptom: Some(symptom), ..Story::default() });
    assert_eq!(of(REFUSED, Symptom::CannotSend)[0], OutgoingSignIn);
    assert_eq!(of("552 5.2.2 Mailbox full", Symptom::NothingArrives)[0], MailboxFull);
    assert_eq!(of("The certificate expired yesterday", Symptom::Warning)[0], CertificateExpired);
    assert_eq!(of("nothing that is known", Symptom::Message)[0], CannotConnect);
    let several = of("Cannot connect using SSL\n550 5.1.1 user unknown", Symptom::Message);
    assert!(several[..2].contains(&TlsMismatch) && several[..2].contains(&NoSuchRecipient), "{several:?}");
}

#[test]
fn an_app_whose_maker_relays_has_no_local_causes() {
    for symptom in TABLE.map(|(symptom, _)| symptom) {
        let story = Story {
            client: Some("outlook-new"),
            symptom: Some(symptom),
            text: "0x800CCC0E",
            ..Story::default()
        };
        let found = causes(&story);
        assert!(!found.contains(&NetworkBlocked) && !found.contains(&Antivirus), "{found:?}");
    }
    let other = causes(&Story { client: Some("outlook-classic"), text: "0x800CCC0E", ..Story::default() });
    assert!(other.contains(&NetworkBlocked));
}

/// The causes with the ids of the provider's known trouble.
fn issues(story: &Story<'_>) -> Vec<(Cause, Option<&'static str>)> {
    found(story).iter().map(|found| (found.cause, found.issue.map(|issue| issue.id.as_str()))).collect()
}

#[test]
fn the_providers_known_trouble_is_told() {
    let first = |text: &str| issues(&Story { text, ..Story::default() })[0];
    for (text, cause, issue) in [
        ("Login to server imap.example.net with username jane@q.com failed.", SignInRefused, "qcom-to-myctl"),
        (
            "Non-overridable TLS error occurred. Handshake error or probably the TLS version or certificate used by server mail.q.com is incompatible.",
            CannotConnect,
            "old-qcom-servers",
        ),
        ("Connection to server smtp.q.com timed out", CannotConnect, "old-qcom-servers"),
        ("Unable to write the email to the mailbox.", Antivirus, "antivirus-scans-mail"),
        ("421 Service temporarily unavailable", TryLater, "server-unavailable"),
        ("-ERR Invalid mailbox", SignInRefused, "mailbox-closed"),
        ("could not connect on port 25: connection timed out", NetworkBlocked, "port-25-filtered"),
        (
            "The certificate for pop.centurylink.net does not come from a trusted source.",
            CertificateUntrusted,
            "certificate-warning",
        ),
        (
            "The certificate for imap.centurylink.net is not valid for that server.",
            CertificateName,
            "certificate-warning",
        ),
        ("534 5.7.9 Application-specific password required", AppPassword, "two-step-needs-app-password"),
        ("Configuration not found", SettingsNotFound, "automatic-setup-old"),
    ] {
        assert_eq!(first(text), (cause, Some(issue)), "{text}");
    }
}

#[test]
fn a_right_password_that_is_refused_is_the_providers_trouble() {
    let text = "Login to server pop.centurylink.net with username jane@centurylink.net failed.";
    let of = |worked, webmail| issues(&Story { text, worked, webmail, ..Story::default() });
    assert_eq!(of(YES, YES)[0], (ProviderTrouble, Some("refused-for-days")));
    assert_eq!(of(None, None)[0].0, SignInRefused);
    assert!(of(None, None).contains(&(ProviderTrouble, Some("refused-for-days"))));
    // Moved addresses first: waiting would not help them.
    let text = "Login to server pop.centurylink.net with username jane@q.com failed.";
    let moved = issues(&Story { text, worked: YES, webmail: YES, ..Story::default() });
    assert_eq!(moved[0], (SignInRefused, Some("qcom-to-myctl")));
    assert!(moved.contains(&(ProviderTrouble, Some("refused-for-days"))));
}

#[test]
fn an_expired_certificate_is_not_told_as_another_warning() {
    let text = "The certificate for pop.centurylink.net expired on 1/1/2026.";
    let found = issues(&Story { text, ..Story::default() });
    assert_eq!(found[0], (CertificateExpired, None));
    assert!(found.iter().all(|(cause, _)| *cause != CertificateName));
}

#[test]
fn all_words_of_a_known_trouble_must_be_there() {
    for text in ["Login to server imap.example.net failed", "the login of jane@q.com", "centurylink.net"] {
        let found = issues(&Story { text, ..Story::default() });
        assert!(found.iter().all(|(_, issue)| *issue != Some("qcom-to-myctl")), "{text}");
    }
}

#[test]
fn a_result_names_the_message_that_led_to_it() {
    let ids: Vec<&str> = WORLD.catalogue.messages.iter().map(|message| message.id.as_str()).collect();
    let by_text = found(&Story { text: "0x800CCC0E", ..Story::default() });
    assert!(by_text.iter().all(|found| found.message == Some("connect-outlook")), "{by_text:?}");
    assert!(ids.contains(&"connect-outlook"));
    let by_symptom = found(&Story { symptom: Some(Symptom::OldMissing), ..Story::default() });
    assert!(by_symptom.iter().all(|found| found.message.is_none()));
}
