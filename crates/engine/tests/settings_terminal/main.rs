//! The files of terminal programs: right, wrong, in part, cut off, and huge. What the programs
//! themselves said of the same files is told beside each; they were asked on Debian 12.
#![allow(clippy::unwrap_used)]

use engine::settings::{ReadFormat, Retention, Server, Settings, read};

/// A sample as text.
macro_rules! sample {
    ($name:literal) => {
        include_str!(concat!("../samples/terminal/", $name))
    };
}

mod any_text;
mod urls;

fn accounts(text: &str) -> Vec<Settings> {
    read(text.as_bytes()).unwrap().accounts
}

/// A server in one line: protocol, host, port, security, sign-in, user.
fn line(server: &Server) -> String {
    let or = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    format!(
        "{:?} {}:{} {} {:?} {}",
        server.protocol,
        server.host,
        or(server.port.map(|port| port.to_string())),
        or(server.security.map(|security| format!("{security:?}"))),
        server.auth,
        or(server.username.clone()),
    )
    .to_lowercase()
}

/// The accounts of a format, each with its address first.
fn shown(text: &str, format: ReadFormat) -> Vec<Vec<String>> {
    let accounts = accounts(text);
    assert!(accounts.iter().all(|account| account.format == format), "{accounts:?}");
    accounts
        .iter()
        .map(|account| {
            let address = account.address.clone().unwrap_or_else(|| "-".to_owned());
            std::iter::once(address).chain(account.servers.iter().map(line)).collect()
        })
        .collect()
}

#[test]
fn mbsync_right() {
    // isync 1.4.4: "Connecting to … (…:993)"; it does not know TLSType, which 1.5 calls SSLType.
    let expected = vec![vec!["-", "imap imap.centurylink.com:993 tls password pat@centurylink.net"]];
    assert_eq!(shown(sample!("guide.mbsyncrc"), ReadFormat::Mbsync), expected);
    assert_eq!(shown(sample!("guide-1.5.mbsyncrc"), ReadFormat::Mbsync), expected);
}

#[test]
fn mbsync_wrong_and_old() {
    // isync 1.4.4 connects to ports 993, 143, 993 and 993, and says of the others "URL notation is
    // deprecated", "UseIMAPS, and RequireSSL are deprecated", "RequireCRAM is deprecated".
    assert_eq!(
        shown(sample!("wrong.mbsyncrc"), ReadFormat::Mbsync),
        [
            ["-", "imap imap.centurylink.com:993 starttls unknown pat"],
            ["-", "imap imap.centurylink.com:143 none unknown pat@centurylink.net"],
            ["-", "imap mail.centurylink.net:993 tls unknown pat@qwest.net"],
            ["-", "imap mail.centurylink.net:993 tls encrypted -"],
        ]
    );
}

#[test]
fn mbsync_in_part() {
    let text = "  Host imap.centurylink.com # the guide's\r\n\tUser pat\\ x\r\n  SSLType STARTTLS\r\n";
    assert_eq!(
        shown(text, ReadFormat::Mbsync),
        [["-", "imap imap.centurylink.com:143 starttls unknown pat x"]]
    );
    let text = "Host imap.centurylink.com\nUser pat\nPassCmd x\n";
    assert_eq!(shown(text, ReadFormat::Mbsync), [["-", "imap imap.centurylink.com:- - unknown pat"]]);
    let text = "IMAPAccount x\nHost h\nPort 99999\nTunnel \"ssh h\"\n\nIMAPStore y\nAccount x\n";
    assert_eq!(shown(text, ReadFormat::Mbsync), [["-", "imap h:- - unknown -"]]);
}

#[test]
fn msmtp_right() {
    // msmtp 1.8.23, `msmtp -P -a NAME`: "port = 465", "auth = choose", "tls = on",
    // "tls_starttls = off"; centurylink-587: "port = 587", "tls_starttls = on"; default is as
    // centurylink is.
    assert_eq!(
        shown(sample!("guide.msmtprc"), ReadFormat::Msmtp),
        [
            ["pat@centurylink.net", "smtp smtp.centurylink.com:465 tls password pat@centurylink.net"],
            ["pat@centurylink.net", "smtp smtp.centurylink.com:587 starttls password pat@centurylink.net"],
        ]
    );
}

#[test]
fn msmtp_wrong() {
    // msmtp 1.8.23: hangs "port = 465", "auth = choose", "tls_starttls = on"; open "port = 25",
    // "auth = none", "tls = off"; short "port = 465", "auth = CRAM-MD5"; oauth "auth = XOAUTH2",
    // "port = 587", "tls_starttls = off".
    assert_eq!(
        shown(sample!("wrong.msmtprc"), ReadFormat::Msmtp),
        [
            ["-", "smtp smtp.centurylink.com:465 starttls password pat"],
            ["-", "smtp smtp.centurylink.com:25 none none -"],
            ["-", "smtp smtp.centurylink.com:465 tls encrypted pat@centurylink.net"],
            ["-", "smtp smtp.centurylink.com:587 tls oauth2 pat@centurylink.net"],
        ]
    );
}

#[test]
fn msmtp_in_part() {
    let text = "host smtp.centurylink.com\nport 465\ntls on\ntls_starttls off\n";
    assert_eq!(shown(text, ReadFormat::Msmtp), [["-", "smtp smtp.centurylink.com:465 tls unknown -"]]);
    let text = "\tHOST smtp.centurylink.com\r\n\tTLS On\r\n\tuser pat\r\n";
    assert_eq!(shown(text, ReadFormat::Msmtp), [["-", "smtp smtp.centurylink.com:- starttls unknown pat"]]);
    let text = "defaults\nport 587\ntls on\nauth off\n";
    assert_eq!(shown(text, ReadFormat::Msmtp), [["-", "smtp :587 starttls none -"]]);
}

#[test]
fn offlineimap() {
    // offlineimap 8.0.0, `--info`: "Host: … Port: 993 SSL: True"; of the repository Plain
    // "Port: None SSL: False", which its code takes for 143.
    assert_eq!(
        shown(sample!("guide.offlineimaprc"), ReadFormat::Offlineimap),
        [["-", "imap imap.centurylink.com:993 tls password pat@centurylink.net"]]
    );
    assert_eq!(
        shown(sample!("wrong.offlineimaprc"), ReadFormat::Offlineimap),
        [
            ["-", "imap imap.centurylink.com:143 none unknown pat"],
            ["-", "imap mail.centurylink.net:993 starttls unknown -"],
            ["-", "imap imap.gmail.com:993 tls unknown pat@gmail.com"],
        ]
    );
    let text = "RemoteHost = h\r\n\tremoteport = 143\r\n\tssl = no\r\n";
    assert_eq!(shown(text, ReadFormat::Offlineimap), [["-", "imap h:143 starttls unknown -"]]);
}

#[test]
fn getmail() {
    let text = sample!("guide.getmailrc");
    assert_eq!(
        shown(text, ReadFormat::Getmail),
        [["-", "imap imap.centurylink.com:993 tls password pat@centurylink.net"]]
    );
    assert_eq!(accounts(text)[0].servers[0].retention, Retention::Keeps);
    // getmail 6.18.11, `--dump`: port 110, delete_after 30.
    let text = sample!("wrong.getmailrc");
    assert_eq!(shown(text, ReadFormat::Getmail), [["-", "pop3 pop.centurylink.net:110 none encrypted pat"]]);
    assert_eq!(accounts(text)[0].servers[0].retention, Retention::Deletes { after_days: 30 });
    let text = "type = SimplePOP3SSLRetriever\nserver = h\ndelete = yes\ndelete_after = 9";
    assert_eq!(shown(text, ReadFormat::Getmail), [["-", "pop3 h:995 tls password -"]]);
    assert_eq!(accounts(text)[0].servers[0].retention, Retention::Deletes { after_days: 0 });
}

/// The examples that the Debian packages bring, where they are installed: how many accounts are in
/// each, and the first of them.
#[test]
fn the_packages_own_examples() {
    let examples = [
        // isync 1.4.4 says of "personal" that "RequireSSL no" is ignored.
        ("isync/examples/mbsyncrc.sample", 5, "imap work.host.com:143 starttls unknown tehuser"),
        (
            "msmtp/examples/msmtprc-user.example",
            3,
            "smtp smtp.freemail.example:587 starttls password joe.smith",
        ),
        // msmtp 1.8.23: "port = 465", "auth = none".
        ("msmtp/examples/msmtprc-system.example", 1, "smtp mail.oursite.example:465 tls none -"),
        ("offlineimap3/examples/offlineimap.conf.minimal", 1, "imap examplehost:993 tls unknown jgoerzen"),
    ];
    for (name, count, first) in examples {
        let Ok(text) = std::fs::read_to_string(format!("/usr/share/doc/{name}")) else {
            eprintln!("not installed: {name}");
            continue;
        };
        let accounts = accounts(&text);
        assert_eq!(accounts.len(), count, "{name}: {accounts:?}");
        assert_eq!(line(&accounts[0].servers[0]), first, "{name}");
    }
}
