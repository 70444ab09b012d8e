//! Whether this machine can run the provider.

use crate::skip::{Program, ready as installed, skipped};

/// What the provider is made of. Dovecot's parts are files of their own packages.
const PROGRAMS: [Program; 5] = [
    Program { name: "dovecot", package: "dovecot-core" },
    Program { name: "/usr/lib/dovecot/imap", package: "dovecot-imapd" },
    Program { name: "/usr/lib/dovecot/pop3", package: "dovecot-pop3d" },
    Program { name: "/usr/lib/dovecot/lmtp", package: "dovecot-lmtpd" },
    Program { name: "postfix", package: "postfix" },
];

/// Whether the provider can be started; where not, says why in one line. See [`crate::skip`].
///
/// # Panics
/// Where it cannot and `MAIL_SETUP_REQUIRE=1`.
#[must_use]
pub fn ready() -> bool {
    // First: without root the servers' folder is not on the search path, and they seem to be missing.
    let root = rustix::process::geteuid().is_root();
    (root || skipped("the local mail provider needs root, for ports below 1024 and users of its own"))
        && installed(&PROGRAMS)
}
