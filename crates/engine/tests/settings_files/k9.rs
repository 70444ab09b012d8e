//! Settings files of K-9 Mail and Thunderbird for Android.

use super::support::{PAT, bytes_of, every_pair};
use super::{accounts, expected, lines, only};
use engine::Format;
use engine::settings::ReadFormat::K9;

/// One account with this incoming server and these settings.
fn account(server: &str, settings: &str) -> String {
    format!(
        "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?><k9settings version=\"111\" format=\"1\">\
         <global><value key=\"deletePolicy\">NEVER</value></global>\
         <accounts><account uuid=\"u\">{server}<settings>{settings}</settings></account></accounts></k9settings>"
    )
}

fn server(kind: &str, elements: &str) -> String {
    format!("<incoming-server type=\"{kind}\"><host>h</host>{elements}</incoming-server>")
}

#[test]
fn exports_of_ours_come_back() {
    for (account, profile) in every_pair() {
        let read = accounts(bytes_of(Format::K9, &account, &profile), K9);
        assert_eq!(read.len(), 1);
        assert_eq!(read[0].address.as_deref(), Some(PAT));
        assert_eq!(lines(&read[0]), expected(&account, PAT));
    }
}

#[test]
fn words_of_new_and_old_versions_are_known() {
    for (word, found) in [
        ("SSL_TLS_REQUIRED", "tls"),
        ("SSL_TLS_OPTIONAL", "tls"),
        ("STARTTLS_REQUIRED", "starttls"),
        ("STARTTLS_OPTIONAL", "starttls"),
        ("NONE", "none"),
        ("OTHER", "-"),
    ] {
        let xml = account(&server("IMAP", &format!("<connection-security>{word}</connection-security>")), "");
        assert_eq!(only(xml, K9), [format!("imap h:- {found} unknown -")]);
    }
    for (word, found) in [
        ("PLAIN", "password"),
        ("LOGIN", "password"),
        ("CRAM_MD5", "encrypted"),
        ("EXTERNAL", "certificate"),
        ("XOAUTH2", "oauth2"),
        ("NONE", "none"),
        ("AUTOMATIC", "unknown"),
    ] {
        let xml = account(&server("IMAP", &format!("<authentication-type>{word}</authentication-type>")), "");
        assert_eq!(only(xml, K9), [format!("imap h:- - {found} -")]);
    }
}

#[test]
fn several_accounts_keep_apart() {
    let one = "<account uuid='1'><incoming-server type='IMAP'><host>a</host></incoming-server>\
               <identities><identity><email>a@example.net</email></identity>\
               <identity><email>b@example.net</email></identity></identities></account>";
    let two = "<account uuid='2'><incoming-server type='POP3'><host>b</host><username>pat </username>\
               </incoming-server><outgoing-server type='SMTP'><host>c</host><username></username></outgoing-server>\
               </account>";
    let read = accounts(format!("<k9settings><accounts>{one}{two}</accounts></k9settings>"), K9);
    assert_eq!(read[0].address.as_deref(), Some("a@example.net"));
    assert_eq!(read[1].address, None);
    assert_eq!(lines(&read[0]), ["imap a:- - unknown -"]);
    // The space after the name is the trouble, so it is kept.
    assert_eq!(lines(&read[1]), ["pop3 b:- - unknown pat ", "smtp c:- - unknown -"]);
}

#[test]
fn only_what_keeps_all_mail_is_said_to_keep_it() {
    for (policy, found) in [("NEVER", " keeps"), ("MARK_AS_READ", " keeps"), ("DELETE", "")] {
        let settings = format!("<value key=\"other\">1</value><value key=\"deletePolicy\">{policy}</value>");
        let xml = account(&server("POP3", ""), &settings);
        assert_eq!(only(xml, K9), [format!("pop3 h:- - unknown -{found}")]);
        let xml = account(&server("IMAP", ""), &settings);
        assert_eq!(only(xml, K9), ["imap h:- - unknown -"]);
    }
}
