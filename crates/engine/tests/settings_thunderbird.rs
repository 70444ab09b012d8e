//! What is read of Thunderbird: preferences, troubleshooting information and QR codes, written by
//! Thunderbird itself (`samples/thunderbird/README.md`), by our own exports, and by hand.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use engine::profile::{AuthMethod, Security};
use engine::settings::{Protocol, ReadFormat, Retention, Server, Settings, read};
use engine::{Choice, Format};

#[path = "export/support.rs"]
#[allow(dead_code, clippy::panic, reason = "the tests of the exports use the rest")]
mod support;

const PREFS: &str = include_str!("samples/thunderbird/prefs-153.js");
const TROUBLESHOOTING: &str = include_str!("samples/thunderbird/troubleshooting-153.txt");
const WITH_NAMES: &str = include_str!("samples/thunderbird/troubleshooting-153-names.txt");
const TABLE: &str = include_str!("samples/thunderbird/troubleshooting-153-table.txt");
const TABLE_WITH_NAMES: &str = include_str!("samples/thunderbird/troubleshooting-153-table-names.txt");
const TABLE_HTML: &str = include_str!("samples/thunderbird/troubleshooting-153-table.html");
const QR: &str = include_str!("samples/thunderbird/qr-153.txt");

const PAT: &str = "pat.example@centurylink.net";
const SMTP_465: &str = "smtp smtp.centurylink.com:465 tls password";

fn accounts(text: &str) -> Vec<Settings> {
    read(text.as_bytes()).unwrap().accounts
}

/// An account in one line a part: address, then each server.
fn told(settings: &Settings) -> Vec<String> {
    let mut lines = vec![settings.address.clone().unwrap_or_default()];
    lines.extend(settings.servers.iter().map(tell));
    lines
}

fn tell(server: &Server) -> String {
    let word = |value: serde_json::Value| value.as_str().unwrap_or("?").to_owned();
    let mut line = word(serde_json::to_value(server.protocol).unwrap());
    let port = server.port.map_or("?".to_owned(), |port| port.to_string());
    let security = server.security.map_or("?".to_owned(), |s| word(serde_json::to_value(s).unwrap()));
    let auth = word(serde_json::to_value(server.auth).unwrap());
    write!(line, " {}:{port} {security} {auth}", server.host).unwrap();
    if let Some(user) = &server.username {
        write!(line, " {user}").unwrap();
    }
    match server.retention {
        Retention::Unknown => {}
        Retention::Keeps => line.push_str(" keeps"),
        Retention::Deletes { after_days } => write!(line, " deletes {after_days}").unwrap(),
    }
    line
}

#[track_caller]
fn assert_told(text: &str, expected: &[&[&str]]) {
    let found: Vec<Vec<String>> = accounts(text).iter().map(told).collect();
    assert_eq!(found, expected, "{text}");
}

/// What Thunderbird's own prefs.js says, as its account manager understood it.
const PREFS_TOLD: &[&[&str]] = &[
    &[
        PAT,
        "imap imap.centurylink.com:993 tls password pat.example@centurylink.net keeps",
        "smtp smtp.centurylink.com:465 tls password pat.example@centurylink.net",
    ],
    &[
        "lee@embarqmail.com",
        "pop3 mail.centurylink.net:110 none password lee deletes 14",
        "smtp mail.centurylink.net:25 none none",
        "smtp smtp.example.org:587 starttls oauth2 club@example.org",
    ],
    &[
        "jose@q.com",
        "imap imap.centurylink.com:143 starttls encrypted jose@q.com deletes 90",
        "smtp smtp.centurylink.com:465 tls password pat.example@centurylink.net",
    ],
];

#[test]
fn a_prefs_js_of_thunderbird_is_read() {
    assert_told(PREFS, PREFS_TOLD);
    assert!(accounts(PREFS).iter().all(|account| account.format == ReadFormat::ThunderbirdPrefs));
}

#[test]
fn a_prefs_js_is_read_whatever_happened_to_it_on_its_way() {
    assert_told(&format!("\u{feff}{}", PREFS.replace('\n', "\r\n")), PREFS_TOLD);
    assert_told(&PREFS.replace('\n', "\n> > "), PREFS_TOLD);
    // A word processor.
    let curly = PREFS.replace("(\"", "(\u{201c}").replace("\",", "\u{201d},").replace("\");", "\u{201d});");
    assert!(curly.contains("user_pref(\u{201c}mail.server.server1.port\u{201d}, 993);"));
    assert_told(&curly.replace(", \"", ", \u{201d}"), PREFS_TOLD);
    assert_told(&PREFS.replace("user_pref", "User_pref"), PREFS_TOLD);
    // A chat that takes line breaks away, behind a sentence.
    let lines: Vec<&str> = PREFS.lines().filter(|line| line.starts_with("user")).collect();
    assert_told(&format!("here it is: {}", lines.join(" ")), PREFS_TOLD);
    // Broken after the comma; as HTML.
    assert_told(&PREFS.replace("\", ", "\",\n    "), PREFS_TOLD);
    assert_told(&PREFS.replace('"', "&quot;"), PREFS_TOLD);
    // Backwards: no order is needed.
    let reversed: Vec<&str> = PREFS.lines().rev().collect();
    assert_told(&reversed.join("\n"), PREFS_TOLD);
}

#[test]
fn tokens_and_names_of_others_are_not_taken_over() {
    let text = format!("{PREFS}\nuser_pref(\"mail.server.server1.oauth2.refresh\", \"s3cret-token\");\n");
    let json = serde_json::to_string(&accounts(&text)).unwrap();
    assert!(!json.contains("s3cret") && !json.contains("Lee, home") && !json.contains("abcd1234"), "{json}");
}

#[test]
fn our_own_files_are_read_back() {
    for (outgoing, port, security) in [("smtp-com-465", 465, "tls"), ("smtp-com-587", 587, "starttls")] {
        let account = support::account(
            "o'brien+home@centurylink.net",
            r#"Zoë "Ω" \O'Brien\"#,
            &Choice { incoming: None, outgoing: Some(outgoing.to_owned()) },
        );
        let address = "o'brien+home@centurylink.net";
        let imap = format!("imap imap.centurylink.com:993 tls password {address}");
        let smtp = format!("smtp smtp.centurylink.com:{port} {security} password {address}");
        let kept = format!("{imap} keeps");
        assert_told(&support::text(Format::ThunderbirdUserJs, &account), &[&[address, &kept, &smtp]]);
        assert_told(&support::text(Format::ThunderbirdQrText, &account), &[&[address, &imap, &smtp]]);
        let zip = std::io::Cursor::new(support::bytes(Format::Thunderbird, &account));
        let mut zip = zip::ZipArchive::new(zip).unwrap();
        let prefs = std::io::read_to_string(zip.by_index(1).unwrap()).unwrap();
        assert_told(&prefs, &[&[address, &kept, &smtp]]);
    }
}

/// Lines of preferences, `name value`, each of `mail.`.
fn lines(prefs: &[(&str, &str)]) -> String {
    prefs.iter().fold(String::new(), |mut text, (name, value)| {
        writeln!(text, "user_pref(\"mail.{name}\", {value});").unwrap();
        text
    })
}

#[test]
fn a_few_lines_are_enough() {
    assert_told(
        &lines(&[("server.server3.hostname", r#""mail.centurylink.net""#), ("server.server3.port", "993")]),
        &[&["", "imap mail.centurylink.net:993 ? unknown"]],
    );
    assert_told(
        &lines(&[("smtpserver.smtp2.port", "587"), ("smtpserver.smtp2.try_ssl", "3")]),
        &[&["", "smtp :587 tls unknown"]],
    );
    // One of each, and an identity: one account.
    assert_told(
        &lines(&[
            ("identity.id7.useremail", r#""lee@q.com""#),
            ("server.server3.hostname", r#""pop.centurylink.net""#),
            ("smtpserver.smtp1.hostname", r#""smtp.centurylink.net""#),
            ("smtpserver.smtp2.hostname", r#""smtp.example.org""#),
        ]),
        &[&[
            "lee@q.com",
            "pop3 pop.centurylink.net:? ? unknown",
            "smtp smtp.centurylink.net:? ? unknown",
            "smtp smtp.example.org:? ? unknown",
        ]],
    );
    // Several: by user name.
    assert_told(
        &lines(&[
            ("server.server2.hostname", r#""a.example""#),
            ("server.server2.userName", r#""a""#),
            ("server.server1.hostname", r#""b.example""#),
            ("server.server1.userName", r#""b""#),
            ("smtpserver.smtp1.username", r#""b""#),
            ("smtpserver.smtp2.username", r#""c""#),
        ]),
        &[
            &["", "imap a.example:? ? unknown a"],
            &["", "imap b.example:? ? unknown b", "smtp :? ? unknown b"],
            &["", "smtp :? ? unknown c"],
        ],
    );
    // Neither Local Folders nor a value that is for all servers.
    assert_told(
        &lines(&[
            ("server.server2.hostname", r#""Local Folders""#),
            ("server.server2.userName", r#""nobody""#),
            ("server.default.port", "993"),
        ]),
        &[],
    );
}

#[test]
fn a_default_counts_only_where_the_whole_server_is_there() {
    let whole = [
        ("server.s.hostname", r#""h""#),
        ("server.s.type", r#""imap""#),
        ("server.s.userName", r#""u""#),
        ("smtpserver.m.hostname", r#""o""#),
        ("smtpservers", r#""m""#),
    ];
    assert_told(&lines(&whole), &[&["", "imap h:143 none password u keeps", "smtp o:587 none password"]]);
    for left in 0..whole.len() {
        let mut part = whole.to_vec();
        part.remove(left);
        let text = lines(&part);
        let server = accounts(&text).into_iter().flat_map(|account| account.servers);
        let unsaid: Vec<Server> = server.filter(|server| server.security.is_none()).collect();
        match left {
            0..=2 => assert!(unsaid.iter().any(|s| s.protocol == Protocol::Imap), "{text}"),
            3 => assert!(unsaid.is_empty(), "{text}"),
            _ => assert!(unsaid.iter().any(|s| s.protocol == Protocol::Smtp), "{text}"),
        }
    }
    // A default that somebody has changed.
    let mut changed = whole.to_vec();
    changed.push(("server.default.socketType", "3"));
    assert_told(&lines(&changed), &[&["", "imap h:993 tls password u keeps", "smtp o:587 none password"]]);
}

#[test]
fn outgoing_servers_are_found_as_thunderbird_finds_them() {
    let base = [
        ("accountmanager.accounts", r#""a""#),
        ("account.a.server", r#""s""#),
        ("account.a.identities", r#""i""#),
        ("identity.i.useremail", r#""pat@q.com""#),
        ("server.s.type", r#""imap""#),
        ("server.s.hostname", r#""h""#),
        ("smtpservers", r#""m1,m2""#),
        ("smtpserver.m1.hostname", r#""one""#),
        ("smtpserver.m2.hostname", r#""two""#),
        ("smtpserver.m3.hostname", r#""three""#),
    ];
    let outgoing = |more: &[(&str, &str)]| -> Vec<String> {
        let accounts = accounts(&lines(&[&base, more].concat()));
        assert_eq!(accounts.len(), 1);
        accounts[0].servers.iter().filter(|s| s.protocol == Protocol::Smtp).map(|s| s.host.clone()).collect()
    };
    assert_eq!(outgoing(&[]), ["one"]);
    assert_eq!(outgoing(&[("smtp.defaultserver", r#""m2""#)]), ["two"]);
    assert_eq!(outgoing(&[("smtp.defaultserver", r#""m2""#), ("identity.i.smtpServer", r#""m1""#)]), ["one"]);
    assert_eq!(outgoing(&[("identity.i.smtpServer", r#""m3""#)]), [""; 0], "not in the list");
    assert_eq!(outgoing(&[("identity.i.smtpServer", r#""""#)]), ["one"]);
}

/// The retention of a server of this type with these preferences, the whole server or a part.
fn retention(kind: &str, whole: bool, prefs: &[(&str, &str)]) -> Retention {
    let mut text = format!("user_pref(\"mail.server.s.type\", \"{kind}\");\n");
    if whole {
        text.push_str(&lines(&[("server.s.hostname", r#""h""#), ("server.s.userName", r#""u""#)]));
    }
    for (name, value) in prefs {
        writeln!(text, "user_pref(\"mail.server.s.{name}\", {value});").unwrap();
    }
    accounts(&text).first().map_or(Retention::Unknown, |account| account.servers[0].retention)
}

#[test]
fn pop_retention_is_what_pop3client_does() {
    let pop = |prefs: &[(&str, &str)]| retention("pop3", true, prefs);
    let days = |after_days| Retention::Deletes { after_days };
    let leave = ("leave_on_server", "true");
    let by_age = ("delete_by_age_from_server", "true");
    assert_eq!(pop(&[]), days(0), "leave_on_server is false where it is missing");
    assert_eq!(pop(&[("leave_on_server", "false"), by_age]), days(0));
    assert_eq!(pop(&[leave]), Retention::Keeps);
    assert_eq!(pop(&[leave, ("num_days_to_leave_on_server", "3")]), Retention::Keeps, "unticked");
    assert_eq!(pop(&[leave, by_age]), days(7), "its default");
    assert_eq!(pop(&[leave, by_age, ("num_days_to_leave_on_server", "0")]), Retention::Keeps);
    assert_eq!(pop(&[leave, by_age, ("num_days_to_leave_on_server", "365")]), days(365));
    assert_eq!(pop(&[leave, ("num_days_to_leave_on_server", "\"3\""), by_age]), days(7), "not a number");
    // Deletion from the folder takes the server's copy along only where that is ticked.
    let old = [("retainBy", "2"), ("daysToKeepHdrs", "5")];
    assert_eq!(pop(&[leave, old[0], old[1]]), Retention::Keeps);
    assert_eq!(pop(&[leave, ("delete_mail_left_on_server", "true")]), Retention::Keeps);
    assert_eq!(pop(&[leave, ("delete_mail_left_on_server", "true"), old[0], old[1]]), days(5));
    assert_eq!(pop(&[leave, by_age, ("delete_mail_left_on_server", "true"), old[0], old[1]]), days(5));
    // A part of a server.
    let part = |prefs: &[(&str, &str)]| retention("pop3", false, &[&[("port", "995")], prefs].concat());
    assert_eq!(part(&[]), Retention::Unknown);
    assert_eq!(part(&[("leave_on_server", "false")]), days(0));
    assert_eq!(part(&[leave, by_age]), days(7));
}

#[test]
fn imap_retention_is_about_the_servers_copies_only() {
    let imap = |prefs: &[(&str, &str)]| retention("imap", true, prefs);
    let days = |after_days| Retention::Deletes { after_days };
    assert_eq!(imap(&[("autosync_max_age_days", "30")]), Retention::Keeps);
    assert_eq!(imap(&[("cleanupBodies", "true"), ("daysToKeepBodies", "30")]), Retention::Keeps);
    assert_eq!(imap(&[("leave_on_server", "false")]), Retention::Keeps, "only POP has it");
    assert_eq!(imap(&[("daysToKeepHdrs", "30")]), Retention::Keeps, "retainBy is 1 where it is missing");
    assert_eq!(imap(&[("retainBy", "1"), ("daysToKeepHdrs", "30")]), Retention::Keeps);
    assert_eq!(imap(&[("retainBy", "2"), ("daysToKeepHdrs", "45")]), days(45));
    assert_eq!(imap(&[("retainBy", "2")]), days(30));
    assert_eq!(imap(&[("retainBy", "2"), ("daysToKeepHdrs", "99999999")]), days(u16::MAX));
    assert_eq!(imap(&[("retainBy", "3"), ("numHdrsToKeep", "2000")]), days(0));
    let part = |prefs: &[(&str, &str)]| retention("imap", false, &[&[("port", "993")], prefs].concat());
    assert_eq!(part(&[]), Retention::Unknown);
    assert_eq!(part(&[("retainBy", "1")]), Retention::Keeps);
    assert_eq!(part(&[("retainBy", "2"), ("daysToKeepHdrs", "45")]), days(45));
}

#[test]
fn numbers_of_security_and_sign_in_are_thunderbirds() {
    let server = |name: &str, value: &str| {
        let text = lines(&[("server.s.type", r#""imap""#), ("server.s.hostname", r#""h""#)]);
        let text = format!("{text}user_pref(\"mail.server.s.{name}\", {value});");
        accounts(&text).remove(0).servers.remove(0)
    };
    let security =
        [Some(Security::None), Some(Security::Starttls), Some(Security::Starttls), Some(Security::Tls), None];
    for (number, expected) in security.into_iter().enumerate() {
        assert_eq!(server("socketType", &number.to_string()).security, expected, "{number}");
    }
    assert_eq!(server("socketType", "\"3\"").security, None, "a text is no number");
    use AuthMethod as A;
    let auth = [
        A::None,
        A::None,
        A::Password,
        A::Password,
        A::Encrypted,
        A::Kerberos,
        A::Ntlm,
        A::Certificate,
        A::Encrypted,
        A::Unknown,
        A::Oauth2,
    ];
    for (number, expected) in auth.into_iter().enumerate() {
        assert_eq!(server("authMethod", &number.to_string()).auth, expected, "{number}");
    }
    assert_eq!(server("port", "\"993\"").port, None, "Thunderbird does not see it either");
    assert_eq!(server("port", "70000").port, None);
    assert_eq!(server("port", "-1").port, None);
    assert_eq!(server("realhostname", "\"new.example\"").host, "new.example");
    assert_eq!(server("realuserName", "\"new\"").username.as_deref(), Some("new"));
    assert_eq!(server("hostname", "\"h.example:9993\"").port, Some(9993));
    assert_eq!(server("hostname", r#""a \"b\" \\ \u00e9 \xe9 \ud83e\udd8a \q""#).host, "a \"b\" \\ é é 🦊 q");
}

/// The same accounts of the troubleshooting information; it has no user names.
fn troubleshooting(names: bool) -> Vec<Vec<String>> {
    let accounts: [(&str, &[&str]); 3] = [
        (PAT, &["imap imap.centurylink.com:993 tls password", SMTP_465]),
        (
            "lee@embarqmail.com",
            &[
                "pop3 mail.centurylink.net:110 none password",
                "smtp mail.centurylink.net:25 none none",
                "smtp smtp.example.org:587 starttls oauth2",
            ],
        ),
        ("jose@q.com", &["imap imap.centurylink.com:143 starttls encrypted", SMTP_465]),
    ];
    let line = |(address, servers): (&str, &[&str])| {
        let address = if names { address } else { "" };
        [&[address], servers].concat().into_iter().map(str::to_owned).collect()
    };
    accounts.into_iter().map(line).collect()
}

#[track_caller]
fn assert_troubleshooting(text: &str, names: bool) {
    let accounts = accounts(text);
    assert_eq!(accounts.iter().map(told).collect::<Vec<_>>(), troubleshooting(names), "{text}");
    assert!(accounts.iter().all(|account| account.format == ReadFormat::ThunderbirdTroubleshooting));
}

#[test]
fn troubleshooting_information_of_thunderbird_is_read() {
    assert_troubleshooting(TROUBLESHOOTING, false);
    assert_troubleshooting(WITH_NAMES, true);
    assert_troubleshooting(TABLE, false);
    assert_troubleshooting(TABLE_WITH_NAMES, true);
    assert_troubleshooting(TABLE_HTML, true);
}

#[test]
fn a_table_of_sign_in_methods_holds_no_password_but_a_note_beside_it_may() {
    for text in [TROUBLESHOOTING, WITH_NAMES, TABLE, TABLE_WITH_NAMES, TABLE_HTML] {
        let reading = read(text.as_bytes()).unwrap();
        assert_eq!((reading.struck, reading.text.as_str()), (0, text));
    }
    let other = "account1\t(imap) h.example:143\tNone\tNormal password\to7.example:465\tSSL/TLS\tNormal password\ttrue";
    for text in [other, &other.replace('\t', " "), &other.replace('\t', " | ")] {
        assert_eq!(read(text.as_bytes()).unwrap().struck, 0, "{text}");
    }
    for text in [
        "Normal password\thunter2",
        "Normal password | hunter2",
        "account1\t(imap) h.example:143\tNone\tNormal password\thunter2",
        "(imap) h.example:143 Normal password: hunter2",
        "Normal password\thunter2.com",
    ] {
        let reading = read(text.as_bytes()).unwrap();
        assert!(reading.struck == 1 && !reading.text.contains("hunter2"), "{text}: {}", reading.text);
    }
}

#[test]
fn troubleshooting_information_of_other_versions_is_read() {
    // As the facts have it of another start of 153: only numbers.
    let numbers = TROUBLESHOOTING.replace(", SSL,", ", 3,").replace(", plain,", ", 0,");
    assert_troubleshooting(&numbers, false);
    // Older ones: only names.
    let names = TROUBLESHOOTING
        .replace(", 2, ", ", alwaysSTARTTLS, ")
        .replace("SSL, 3", "SSL, passwordCleartext")
        .replace("plain, 3", "plain, passwordCleartext")
        .replace("STARTTLS, 4", "STARTTLS, passwordEncrypted")
        .replace("plain, 1", "plain, none")
        .replace("STARTTLS, 10", "STARTTLS, OAuth2");
    assert!(names.contains("alwaysSTARTTLS, OAuth2, false") && names.contains("plain, none, true"));
    assert_troubleshooting(&names, false);
}

#[test]
fn troubleshooting_tables_in_spanish_are_read() {
    let spanish = |none: &str, no_auth: &str| {
        TABLE
            .replace("Normal password", "Contraseña normal")
            .replace("Encrypted password", "Contraseña cifrada")
            .replace("No authentication", no_auth)
            .replace("None", none)
    };
    assert_troubleshooting(&spanish("Ninguna", "Sin identificación"), false);
    assert_troubleshooting(&spanish("Ninguno", "Sin autenticación"), false);
    assert_told(
        "account1\t(imap) h.example:143\tSTARTTLS, si está disponible\tContraseña, transmitida de manera insegura\t\
         o.example:25\tSTARTTLS, if available\tKerberos / GSSAPI\ttrue",
        &[&["", "imap h.example:143 starttls password", "smtp o.example:25 starttls kerberos"]],
    );
}

#[test]
fn troubleshooting_information_is_read_whatever_happened_to_it_on_its_way() {
    assert_troubleshooting(&TROUBLESHOOTING.replace('\n', "\r\n"), false);
    assert_troubleshooting(&WITH_NAMES.replace('\n', "\n> "), true);
    assert_troubleshooting(&TABLE.replace('\t', "    "), false);
    assert_troubleshooting(&TABLE_WITH_NAMES.replace('\t', " "), true);
    assert_troubleshooting(&TABLE_WITH_NAMES.replace(['\t', '\n'], "\n\n"), true);
    assert_troubleshooting(&TABLE.replace('\t', " | "), false);
    assert_troubleshooting(&TROUBLESHOOTING.replace('\n', " "), false);
    assert_troubleshooting(&WITH_NAMES.replace(", ", ",\n"), true);
    assert_troubleshooting(&TABLE.replace(' ', "\u{a0}"), false);
    assert_troubleshooting(&TABLE_WITH_NAMES.replace(' ', "\n"), true);
}

#[test]
fn a_table_in_another_language_is_read_but_for_its_words() {
    assert_told(
        "account1\t(imap) h.example:993\tSSL/TLS\tPasswort, normal\to.example:465\tSSL/TLS\tPasswort, normal\ttrue\n\
         account2\t(pop3) p.example:995\tSSL/TLS\tPasswort, normal",
        &[
            &["", "imap h.example:993 tls unknown", "smtp o.example:465 tls unknown"],
            &["", "pop3 p.example:995 tls unknown"],
        ],
    );
}

#[test]
fn a_sentence_about_kinds_of_accounts_is_no_troubleshooting_information() {
    for text in
        ["Is my account (imap) or (pop3) then?", "Choose (imap) not (pop3) please. None of 3.", "(imap) "]
    {
        assert!(
            accounts(text).iter().all(|account| account.format != ReadFormat::ThunderbirdTroubleshooting),
            "{text}"
        );
    }
}

const QR_TOLD: &[&[&str]] = &[
    &[
        PAT,
        "imap imap.centurylink.com:993 tls password pat.example@centurylink.net",
        "smtp smtp.centurylink.com:465 tls password pat.example@centurylink.net",
    ],
    &[
        "lee@embarqmail.com",
        "pop3 mail.centurylink.net:110 none password lee",
        "smtp mail.centurylink.net:25 none none",
    ],
    &[
        "jose@q.com",
        "imap imap.centurylink.com:143 starttls encrypted jose@q.com",
        "smtp smtp.centurylink.com:465 tls password pat.example@centurylink.net",
    ],
];

#[test]
fn qr_codes_of_thunderbird_are_read() {
    assert_told(QR, QR_TOLD);
    assert!(accounts(QR).iter().all(|account| account.format == ReadFormat::ThunderbirdQr));
    // A scanner's page, a word processor, a formatter.
    assert_told(&format!("QR code: {} end", QR.trim()), QR_TOLD);
    let curly = QR.replace(",\"", ",\u{201c}").replace("[\"", "[\u{201c}");
    let curly = curly.replace("\",", "\u{201d},").replace("\"]", "\u{201d}]");
    assert_told(&curly, QR_TOLD);
    let second = serde_json::from_str::<serde_json::Value>(QR.lines().nth(1).unwrap()).unwrap();
    assert_told(&serde_json::to_string_pretty(&second).unwrap(), &QR_TOLD[2..]);
}

#[test]
fn a_password_in_a_qr_code_goes_no_further() {
    let code = r#"[1,[1,1],[0,"h",993,3,1,"u","name","hunter2"],[[[0,"o",465,3,6,"u","hunter2"],["a@b.example","n"]]]]"#;
    assert_told(code, &[&["a@b.example", "imap h:993 tls password u", "smtp o:465 tls oauth2 u"]]);
    assert!(!format!("{:?}", accounts(code)).contains("hunter2"));
}

#[test]
fn odd_qr_codes_are_read_as_far_as_they_go() {
    let code = |incoming: &str| format!("[1,[1,1],{incoming},[]]");
    assert_told(&code(r#"[1,"h",0,null,9,""]"#), &[&["", "pop3 h:? ? unknown"]]);
    assert_told(&code(r#"[0,5,"993",1,3]"#), &[&["", "imap :? starttls kerberos"]]);
    for other in ["[1,[2,3]]", "[1,[1,1]]", "[2,[1,1],[0,\"h\",1,1,1,\"\"]]", "[1,[],[]]", "[1,[[[[[[[[[[[["]
    {
        assert_told(other, &[]);
    }
}

#[test]
fn a_text_that_is_cut_off_anywhere_is_no_trouble() {
    for text in [PREFS, TROUBLESHOOTING, WITH_NAMES, TABLE, TABLE_HTML, QR] {
        let bytes = text.as_bytes();
        let step = if text.len() > 6000 { 7 } else { 1 };
        for end in (0..bytes.len()).step_by(step) {
            read(&bytes[..end]).unwrap();
            read(&bytes[end..]).unwrap();
        }
    }
    // What is there is still read.
    let cut = TROUBLESHOOTING.find("SSL, 3").unwrap() + 3;
    assert_told(&TROUBLESHOOTING[..cut], &[&["", "imap imap.centurylink.com:993 tls unknown"]]);
}

/// Two million bytes of `part`, over and over.
fn large(part: &str) -> String {
    part.repeat(2_000_000 / part.len())
}

#[test]
fn two_million_bytes_take_linear_time() {
    let mut many = String::new();
    for n in 0.. {
        let more = format!("user_pref(\"mail.server.s{n}.hostname\", \"h{n}\");\n");
        if many.len() + more.len() > 2_000_000 {
            break;
        }
        many.push_str(&more);
    }
    let mut one = "(imap) h:1 SSL 3 ".to_owned();
    for n in 0..80_000 {
        write!(one, "o{n}:2 SSL 3 true ").unwrap();
    }
    let keys = format!("user_pref(\"mail.accountmanager.accounts\", \"{}\");", "a,".repeat(900_000));
    for text in [
        many,
        one,
        keys,
        large("user_pref(\"mail.server.server1.port\", 993);\n"),
        large("user_pref(\"other.thing\", \"x\");\n"),
        large("pref("),
        large("pref(\""),
        large("pref(\u{201c}"),
        large("pref('\\"),
        large("(imap) h:1 SSL 3 o:2 SSL 3 true "),
        large("(imap) "),
        large("(imap) normal password x "),
        large("<a "),
        large("<a"),
        large("[1,["),
        large("[1,[1],"),
        large("[1,[1,1],[0,\"h\",1,1,1,\"\"],[]]"),
        format!("[1,[1,1],{}", large("0,")[..1_900_000].to_owned()),
        large("> "),
        large("["),
        large("[ "),
    ] {
        // No measure of speed: a busy machine has a minute, in which nothing that is quadratic ends.
        let start = Instant::now();
        read(text.as_bytes()).unwrap();
        let took = start.elapsed();
        assert!(took < Duration::from_secs(60), "{took:?} for {}", &text[..40.min(text.len())]);
    }
}
