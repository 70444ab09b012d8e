//! Whether something has to be built again: the contents of what goes in and of what came out.
//! Contents, not times: a checkout or a copy of the cache gives every file a new time.

use crate::run::{Failure, Outcome};
use std::fs;
use std::path::{Path, PathBuf};

/// Every file under a folder, or the file itself, sorted; nothing where there is none.
///
/// # Errors
/// Where a folder cannot be read.
pub fn files(at: &Path) -> Outcome<Vec<PathBuf>> {
    if at.is_file() {
        return Ok(vec![at.to_path_buf()]);
    }
    let mut found = Vec::new();
    if at.is_dir() {
        for entry in fs::read_dir(at).map_err(|e| Failure::file(at, &e))? {
            let path = entry.map_err(|e| Failure::file(at, &e))?.path();
            if path.file_name().is_none_or(|name| name != "target" && name != "node_modules") {
                found.extend(files(&path)?);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// One number for the names and contents of everything under `parts` of `root`.
///
/// # Errors
/// Where a file cannot be read.
pub fn of(root: &Path, parts: &[&str]) -> Outcome<u64> {
    let mut whole = Vec::new();
    for part in parts {
        for file in files(&root.join(part))? {
            let bytes = fs::read(&file).map_err(|e| Failure::file(&file, &e))?;
            let name = file.strip_prefix(root).unwrap_or(&file).to_string_lossy().into_owned();
            whole.extend_from_slice(name.as_bytes());
            whole.extend_from_slice(&site::fingerprint(&bytes).to_le_bytes());
        }
    }
    Ok(site::fingerprint(&whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_moved_or_new_file_changes_the_number() {
        let root = std::env::temp_dir().join(format!("xtask-stamp-{}", std::process::id()));
        fs::create_dir_all(root.join("a/b")).unwrap();
        fs::write(root.join("a/b/one"), "1").unwrap();
        let first = of(&root, &["a", "missing"]).unwrap();
        assert_eq!(of(&root, &["a"]).unwrap(), first);

        fs::write(root.join("a/b/one"), "2").unwrap();
        let changed = of(&root, &["a"]).unwrap();
        fs::rename(root.join("a/b/one"), root.join("a/one")).unwrap();
        let moved = of(&root, &["a"]).unwrap();
        fs::write(root.join("a/two"), "").unwrap();
        let more = of(&root, &["a"]).unwrap();
        fs::remove_dir_all(&root).unwrap();
        assert!(first != changed && changed != moved && moved != more);
    }
}
