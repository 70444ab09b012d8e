//! `config.toml` of himalaya 2. Read and used by himalaya 2.2.1. Versions before 2 have other names.

use super::quote::quoted;
use super::server::{Encryption, Server};
use super::{Setup, terminal};
use crate::text::Files;
use terminal::Script;

pub(super) fn write(setup: &Setup<'_>) -> String {
    let mut file = Script::new(setup, "himalaya 2", "~/.config/himalaya/config.toml");
    file.comment(Files::TerminalCommand);
    file.comment(Files::TerminalStore);
    file.comment(Files::TerminalOther);
    let (name, password) = (file.name(), file.password_command());
    file.lines(&["\n[accounts.", &string(&name), "]\ndefault = true\n"]);
    let mut set = |keys: &[&str], value: &str| file.lines(&[&keys.concat(), " = ", value, "\n"]);
    set(&["email"], &string(setup.email()));
    if !setup.account.name().is_empty() {
        set(&["display-name"], &string(setup.account.name()));
    }
    for (side, server) in [("imap", &setup.incoming), ("smtp", &setup.outgoing)] {
        set(&[side, ".server"], &string(&address(side, server)));
        if server.encryption == Encryption::Starttls {
            set(&[side, ".starttls"], "true");
        }
        set(&[side, ".sasl.plain.username"], &string(setup.account.username()));
        set(&[side, ".sasl.plain.password.command"], &string(&password));
    }
    set(&["mailbox.alias.sent"], "\"Sent\"");
    set(&["message.send.save-copy"], "\"sent\"");
    file.end()
}

fn address(side: &str, server: &Server<'_>) -> String {
    let scheme = [side, server.encryption.pick("s", "")].concat();
    terminal::url(&scheme, "", server.host, server.port)
}

/// A basic string of TOML 1.0, whose escapes are those of JSON.
fn string(text: &str) -> String {
    let mut out = String::new();
    quoted(&mut out, text);
    out
}
