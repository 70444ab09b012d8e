//! `mail-setup profile import`: a profile from a Mozilla autoconfig file.

use super::super::{Answer, Context, input};
use crate::check::rfc3339;
use crate::clock::Clock;
use crate::error::Error;
use engine::import::{Imported, Note, NoteKind, import};
use engine::profile::Date;
use engine::text::Command;
use serde::Serialize;
use std::fs;
use std::path::Path;

/// The JSON answer.
#[derive(Serialize)]
struct Told {
    /// Whether `profile check` has nothing to say.
    valid: bool,
    /// Where the profile was written; absent where it stands in `profile`.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    /// The profile, where it was written to no file.
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<serde_json::Value>,
    /// What was not carried, and what is missing.
    notes: Vec<Note>,
}

pub(super) fn run(file: &Path, output: Option<&Path>, context: &Context) -> Result<Answer, Error> {
    let bytes = input(Some(file))?;
    let name = match file.file_name().filter(|_| file.as_os_str() != "-") {
        Some(name) => name.to_string_lossy().into_owned(),
        None => context.command.get(Command::ImportStdin).to_owned(),
    };
    let Imported { profile, notes } = import(&bytes, &name, &today())
        .map_err(|error| Error::Unreadable(format!("{}: {error}", file.display())))?;
    let valid = notes.iter().all(|note| note.kind != NoteKind::Missing);
    if let Some(output) = output {
        let written = fs::write(output, &profile);
        written.map_err(|source| Error::Write { file: output.display().to_string(), source })?;
    }
    let code = u8::from(!valid);
    if context.json {
        let (file, profile) = match output {
            Some(output) => (Some(output.display().to_string()), None),
            None => (None, serde_json::from_str(&profile).ok()),
        };
        return Ok(Answer::json(&Told { valid, file, profile, notes }).with_code(code));
    }
    // Beside the profile, which may go to another program.
    eprint!("{}", report(&file.display().to_string(), output, &notes, context));
    let answer = if output.is_some() { String::new() } else { profile };
    Ok(Answer::text(answer).with_code(code))
}

fn report(file: &str, output: Option<&Path>, notes: &[Note], context: &Context) -> String {
    let mut text = String::new();
    for (kind, heading) in [
        (NoteKind::Dropped, Command::ImportDropped),
        (NoteKind::NotCarried, Command::ImportNotCarried),
        (NoteKind::Rule, Command::ImportRule),
        (NoteKind::Missing, Command::ImportMissing),
    ] {
        let mut notes = notes.iter().filter(|note| note.kind == kind).peekable();
        if notes.peek().is_none() {
            continue;
        }
        text.push_str(&format!("{}\n", context.command.get(heading)));
        // The lines of what is missing are those of the profile.
        let place = match kind {
            NoteKind::Missing => output.map(|output| output.display().to_string()),
            _ => Some(file.to_owned()),
        };
        for note in notes {
            let line = match (note.line, &place) {
                (Some(line), Some(place)) => format!("{place}:{line}: "),
                _ => String::new(),
            };
            text.push_str(&format!("  {line}{}: {}\n", note.place, note.reason));
        }
    }
    let end = match notes.iter().any(|note| note.kind == NoteKind::Missing) {
        true => Command::ImportIncomplete,
        false => Command::ImportComplete,
    };
    text + context.command.get(end) + "\n"
}

/// The day in UTC, by the calendar of RFC 3339.
fn today() -> Date {
    let now = rfc3339(Clock::default().now());
    now.split_once('T')
        .and_then(|(day, _)| Date::try_from(day.to_owned()).ok())
        .unwrap_or_else(Date::stand_in)
}
