//! Programs for the terminal, used as a person uses them: a home of their own, a real terminal of the
//! system's (a pseudo terminal), keys that are typed, and a screen that is read.
//!
//! A [`Home`] is also a small world: in a mount namespace of its own the provider's names lead to the
//! provider and its authority is the one that the system trusts. So a program takes the product's
//! file byte for byte, and checks the certificate as it would anywhere.

mod home;
mod keeper;
mod screen;
mod sender;

pub use home::{Home, Trust};
pub use screen::Screen;
pub use sender::sender;

use std::process::{Command, Stdio};

use crate::skip::{Program, ready as installed, skipped};

/// mbsync.
pub const MBSYNC: Program = Program { name: "mbsync", package: "isync" };
/// msmtp.
pub const MSMTP: Program = Program { name: "msmtp", package: "msmtp" };
/// NeoMutt.
pub const NEOMUTT: Program = Program { name: "neomutt", package: "neomutt" };
/// Mutt.
pub const MUTT: Program = Program { name: "mutt", package: "mutt" };
/// aerc.
pub const AERC: Program = Program { name: "aerc", package: "aerc" };
/// The password manager.
pub const PASS: Program = Program { name: "pass", package: "pass" };
/// What encrypts its entries.
pub const GPG: Program = Program { name: "gpg", package: "gnupg" };
/// himalaya: no package of Debian's; `cargo xtask test` installs it and names it in
/// `MAIL_SETUP_HIMALAYA`.
pub const HIMALAYA: Program = Program {
    name: "himalaya",
    package: "--locked himalaya@2.2.1 --no-default-features --features imap,smtp,rustls-aws",
};
/// What names an authority's file as OpenSSL looks for it.
const OPENSSL: Program = Program { name: "openssl", package: "openssl" };

/// Whether these programs can be run against a provider here; where not, says why in one line.
///
/// # Panics
/// Where they cannot and `MAIL_SETUP_REQUIRE=1`.
#[must_use]
pub fn ready(programs: &[Program]) -> bool {
    crate::provider::ready()
        && installed(programs)
        && installed(&[OPENSSL])
        && (namespaces() || skipped("this system allows no mount namespaces (unshare --mount)"))
}

fn namespaces() -> bool {
    let mut command = Command::new("unshare");
    command.args(["--mount", "mount", "--bind", "/etc/hosts", "/etc/hosts"]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
