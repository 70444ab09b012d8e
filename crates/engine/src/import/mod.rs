//! A profile from a Mozilla autoconfig file: the ISPDB, or a provider's own `config-v1.1.xml`
//! (draft-ietf-mailmaint-autoconfig-06; versions 1.1 and 1.2).
//!
//! Nothing is made up. What the file does not tell is left out of the profile and reported, so is what a
//! profile has no place for; each with its element and line. Rules that are this project's own, such as
//! that encryption is required, are named as such in the profile's sources.

mod draft;
mod note;
mod server;
mod tree;

pub use note::{Note, NoteKind};
pub use tree::ImportError;

use crate::profile::{Date, load};
use draft::Draft;

/// What came of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Imported {
    /// The profile, as JSON text with a line break at the end.
    pub profile: String,
    /// What was not carried over, left out, taken from a rule of ours, and what is still missing: the last
    /// are the faults that [`load`] finds in `profile`, in its words and lines.
    pub notes: Vec<Note>,
}

/// Reads the bytes of a file. `name` says in the profile's sources where it was; `today` is when.
///
/// # Errors
/// [`ImportError`] where it is no autoconfig file that can be trusted to have been read whole.
pub fn import(bytes: &[u8], name: &str, today: &Date) -> Result<Imported, ImportError> {
    let root = tree::read(bytes)?;
    let mut notes = Vec::new();
    let draft = Draft::new(&root, name, today, &mut notes);
    let profile = draft.json();
    if let Err(error) = load("", &profile) {
        notes.extend(error.faults.into_iter().map(Note::missing));
    }
    Ok(Imported { profile, notes })
}
