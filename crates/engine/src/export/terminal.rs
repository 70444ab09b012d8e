//! What the files of terminal programs share: the comments at their top, and how values are made
//! harmless for all of them.

use super::Setup;
use crate::account::password_entry;
use crate::text::Files;

/// Nobody but an editor opens them.
pub(super) const MEDIA_TYPE: &str = "text/plain; charset=utf-8";

/// The longest name of an account. mbsync 1.4.4 writes its question for the password, which has the
/// name in it, into 80 bytes without looking (`drv_imap.c`).
const LONGEST_NAME: usize = 48;

/// A file in the making, for one program.
pub(super) struct Script<'a> {
    setup: &'a Setup<'a>,
    program: &'a str,
    path: &'a str,
    /// The account's name inside the file; see [`Script::name`].
    name: String,
    entry: String,
    text: String,
}

impl<'a> Script<'a> {
    /// Begins a file of `program` that is kept at `path`: what it is, where it goes, who may read it.
    pub(super) fn new(setup: &'a Setup<'a>, program: &'a str, path: &'a str) -> Self {
        let name = account_name(setup.email());
        let entry = password_entry(setup.email());
        let mut script = Self { setup, program, path, name, entry, text: String::with_capacity(1024) };
        for key in [Files::TerminalTitle, Files::TerminalPlace, Files::TerminalMode] {
            script.comment(key);
        }
        script
    }

    /// A comment. It never ends with a backslash, which would take in the next line in a muttrc.
    pub(super) fn comment(&mut self, key: Files) {
        let values = [
            ("email", self.setup.email()),
            ("provider", self.setup.account.provider()),
            ("program", self.program),
            ("path", self.path),
            ("name", &self.name),
            ("entry", &self.entry),
        ];
        let words = self.setup.texts.fill(key, &values);
        self.lines(&["# ", &words, "\n"]);
    }

    /// An empty line.
    pub(super) fn gap(&mut self) {
        self.text.push('\n');
    }

    /// Pieces of text, as they are.
    pub(super) fn lines(&mut self, pieces: &[&str]) {
        pieces.iter().for_each(|piece| self.text.push_str(piece));
    }

    /// The name of the account inside the file and on a command line: letters, digits and `@._+-`, so
    /// that no program and no shell sees anything in it.
    pub(super) fn name(&self) -> String {
        self.name.clone()
    }

    /// The command that prints the password.
    pub(super) fn password_command(&self) -> String {
        ["pass show ", &self.entry].concat()
    }

    pub(super) fn end(self) -> String {
        self.text
    }
}

fn account_name(email: &str) -> String {
    // The entry is the address with what is dangerous replaced, behind a folder's name.
    let entry = password_entry(email);
    let name = entry.split_once('/').map_or(entry.as_str(), |(_, name)| name);
    // A leading hyphen would be an option.
    name.trim_start_matches('-').chars().take(LONGEST_NAME).collect()
}

/// A server's URL with the user in it. All but letters, digits and `-._~` is percent-encoded
/// (RFC 3986 section 2.3), so no program sees a quote, a comment or a command in it.
pub(super) fn url(scheme: &str, user: &str, host: &str, port: u16) -> String {
    let mut out = String::with_capacity(64);
    out.push_str(scheme);
    out.push_str("://");
    if !user.is_empty() {
        for byte in user.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                out.push(char::from(byte));
            } else {
                out.push('%');
                for half in [byte >> 4, byte & 15] {
                    out.extend(char::from_digit(half.into(), 16).map(|digit| digit.to_ascii_uppercase()));
                }
            }
        }
        out.push('@');
    }
    out.push_str(host);
    out.push(':');
    out.push_str(&port.to_string());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_in_a_url_has_nothing_but_harmless_letters() {
        assert_eq!(
            url("smtp", "o'brien+home%a@b.net", "h", 587),
            "smtp://o%27brien%2Bhome%25a%40b.net@h:587"
        );
        assert_eq!(url("imaps", "", "h", 993), "imaps://h:993");
    }

    #[test]
    fn an_accounts_name_is_harmless_and_short() {
        assert_eq!(account_name("--o'br`ien/#x@b.net"), "o_br_ien__x@b.net");
        assert_eq!(account_name(&"a".repeat(60)).len(), LONGEST_NAME);
    }
}
