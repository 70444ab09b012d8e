//! The page has words for everything that the live check can answer.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

use engine::report::{StageName, Status};
use engine::text::{Lang, Live};
use probe::Code;
use site::Data;

#[test]
fn every_code_stage_and_status_has_its_words_in_every_language() {
    let data = Data::embedded().unwrap();
    for lang in Lang::ALL {
        let texts = data.texts::<Live>(lang).unwrap();
        // An alert is shown by its name in the standard: "alert:handshake_failure".
        let codes = Code::ALL.iter().filter(|code| !matches!(code, Code::Alert(_)));
        let codes = codes.map(|code| format!("code_{}", code.text()));
        let stages = StageName::ALL.iter().map(|stage| format!("stage_{}", stage.as_str()));
        let statuses = Status::ALL.iter().map(|status| format!("status_{}", status.as_str()));
        let mut count = 0;
        for name in codes.chain(stages).chain(statuses) {
            assert!(texts.named(&name).is_some_and(|text| !text.is_empty()), "{lang:?}: {name}");
            count += 1;
        }
        assert!(count > 50, "{count}");
    }
}
