//! Network namespaces: a machine's network without a machine. Their names have this process's
//! number in them, so several measurements do not meet.

use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};
use std::fs::{self, File};
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use testkit::{Outcome, Trouble};

const PREFIX: &str = "bench-probe-";

/// One namespace, with its own loopback. Dropped, it goes.
pub struct Namespace {
    name: String,
}

impl Namespace {
    /// Makes one.
    ///
    /// # Errors
    /// What `ip` says: not root, most likely.
    pub fn make(label: &str) -> Outcome<Self> {
        let name = format!("{PREFIX}{}-{label}", std::process::id());
        ip(&["netns", "add", &name])?;
        let made = Self { name };
        made.ip(&["link", "set", "lo", "up"])?;
        Ok(made)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// `ip` in it.
    ///
    /// # Errors
    /// What `ip` says.
    pub fn ip(&self, words: &[&str]) -> Outcome<()> {
        ip(&[&["-n", &self.name], words].concat())
    }

    /// Puts a file in place of one in `/etc`, for [`Self::command`].
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn etc(&self, name: &str, text: &str) -> Outcome<()> {
        let folder = etc(&self.name);
        fs::create_dir_all(&folder)
            .and_then(|()| fs::write(folder.join(name), text))
            .map_err(Trouble::io(format!("write {name} in {}", folder.display())))
    }

    /// A program in it, with its files of `/etc`. The process is the program's own.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new("ip");
        command.args(["netns", "exec", &self.name]).arg(program);
        command
    }

    /// Does something in it, on a thread of its own; threads and programs that it starts are in it too.
    ///
    /// # Errors
    /// Its own, or where the namespace cannot be entered.
    pub fn inside<T: Send>(&self, work: impl FnOnce() -> Outcome<T> + Send) -> Outcome<T> {
        thread::scope(|scope| {
            let done = scope.spawn(|| self.enter().and_then(|()| work())).join();
            done.unwrap_or_else(|_| Err(panicked()))
        })
    }

    /// Moves the calling thread into it, for good.
    ///
    /// # Errors
    /// What the system says.
    pub fn enter(&self) -> Outcome<()> {
        let path = format!("/run/netns/{}", self.name);
        let file = File::open(&path).map_err(Trouble::io(format!("open {path}")))?;
        move_into_link_name_space(file.as_fd(), Some(LinkNameSpaceType::Network))
            .map_err(|error| Trouble::io(format!("enter {path}"))(error.into()))
    }
}

impl Drop for Namespace {
    fn drop(&mut self) {
        remove(&self.name);
    }
}

/// What a thread's panic comes to.
pub fn panicked() -> Trouble {
    Trouble::Unexpected { what: "the end of a thread".to_owned(), found: "a panic".to_owned() }
}

/// Runs a program to its end; its output counts only where it fails.
///
/// # Errors
/// [`Trouble::Refused`] with what it said.
pub fn run(program: &'static str, words: &[&str]) -> Outcome<()> {
    let output = Command::new(program)
        .args(words)
        .stdin(Stdio::null())
        .output()
        .map_err(Trouble::io(format!("start {program}")))?;
    if output.status.success() {
        return Ok(());
    }
    let message = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(Trouble::Refused { program, command: words.join(" "), message })
}

fn ip(words: &[&str]) -> Outcome<()> {
    run("ip", words)
}

fn etc(name: &str) -> PathBuf {
    Path::new("/etc/netns").join(name)
}

fn remove(name: &str) {
    let _ = ip(&["netns", "del", name]);
    let _ = fs::remove_dir_all(etc(name));
    // Only where it is empty, which is how it is without us.
    let _ = fs::remove_dir("/etc/netns");
}

/// Removes what measurements left that were killed: namespaces that carry the number of a process
/// that is gone, and whatever still runs in them.
pub fn sweep() {
    let number = |text: &str| text.parse().ok().and_then(Pid::from_raw);
    for entry in fs::read_dir("/run/netns").into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let owner = name.strip_prefix(PREFIX).and_then(|rest| rest.split('-').next()).and_then(number);
        if owner.is_none_or(|owner| test_kill_process(owner).is_ok()) {
            continue;
        }
        if let Ok(inside) = Command::new("ip").args(["netns", "pids", &name]).output() {
            for process in String::from_utf8_lossy(&inside.stdout).lines().filter_map(number) {
                let _ = kill_process(process, Signal::KILL);
            }
        }
        remove(&name);
    }
}
