//! What the tests have proven of files: from their notes into `data/proven.json`, which the page's
//! "Tested with" comes from, and `docs/proven.md`. In CI the two are judged instead.

use crate::project;
use crate::run::{Failure, Outcome, say};
use site::proven::{self, Proof};
use std::fs;
use std::path::{Path, PathBuf};

/// An empty folder for the tests' notes.
///
/// # Errors
/// Where it cannot be made.
pub fn folder() -> Outcome<PathBuf> {
    let folder = project::root()?.join("target/proven");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|e| Failure::file(&folder, &e))?;
    }
    fs::create_dir_all(&folder).map_err(|e| Failure::file(&folder, &e))?;
    Ok(folder)
}

/// Writes what was noted in `folder`; in CI compares it with what stands there.
///
/// # Errors
/// In CI, where something is no longer proven, or is and does not stand there.
pub fn judge(folder: &Path) -> Outcome<()> {
    let root = project::root()?;
    let (data, docs) = (root.join("data/proven.json"), root.join("docs/proven.md"));
    if let Ok(why) = fs::read_to_string(folder.join("skipped.txt")) {
        say(format_args!(
            "Left as they are, since a test was skipped: docs/proven.md, data/proven.json ({why})."
        ));
        return Ok(());
    }
    let new = noted(folder)?;
    let old = match fs::read_to_string(&data) {
        Ok(text) => proven::read(&text).map_err(|e| Failure::new(format!("data/proven.json: {e}")))?,
        Err(_) => Vec::new(),
    };
    let [gone, more] = proven::differences(&old, &new);
    say(format_args!("{} proofs, {} of them new, {} gone.", new.len(), more.len(), gone.len()));
    for (word, proof) in gone.iter().map(|one| ("gone", one)).chain(more.iter().map(|one| ("new", one))) {
        say(format_args!(
            "{word}: {} by {}, {:?}, {} ({:?})",
            proof.format.as_str(),
            proof.program,
            proof.outgoing,
            proof.how,
            proof.means
        ));
    }
    if project::in_ci() {
        if !gone.is_empty() || !more.is_empty() {
            return Err(Failure::new(
                "docs/proven.md does not say what this run has proven: run cargo xtask test.",
            ));
        }
        let told = fs::read_to_string(&docs).unwrap_or_default();
        return if told == proven::table(&old) {
            Ok(())
        } else {
            Err(Failure::new("docs/proven.md is not made of data/proven.json: run cargo xtask test."))
        };
    }
    for (file, text) in [(&data, proven::write(&new)), (&docs, proven::table(&new))] {
        if fs::read_to_string(file).ok().as_ref() != Some(&text) {
            fs::write(file, text).map_err(|e| Failure::file(file, &e))?;
            say(format_args!("{} is written anew: commit it.", file.display()));
        }
    }
    Ok(())
}

fn noted(folder: &Path) -> Outcome<Vec<Proof>> {
    let mut proofs = Vec::new();
    for entry in fs::read_dir(folder).map_err(|e| Failure::file(folder, &e))? {
        let file = entry.map_err(|e| Failure::file(folder, &e))?.path();
        let text = fs::read_to_string(&file).map_err(|e| Failure::file(&file, &e))?;
        let one = proven::read(&format!("[{text}]"));
        proofs.extend(one.map_err(|e| Failure::new(format!("{}: {e}", file.display())))?);
    }
    proofs.sort();
    Ok(proofs)
}
