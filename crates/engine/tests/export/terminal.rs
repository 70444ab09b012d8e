//! The files of terminal programs. The programs themselves read them in `tests/clients/terminal/`;
//! here the product's own readers do, and himalaya's file is read by the TOML crate.

use crate::support::{account, choice, every_pair, profile, text_of, texts, word};
use engine::diagnose::{About, Verdict, diagnose};
use engine::profile::{AuthMethod, Security};
use engine::settings::{Protocol, ReadFormat, read};
use engine::text::Lang;
use engine::{Account, Choice, DisplayName, Format, Profile, export};

/// Each format, what it is read as, and the servers that it holds.
const FORMATS: [(Format, ReadFormat, &[Protocol]); 5] = [
    (Format::Mbsync, ReadFormat::Mbsync, &[Protocol::Imap]),
    (Format::Msmtp, ReadFormat::Msmtp, &[Protocol::Smtp]),
    (Format::Neomutt, ReadFormat::Mutt, &[Protocol::Imap, Protocol::Smtp]),
    (Format::Aerc, ReadFormat::Aerc, &[Protocol::Imap, Protocol::Smtp]),
    (Format::Himalaya, ReadFormat::Himalaya, &[Protocol::Imap, Protocol::Smtp]),
];

/// Legal addresses, with letters that mean something to a shell or to one of the programs.
const ADDRESSES: [&str; 8] = [
    "pat@centurylink.net",
    "o'brien+home@centurylink.net",
    "`id`@centurylink.net",
    "#a$HOME#@centurylink.net",
    "%40{x}|y&z@centurylink.net",
    "'a'@centurylink.net",
    "-a/b=c?d*e~!^_@centurylink.net",
    "%U%M@centurylink.net",
];

/// Names that would be a comment, a command, a variable or a new line where they are not quoted.
const NAMES: [&str; 13] = [
    "",
    "Pat Example",
    r#"Zoë "Ω" \O'Brien\ <&> 🦊 שלום"#,
    "`touch /tmp/owned`",
    "$(touch /tmp/owned) $HOME ${HOME}",
    "a # b ; c",
    "ends with \\",
    "ends with |",
    r#""""three""""#,
    "%(source-cred-cmd)s",
    "' ; set x = '",
    "\u{202e}إيميل\u{202c}",
    "a\\nb, c@d.net <e@f.net>",
];

fn check(account: &Account, profile: &Profile) {
    for (format, read_as, protocols) in FORMATS {
        let text = text_of(format, account, profile);
        let reading = read(text.as_bytes()).unwrap();
        let [found] = &reading.accounts[..] else { panic!("{format:?}: {:#?}\n{text}", reading.accounts) };
        assert_eq!((found.format, reading.struck), (read_as, 0), "{text}");
        assert_eq!(found.servers.iter().map(|server| server.protocol).collect::<Vec<_>>(), protocols);
        for server in &found.servers {
            let incoming = server.protocol == Protocol::Imap;
            let endpoint = if incoming { account.incoming() } else { account.outgoing() };
            assert_eq!(server.host, endpoint.host.as_str(), "{text}");
            assert_eq!(server.port, Some(endpoint.port), "{text}");
            assert_eq!(server.security, Some(endpoint.security), "{text}");
            assert_eq!(server.username.as_deref(), Some(account.username()), "{text}");
            assert!(matches!(server.auth, AuthMethod::Password | AuthMethod::Unknown), "{text}");
        }
        // mbsync has no address, and msmtp's may be a pattern.
        if !matches!(format, Format::Mbsync | Format::Msmtp) {
            assert_eq!(found.address.as_deref(), Some(account.address().as_str()), "{text}");
        }
    }
}

#[test]
fn every_pair_of_servers_is_read_back() {
    for (account, profile) in every_pair() {
        check(&account, &profile);
    }
}

#[test]
fn nothing_is_found_wrong_with_them() {
    for (account, profile) in every_pair() {
        let family = |endpoint: &engine::Endpoint| profile.endpoint(endpoint.id.as_str()).is_some();
        assert!(family(account.incoming()) && family(account.outgoing()));
        for (format, _, protocols) in FORMATS {
            let reading = read(text_of(format, &account, &profile).as_bytes()).unwrap();
            let about = About {
                address: Some(account.address().as_str().to_owned()),
                incoming: Some(account.incoming().id.to_string()),
                outgoing: Some(account.outgoing().id.to_string()),
            };
            let diagnosis = diagnose(&reading.accounts, &about, &profile);
            let expected = if protocols.len() == 2 { Verdict::Right } else { Verdict::RightSoFar };
            assert!(diagnosis.findings.is_empty(), "{format:?}: {:#?}", diagnosis.findings);
            // mbsync and msmtp have one server each, which may be all that there is to say.
            assert!(diagnosis.verdict == expected || diagnosis.verdict == Verdict::Right, "{diagnosis:?}");
        }
    }
}

#[test]
fn hostile_names_and_addresses_are_read_back_and_add_no_line() {
    let lines = |account: &Account, format| text_of(format, account, &profile()).lines().count();
    for address in ADDRESSES {
        for name in NAMES {
            let hostile = account(address, name, &Choice::default());
            check(&hostile, &profile());
            let plain =
                account("pat@centurylink.net", if name.is_empty() { "" } else { "Pat" }, &Choice::default());
            for (format, ..) in FORMATS {
                // An address that msmtp would change is left out.
                let less = usize::from(format == Format::Msmtp && address.contains("%U"));
                assert_eq!(
                    lines(&hostile, format) + less,
                    lines(&plain, format),
                    "{format:?} {address} {name}"
                );
            }
        }
    }
}

#[test]
fn commands_are_made_of_harmless_letters() {
    for address in ADDRESSES {
        let account = account(address, NAMES[3], &Choice::default());
        for (format, ..) in FORMATS {
            let text = text_of(format, &account, &profile());
            let mut commands = 0;
            for (_, command) in text.match_indices("pass show ").map(|(at, _)| text.split_at(at)) {
                let line = command.lines().next().unwrap();
                let entry = line["pass show ".len()..].trim_end_matches(['"', '`', '\'']);
                assert!(entry.chars().all(|c| c.is_ascii_alphanumeric() || "/@._+-".contains(c)), "{line}");
                commands += 1;
            }
            assert!(commands > 0, "{text}");
        }
    }
}

#[test]
fn himalaya_reads_what_toml_says() {
    for (outgoing, server) in [
        ("smtp-com-587", "smtp://smtp.centurylink.com:587"),
        ("smtp-com-465", "smtps://smtp.centurylink.com:465"),
    ] {
        for name in NAMES {
            let account = account("o'brien+home@centurylink.net", name, &choice(outgoing));
            let file: toml::Table = toml::from_str(&text_of(Format::Himalaya, &account, &profile())).unwrap();
            let accounts = file["accounts"].as_table().unwrap();
            let [(_, account)] = &accounts.iter().collect::<Vec<_>>()[..] else { panic!("{accounts:?}") };
            assert_eq!(account["email"].as_str(), Some("o'brien+home@centurylink.net"));
            assert_eq!(account.get("display-name").and_then(toml::Value::as_str).unwrap_or_default(), name);
            assert_eq!(account["imap"]["server"].as_str(), Some("imaps://imap.centurylink.com:993"));
            assert!(account["imap"].get("starttls").is_none());
            assert_eq!(account["smtp"]["server"].as_str(), Some(server));
            let starttls = account["smtp"].get("starttls").and_then(toml::Value::as_bool);
            assert_eq!(starttls, server.starts_with("smtp:").then_some(true));
            for side in ["imap", "smtp"] {
                let plain = &account[side]["sasl"]["plain"];
                assert_eq!(plain["username"].as_str(), Some("o'brien+home@centurylink.net"));
                let command = plain["password"]["command"].as_str();
                assert_eq!(command, Some("pass show mail/o_brien+home@centurylink.net"));
            }
        }
    }
}

/// What is not a comment and not an empty line.
fn settings(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

#[test]
fn mbsync_deletes_nothing_on_the_server() {
    for (account, profile) in every_pair() {
        let text = text_of(Format::Mbsync, &account, &profile);
        let lines = settings(&text);
        for line in ["Create Near", "Remove None", "Expunge None", "Sync New Flags"] {
            assert!(lines.contains(&line), "{text}");
        }
        assert!(
            !lines.iter().any(|line| line.contains("Delete") || line.starts_with("MaxMessages")),
            "{text}"
        );
        let kind = word(account.incoming(), "SSLType IMAPS", "SSLType STARTTLS");
        assert!(lines.contains(&kind), "{text}");
    }
}

#[test]
fn the_language_changes_comments_alone() {
    let account = account("pat@centurylink.net", "Pat", &Choice::default());
    for (format, ..) in FORMATS {
        let [english, spanish] = Lang::ALL.map(|lang| {
            let file = export::file(format, &account, &profile(), &texts(lang)).unwrap();
            String::from_utf8(file.bytes).unwrap()
        });
        assert_ne!(english, spanish);
        assert_eq!(settings(&english), settings(&spanish));
        for text in [&english, &spanish] {
            assert!(text.lines().next().unwrap().contains("pat@centurylink.net"), "{text}");
            assert!(
                text.contains("chmod 600 ~/.") && text.contains("pass show mail/pat@centurylink.net"),
                "{text}"
            );
            assert!(!text.contains(['{', '}', '\r']) && text.ends_with('\n'), "{text}");
            // msmtp 1.8.23 takes no line of 500 bytes; most terminals have 80 to 120 columns.
            assert!(text.lines().all(|line| line.len() < 130), "{text}");
        }
    }
}

#[test]
fn the_longest_address_and_name_make_lines_that_every_program_takes() {
    let local = "a".repeat(64);
    let address = format!("{local}@centurylink.net");
    let account = Account::resolve(
        &address,
        DisplayName::parse(&"ñ".repeat(64)).unwrap(),
        &Choice::default(),
        &profile(),
    )
    .unwrap();
    check(&account, &profile());
    for (format, ..) in FORMATS {
        assert!(text_of(format, &account, &profile()).lines().all(|line| line.len() < 400), "{format:?}");
    }
}

#[test]
fn starttls_is_said_for_incoming_mail_too() {
    let (account, profile) = every_pair().pop().unwrap();
    assert_eq!(account.incoming().security, Security::Starttls);
    let says = |format, part: &str| {
        let text = text_of(format, &account, &profile);
        assert!(text.contains(part), "{text}");
    };
    says(Format::Neomutt, "set folder = 'imap://imap.centurylink.com:143/'");
    says(Format::Aerc, "source = imap://pat%40centurylink.net@imap.centurylink.com:143\n");
    says(Format::Himalaya, "imap.starttls = true");
}
