//! Thunderbird on a computer: the ZIP read with `zip`, the preferences with a strict reader.

use crate::prefs::{Literal, read};
use crate::support::{
    PAT, account, account_of, bytes_of, choice, every_pair, pat, profile, text, text_of, texts, word,
};
use engine::text::Lang;
use engine::{Account, Choice, Format, Profile, export};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::{CompressionMethod, ZipArchive};

/// The preferences inside the ZIP, which must have the one shape that every importer takes.
pub fn unpack(bytes: &[u8], folder: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    assert_eq!(archive.len(), 2);
    let mut content = String::new();
    for (index, name) in [format!("{folder}/"), format!("{folder}/prefs.js")].iter().enumerate() {
        let mut entry = archive.by_index(index).unwrap();
        assert_eq!(entry.name().unwrap(), name.as_str());
        assert_eq!(entry.is_dir(), index == 0);
        assert_eq!(entry.compression(), CompressionMethod::Stored);
        assert_eq!(entry.unix_mode(), Some(if index == 0 { 0o040_755 } else { 0o100_644 }));
        let date = entry.last_modified().unwrap();
        assert_eq!((date.year(), date.month(), date.day(), date.hour()), (1980, 1, 1, 0));
        // Reading to the end also compares the CRC.
        entry.read_to_string(&mut content).unwrap();
    }
    content
}

fn text_literal(value: &str) -> Literal {
    Literal::Text(value.to_owned())
}

/// Everything that the preferences of an account must say, and nothing else.
fn expected(account: &Account) -> BTreeMap<String, Literal> {
    let (incoming, outgoing) = (account.incoming(), account.outgoing());
    let number = |value: u16| Literal::Number(i32::from(value));
    let security = |endpoint| Literal::Number(word(endpoint, 3, 2));
    let mut all = vec![
        ("mail.accountmanager.accounts", text_literal("account1")),
        ("mail.account.account1.server", text_literal("server1")),
        ("mail.account.account1.identities", text_literal("id1")),
        ("mail.identity.id1.useremail", text_literal(account.address().as_str())),
        ("mail.identity.id1.smtpServer", text_literal("smtp1")),
        ("mail.identity.id1.valid", Literal::Bool(true)),
        ("mail.server.server1.type", text_literal("imap")),
        ("mail.server.server1.hostname", text_literal(incoming.host.as_str())),
        ("mail.server.server1.port", number(incoming.port)),
        ("mail.server.server1.userName", text_literal(account.username())),
        ("mail.server.server1.socketType", security(incoming)),
        ("mail.server.server1.authMethod", Literal::Number(3)),
        ("mail.server.server1.name", text_literal(account.address().as_str())),
        ("mail.server.server1.check_new_mail", Literal::Bool(true)),
        ("mail.server.server1.login_at_startup", Literal::Bool(true)),
        ("mail.server.server1.offline_download", Literal::Bool(true)),
        ("mail.server.server1.autosync_offline_stores", Literal::Bool(true)),
        ("mail.server.server1.autosync_max_age_days", number(account.sync_days())),
        ("mail.smtpservers", text_literal("smtp1")),
        ("mail.smtp.defaultserver", text_literal("smtp1")),
        ("mail.smtpserver.smtp1.type", text_literal("smtp")),
        ("mail.smtpserver.smtp1.hostname", text_literal(outgoing.host.as_str())),
        ("mail.smtpserver.smtp1.port", number(outgoing.port)),
        ("mail.smtpserver.smtp1.username", text_literal(account.username())),
        ("mail.smtpserver.smtp1.authMethod", Literal::Number(3)),
        ("mail.smtpserver.smtp1.try_ssl", security(outgoing)),
        ("mail.smtpserver.smtp1.description", text_literal(account.provider())),
    ];
    if !account.name().is_empty() {
        all.push(("mail.identity.id1.fullName", text_literal(account.name())));
    }
    all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn zipped(account: &Account, profile: &Profile) -> String {
    unpack(&bytes_of(Format::Thunderbird, account, profile), "centurylink")
}

#[test]
fn the_preferences_say_this_account_and_nothing_else() {
    for (account, profile) in every_pair() {
        let prefs = zipped(&account, &profile);
        let (comments, found) = read(&prefs);
        assert!(comments.is_empty());
        assert_eq!(found, expected(&account));
    }
}

#[test]
fn thirty_days_are_copied_and_nothing_is_deleted() {
    let prefs = zipped(&pat(), &profile());
    assert!(prefs.contains("\"mail.server.server1.autosync_max_age_days\", 30);"));
    for retention in ["retainBy", "daysToKeep", "numHdrsToKeep", "localfoldersserver", "incomingAccount"] {
        assert!(!prefs.contains(retention), "{retention}");
    }
}

#[test]
fn a_user_js_says_to_delete_it_and_then_the_same() {
    for lang in Lang::ALL {
        let file = export::file(Format::ThunderbirdUserJs, &pat(), &profile(), &texts(lang)).unwrap();
        assert_eq!(file.name, "user.js");
        let text = String::from_utf8(file.bytes).unwrap();
        let (comments, found) = read(&text);
        assert_eq!(comments.len(), 1);
        assert!(comments[0].contains(if lang == Lang::En {
            "Delete this file"
        } else {
            "Borre este archivo"
        }));
        assert!(text.starts_with("// "));
        assert_eq!(found, expected(&pat()));
    }
}

#[test]
fn a_user_js_follows_the_servers_too() {
    for (account, profile) in every_pair() {
        let text = text_of(Format::ThunderbirdUserJs, &account, &profile);
        assert_eq!(read(&text).1, expected(&account));
    }
}

#[test]
fn no_name_means_no_name_preference() {
    let account = account(PAT, "", &choice("smtp-com-465"));
    let text = text(Format::ThunderbirdUserJs, &account);
    assert_eq!(read(&text).1, expected(&account));
    assert!(!text.contains("fullName"));
}

#[test]
fn the_folder_is_the_providers_slug() {
    let mut other = profile();
    other.id = "another_isp-2".to_owned().try_into().unwrap();
    let account = account_of(PAT, "", &Choice::default(), &other);
    let prefs = unpack(&bytes_of(Format::Thunderbird, &account, &other), "another_isp-2");
    assert_eq!(read(&prefs).1, expected(&account));
}
