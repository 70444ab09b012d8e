//! What was proven of a file by a program that is not ours, noted for `docs/proven.md`.
//!
//! `cargo xtask test` names a folder in `MAIL_SETUP_PROVEN`, and makes the table of what lies there
//! when all tests are over. Without it nothing is noted. A note comes after all that it says has been
//! seen.

use std::path::Path;
use std::{env, fs};

use engine::{Account, Format};
use site::{Means, Proof, fingerprint};

/// Notes that `program`, in the version that it says, took the file of `format` for `account`. `how`
/// says how the file was given to it, in a few English words.
///
/// # Panics
/// Where the note cannot be written.
pub fn note(format: Format, account: &Account, program: &str, version: &str, means: Means, how: &str) {
    let Some(folder) = env::var_os("MAIL_SETUP_PROVEN") else { return };
    let proof = Proof {
        format,
        program: program.to_owned(),
        version: version.to_owned(),
        // What only fetches has no outgoing server in its file.
        outgoing: (means != Means::Fetched).then(|| account.outgoing().security),
        means,
        how: how.to_owned(),
    };
    let text = serde_json::to_string(&proof).unwrap_or_default();
    let file = Path::new(&folder).join(format!("{:016x}.json", fingerprint(text.as_bytes())));
    let written = fs::create_dir_all(&folder).and_then(|()| fs::write(&file, text));
    assert!(written.is_ok(), "{} cannot be written: {written:?}", file.display());
}

/// Notes that a test was skipped: what the others prove is then not all, and no table is made of it.
pub(crate) fn note_skip(why: &str) {
    if let Some(folder) = env::var_os("MAIL_SETUP_PROVEN") {
        let _ = fs::create_dir_all(&folder);
        let _ = fs::write(Path::new(&folder).join("skipped.txt"), why);
    }
}
