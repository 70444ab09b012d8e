//! The files for signing, as they are now.

use super::refusal::SigningError;
use crate::config::Signing;
use aws_lc_rs::digest::{SHA256, digest};
use std::fs::File as Handle;
use std::io::Read as _;
use std::path::Path;

/// The largest file that is read, in bytes.
const LARGEST: u64 = 256 * 1024;

/// A file's name and what is in it.
pub(super) struct File {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    /// Whether people who are neither its owner nor in its group can read it.
    pub(super) open: bool,
}

/// All files.
pub(super) struct Contents {
    pub(super) certificate: File,
    pub(super) key: File,
    pub(super) roots: Option<File>,
}

impl Contents {
    /// Reads them.
    pub(super) fn read(settings: &Signing) -> Result<Self, SigningError> {
        Ok(Self {
            certificate: file(&settings.certificate)?,
            key: file(&settings.key)?,
            roots: settings.roots.as_deref().map(file).transpose()?,
        })
    }

    /// A number that changes with what is in them.
    pub(super) fn print(&self) -> [u8; 32] {
        let mut prints = Vec::new();
        for file in [Some(&self.certificate), Some(&self.key), self.roots.as_ref()].into_iter().flatten() {
            prints.extend(print(&file.bytes));
        }
        print(&prints)
    }
}

/// A number that changes with these bytes.
pub(super) fn print(bytes: &[u8]) -> [u8; 32] {
    digest(&SHA256, bytes).as_ref().try_into().unwrap_or_default()
}

fn file(path: &Path) -> Result<File, SigningError> {
    let name = path.display().to_string();
    let unreadable = |source| SigningError::Read { file: name.clone(), source };
    let handle = Handle::open(path).map_err(unreadable)?;
    let open = readable_by_others(&handle);
    let mut bytes = Vec::new();
    handle.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST {
        return Err(SigningError::Large(name));
    }
    Ok(File { name, bytes, open })
}

#[cfg(unix)]
fn readable_by_others(file: &Handle) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    file.metadata().is_ok_and(|data| data.mode() & 0o004 != 0)
}

#[cfg(not(unix))]
fn readable_by_others(_: &Handle) -> bool {
    false
}
