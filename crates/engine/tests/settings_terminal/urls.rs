//! Programs whose settings are URLs or TOML: mutt, aerc, himalaya.

use super::{accounts, shown};
use engine::profile::AuthMethod;
use engine::settings::{ReadFormat, Retention};

#[test]
fn mutt_right() {
    // mutt 2.2.12 and neomutt 20220429, `-Q`: folder="imaps://imap.centurylink.com:993/",
    // imap_user="pat@centurylink.net", smtp_url and from as below.
    assert_eq!(
        shown(sample!("guide.muttrc"), ReadFormat::Mutt),
        [[
            "pat@centurylink.net",
            "imap imap.centurylink.com:993 tls unknown pat@centurylink.net",
            "smtp smtp.centurylink.com:465 tls unknown pat@centurylink.net",
        ]]
    );
}

#[test]
fn mutt_wrong() {
    // mutt 2.2.12: "ssl_force_tls is unset", "ssl_starttls=no", "pop_delete=yes".
    let text = sample!("wrong.muttrc");
    assert_eq!(
        shown(text, ReadFormat::Mutt),
        [[
            "-",
            "imap imap.centurylink.com:143 none unknown pat",
            "pop3 pop.centurylink.net:995 tls unknown pat",
            "smtp smtp.centurylink.com:25 none none -",
        ]]
    );
    assert_eq!(accounts(text)[0].servers[1].retention, Retention::Deletes { after_days: 0 });
    // One of the two is enough for STARTTLS: "This option supersedes $ssl_starttls".
    let text = "set folder=imap://h/ ssl_starttls=no";
    assert_eq!(shown(text, ReadFormat::Mutt), [["-", "imap h:143 starttls unknown -"]]);
}

#[test]
fn mutt_hooks_and_parts() {
    assert_eq!(
        shown(sample!("hooks.muttrc"), ReadFormat::Mutt),
        [
            vec!["me@home.example", "imap imap.centurylink.com:993 tls unknown pat@centurylink.net"],
            vec![
                "pat@centurylink.net",
                "imap imap.centurylink.com:993 tls unknown pat@centurylink.net",
                "smtp smtp.centurylink.com:587 starttls unknown pat@centurylink.net",
            ],
        ]
    );
    // As in mutt's own mutt_oauth2.py.README.
    let text = "    set imap_user=\"pat@centurylink.net\"\n    set folder=\"imap://imap.centurylink.com/\"\n    \
                set smtp_url=\"smtp://${imap_user}@smtp.centurylink.com:587/\"\n    \
                set imap_authenticators=\"xoauth2\" smtp_authenticators=${imap_authenticators}\n";
    assert_eq!(
        shown(text, ReadFormat::Mutt),
        [[
            "-",
            "imap imap.centurylink.com:143 starttls oauth2 pat@centurylink.net",
            "smtp smtp.centurylink.com:587 starttls oauth2 pat@centurylink.net",
        ]]
    );
    assert_eq!(shown("set imap_user = pat", ReadFormat::Mutt), [["-", "imap :- - unknown pat"]]);
    let text = "set tunnel=\"ssh h imapd\"\nset spoolfile=imap://pat:secret@[::1]:1143/INBOX";
    assert_eq!(shown(text, ReadFormat::Mutt), [["-", "imap ::1:- - unknown pat"]]);
}

#[test]
fn aerc() {
    // aerc has no way to print what it read; these are its own rules (lib/send/smtp.go of 0.21).
    assert_eq!(
        shown(sample!("guide.aerc.conf"), ReadFormat::Aerc),
        [
            [
                "pat@centurylink.net",
                "imap imap.centurylink.com:993 tls password pat@centurylink.net",
                "smtp smtp.centurylink.com:465 tls password pat@centurylink.net",
            ],
            [
                "pat@centurylink.net",
                "imap imap.centurylink.com:143 starttls password pat@centurylink.net",
                "smtp smtp.centurylink.com:587 starttls password pat@centurylink.net",
            ],
        ]
    );
    assert_eq!(
        shown(sample!("wrong.aerc.conf"), ReadFormat::Aerc),
        [
            vec![
                "-",
                "imap imap.centurylink.com:143 none password pat",
                "smtp smtp.centurylink.com:587 none password pat",
            ],
            vec!["-", "smtp smtp.centurylink.com:465 tls none -"],
            vec!["-", "imap imap.centurylink.com:993 tls oauth2 pat@centurylink.net"],
            vec!["-", "smtp smtp.centurylink.com:587 none password pat@centurylink.net"],
        ]
    );
    let text = "outgoing=smtps+oauthbearer://pat@centurylink.net@[::1]";
    assert_eq!(shown(text, ReadFormat::Aerc), [["-", "smtp ::1:465 tls oauth2 pat@centurylink.net"]]);
}

#[test]
fn himalaya() {
    assert_eq!(
        shown(sample!("guide-1.himalaya.toml"), ReadFormat::Himalaya),
        [[
            "pat@centurylink.net",
            "imap imap.centurylink.com:993 tls password pat@centurylink.net",
            "smtp smtp.centurylink.com:587 starttls password pat@centurylink.net",
        ]]
    );
    assert_eq!(
        shown(sample!("guide-2.himalaya.toml"), ReadFormat::Himalaya),
        [[
            "pat@centurylink.net",
            "imap imap.centurylink.com:993 tls password pat@centurylink.net",
            "smtp smtp.centurylink.com:587 starttls password pat@centurylink.net",
        ]]
    );
    assert_eq!(
        shown(sample!("old.himalaya.toml"), ReadFormat::Himalaya),
        [
            [
                "pat@centurylink.net",
                "imap imap.centurylink.com:993 starttls password pat",
                "smtp smtp.centurylink.com:25 none unknown pat@centurylink.net",
            ],
            [
                "-",
                "imap mail.centurylink.net:143 none oauth2 -",
                "smtp mail.centurylink.net:3025 none unknown -",
            ],
        ]
    );
    let text = "backend.host = 'h'\nbackend.port = 143 # x\nbackend.encryption.type = \"none\"\n";
    assert_eq!(shown(text, ReadFormat::Himalaya), [["-", "imap h:143 none unknown -"]]);
    let text = "[accounts.x]\nimap.server = \"h\"\nsmtp.server = \"h:587\"\n";
    assert_eq!(
        shown(text, ReadFormat::Himalaya),
        [["-", "imap h:993 tls unknown -", "smtp h:587 tls unknown -"]]
    );
    let text = "[accounts.x]\nbackend.type = 'maildir'\nbackend.host = 'h'\nmessage.send.backend.type = 'sendmail'\n";
    assert_eq!(accounts(text), []);
}

#[test]
fn a_file_of_ours_signs_in_with_a_password() {
    for text in ["guide.msmtprc", "guide.aerc.conf", "guide-1.himalaya.toml"].iter().zip([
        sample!("guide.msmtprc"),
        sample!("guide.aerc.conf"),
        sample!("guide-1.himalaya.toml"),
    ]) {
        let servers = accounts(text.1).into_iter().flat_map(|account| account.servers);
        assert!(servers.into_iter().all(|server| server.auth == AuthMethod::Password), "{}", text.0);
    }
}
