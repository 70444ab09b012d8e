//! A person's home, and the world that programs see from it.

use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::OPENSSL;
use super::screen::Screen;
use crate::provider::Provider;
use crate::skip::Program;
use crate::trouble::{Outcome, Trouble};

/// Makes the world, then becomes the program, as the first of a session of its own whose terminal is
/// standard input: passwords are asked for on the terminal itself.
const ENTER: &str =
    r#"mount --bind "$1" /etc/hosts && mount --bind "$2" /etc/ssl/certs && shift 2 && exec "$@""#;

/// Whom programs trust.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trust {
    /// The provider's authority.
    Provider,
    /// Another one, which the provider has nothing to do with.
    Stranger,
}

/// A home with files of a person's. Dropped, it is gone, and what was started in it has ended.
#[derive(Debug)]
pub struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    /// An empty home from which the provider can be reached by name.
    ///
    /// # Errors
    /// [`Trouble`] where it cannot be made.
    pub fn new(provider: &Provider, trust: Trust) -> Outcome<Self> {
        // Not TMPDIR, which may be long: gpg's agent has a socket here, whose name has at most 107 bytes.
        let folder = tempfile::Builder::new()
            .prefix("home-")
            .tempdir_in("/tmp")
            .map_err(Trouble::io("make a home in /tmp"))?;
        let home = Self { folder };
        let hosts = provider.hosts().join(" ");
        home.write("world/hosts", &format!("127.0.0.1 localhost\n{} {hosts}\n", provider.ip()))?;
        fs::create_dir(home.path("world/certs")).map_err(Trouble::io("make a folder for certificates"))?;
        let roots = match trust {
            Trust::Provider => fs::read_to_string(provider.roots_pem())
                .map_err(Trouble::io("read the provider's authority"))?,
            Trust::Stranger => stranger()?,
        };
        home.trust(&roots)?;
        fs::create_dir(home.path("tmp")).map_err(Trouble::io("make a folder for temporary files"))?;
        // What a person writes in the editor.
        home.write("bin/editor", "#!/bin/sh\nprintf 'Written by a test.\\n' >>\"$1\"\n")?;
        set_mode(&home.path("bin/editor"), 0o700)?;
        Ok(home)
    }

    /// What OpenSSL looks for is a file named after the authority's name; others read the one file.
    fn trust(&self, roots: &str) -> Outcome<()> {
        self.write("world/certs/ca-certificates.crt", roots)?;
        let file = self.path("world/certs/ca-certificates.crt");
        let asked = Command::new(command(OPENSSL))
            .args(["x509", "-noout", "-hash", "-in"])
            .arg(&file)
            .output()
            .map_err(Trouble::io("start openssl"))?;
        let name = format!("{}.0", String::from_utf8_lossy(&asked.stdout).trim());
        symlink("ca-certificates.crt", self.path("world/certs").join(name))
            .map_err(Trouble::io("name an authority"))
    }

    /// A path in the home.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file that its owner alone may read, with the folders above it.
    ///
    /// # Errors
    /// [`Trouble::Io`].
    pub fn write(&self, name: &str, text: &str) -> Outcome<()> {
        let path = self.path(name);
        let written =
            fs::create_dir_all(path.parent().unwrap_or(&path)).and_then(|()| fs::write(&path, text));
        written.map_err(Trouble::io(format!("write {}", path.display())))?;
        set_mode(&path, 0o600)
    }

    /// Starts a program on a terminal.
    ///
    /// # Errors
    /// [`Trouble`] where there is no terminal, or it cannot be started.
    pub fn start(&self, program: &Path, args: &[&str]) -> Outcome<Screen> {
        let mut command = self.enter();
        command.args(["setsid", "--ctty", "--wait"]).arg(program).args(args);
        Screen::start(command)
    }

    /// Runs a program without a terminal and gives what it printed, where it ended well.
    ///
    /// # Errors
    /// [`Trouble::Refused`] with what it said.
    pub fn run(&self, program: &Path, args: &[&str], input: &Path) -> Outcome<String> {
        let file = fs::File::open(input).map_err(Trouble::io(format!("read {}", input.display())))?;
        let output = self.enter().arg(program).args(args).stdin(Stdio::from(file)).output();
        let output = output.map_err(Trouble::io(format!("start {}", program.display())))?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() {
            return Ok(said);
        }
        let message = format!("{said}{}", String::from_utf8_lossy(&output.stderr));
        Err(Trouble::Refused {
            program: "a terminal program",
            command: program.display().to_string(),
            message,
        })
    }

    fn enter(&self) -> Command {
        let mut command = Command::new("unshare");
        command.args(["--mount", "sh", "-c", ENTER, "sh"]);
        command.args([self.path("world/hosts"), self.path("world/certs")]);
        let path = std::env::var_os("PATH").unwrap_or_default();
        let own: [(&str, &OsStr); 6] = [
            ("HOME", self.folder.path().as_os_str()),
            ("PATH", &path),
            ("TERM", OsStr::new("xterm-256color")),
            ("LANG", OsStr::new("C.UTF-8")),
            ("USER", OsStr::new("root")),
            ("SHELL", OsStr::new("/bin/sh")),
        ];
        command.env_clear().envs(own);
        command.env("EDITOR", self.path("bin/editor")).env("VISUAL", self.path("bin/editor"));
        command.env("TMPDIR", self.path("tmp"));
        command.current_dir(self.folder.path());
        command
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // The agent that gpg has started; it would end by itself when its folder is gone, in a while.
        if self.path(".gnupg").exists() {
            let mut command = Command::new("gpgconf");
            command.args(["--kill", "all"]).env("HOME", self.folder.path()).env_remove("GNUPGHOME");
            let _ = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
        }
    }
}

/// Where a program is; where nowhere, the start of its name says so.
pub(super) fn command(program: Program) -> PathBuf {
    program.path().unwrap_or_else(|| program.name.into())
}

fn stranger() -> Outcome<String> {
    let refused = |error: rcgen::Error| Trouble::Unexpected {
        what: "a certificate".to_owned(),
        found: error.to_string(),
    };
    let key = rcgen::KeyPair::generate().map_err(refused)?;
    let mut params = rcgen::CertificateParams::new(Vec::new()).map_err(refused)?;
    params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    Ok(params.self_signed(&key).map_err(refused)?.pem())
}

fn set_mode(path: &Path, mode: u32) -> Outcome<()> {
    fs::set_permissions(path, Permissions::from_mode(mode))
        .map_err(Trouble::io(format!("set the permissions of {}", path.display())))
}
