//! A provider's folder, and who may read what in it.

use std::fs::{self, File, Permissions};
use std::io::Read;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::trouble::{Outcome, Trouble};

/// How much of a log is quoted, in bytes.
const QUOTED: usize = 4_000;

/// The folder. It goes with the value.
#[derive(Debug)]
pub struct Place {
    folder: TempDir,
    roots: PathBuf,
}

impl Place {
    /// Makes it.
    ///
    /// # Errors
    /// [`Trouble::Io`].
    pub fn make() -> Outcome<Self> {
        // Not TMPDIR, which may be long: the name of a Unix socket has at most 107 bytes.
        let folder = tempfile::Builder::new()
            .prefix("provider-")
            .tempdir_in("/tmp")
            .map_err(Trouble::io("make a folder in /tmp"))?;
        // The servers' users must get through to what is theirs, and see nothing else.
        set_mode(folder.path(), 0o711)?;
        let roots = folder.path().join("roots.pem");
        Ok(Self { folder, roots })
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The trusted authority, for clients.
    pub fn roots(&self) -> &Path {
        &self.roots
    }

    /// The servers' certificate and the one between it and the root.
    pub fn chain(&self) -> PathBuf {
        self.path("chain.pem")
    }

    /// The certificate's key.
    pub fn key(&self) -> PathBuf {
        self.path("key.pem")
    }

    /// The socket at which Dovecot checks sign-ins for Postfix.
    pub fn sasl(&self) -> PathBuf {
        self.path("sasl")
    }

    /// The socket at which Dovecot takes mail.
    pub fn lmtp(&self) -> PathBuf {
        self.path("lmtp")
    }

    /// The mail user's home.
    pub fn home(&self) -> PathBuf {
        self.path("home")
    }

    /// Where Dovecot writes what happens.
    pub fn dovecot_log(&self) -> PathBuf {
        self.path("dovecot.log")
    }

    /// Where Postfix does.
    pub fn postfix_log(&self) -> PathBuf {
        self.path("postfix.log")
    }

    /// Writes a file that root alone may read.
    ///
    /// # Errors
    /// [`Trouble::Io`].
    pub fn write(&self, path: &Path, text: &str) -> Outcome<()> {
        fs::write(path, "")
            .and_then(|()| fs::set_permissions(path, Permissions::from_mode(0o600)))
            .and_then(|()| fs::write(path, text))
            .map_err(Trouble::io(format!("write {}", path.display())))
    }

    /// The ends of both logs.
    pub fn logs(&self) -> String {
        let end = |path: PathBuf| {
            let bytes = fs::read(&path).unwrap_or_default();
            let end = String::from_utf8_lossy(&bytes[bytes.len().saturating_sub(QUOTED)..]).into_owned();
            format!("the end of {}:\n{end}", path.display())
        };
        format!("{}\n{}", end(self.dovecot_log()), end(self.postfix_log()))
    }

    /// Where the logs stay after a failure.
    pub fn kept_logs(&self) -> PathBuf {
        let name = self.folder.path().file_name().unwrap_or_default().to_string_lossy();
        std::env::temp_dir().join(format!("{name}-logs"))
    }

    /// Copies the logs to where they stay, and says so with their ends on standard error.
    pub fn keep_logs(&self) {
        eprintln!("{}", self.logs());
        let kept = self.kept_logs();
        if fs::create_dir(&kept).is_err() {
            return;
        }
        for log in [self.dovecot_log(), self.postfix_log()] {
            if let Some(name) = log.file_name() {
                let _ = fs::copy(&log, kept.join(name));
            }
        }
        eprintln!("The provider's logs are kept in {}.", kept.display());
    }
}

/// Sets a file's permissions.
///
/// # Errors
/// [`Trouble::Io`].
pub fn set_mode(path: &Path, mode: u32) -> Outcome<()> {
    fs::set_permissions(path, Permissions::from_mode(mode))
        .map_err(Trouble::io(format!("set the permissions of {}", path.display())))
}

/// Makes a folder for a user of the system, and the folders above it for root.
///
/// # Errors
/// [`Trouble::Io`].
pub fn folder(path: &Path, owner: (u32, u32), mode: u32) -> Outcome<()> {
    fs::create_dir_all(path).map_err(Trouble::io(format!("make {}", path.display())))?;
    give(path, owner)?;
    set_mode(path, mode)
}

/// Gives a file to a user of the system.
///
/// # Errors
/// [`Trouble::Io`].
pub fn give(path: &Path, (user, group): (u32, u32)) -> Outcome<()> {
    chown(path, Some(user), Some(group)).map_err(Trouble::io(format!("give away {}", path.display())))
}

/// The numbers of a user of the system and of its group.
///
/// # Errors
/// [`Trouble::Unexpected`] where there is none of this name.
pub fn user(name: &str) -> Outcome<(u32, u32)> {
    let line = line_of("/etc/passwd", name)?;
    let mut numbers = line.split(':').skip(2).map_while(|field| field.parse().ok());
    numbers
        .next()
        .zip(numbers.next())
        .ok_or(Trouble::Unexpected { what: "/etc/passwd".to_owned(), found: line })
}

/// The number of a group of the system.
///
/// # Errors
/// [`Trouble::Unexpected`] where there is none of this name.
pub fn group(name: &str) -> Outcome<u32> {
    let line = line_of("/etc/group", name)?;
    let number = line.split(':').nth(2).and_then(|field| field.parse().ok());
    number.ok_or(Trouble::Unexpected { what: "/etc/group".to_owned(), found: line })
}

fn line_of(file: &str, name: &str) -> Outcome<String> {
    let text = fs::read_to_string(file).map_err(Trouble::io(format!("read {file}")))?;
    let found = text.lines().find(|line| line.split(':').next() == Some(name));
    found
        .map(str::to_owned)
        .ok_or_else(|| Trouble::Unexpected { what: file.to_owned(), found: format!("no line for {name}") })
}

/// Bytes that nobody can guess.
///
/// # Errors
/// [`Trouble::Io`].
pub fn random_bytes<const N: usize>() -> Outcome<[u8; N]> {
    let mut bytes = [0; N];
    File::open("/dev/urandom")
        .and_then(|mut source| source.read_exact(&mut bytes))
        .map_err(Trouble::io("read /dev/urandom"))?;
    Ok(bytes)
}

/// A password that nobody can guess: 32 letters and digits.
///
/// # Errors
/// [`Trouble::Io`].
pub fn random_word() -> Outcome<String> {
    Ok(random_bytes::<16>()?.iter().map(|byte| format!("{byte:02x}")).collect())
}
