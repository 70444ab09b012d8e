//! Precompressed siblings of the built page's files.

use crate::run::{Failure, Outcome};
use site::Packing;
use std::fs;
use std::path::Path;

/// Writes the siblings of every file under `folder` that gains by it.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn folder(folder: &Path) -> Outcome<()> {
    for file in crate::stamp::files(folder)? {
        let bytes = fs::read(&file).map_err(|e| Failure::file(&file, &e))?;
        for packing in Packing::ALL {
            let packed = packing.sibling(&file, &bytes).map_err(|e| Failure::file(&file, &e))?;
            if let Some(packed) = packed {
                let kind = file.extension().unwrap_or_default().to_string_lossy().into_owned();
                let sibling = file.with_extension(format!("{kind}.{}", packing.suffix()));
                fs::write(&sibling, packed).map_err(|e| Failure::file(&sibling, &e))?;
            }
        }
    }
    Ok(())
}
