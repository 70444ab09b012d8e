//! Any text at all: an answer, never a panic.

use crate::support::{found, of_text};
use engine::explain::{Story, Symptom};
use proptest::prelude::*;

fn symptom() -> impl Strategy<Value = Option<Symptom>> {
    prop::option::of(prop::sample::select(vec![
        Symptom::AsksPassword,
        Symptom::CannotSend,
        Symptom::NothingArrives,
        Symptom::Warning,
        Symptom::OldMissing,
        Symptom::Message,
    ]))
}

proptest! {
    #[test]
    fn any_text_is_answered(text in any::<String>(), symptom in symptom(), worked: Option<bool>, webmail: Option<bool>) {
        let found = found(&Story { text: &text, client: Some("outlook-new"), symptom, worked, webmail });
        prop_assert_eq!(found.is_empty(), symptom.is_none() && webmail != Some(false) && of_text(&text).is_empty());
    }

    #[test]
    fn signs_that_mean_something_may_stand_anywhere(text in "([&<>=;#@'`\\\\…x0-9a-f \n\r\u{ad}\u{301}/]|&nbsp;|<b>|550|5\\.7\\.1){0,80}") {
        of_text(&text);
    }

    #[test]
    fn what_stands_around_a_message_does_not_hide_it(before in "\\PC{0,60}", after in "\\PC{0,60}") {
        let text = format!("{before}\nThe certificate for imap.example.net expired on 1/1/2026.\n{after}");
        prop_assert!(of_text(&text).contains(&engine::Cause::CertificateExpired));
    }
}
