//! The native loader: judges a profile file, with key, line and reason.

use super::{Fault, Profile};

/// Why a profile file is refused.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LoadError {
    /// Not JSON, or not of the profile's shape.
    #[error("{file}: line {line}, column {column}: {}{reason}", place(.key))]
    Shape {
        /// The file's name as it was given.
        file: String,
        /// The path of keys; empty at the top.
        key: String,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong, as the JSON reader says it.
        reason: String,
    },
    /// The shape is right but parts contradict one another, or something is missing.
    #[error("{file}: {}", list(.faults))]
    Unsound {
        /// The file's name as it was given.
        file: String,
        /// Everything that is wrong.
        faults: Vec<Fault>,
    },
}

fn place(key: &str) -> String {
    if key.is_empty() { String::new() } else { format!("{key}: ") }
}

fn list(faults: &[Fault]) -> String {
    faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("; ")
}

/// Reads a profile from JSON text; `file` is only for the error.
///
/// # Errors
/// [`LoadError`] with the file, the key and the reason.
pub fn load(file: &str, json: &str) -> Result<Profile, LoadError> {
    let mut reader = serde_json::Deserializer::from_str(json.trim_start_matches('\u{feff}'));
    let shape = |key: String, error: &serde_json::Error| LoadError::Shape {
        file: file.to_owned(),
        key,
        line: error.line(),
        column: error.column(),
        reason: reason(error),
    };
    let profile: Profile = serde_path_to_error::deserialize(&mut reader)
        .map_err(|e| shape(key(&e.path().to_string()), e.inner()))?;
    reader.end().map_err(|e| shape(String::new(), &e))?;
    let faults = profile.faults();
    if faults.is_empty() { Ok(profile) } else { Err(LoadError::Unsound { file: file.to_owned(), faults }) }
}

/// The path of keys without the signs that stand for the top (`.`) and for a key not yet read (`?`).
fn key(path: &str) -> String {
    path.trim_end_matches('?').trim_end_matches('.').to_owned()
}

/// The JSON reader's sentence without the position, which we say in front.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(at) => text[..at].to_owned(),
        None => text,
    }
}
