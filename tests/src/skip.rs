//! What happens where a program that a test needs is not installed: one line that says what to
//! install, and no failure; with `MAIL_SETUP_REQUIRE=1` (continuous integration) a failure.

use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A program that tests drive, and how people get it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Program {
    /// The command's name.
    pub name: &'static str,
    /// The Debian package that has it; where none has, the words behind `cargo install`.
    pub package: &'static str,
}

/// Mozilla Thunderbird.
pub const THUNDERBIRD: Program = Program { name: "thunderbird", package: "thunderbird" };
/// The Chromium browser.
pub const CHROMIUM: Program = Program { name: "chromium", package: "chromium" };
/// Chromium's WebDriver server.
pub const CHROMEDRIVER: Program = Program { name: "chromedriver", package: "chromium-driver" };

/// Python, whose own library reads property lists.
pub const PYTHON: Program = Program { name: "python3", package: "python3" };
/// libplist's reader of property lists.
pub const PLISTUTIL: Program = Program { name: "plistutil", package: "libplist-utils" };
/// libxml2's reader and judge of XML.
pub const XMLLINT: Program = Program { name: "xmllint", package: "libxml2-utils" };
/// ZBar's reader of bar codes.
pub const ZBARIMG: Program = Program { name: "zbarimg", package: "zbar-tools" };

impl Program {
    /// The version that it says when it is asked with `flag`: the first word that begins with a digit, a
    /// `v` before it apart. None where it does not say one.
    #[must_use]
    pub fn version(self, flag: &str) -> Option<String> {
        let output = Command::new(self.path()?).arg(flag).stdin(Stdio::null()).output().ok()?;
        let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let said = said.join("\n");
        let mut words = said.split_whitespace().map(|word| word.trim_start_matches('v'));
        words.find(|word| word.starts_with(|c: char| c.is_ascii_digit())).map(str::to_owned)
    }

    /// Where the program is: on the search path, or what the variable of its name in capitals behind
    /// `MAIL_SETUP_` says (`MAIL_SETUP_CHROMEDRIVER=/opt/…`). The bare name will not do: `PASS` is a
    /// password in many a shell.
    #[must_use]
    pub fn path(self) -> Option<PathBuf> {
        if let Some(chosen) = env::var_os(format!("MAIL_SETUP_{}", self.name.to_uppercase())) {
            return Some(PathBuf::from(chosen));
        }
        let search = env::var_os("PATH")?;
        env::split_paths(&search).map(|folder| folder.join(self.name)).find(|path| path.is_file())
    }
}

/// Whether the test can go on. Where it cannot, says so in one line.
///
/// # Panics
/// Where a program is missing and `MAIL_SETUP_REQUIRE=1`: then a skip is a failure.
#[must_use]
pub fn ready(programs: &[Program]) -> bool {
    let Some(missing) = programs.iter().find(|program| program.path().is_none()) else {
        return true;
    };
    let how = if missing.package.starts_with("--") { "cargo install" } else { "apt-get install" };
    skipped(&format!("{} is not installed ({how} {})", missing.name, missing.package))
}

/// Says that a test is skipped, and why; always `false`.
///
/// # Panics
/// With `MAIL_SETUP_REQUIRE=1`: then a skip is a failure.
#[must_use]
pub fn skipped(why: &str) -> bool {
    crate::proven::note_skip(why);
    assert!(!required(), "MAIL_SETUP_REQUIRE is set, and {why}");
    // Past the test harness's capture: a skip that nobody sees looks like a pass.
    let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("skipped: {why}\n").as_bytes());
    false
}

fn required() -> bool {
    env::var_os("MAIL_SETUP_REQUIRE").is_some_and(|value| value == "1")
}
