//! `mail-setup profile apply`: another provider in a built page.

use super::super::{Answer, Context, read_profile};
use crate::error::Error;
use engine::text::Command;
use serde::Serialize;
use std::path::Path;

/// The JSON answer.
#[derive(Serialize)]
struct Done {
    /// The provider's name.
    provider: String,
    /// The files that are new or other than before, compressed variants included.
    written: Vec<String>,
    /// Compressed variants that are gone.
    removed: Vec<String>,
    /// How many files were already right.
    same: usize,
}

pub(super) fn run(file: &Path, dist: &Path, context: &Context) -> Result<Answer, Error> {
    let profile = read_profile(file)?;
    let applied = site::put(dist, &profile, &context.data)?;
    let (written, removed) = (applied.written.len().to_string(), applied.removed.len().to_string());
    if context.json {
        let site::Applied { written, removed, same } = applied;
        return Ok(Answer::json(&Done { provider: profile.name, written, removed, same }));
    }
    let dist = dist.display().to_string();
    let values =
        [("name", profile.name.as_str()), ("dist", &dist), ("written", &written), ("removed", &removed)];
    let key = match applied.written.is_empty() && applied.removed.is_empty() {
        true => Command::ProfileAppliedNothing,
        false => Command::ProfileApplied,
    };
    let mut text = context.command.fill(key, &values);
    text.push('\n');
    for (sign, files) in [("  ", &applied.written), ("- ", &applied.removed)] {
        files.iter().for_each(|file| text.push_str(&format!("{sign}{file}\n")));
    }
    Ok(Answer::text(text))
}
