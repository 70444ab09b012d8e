//! A page's files from a folder.

use super::PageFiles;
use axum::body::Bytes;
use site::ApplyError;
use std::path::Path;
use std::{fs, io};

/// The most that a page's folder may hold: more is some other folder, given by mistake.
const MOST_FILES: usize = 5_000;
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// Why a page's files cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// A file or folder cannot be read.
    #[error("{file} cannot be read: {source}")]
    Read {
        /// Its name.
        file: String,
        /// Why.
        source: io::Error,
    },
    /// A name that no web address has.
    #[error("{0}: the file's name is not UTF-8")]
    Name(String),
    /// More than a page ever has.
    #[error("{0} is no built page: it holds more than 5000 files or 64 MiB")]
    TooMuch(String),
    /// The file that every built page has is not there, or not text.
    #[error(
        "the page has no readable {0}: build it with cargo xtask serve, or name the folder of a built page"
    )]
    Missing(&'static str),
    /// The page is not one of this project's.
    #[error(transparent)]
    Apply(#[from] ApplyError),
}

impl PageFiles {
    /// Reads every file of a built page's folder.
    ///
    /// # Errors
    /// [`PageError`] with the file's name.
    pub fn read(folder: &Path) -> Result<Self, PageError> {
        let mut files = Vec::new();
        let mut room = MOST_BYTES;
        read(folder, "", &mut files, &mut room)?;
        Ok(files.into_iter().collect())
    }
}

fn read(
    folder: &Path,
    prefix: &str,
    files: &mut Vec<(String, Bytes)>,
    room: &mut u64,
) -> Result<(), PageError> {
    let failed = |path: &Path, source| PageError::Read { file: path.display().to_string(), source };
    for entry in fs::read_dir(folder).map_err(|e| failed(folder, e))? {
        let entry = entry.map_err(|e| failed(folder, e))?;
        let path = entry.path();
        let name = entry.file_name();
        let name = name.to_str().ok_or_else(|| PageError::Name(path.display().to_string()))?;
        let name = format!("{prefix}{name}");
        // A link to a folder is not followed: it may lead in a circle.
        if entry.file_type().map_err(|e| failed(&path, e))?.is_dir() {
            read(&path, &format!("{name}/"), files, room)?;
            continue;
        }
        let about = fs::metadata(&path).map_err(|e| failed(&path, e))?;
        if !about.is_file() {
            continue;
        }
        *room = room
            .checked_sub(about.len())
            .filter(|_| files.len() < MOST_FILES)
            .ok_or_else(|| PageError::TooMuch(folder.display().to_string()))?;
        files.push((name, fs::read(&path).map_err(|e| failed(&path, e))?.into()));
    }
    Ok(())
}
