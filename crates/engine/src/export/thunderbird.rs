//! Thunderbird on a computer: preferences, in a ZIP for its importer or as a `user.js`.
//!
//! Preference names and numbers were seen in Thunderbird 140.12 and 153.7.

use super::{Setup, quote::quoted, zip};
use crate::text::Files;

/// Normal password, in `nsMsgAuthMethod`.
const PASSWORD: u16 = 3;

/// The ZIP for Tools > Import > "Import Backed-up Profile". The importer gives the account new
/// keys and leaves every other account alone. Up to version 140 it takes away the first part of
/// every path, so the preferences have to be inside a folder that has an entry of its own.
pub(super) fn zip(setup: &Setup<'_>) -> Vec<u8> {
    let mut folder = setup.account.provider_id().to_owned();
    folder.push('/');
    let mut file = folder.clone();
    file.push_str("prefs.js");
    zip::write(&[(&folder, b""), (&file, preferences(setup).as_bytes())])
}

/// A `user.js` for a new profile. It is read again at every start and would undo later changes,
/// so its first line says to delete it.
pub(super) fn user_js(setup: &Setup<'_>) -> String {
    let mut out = String::new();
    for line in setup.words(Files::ThunderbirdUserJs).lines() {
        out.push_str("// ");
        out.push_str(line);
        out.push('\n');
    }
    out.push_str(&preferences(setup));
    out
}

/// One account, in the order of the names. No folders are named: Thunderbird finds them. Nothing
/// about retention: those preferences delete mail, `autosync_max_age_days` only limits what is
/// copied to the computer.
fn preferences(setup: &Setup<'_>) -> String {
    let account = setup.account;
    let mut out = String::with_capacity(2048);
    let mut prefs = Prefs(&mut out);
    prefs.string("mail.account.account1.identities", "id1");
    prefs.string("mail.account.account1.server", "server1");
    prefs.string("mail.accountmanager.accounts", "account1");
    if !account.name().is_empty() {
        prefs.string("mail.identity.id1.fullName", account.name());
    }
    prefs.string("mail.identity.id1.smtpServer", "smtp1");
    prefs.string("mail.identity.id1.useremail", setup.email());
    prefs.truth("mail.identity.id1.valid");
    prefs.integer("mail.server.server1.authMethod", PASSWORD);
    prefs.truth("mail.server.server1.autosync_offline_stores");
    prefs.integer("mail.server.server1.autosync_max_age_days", account.sync_days());
    prefs.truth("mail.server.server1.check_new_mail");
    prefs.string("mail.server.server1.hostname", setup.incoming.host);
    prefs.truth("mail.server.server1.login_at_startup");
    // As Thunderbird's own wizard names it: the folder list shows nothing else to tell a family's
    // accounts apart.
    prefs.string("mail.server.server1.name", setup.email());
    prefs.truth("mail.server.server1.offline_download");
    prefs.integer("mail.server.server1.port", setup.incoming.port);
    prefs.integer("mail.server.server1.socketType", setup.incoming.encryption.pick(3, 2));
    prefs.string("mail.server.server1.type", "imap");
    prefs.string("mail.server.server1.userName", account.username());
    prefs.string("mail.smtp.defaultserver", "smtp1");
    prefs.integer("mail.smtpserver.smtp1.authMethod", PASSWORD);
    prefs.string("mail.smtpserver.smtp1.description", account.provider());
    prefs.string("mail.smtpserver.smtp1.hostname", setup.outgoing.host);
    prefs.integer("mail.smtpserver.smtp1.port", setup.outgoing.port);
    prefs.integer("mail.smtpserver.smtp1.try_ssl", setup.outgoing.encryption.pick(3, 2));
    prefs.string("mail.smtpserver.smtp1.type", "smtp");
    prefs.string("mail.smtpserver.smtp1.username", account.username());
    prefs.string("mail.smtpservers", "smtp1");
    out
}

/// Writes preferences. A number in quotes would not be seen: the type of the literal counts.
struct Prefs<'a>(&'a mut String);

impl Prefs<'_> {
    fn begin(&mut self, name: &str) {
        self.0.push_str("user_pref(");
        quoted(self.0, name);
        self.0.push_str(", ");
    }

    fn string(&mut self, name: &str, value: &str) {
        self.begin(name);
        quoted(self.0, value);
        self.0.push_str(");\n");
    }

    fn integer(&mut self, name: &str, value: u16) {
        self.begin(name);
        self.0.push_str(&value.to_string());
        self.0.push_str(");\n");
    }

    fn truth(&mut self, name: &str) {
        self.begin(name);
        self.0.push_str("true);\n");
    }
}
