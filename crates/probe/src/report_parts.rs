//! Small parts that reports are made of.

use crate::code::Verdict;
use engine::report::{Stage, StageData, StageName};
use std::time::Duration;

/// Milliseconds with one decimal.
pub(crate) fn ms(time: Duration) -> f64 {
    (time.as_secs_f64() * 10_000.0).round() / 10.0
}

/// A stage of a report.
pub(crate) fn stage(name: StageName, verdict: Verdict, took: Duration, data: StageData) -> Stage {
    Stage {
        name,
        status: verdict.status,
        code: verdict.code.map(|code| code.text().into_owned()),
        ms: ms(took),
        data: Some(data).filter(|data| *data != StageData::default()).map(Box::new),
    }
}
