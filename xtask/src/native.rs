//! The native tests: everything but the page. One build for lints, tests and browser tests, with
//! the same packages and features each time, because cargo builds dependencies anew for every
//! other set. So the test programs are built once and started from here, package by package.

use crate::run::{Failure, Outcome, cargo, run, run_within, say};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// The packages and features of every native step. The page is a program for browsers only.
pub const SET: [&str; 5] = ["--workspace", "--exclude", "page", "--features", "engine/load,engine/export"];

/// How long one test program may run before it counts as hanging.
const LIMIT: Duration = Duration::from_secs(20 * 60);

/// A test program that cargo has built.
#[derive(Debug, PartialEq)]
pub struct Program {
    package: PathBuf,
    target: String,
    file: PathBuf,
}

impl Program {
    /// Whether it starts browsers, mail programs or both: the package in `tests/`.
    pub fn is_testkit(&self, root: &Path) -> bool {
        self.package.starts_with(root.join("tests"))
    }
}

/// Builds every native test program.
///
/// # Errors
/// Where one does not compile.
pub fn build() -> Outcome<Vec<Program>> {
    let arguments = ["test", "--no-run", "--locked", "--message-format", "json-render-diagnostics"];
    let mut command = cargo(arguments.into_iter().chain(SET))?;
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|e| Failure::new(format!("cargo cannot start: {e}.")))?;
    if !output.status.success() {
        return Err(Failure::new("The tests do not compile."));
    }
    Ok(String::from_utf8_lossy(&output.stdout).lines().filter_map(program).collect())
}

/// Runs test programs one after the other, all of them, each in its package's folder.
///
/// # Errors
/// The names of those that failed.
pub fn run_all<'a>(
    programs: impl Iterator<Item = &'a Program>,
    environment: &[(&str, PathBuf)],
) -> Outcome<()> {
    let mut failed = Vec::new();
    for program in programs {
        let name = program.package.file_name().unwrap_or_default().to_string_lossy();
        say(format_args!("\n{name}: {}", program.target));
        let mut command = Command::new(&program.file);
        command
            .current_dir(&program.package)
            .env("CARGO_MANIFEST_DIR", &program.package)
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null());
        if let Err(problem) = run_within(&mut command, &program.target, LIMIT) {
            say(problem);
            failed.push(format!("{name}/{}", program.target));
        }
    }
    if failed.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("failed: {}", failed.join(", "))))
}

/// Runs the examples in doc comments.
///
/// # Errors
/// Where one fails.
pub fn doc_tests() -> Outcome<()> {
    run(
        &mut cargo(["test", "--doc", "--locked", "--quiet"].into_iter().chain(SET))?,
        "The examples in the docs",
    )
}

/// The test program of one line of cargo's messages.
fn program(line: &str) -> Option<Program> {
    let message: Value = serde_json::from_str(line).ok()?;
    let is_test = message.get("profile")?.get("test")?.as_bool()?;
    let file = PathBuf::from(message.get("executable")?.as_str()?);
    let package = Path::new(message.get("manifest_path")?.as_str()?).parent()?.to_path_buf();
    let target = message.get("target")?.get("name")?.as_str()?.to_owned();
    is_test.then_some(Program { package, target, file })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_programs_are_picked_from_cargos_messages() {
        let line = |test: bool| {
            format!(
                r#"{{"reason":"compiler-artifact","manifest_path":"/p/tests/Cargo.toml","target":{{"name":"journeys"}},"profile":{{"test":{test}}},"executable":"/t/journeys-1"}}"#
            )
        };
        let found = program(&line(true)).unwrap();
        assert_eq!((found.target.as_str(), found.file.as_path()), ("journeys", Path::new("/t/journeys-1")));
        assert!(found.is_testkit(Path::new("/p")) && !found.is_testkit(Path::new("/q")));
        assert_eq!(program(&line(false)), None);
        assert_eq!(program(r#"{"reason":"build-finished","success":true}"#), None);
    }
}
