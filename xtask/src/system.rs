//! What the tests need from the system: a browser, its driver, Thunderbird, mail servers, fonts.
//! Installed where that is possible without asking (Debian, as root), else said in one line.

use crate::run::{Failure, Outcome, answer, run, say};
use crate::tools::on_path;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Something that tests start or use.
pub struct Need {
    /// Debian's package.
    pub package: &'static str,
    /// The programs or files of which one must be there.
    any_of: &'static [&'static str],
    /// The tests that cannot run without.
    pub tests: &'static str,
}

/// What [`Need::tests`] says of the fuzz targets.
pub const FUZZING: &str = "fuzzing";
/// What it says of Dovecot and Postfix.
pub const MAIL: &str = "tests with real mail servers";
/// What it says of readers that are not ours.
const READERS: &str = "checks of files by other programs";
/// What it says of programs for the terminal.
const TERMINAL: &str = "tests with mail programs for the terminal";

/// What it says of what the companion is run with: a shared store, a proxy, a service manager.
const OPERATION: &str = "tests of running several companions";

/// Everything that the tests of `tests/` need. Firefox and WebKitGTK are used where they are
/// installed and are never asked for.
const NEEDS: [Need; 27] = [
    Need {
        package: "chromium",
        any_of: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
        tests: "browser tests",
    },
    Need { package: "chromium-driver", any_of: &["chromedriver"], tests: "browser tests" },
    Need { package: "thunderbird", any_of: &["thunderbird"], tests: "Thunderbird tests" },
    // libFuzzer is C++.
    Need { package: "g++", any_of: &["c++", "g++", "clang++"], tests: FUZZING },
    // A user's search path often lacks /usr/sbin.
    Need { package: "dovecot-core", any_of: &["dovecot", "/usr/sbin/dovecot"], tests: MAIL },
    Need { package: "dovecot-imapd", any_of: &["/usr/lib/dovecot/imap"], tests: MAIL },
    Need { package: "dovecot-pop3d", any_of: &["/usr/lib/dovecot/pop3"], tests: MAIL },
    Need { package: "dovecot-lmtpd", any_of: &["/usr/lib/dovecot/lmtp"], tests: MAIL },
    Need { package: "postfix", any_of: &["postfix", "/usr/sbin/postfix"], tests: MAIL },
    Need { package: "python3", any_of: &["python3"], tests: READERS },
    Need { package: "libplist-utils", any_of: &["plistutil"], tests: READERS },
    Need { package: "libxml2-utils", any_of: &["xmllint"], tests: READERS },
    Need { package: "zbar-tools", any_of: &["zbarimg"], tests: READERS },
    Need { package: "isync", any_of: &["mbsync"], tests: TERMINAL },
    Need { package: "msmtp", any_of: &["msmtp"], tests: TERMINAL },
    Need { package: "neomutt", any_of: &["neomutt"], tests: TERMINAL },
    Need { package: "mutt", any_of: &["mutt"], tests: TERMINAL },
    Need { package: "aerc", any_of: &["aerc"], tests: TERMINAL },
    Need { package: "pass", any_of: &["pass"], tests: TERMINAL },
    Need { package: "gnupg", any_of: &["gpg"], tests: TERMINAL },
    Need { package: "openssl", any_of: &["openssl"], tests: TERMINAL },
    Need { package: "util-linux", any_of: &["unshare"], tests: TERMINAL },
    Need {
        package: "redis-server",
        any_of: &["valkey-server", "redis-server", "/usr/bin/valkey-server", "/usr/bin/redis-server"],
        tests: OPERATION,
    },
    Need { package: "nginx", any_of: &["nginx", "/usr/sbin/nginx"], tests: OPERATION },
    Need { package: "systemd", any_of: &["systemd-analyze"], tests: OPERATION },
    Need {
        package: "fonts-dejavu-core",
        any_of: &["/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"],
        tests: "layout tests",
    },
    Need {
        package: "fonts-noto-color-emoji",
        any_of: &["/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf"],
        tests: "layout tests",
    },
];

/// The script that package scripts ask before they start a service.
const POLICY: &str = "/usr/sbin/policy-rc.d";

/// Installs what is missing where the system allows. What is missing still.
pub fn provide() -> Vec<&'static Need> {
    provide_for(|_| true)
}

/// The same for some of it.
pub fn provide_for(wanted: impl Fn(&Need) -> bool) -> Vec<&'static Need> {
    let missing: Vec<_> = missing().into_iter().filter(|need| wanted(need)).collect();
    if !missing.is_empty() {
        let packages: Vec<_> = missing.iter().map(|need| need.package).collect();
        if let Err(problem) = install(&packages) {
            say(problem);
        }
    }
    self::missing().into_iter().filter(|need| wanted(need)).collect()
}

/// Installs Debian packages.
///
/// # Errors
/// One line that says what to install, where this is not Debian or not root.
pub fn install(packages: &[&str]) -> Outcome<()> {
    if on_path("apt-get").is_none() || answer(Command::new("id").arg("-u")).as_deref() != Some("0") {
        return Err(Failure::new(format!("Please install: sudo apt-get install {}", packages.join(" "))));
    }
    say(format_args!("Installing {}: 1 to 3 minutes, once.", packages.join(", ")));
    let ours = no_services();
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        command.stdin(Stdio::null()).stdout(Stdio::null());
        command
    };
    // Lists may be old and still name the packages, so only the installation decides.
    let _ = run(&mut apt(&["-q", "update"]), "Refreshing the package lists");
    let mut command = apt(&["-q", "-y", "--no-install-recommends", "install"]);
    let installed = run(command.args(packages), "Installing packages");
    if ours {
        let _ = fs::remove_file(POLICY);
    }
    installed
}

/// Sees to it that no package starts a service. True where the script is ours to remove.
fn no_services() -> bool {
    if Path::new(POLICY).exists() || fs::write(POLICY, "#!/bin/sh\nexit 101\n").is_err() {
        return false;
    }
    let _ = answer(Command::new("chmod").args(["755", POLICY]));
    true
}

fn missing() -> Vec<&'static Need> {
    const ALL: &[Need] = &NEEDS;
    // Fonts are only looked for where Debian's folders are; elsewhere the system has its own.
    let known = |need: &Need| on_path("apt-get").is_some() || !need.package.starts_with("fonts-");
    ALL.iter().filter(|need| known(need) && !need.any_of.iter().any(|one| there(one))).collect()
}

fn there(program_or_file: &str) -> bool {
    if program_or_file.starts_with('/') {
        Path::new(program_or_file).exists()
    } else {
        on_path(program_or_file).is_some()
    }
}
