//! Programs that read a file and say what they think of it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use engine::{Account, Format};
use site::Means;
use tempfile::TempDir;
use testkit::proven;
use testkit::skip::Program;

/// A folder for the files of one test.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

pub fn run<S: AsRef<std::ffi::OsStr>>(program: Program, arguments: &[S]) -> Output {
    Command::new(program.path().unwrap()).args(arguments).output().unwrap()
}

/// What it printed; a panic with what it complained of where it was not content.
#[track_caller]
pub fn content<S: AsRef<std::ffi::OsStr>>(program: Program, arguments: &[S]) -> String {
    let output = run(program, arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}", program.name);
    String::from_utf8(output.stdout).unwrap()
}

/// The version that it says.
pub fn version(program: Program) -> String {
    let said = program.version("--version").unwrap_or_else(|| panic!("{program:?} does not say its version"));
    // libxml2 writes 2.9.14 as one number.
    match said.parse::<u32>() {
        Ok(number) => format!("{}.{}.{}", number / 10_000, number / 100 % 100, number % 100),
        Err(_) => said,
    }
}

/// Notes that it read the file and that everything in it was as the format's facts say.
pub fn checked(format: Format, account: &Account, name: &str, program: Program, how: &str) {
    proven::note(format, account, name, &version(program), Means::Checked, how);
}

/// Notes that it took the file's form, or read the very same text out of it.
pub fn formed(format: Format, account: &Account, name: &str, program: Program, how: &str) {
    proven::note(format, account, name, &version(program), Means::Formed, how);
}

/// A file of this folder of the tests.
pub fn schema(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("clients/schemas").join(name)
}
