//! Running other programs, and saying in one sentence what failed.

use std::fmt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{io, thread};

/// Why a command of xtask stopped: one plain sentence for the person at the terminal.
#[derive(Debug)]
pub struct Failure(String);

/// What every step gives back.
pub type Outcome<T> = Result<T, Failure>;

impl Failure {
    /// A failure that says `sentence`.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// What the system said about a file or folder.
    pub fn file(path: &Path, problem: &io::Error) -> Self {
        Self(format!("{}: {problem}.", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Says what is happening; on the same stream as the output of the tools.
pub fn say(line: impl fmt::Display) {
    eprintln!("{line}");
}

/// `cargo` in the project's folder, never waiting for a keyboard.
pub fn cargo<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Outcome<Command> {
    let mut command = Command::new("cargo");
    command.current_dir(crate::project::root()?).args(arguments).stdin(Stdio::null());
    Ok(command)
}

/// Runs to the end; its output goes to the terminal.
///
/// # Errors
/// "`what` failed" with the command, where it cannot start or ends badly.
pub fn run(command: &mut Command, what: &str) -> Outcome<()> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure(format!("{what} failed ({status}): {}", shown(command)))),
        Err(problem) => Err(Failure(format!("{what} cannot start: {}: {problem}", shown(command)))),
    }
}

/// Runs to the end, but no longer than `limit`; its output goes to the terminal.
///
/// # Errors
/// As [`run`], and where the time is over.
pub fn run_within(command: &mut Command, what: &str, limit: Duration) -> Outcome<()> {
    let cannot = |problem: io::Error| Failure(format!("{what} cannot run: {problem}."));
    let mut child = command.spawn().map_err(cannot)?;
    let started = Instant::now();
    loop {
        match child.try_wait().map_err(cannot)? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => return Err(Failure(format!("{what} failed ({status}): {}", shown(command)))),
            None if started.elapsed() > limit => {
                child.kill().and_then(|()| child.wait()).map_err(cannot)?;
                return Err(Failure(format!("{what} was stopped after {} s.", limit.as_secs())));
            }
            None => thread::sleep(Duration::from_millis(50)),
        }
    }
}

/// What a program prints on its standard output; `None` where it is missing or fails.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_step_and_command() {
        let failure = run(Command::new("cargo").arg("no-such-command").stderr(Stdio::null()), "A step");
        let sentence = failure.unwrap_err().to_string();
        assert!(sentence.starts_with("A step failed"), "{sentence}");
        assert!(sentence.ends_with("cargo no-such-command"), "{sentence}");
    }

    #[test]
    fn a_program_that_hangs_is_stopped() {
        // It waits for its standard input, which stays open.
        let mut waiting = Command::new(std::env::current_exe().unwrap());
        waiting
            .args(["--ignored", "--exact", "run::tests::waits"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null());
        let failure = run_within(&mut waiting, "Waiting", Duration::from_millis(200)).unwrap_err();
        assert_eq!(failure.to_string(), "Waiting was stopped after 0 s.");
    }

    #[test]
    #[ignore = "started by the test above"]
    fn waits() {
        thread::sleep(Duration::from_secs(30));
    }
}
