//! `mail-setup profile import`: a profile from a Mozilla autoconfig file.

use super::super::{Answer, Context, input};
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
    let Imported { profile, notes } = import(&bytes, &name, &today(&Clock::default()))
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
fn today(clock: &Clock) -> Date {
    // Howard Hinnant's `civil_from_days`: years begin in March, so that the leap day is the last one.
    let days = clock.unix_seconds() / 86_400 + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    Date::try_from(format!("{year:04}-{month:02}-{day:02}")).unwrap_or_else(|_| Date::stand_in())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn days_are_those_of_the_calendar() {
        for (seconds, day) in [
            (0, "1970-01-01"),
            (951_782_399, "2000-02-28"),
            (951_782_400, "2000-02-29"),
            (1_709_164_800, "2024-02-29"),
            (1_735_689_599, "2024-12-31"),
            (1_795_478_400, "2026-11-24"),
            (4_107_542_400, "2100-03-01"),
        ] {
            let clock = Clock::new(move || UNIX_EPOCH + Duration::from_secs(seconds));
            assert_eq!(today(&clock).as_str(), day, "{seconds}");
        }
    }
}
