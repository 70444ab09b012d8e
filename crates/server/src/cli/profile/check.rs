//! `mail-setup profile check`: every fault of a profile, with its line.

use super::super::{Answer, Context, read};
use crate::error::Error;
use engine::profile::{LoadError, Placed, load};
use engine::text::Command;
use serde::Serialize;
use std::path::Path;

/// The JSON answer.
#[derive(Serialize)]
struct Judged {
    valid: bool,
    faults: Vec<Told>,
}

/// One fault: the place as a path of keys, its line and column, and what is wrong.
#[derive(Serialize)]
struct Told {
    key: String,
    line: usize,
    column: usize,
    reason: String,
}

pub(super) fn run(file: &Path, context: &Context) -> Result<Answer, Error> {
    let name = file.display().to_string();
    match load(&name, &read(file)?) {
        Ok(_) if context.json => Ok(Answer::json(&Judged { valid: true, faults: Vec::new() })),
        Ok(profile) => {
            let values = [
                ("file", name),
                ("name", profile.name.clone()),
                ("domains", profile.domains.len().to_string()),
                ("endpoints", profile.endpoints.len().to_string()),
                ("sources", profile.sources.len().to_string()),
            ];
            let values: Vec<_> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
            Ok(Answer::text(format!("{}\n", context.command.fill(Command::ProfileSound, &values))))
        }
        Err(error) if context.json => {
            Ok(Answer::json(&Judged { valid: false, faults: faults(error) }).with_code(1))
        }
        Err(error) => Err(Error::Findings(listed(&error))),
    }
}

/// One fault a line, each with the file's name in front, as editors take it.
fn listed(error: &LoadError) -> String {
    let lines = error.faults.iter().map(|fault| format!("{}: {fault}", error.file));
    lines.collect::<Vec<_>>().join("\n")
}

fn faults(error: LoadError) -> Vec<Told> {
    let told = |Placed { key, line, column, reason }| Told { key, line, column, reason };
    error.faults.into_iter().map(told).collect()
}
