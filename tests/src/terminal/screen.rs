//! A program on a terminal: what is typed, and what can be read there.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::num::NonZero;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

use crate::trouble::{Outcome, Trouble};

const ROWS: u16 = 40;
const COLUMNS: u16 = 140;
/// How long something on the screen may take. Loaded machines need seconds.
const LIMIT: Duration = Duration::from_secs(30);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(30);

type Seen = Arc<Mutex<vt100::Parser>>;

/// A running program and its terminal. Dropped, the program is gone.
pub struct Screen {
    child: Child,
    keys: File,
    seen: Seen,
}

impl std::fmt::Debug for Screen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text())
    }
}

impl Screen {
    /// Starts a program that makes the terminal its own.
    ///
    /// # Errors
    /// [`Trouble::Io`].
    pub(super) fn start(mut command: Command) -> Outcome<Self> {
        let io = |what: &str| {
            let what = what.to_owned();
            move |error: rustix::io::Errno| Trouble::Io { what, source: error.into() }
        };
        let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).map_err(io("open a terminal"))?;
        grantpt(&ours).and_then(|()| unlockpt(&ours)).map_err(io("use a terminal"))?;
        let size = Winsize { ws_row: ROWS, ws_col: COLUMNS, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&ours, size).map_err(io("size a terminal"))?;
        let name = ptsname(&ours, Vec::new()).map_err(io("name a terminal"))?;
        let theirs = OpenOptions::new()
            .read(true)
            .write(true)
            .open(name.to_string_lossy().as_ref())
            .map_err(Trouble::io("open a terminal's other end"))?;
        let end = || theirs.try_clone().map(Stdio::from).map_err(Trouble::io("share a terminal"));
        command.stdin(end()?).stdout(end()?).stderr(end()?);
        let child = command.spawn().map_err(Trouble::io("start a terminal program"))?;
        let keys = File::from(ours);
        let seen: Seen = Arc::new(Mutex::new(vt100::Parser::new(nonzero(ROWS), nonzero(COLUMNS), 0)));
        let mut output = keys.try_clone().map_err(Trouble::io("share a terminal"))?;
        let shown = Arc::clone(&seen);
        // It ends when the last program has closed its end of the terminal.
        thread::spawn(move || {
            let mut some = [0; 4096];
            while let Ok(read) = output.read(&mut some)
                && read > 0
            {
                shown.lock().unwrap_or_else(PoisonError::into_inner).process(&some[..read]);
            }
        });
        Ok(Self { child, keys, seen })
    }

    /// What can be read now.
    #[must_use]
    pub fn text(&self) -> String {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).screen().contents()
    }

    /// Waits until one of these can be read, and says which.
    ///
    /// # Errors
    /// [`Trouble::Timeout`] or [`Trouble::Ended`] with what is there instead.
    pub fn wait_for_any<'a>(&mut self, parts: &[&'a str]) -> Outcome<&'a str> {
        let start = Instant::now();
        loop {
            // First: what a program wrote last is there when it has ended.
            let ended = self.child.try_wait().ok().flatten();
            if ended.is_some() {
                thread::sleep(PAUSE * 3);
            }
            let text = self.text();
            if let Some(part) = parts.iter().find(|part| text.contains(**part)) {
                return Ok(part);
            }
            if let Some(status) = ended {
                let program = "a terminal program".to_owned();
                return Err(Trouble::Ended { program, status: status.to_string(), output: text });
            }
            if start.elapsed() > LIMIT {
                let what = format!("one of {parts:?} on the screen");
                return Err(Trouble::Timeout { what, after: LIMIT, detail: format!(":\n{text}") });
            }
            thread::sleep(PAUSE);
        }
    }

    /// Waits until this can be read.
    ///
    /// # Errors
    /// As [`Self::wait_for_any`].
    pub fn wait_for(&mut self, part: &str) -> Outcome<()> {
        self.wait_for_any(&[part]).map(drop)
    }

    /// Types; `\r` is the Enter key.
    ///
    /// # Errors
    /// [`Trouble::Io`].
    pub fn keys(&mut self, keys: &str) -> Outcome<()> {
        self.keys.write_all(keys.as_bytes()).map_err(Trouble::io("type"))
    }

    /// Answers a question as soon as it can be read; not at all where the program ends before, or `limit`
    /// passes.
    ///
    /// # Errors
    /// [`Trouble::Io`].
    pub fn answer(&mut self, question: &str, answer: &str, limit: Duration) -> Outcome<()> {
        let start = Instant::now();
        while start.elapsed() <= limit {
            if self.text().contains(question) {
                return self.keys(answer);
            }
            if !matches!(self.child.try_wait(), Ok(None)) {
                return Ok(());
            }
            thread::sleep(PAUSE);
        }
        Ok(())
    }

    /// The exit code, where the program ends within `limit`.
    pub fn end(&mut self, limit: Duration) -> Option<i32> {
        let start = Instant::now();
        while start.elapsed() <= limit {
            if let Ok(Some(status)) = self.child.try_wait() {
                // What it wrote last is still on its way.
                thread::sleep(PAUSE * 3);
                return status.code();
            }
            thread::sleep(PAUSE);
        }
        None
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // Not yet reaped, so the number is still this session's and no other's.
        if let (Ok(None), Some(group)) =
            (self.child.try_wait(), i32::try_from(self.child.id()).ok().and_then(Pid::from_raw))
        {
            let _ = kill_process_group(group, Signal::KILL);
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

fn nonzero(number: u16) -> NonZero<u16> {
    NonZero::new(number).unwrap_or(NonZero::<u16>::MIN)
}
