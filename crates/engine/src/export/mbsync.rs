//! `~/.mbsyncrc` of mbsync. Read and used by isync 1.4.4.
//!
//! `SSLType` is the name that 1.4 and 1.5 take: 1.5 calls it `TLSType` and says so, 1.4 stops at the
//! new name. mbsync itself removes nothing on the server: messages that are gone here are not taken
//! away there, and no side is expunged. Flags are passed on, so what is marked as deleted here is
//! marked so there (mbsync(1), "Flags"); the file says that.

use super::{Setup, terminal::Script};
use crate::text::Files;

/// Where mail is kept, in a folder of the account's name.
const MAIL: &str = "~/Mail/";

pub(super) fn write(setup: &Setup<'_>) -> String {
    let mut file = Script::new(setup, "mbsync", "~/.mbsyncrc");
    file.comment(Files::MbsyncFolder);
    file.comment(Files::MbsyncRun);
    file.comment(Files::MbsyncKeeps);
    file.comment(Files::TerminalAsks);
    file.comment(Files::TerminalManager);
    let (name, password) = (file.name(), file.password_command());
    let incoming = &setup.incoming;
    file.lines(&["\nIMAPAccount ", &name, "\nHost ", incoming.host, "\nPort ", &incoming.port.to_string()]);
    file.lines(&["\nUser ", &quoted(setup.account.username())]);
    file.lines(&["\nSSLType ", incoming.encryption.pick("IMAPS", "STARTTLS"), "\n"]);
    file.lines(&["# PassCmd ", &quoted(&password), "\n"]);
    file.lines(&["\nIMAPStore ", &name, "-remote\nAccount ", &name, "\n"]);
    file.lines(&[
        "\nMaildirStore ",
        &name,
        "-local\nPath ",
        MAIL,
        &name,
        "/\nInbox ",
        MAIL,
        &name,
        "/INBOX\n",
    ]);
    file.lines(&["SubFolders Verbatim\n"]);
    file.lines(&["\nChannel ", &name, "\nFar :", &name, "-remote:\nNear :", &name, "-local:\n"]);
    file.lines(&["Patterns *\nCreate Near\nRemove None\nExpunge None\nSync New Flags\n"]);
    file.lines(&["CopyArrivalDate yes\nSyncState *\n"]);
    file.end()
}

/// A word in quotes; a backslash takes the next character as it is (`get_arg` in `config.c`).
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}
