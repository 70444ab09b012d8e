//! Puts a profile into a built page's folder, in place.
//!
//! Everything is made and checked before the first file is touched. Then all new files are written
//! beside the old ones under other names, and at the end each takes its place, `index.html` last. Where
//! that fails, what has been replaced is put back, and the old page is whole.

use crate::compile::{MANIFEST, Manifest, compile};
use crate::pack::Packing;
use crate::{ApplyError, Data, apply};
use engine::Profile;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The ending of a new file before it takes its place. No web server gives out what begins with a dot.
const NEW: &str = ".mail-setup-new";

/// The start page: it goes last, because it is what leads to everything else.
const INDEX: &str = "index.html";

/// What was done to a page's folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Applied {
    /// The files that are new or other than before, in the order of their paths; a compressed variant
    /// counts as a file of its own.
    pub written: Vec<String>,
    /// Compressed variants that no longer fitted and have no successor.
    pub removed: Vec<String>,
    /// How many files of the profile were already as they should be.
    pub same: usize,
}

/// Why a profile cannot be put into a folder. But for [`PutError::Half`] the folder is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum PutError {
    /// A file of the page cannot be read.
    #[error("{file} cannot be read: {source}")]
    Read {
        /// Its name.
        file: String,
        /// Why.
        source: io::Error,
    },
    /// A file of the page cannot be written.
    #[error("{file} cannot be written: {source}; the page is as it was before")]
    Write {
        /// Its name.
        file: String,
        /// Why.
        source: io::Error,
    },
    /// A file of the page cannot be written, and neither could those be put back that were written before.
    #[error(
        "{file} cannot be written: {source}; files before it hold the new profile and could not be put back: \
         run the command again when the folder can be written"
    )]
    Half {
        /// Its name.
        file: String,
        /// Why.
        source: io::Error,
    },
    /// The folder holds no page of this project.
    #[error("{folder}: {source}")]
    Apply {
        /// The folder.
        folder: String,
        /// Why.
        source: ApplyError,
    },
    /// The page was made from other cards and texts than this program: its static pages would be lost or
    /// keep the old provider.
    #[error(
        "{folder} was built from another version of this project ({file}); use the mail-setup of that version"
    )]
    OtherVersion {
        /// The folder.
        folder: String,
        /// The file that shows it.
        file: String,
    },
}

/// One change to make: a file's new bytes, or none where it is to go.
struct Change {
    path: String,
    bytes: Option<Vec<u8>>,
}

/// Puts `profile` into the built page in `folder`, with compressed variants where the page has some.
/// Doing it again changes nothing, and putting the first profile back gives the first files.
///
/// # Errors
/// [`PutError`]; the old page is still there then.
pub fn put(folder: &Path, profile: &Profile, data: &Data) -> Result<Applied, PutError> {
    let text = |name: &str| {
        let file = folder.join(name);
        fs::read_to_string(&file)
            .map_err(|source| PutError::Read { file: file.display().to_string(), source })
    };
    let (index, manifest) = (text(INDEX)?, text(&format!("data/{MANIFEST}"))?);
    let refused = |source: ApplyError| PutError::Apply { folder: folder.display().to_string(), source };
    let made = apply(&index, &manifest, profile, data).map_err(refused)?;
    same_version(folder, &manifest, &made, data)?;

    let suffixes: Vec<Packing> = Packing::ALL
        .into_iter()
        .filter(|packing| folder.join(format!("{INDEX}.{}", packing.suffix())).exists())
        .collect();
    let (mut changes, mut same) = (Vec::new(), 0);
    for (path, bytes) in made {
        let before = changes.len();
        for packing in Packing::ALL {
            let sibling = format!("{path}.{}", packing.suffix());
            let wanted = match suffixes.contains(&packing) {
                true => packing.sibling(Path::new(&path), &bytes).map_err(|source| PutError::Write {
                    file: folder.join(&sibling).display().to_string(),
                    source,
                })?,
                false => None,
            };
            change(folder, sibling, wanted, &mut changes)?;
        }
        change(folder, path, Some(bytes), &mut changes)?;
        same += usize::from(changes.len() == before);
    }
    // With its compressed variants, which is what browsers get.
    let last = |change: &Change| change.path.starts_with(INDEX);
    changes.sort_by(|a, b| (last(a), &a.path).cmp(&(last(b), &b.path)));
    write(folder, &changes)?;

    let (written, removed): (Vec<_>, Vec<_>) = changes.into_iter().partition(|change| change.bytes.is_some());
    let mut written: Vec<_> = written.into_iter().map(|change| change.path).collect();
    written.sort();
    Ok(Applied { written, removed: removed.into_iter().map(|change| change.path).collect(), same })
}

/// Notes what has to happen for `path` to hold `wanted`.
fn change(
    folder: &Path,
    path: String,
    wanted: Option<Vec<u8>>,
    changes: &mut Vec<Change>,
) -> Result<(), PutError> {
    let there = read(&folder.join(&path))?;
    if there != wanted {
        changes.push(Change { path, bytes: wanted });
    }
    Ok(())
}

fn read(file: &Path) -> Result<Option<Vec<u8>>, PutError> {
    match fs::read(file) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(PutError::Read { file: file.display().to_string(), source }),
    }
}

/// The compiled texts and cards are named by their content: the page must have the ones of this
/// program, and no static page that this program does not make.
fn same_version(
    folder: &Path,
    manifest: &str,
    made: &[(String, Vec<u8>)],
    data: &Data,
) -> Result<(), PutError> {
    let refused = |source: ApplyError| PutError::Apply { folder: folder.display().to_string(), source };
    let other = |file: String| PutError::OtherVersion { folder: folder.display().to_string(), file };
    let manifest: Manifest = serde_json::from_str(manifest).map_err(|e| refused(e.into()))?;
    let ours = compile(data, Manifest::new()).map_err(|e| refused(e.into()))?;
    let named: BTreeSet<&str> = manifest.values().map(String::as_str).collect();
    // The index names the modules too, which a program does not know; the others are not in the list.
    let listed =
        |file: &str| !file.starts_with("index-") && file != MANIFEST && file != crate::data::SCHEMA_FILE;
    if let Some((file, _)) = ours.iter().find(|(file, _)| listed(file) && !named.contains(file.as_str())) {
        return Err(other(format!("data/{file} is not in it")));
    }
    let pages: BTreeSet<&str> = made.iter().map(|(path, _)| path.as_str()).collect();
    for lang in engine::Lang::ALL {
        let place = format!("steps/{}", lang.code());
        let Ok(entries) = fs::read_dir(folder.join(&place)) else { continue };
        for entry in entries.flatten() {
            let path = format!("{place}/{}", entry.file_name().to_string_lossy());
            let plain = Packing::ALL.into_iter().fold(path.as_str(), |path, packing| {
                path.strip_suffix(packing.suffix()).and_then(|path| path.strip_suffix('.')).unwrap_or(path)
            });
            if plain.ends_with(".html") && !pages.contains(plain) {
                return Err(other(format!("{path} is not one of its pages")));
            }
        }
    }
    Ok(())
}

/// Writes everything, or nothing.
fn write(folder: &Path, changes: &[Change]) -> Result<(), PutError> {
    let mut waiting = Vec::new();
    let written = changes.iter().try_for_each(|change| {
        let Some(bytes) = &change.bytes else { return Ok(()) };
        let file = folder.join(&change.path);
        let new = beside(&file);
        waiting.push(new.clone());
        let parent = file.parent().unwrap_or(folder);
        fs::create_dir_all(parent)
            .and_then(|()| write_new(&new, &file, bytes))
            .map_err(|source| PutError::Write { file: file.display().to_string(), source })
    });
    let replaced = written.and_then(|()| replace(folder, changes));
    if replaced.is_err() {
        for new in waiting {
            // What cannot be taken away does no harm: nothing leads to it.
            let _ = fs::remove_file(new);
        }
    }
    replaced
}

/// With the old file's permissions, and on the disk before it takes the old one's place.
fn write_new(new: &Path, old: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs::File::create(new)?;
    io::Write::write_all(&mut file, bytes)?;
    if let Ok(about) = fs::metadata(old) {
        file.set_permissions(about.permissions())?;
    }
    file.sync_all()
}

fn replace(folder: &Path, changes: &[Change]) -> Result<(), PutError> {
    let mut done: Vec<(PathBuf, Option<Vec<u8>>)> = Vec::new();
    for change in changes {
        let file = folder.join(&change.path);
        let old = fs::read(&file).ok();
        let result = match change.bytes {
            Some(_) => fs::rename(beside(&file), &file),
            None => fs::remove_file(&file),
        };
        if let Err(source) = result {
            let back = |(file, old): (PathBuf, Option<Vec<u8>>)| match old {
                Some(bytes) => fs::write(&file, bytes),
                None => fs::remove_file(&file),
            };
            // All of them, whatever becomes of one.
            let stuck = done.into_iter().rev().map(back).filter(io::Result::is_err).count();
            let file = file.display().to_string();
            return Err(match stuck {
                0 => PutError::Write { file, source },
                _ => PutError::Half { file, source },
            });
        }
        done.push((file, old));
    }
    Ok(())
}

/// The name of a new file beside the old one.
fn beside(file: &Path) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!(".{name}{NEW}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use super::*;

    #[test]
    fn where_a_file_cannot_take_its_place_the_ones_before_it_are_put_back() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for (name, text) in
            [("a", "old"), (".a.mail-setup-new", "new"), (".b.mail-setup-new", "new"), ("c", "old")]
        {
            fs::write(at(name), text).unwrap();
        }
        let change = |path: &str, bytes: Option<&str>| Change {
            path: path.to_owned(),
            bytes: bytes.map(|text| text.as_bytes().to_vec()),
        };
        // There is nothing to put in the place of the last one.
        let changes =
            [change("a", Some("new")), change("b", Some("new")), change("c", None), change("d", Some("new"))];
        let refused = replace(folder.path(), &changes).unwrap_err();
        assert!(matches!(&refused, PutError::Write { file, .. } if *file == at("d").display().to_string()));
        assert_eq!(fs::read_to_string(at("a")).unwrap(), "old");
        assert_eq!(fs::read_to_string(at("c")).unwrap(), "old");
        assert!(!at("b").exists());
        // With it, everything is done.
        for name in [".a.mail-setup-new", ".b.mail-setup-new", ".d.mail-setup-new"] {
            fs::write(at(name), "new").unwrap();
        }
        replace(folder.path(), &changes).unwrap();
        assert_eq!(fs::read_to_string(at("b")).unwrap(), "new");
        assert!(!at("c").exists() && at("d").exists());
    }
}
