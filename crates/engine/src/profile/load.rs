//! The native loader: judges a profile file, and tells every fault with line, key and reason.

use super::{Profile, place, shape};

/// Why a profile file is refused.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{file}: {}", list(.faults))]
pub struct LoadError {
    /// The file's name as it was given.
    pub file: String,
    /// Everything that is wrong: either of the shape, or between the parts of a file whose shape is
    /// right. Never empty.
    pub faults: Vec<Placed>,
}

/// One fault and its place in the file.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("line {line}, column {column}: {}{reason}", prefix(.key))]
pub struct Placed {
    /// The path of keys (`endpoints[2].sources`); empty at the top.
    pub key: String,
    /// The line of the key, from 1; of what contains it where the key is not there.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What is wrong and what is accepted, as a sentence.
    pub reason: String,
}

fn prefix(key: &str) -> String {
    if key.is_empty() { String::new() } else { format!("{key}: ") }
}

fn list(faults: &[Placed]) -> String {
    faults.iter().map(Placed::to_string).collect::<Vec<_>>().join("; ")
}

/// Reads a profile from JSON text; `file` is only for the error.
///
/// # Errors
/// [`LoadError`] with all faults of the shape; where there is none, with all between the parts.
pub fn load(file: &str, json: &str) -> Result<Profile, LoadError> {
    let json = json.trim_start_matches('\u{feff}');
    let refused = |faults| LoadError { file: file.to_owned(), faults };
    let profile = shape::read(json).map_err(refused)?;
    let faults = profile.faults();
    if faults.is_empty() {
        return Ok(profile);
    }
    let placed = |fault: super::Fault| {
        let (line, column) = place::of(json, &place::path(&fault.key));
        Placed { key: fault.key, line, column, reason: fault.reason }
    };
    Err(refused(faults.into_iter().take(shape::MOST).map(placed).collect()))
}
