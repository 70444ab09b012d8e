//! The files of terminal programs: right, wrong, in part, cut off, and huge. What the programs
//! themselves said of the same files is told beside each; they were asked on Debian 12.
#![allow(clippy::unwrap_used)]

use engine::profile::AuthMethod;
use engine::settings::{ReadFormat, Retention, Server, Settings, read};

/// A sample, its format, and what is read from it.
macro_rules! sample {
    ($name:literal) => {
        include_str!(concat!("samples/terminal/", $name))
    };
}

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
            ["-", "smtp smtp.centurylink.com:465 tls encrypted pat@centurylink.net"],
            ["-", "smtp smtp.centurylink.com:587 tls oauth2 pat@centurylink.net"],
        ]
    );
    let open = "account open\nhost smtp.centurylink.com\nfrom pat@centurylink.net\n";
    assert_eq!(
        shown(open, ReadFormat::Msmtp),
        [["pat@centurylink.net", "smtp smtp.centurylink.com:25 none none -"]]
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

#[test]
fn several_programs_in_one_paste_do_not_mix() {
    let both = format!("{}\n{}", sample!("guide.mbsyncrc"), sample!("guide.msmtprc"));
    let turned = format!("{}\n{}", sample!("guide.msmtprc"), sample!("guide.mbsyncrc"));
    let short = "IMAPAccount x\nHost imap.example\nSSLType IMAPS\n\ndefaults\nauth on\naccount y\nhost smtp.example\ntls on\n";
    for (text, formats) in [
        (both.as_str(), [ReadFormat::Mbsync, ReadFormat::Msmtp, ReadFormat::Msmtp].as_slice()),
        (&turned, &[ReadFormat::Msmtp, ReadFormat::Msmtp, ReadFormat::Mbsync]),
        (short, &[ReadFormat::Mbsync, ReadFormat::Msmtp]),
    ] {
        let accounts = accounts(text);
        let found: Vec<_> = accounts.iter().map(|account| account.format).collect();
        assert_eq!(found, formats, "{accounts:?}");
        for server in accounts.iter().flat_map(|account| &account.servers) {
            let imap = server.host.starts_with("imap.");
            assert_eq!(imap, server.protocol == engine::settings::Protocol::Imap, "{server:?}");
        }
    }
}

#[test]
fn prose_is_no_programs_file() {
    for text in [
        "Account type: IMAP\nHost: imap.centurylink.com\nPort: 993\nUser: pat",
        "account pat\nhost mail.centurylink.net\nport 993\nuser pat",
        "defaults\nare what I used",
        "defaults",
        "account ",
        "Set up my email please\nset from my phone\nset folder to Inbox",
        "Source: my provider = CenturyLink\nOutgoing server = smtp.centurylink.com",
        "Type = IMAP\nserver = imap.centurylink.com\nport = 993\nusername = pat",
        "TLS is on\nauth failed\nfrom now on",
        "IMAP. I have = nothing\nbackend = x\nsmtp-server works",
        "mailboxes are = empty; tls",
        "Passcmd\nImapaccount\nremotehost\n[retriever]\n[repository]\n[accounts.x]",
    ] {
        let found = accounts(text);
        let ours = |format| !matches!(format, ReadFormat::Text | ReadFormat::Outlook);
        assert!(!found.iter().any(|account| ours(account.format)), "{text:?}: {found:?}");
    }
}

#[test]
fn no_password_is_kept() {
    let text = "set folder=imaps://pat:hunter2@h/ imap_pass=hunter2\nset smtp_url=smtps://pat:hunter2@h smtp_pass=hunter2\n\
                [x]\nsource=imaps://pat:hunter2@h\noutgoing=smtps://pat:hunter2@h\n\
                IMAPAccount y\nHost h\nUser u\nPass hunter2\n\n\
                defaults\ntls on\naccount z\nhost h\npassword hunter2\n\
                [Repository R]\nremotehost = h\nremotepass = hunter2\n\
                [retriever]\ntype = SimpleIMAPSSLRetriever\nserver = h\npassword = hunter2\n\
                [accounts.q]\nbackend.host = 'h'\nbackend.auth.raw = 'hunter2'\nimap.sasl.plain.password.raw = 'hunter2'\n";
    let found = accounts(text);
    let formats: std::collections::BTreeSet<_> = found.iter().map(|account| account.format).collect();
    assert_eq!(formats.len(), 7, "{found:?}");
    assert!(!format!("{found:?}").contains("hunter2"), "{found:?}");
}

const SAMPLES: &[&str] = &[
    sample!("guide.mbsyncrc"),
    sample!("wrong.mbsyncrc"),
    sample!("guide.msmtprc"),
    sample!("wrong.msmtprc"),
    sample!("guide.muttrc"),
    sample!("wrong.muttrc"),
    sample!("hooks.muttrc"),
    sample!("guide.aerc.conf"),
    sample!("wrong.aerc.conf"),
    sample!("guide-1.himalaya.toml"),
    sample!("guide-2.himalaya.toml"),
    sample!("old.himalaya.toml"),
    sample!("guide.offlineimaprc"),
    sample!("wrong.offlineimaprc"),
    sample!("guide.getmailrc"),
    sample!("wrong.getmailrc"),
];

#[test]
fn cut_off_anywhere_they_are_read_as_far_as_they_go() {
    for text in SAMPLES {
        let whole = accounts(text);
        for end in 0..text.len() {
            let part = read(&text.as_bytes()[..end]).unwrap().accounts;
            assert!(part.len() <= whole.len() + 1, "{}", &text[..end]);
            let tail = read(&text.as_bytes()[end..]).unwrap().accounts;
            assert!(tail.len() <= whole.len() + 1, "{}", &text[end..]);
        }
    }
}

#[test]
fn line_ends_and_letter_case_do_not_matter() {
    for text in SAMPLES {
        assert_eq!(accounts(&text.replace('\n', "\r\n")), accounts(text));
    }
    let text = "imapACCOUNT x\nhOST h\nuSER u\nsslTYPE imaps\n";
    assert_eq!(shown(text, ReadFormat::Mbsync), [["-", "imap h:993 tls unknown u"]]);
    let text = "SET folder=IMAPS://h\nSET imap_user=u\n";
    assert_eq!(shown(text, ReadFormat::Mutt), [["-", "imap h:993 tls unknown u"]]);
}

/// Work grows with the text, not with its square: 2 MB of anything ends. With quadratic work these
/// would take minutes.
#[test]
fn two_megabytes_of_lines_end() {
    let fill = |unit: &str| unit.repeat(1_990_000 / unit.len());
    let long = fill("x");
    let sign = "IMAPAccount a\nHost h\ntls on\nset a=b\nsource=x\nbackend.host=1\nremotehost=h\ntype=x\n";
    let half = "x".repeat(900_000);
    let mut texts = vec![
        format!("account a\ntls on\nhost {half}\n{}", "account b : a,a,a,a\n".repeat(50_000)),
        format!("set a={half}\n{}", "set b=$a$a x=$b\n".repeat(60_000)),
        format!("set a={}\n{}", "y".repeat(250), "set b=$a\n".repeat(200_000)),
        format!("{sign}{}", long.get(..1_900_000).unwrap()),
        format!("backend.x = {}", "{ a = ".repeat(300_000)),
        format!("backend.x = {{ {} }}", "a = 1, ".repeat(270_000)),
    ];
    for unit in [
        "IMAPAccount a\nHost h\n",
        "account a : a\nhost h\ntls on\n",
        "set folder=imaps://h/ imap_user=u;",
        "account-hook imaps://h 'set smtp_url=smtp://h'\n",
        "[x]\nsource=imaps://h\n",
        "[accounts.x]\nbackend.host='h'\n",
        "[a]\nbackend.host='h'\n[b]\nimap-host=\"h\"\n",
        "[Repository x]\nremotehost=h\n",
        "[retriever]\ntype=SimplePOP3Retriever\n",
        "set \\\n",
        "set x=\"",
        "set x='\n",
        "set x=`",
        "${",
        "set a\n",
        "\n",
        "a\n",
        "[",
        "=",
        "\"",
        "\\",
        "tls on\n",
        "IMAPStore \"",
        "set x = ${x}\n",
        "mailboxes imaps://h/a ",
    ] {
        texts.push(format!("{sign}{}", fill(unit)));
    }
    for (number, unit) in (0..200_000).step_by(100_000).zip(["set v{}=1\n", "[accounts.v{}]\n"]) {
        texts.push((number..number + 100_000).map(|n| unit.replace("{}", &n.to_string())).collect());
    }
    for text in &texts {
        let start = text.chars().take(60).collect::<String>();
        let text = text.get(..text.len().min(2_000_000)).unwrap();
        let t0 = std::time::Instant::now();
        let found = read(text.as_bytes()).unwrap().accounts;
        eprintln!("{:?} {} {start:?} .. {:?}", t0.elapsed(), text.len(), text.get(100..140));
        assert!(found.len() <= 200, "{start}");
    }
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
