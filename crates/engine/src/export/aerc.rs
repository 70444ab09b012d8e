//! `accounts.conf` of aerc. Read and used by aerc 0.14.0.
//!
//! `smtp://` means STARTTLS since 0.15. 0.14 (Debian 12) wants `smtp-starttls` as well; newer ones
//! ignore it and say so when they start (`config/accounts.go` of 0.21).

use super::{Setup, server::Encryption, terminal};
use crate::text::Files;
use terminal::Script;

pub(super) fn write(setup: &Setup<'_>) -> String {
    let mut file = Script::new(setup, "aerc", "~/.config/aerc/accounts.conf");
    file.comment(Files::TerminalCommand);
    file.comment(Files::TerminalStore);
    file.comment(Files::TerminalOther);
    let (name, password) = (file.name(), file.password_command());
    let (incoming, outgoing, user) = (&setup.incoming, &setup.outgoing, setup.account.username());
    let source = terminal::url(incoming.encryption.pick("imaps", "imap"), user, incoming.host, incoming.port);
    let smtp = terminal::url(outgoing.encryption.pick("smtps", "smtp"), user, outgoing.host, outgoing.port);
    file.lines(&["\n[", &name, "]\nsource = ", &source, "\nsource-cred-cmd = ", &password]);
    file.lines(&["\noutgoing = ", &smtp, "\noutgoing-cred-cmd = ", &password, "\n"]);
    if outgoing.encryption == Encryption::Starttls {
        file.comment(Files::AercStarttls);
        file.lines(&["smtp-starttls = yes\n"]);
    }
    file.lines(&["default = INBOX\nfrom = ", &value(&from(setup)), "\ncopy-to = Sent\n"]);
    file.end()
}

/// The sender as RFC 5322 section 3.4 writes it; Go's reader takes UTF-8 in it.
///
/// A new message gets it without escapes and is read again (`AddressForHumans` in `lib/format` of
/// 0.14 to 0.21): a quote becomes an apostrophe, and a backslash would be lost or, at the end, spoil
/// the whole header. So a backslash is there twice.
fn from(setup: &Setup<'_>) -> String {
    let (name, email) = (setup.account.name(), setup.email());
    if name.is_empty() {
        return email.to_owned();
    }
    let plain = |c: char| c.is_alphanumeric() || c == ' ';
    if name.chars().all(plain) && !name.contains("  ") {
        return [name, " <", email, ">"].concat();
    }
    let mut out = String::from("\"");
    for c in name.chars() {
        // The bracket too: `%(key)s` would be the value of another key to the reader of the file.
        match c {
            '"' | '(' => out.push('\\'),
            '\\' => out.push_str(r"\\\"),
            _ => {}
        }
        out.push(c);
    }
    [&out, "\" <", email, ">"].concat()
}

/// A value of the file. Between three quotes nothing has a meaning, not even three quotes
/// (`readValue` in `parser.go` of go-ini): the last ones end it, and they are ours.
fn value(text: &str) -> String {
    if text.contains(['"', '#', ';', '\'', '`']) {
        [r#"""""#, text, r#"""""#].concat()
    } else {
        text.to_owned()
    }
}
