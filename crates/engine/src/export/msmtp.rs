//! `~/.msmtprc` of msmtp. Read and used by msmtp 1.8.23.
//!
//! A value goes to the end of its line and knows no escapes and no comments (`get_cmd` in `conf.c`),
//! and an address has no blanks and no quotes: it stands as it is.

use super::{Setup, terminal::Script};
use crate::text::Files;

/// What msmtp replaces in `from` (1.8.23; `%F` since), with no way to say that it should not.
const REPLACED: [&str; 5] = ["%U", "%H", "%C", "%M", "%F"];

pub(super) fn write(setup: &Setup<'_>) -> String {
    let mut file = Script::new(setup, "msmtp", "~/.msmtprc");
    file.comment(Files::TerminalAsks);
    file.comment(Files::TerminalManager);
    let (name, password) = (file.name(), file.password_command());
    let outgoing = &setup.outgoing;
    file.lines(&["\naccount ", &name, "\nhost ", outgoing.host, "\nport ", &outgoing.port.to_string()]);
    file.lines(&["\ntls on\ntls_starttls ", outgoing.encryption.pick("off", "on"), "\nauth on"]);
    file.lines(&["\nuser ", setup.account.username(), "\n"]);
    let email = setup.email();
    // Without it msmtp wants the sender on its command line. A wrong sender would be worse.
    if !REPLACED.iter().any(|part| email.contains(part)) {
        file.lines(&["from ", email, "\n"]);
    }
    file.lines(&["# passwordeval \"", &password, "\"\n\n"]);
    file.comment(Files::MsmtpDefault);
    file.lines(&["account default : ", &name, "\n"]);
    file.end()
}
