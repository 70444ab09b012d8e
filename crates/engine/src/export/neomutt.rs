//! `~/.muttrc` of neomutt and mutt. Read and used by neomutt 20220429 and mutt 2.2.12.
//!
//! Only names that both know are used: neomutt's `spool_file` is `spoolfile` in mutt, and its
//! `smtp_user` stands in `smtp_url`. The user of IMAP is apart from the URL, so that folders are not
//! named after it.

use super::{Setup, terminal};
use crate::text::Files;
use terminal::Script;

pub(super) fn write(setup: &Setup<'_>) -> String {
    let mut file = Script::new(setup, "neomutt", "~/.muttrc");
    file.comment(Files::TerminalAsks);
    file.comment(Files::TerminalManager);
    file.gap();
    let password = file.password_command();
    let mut set = |name: &str, value: &str| file.lines(&["set ", name, " = ", &literal(value), "\n"]);
    let (incoming, outgoing, user) = (&setup.incoming, &setup.outgoing, setup.account.username());
    let folder = terminal::url(incoming.encryption.pick("imaps", "imap"), "", incoming.host, incoming.port);
    let smtp = terminal::url(outgoing.encryption.pick("smtps", "smtp"), user, outgoing.host, outgoing.port);
    set("folder", &[&folder, "/"].concat());
    set("imap_user", user);
    set("spoolfile", "+INBOX");
    set("record", "+Sent");
    set("postponed", "+Drafts");
    set("trash", "+Trash");
    set("smtp_url", &[&smtp, "/"].concat());
    set("ssl_starttls", "yes");
    set("ssl_force_tls", "yes");
    set("from", setup.email());
    let name = setup.account.name();
    if !name.is_empty() {
        set("realname", name);
    }
    for variable in ["imap_pass", "smtp_pass"] {
        file.lines(&["# set ", variable, " = \"`", &password, "`\"\n"]);
    }
    file.end()
}

/// A word in single quotes, in which nothing has a meaning: no variable, no command between
/// backquotes (`mutt_extract_token` in `init.c`). A single quote itself stands between two such words.
fn literal(text: &str) -> String {
    ["'", &text.replace('\'', r"'\''"), "'"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_stands_outside_of_the_quotes() {
        assert_eq!(literal(r"O'Brien `id` $HOME \"), r"'O'\''Brien `id` $HOME \'");
    }
}
