//! What is no file of one program: several in one paste, prose, files cut off, and huge ones.

use super::{accounts, shown};
use engine::settings::{Protocol, ReadFormat, read};

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
            assert_eq!(imap, server.protocol == Protocol::Imap, "{server:?}");
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

/// Work grows with the text, not with its square: with quadratic work these would take minutes.
/// Some are as large as a paste may be, the others a tenth of that, so that the test is soon done.
#[test]
fn two_megabytes_of_lines_end() {
    let fill = |unit: &str| unit.repeat(200_000 / unit.len());
    let long = "x".repeat(1_990_000);
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
        let found = read(text.as_bytes()).unwrap().accounts;
        assert!(found.len() <= 200, "{start}");
    }
}
