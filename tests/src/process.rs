//! A program that a test starts: in a process group of its own, with its output in a file, and
//! gone when the test is over, however the test ends.

use std::fs::{self, File};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

use crate::trouble::{Outcome, Trouble};

/// How much of a program's output an error quotes, in bytes.
const QUOTED: usize = 2_000;
/// Between two looks at something that is waited for.
const PAUSE: Duration = Duration::from_millis(50);

/// A running program and its descendants.
#[derive(Debug)]
pub struct Process {
    name: String,
    child: Child,
    log: PathBuf,
}

impl Process {
    /// Starts a program; what it prints goes to `log`.
    ///
    /// # Errors
    /// [`Trouble::Io`] where the log cannot be written or the program cannot be started.
    pub fn start(mut command: Command, log: &Path) -> Outcome<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        let open = || File::options().create(true).append(true).open(log);
        let out = open().map_err(Trouble::io(format!("write {}", log.display())))?;
        let err = open().map_err(Trouble::io(format!("write {}", log.display())))?;
        let child = command
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(err)
            .process_group(0)
            .spawn()
            .map_err(Trouble::io(format!("start {name}")))?;
        Ok(Self { name, child, log: log.to_owned() })
    }

    /// Calls `look` until it finds something, the program ends, or `limit` has passed.
    ///
    /// # Errors
    /// [`Trouble::Ended`] or [`Trouble::Timeout`], both with the end of the program's output.
    pub fn wait_for<T>(
        &mut self,
        what: &str,
        limit: Duration,
        mut look: impl FnMut() -> Option<T>,
    ) -> Outcome<T> {
        let start = Instant::now();
        loop {
            if let Some(found) = look() {
                return Ok(found);
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(Trouble::Ended {
                    program: self.name.clone(),
                    status: status.to_string(),
                    output: self.output_end(),
                });
            }
            if start.elapsed() > limit {
                let detail = format!("; the end of the output of {}:\n{}", self.name, self.output_end());
                return Err(Trouble::Timeout { what: what.to_owned(), after: limit, detail });
            }
            thread::sleep(PAUSE);
        }
    }

    /// Waits until the program has ended by itself.
    ///
    /// # Errors
    /// [`Trouble::Timeout`] where it has not after `limit`.
    pub fn wait_end(&mut self, limit: Duration) -> Outcome<ExitStatus> {
        let start = Instant::now();
        while start.elapsed() <= limit {
            match self.child.try_wait() {
                Ok(Some(status)) => return Ok(status),
                Ok(None) => thread::sleep(PAUSE),
                Err(source) => return Err(Trouble::Io { what: format!("wait for {}", self.name), source }),
            }
        }
        let detail = format!("; the end of its output:\n{}", self.output_end());
        Err(Trouble::Timeout { what: format!("the end of {}", self.name), after: limit, detail })
    }

    /// The number of its process group.
    #[must_use]
    pub fn group(&self) -> u32 {
        self.child.id()
    }

    /// The end of what the program has printed.
    #[must_use]
    pub fn output_end(&self) -> String {
        let bytes = fs::read(&self.log).unwrap_or_default();
        String::from_utf8_lossy(&bytes[bytes.len().saturating_sub(QUOTED)..]).into_owned()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Not yet reaped, so the number still belongs to this group and to no other.
        if let (Ok(None), Some(group)) =
            (self.child.try_wait(), i32::try_from(self.child.id()).ok().and_then(Pid::from_raw))
        {
            let _ = kill_process_group(group, Signal::KILL);
            let _ = self.child.wait();
        }
    }
}
