//! The server's name. Each row is one server with a right port: what is typed, and what is said.

use crate::support::{IMAP, PAT, PROFILE, SMTP, about, account, expect, imap, judge, lines, server, smtp};
use engine::diagnose::{About, Verdict, diagnose};
use engine::finding::Field;
use engine::settings::Protocol;

const IN: Protocol = Protocol::Imap;
const POP: Protocol = Protocol::Pop3;
const OUT: Protocol = Protocol::Smtp;

/// Protocol, what is typed, code (with `?` for a warning, `.` for a note), what is expected.
const HOSTS: &[(Protocol, &str, &str, &str)] = &[
    // Other right servers: worth a note at most.
    (IN, "mail.centurylink.net", ".host_alternate", IMAP),
    (OUT, "smtp.centurylink.net", ".host_alternate", SMTP),
    (OUT, "mail.centurylink.net", ".host_alternate", SMTP),
    (OUT, "smtp.centurytel.net", ".host_alternate", SMTP),
    (OUT, "smtpauth.centurytel.net", ".host_alternate", SMTP),
    (IN, "mail.elpasotel.net", ".host_alternate", IMAP),
    (OUT, "smtp.elpasotel.net", ".host_alternate", SMTP),
    // Capitals and a last dot are fine.
    (IN, "IMAP.CenturyLink.COM", "", ""),
    (IN, "imap.centurylink.com.", "", ""),
    (OUT, "SMTP.CENTURYLINK.COM.", "", ""),
    // Switched off.
    (IN, "mail.q.com", "host_retired", IMAP),
    (POP, "mail.q.com", "host_retired", "pop.centurylink.net"),
    (OUT, "smtp.q.com", "host_retired", SMTP),
    (OUT, "mail.q.com", "host_retired", SMTP),
    (IN, "MAIL.Q.COM", "host_retired", IMAP),
    (IN, "imaps://mail.q.com:993", "host_retired", IMAP),
    // No mail server.
    (IN, "webmail.centurylink.net", "host_kind", IMAP),
    (OUT, "webmail.centurylink.net", "host_kind", SMTP),
    (POP, "webmail.centurylink.net", "host_kind", "pop.centurylink.net"),
    (IN, "https://webmail.centurylink.net/", "host_kind", IMAP),
    (IN, "webmail.embarqmail.com", "host_kind", IMAP),
    (IN, "webmail.centurylink.com", "host_kind", IMAP),
    (IN, "www.centurylink.com", "host_kind", IMAP),
    (OUT, "www.centurylink.net", "host_kind", SMTP),
    (IN, "www.q.com", "host_kind", IMAP),
    (IN, "www.qwest.net", "host_kind", IMAP),
    (IN, "centurylink.net", "host_kind", IMAP),
    (OUT, "centurylink.net", "host_kind", SMTP),
    (IN, "CenturyLink.net", "host_kind", IMAP),
    (IN, "centurylink.com", "host_kind", IMAP),
    (IN, "q.com", "host_kind", IMAP),
    (IN, "embarqmail.com", "host_kind", IMAP),
    (IN, "myctl.net", "host_kind", IMAP),
    // Typing errors that were seen.
    (OUT, "smpt.centurylink.net", "host_typo", "smtp.centurylink.net"),
    (OUT, "smpt,centurylink,net", "host_typo", "smtp.centurylink.net"),
    (POP, "pop3.centurylink.net", "host_typo", "pop.centurylink.net"),
    (IN, "pop3.centurylink.net", "host_typo", IMAP),
    (IN, "imap.centurylink.net", "host_typo", IMAP),
    (POP, "pop.centurylilnk.net", "host_typo", "pop.centurylink.net"),
    (IN, "mail.centurylink.com", "host_typo", "mail.centurylink.net"),
    (OUT, "mail.centurylink.com", "host_typo", "mail.centurylink.net"),
    (POP, "pop.centurylink.com", "host_typo", "pop.centurylink.net"),
    (POP, "pop3.centurylink.com", "host_typo", "pop.centurylink.net"),
    // Typing errors that are likely.
    (OUT, "smpt.centurylink.com", "host_typo", SMTP),
    (OUT, "stmp.centurylink.com", "host_typo", SMTP),
    (OUT, "smtp.centurylink.con", "host_typo", SMTP),
    (OUT, "smtp.centurylink.org", "host_typo", SMTP),
    (IN, "imap.centurylink", "host_typo", IMAP),
    (IN, "imap.centurlylink.com", "host_typo", IMAP),
    (IN, "imap.cenutrylink.com", "host_typo", IMAP),
    (IN, "imap.century-link.com", "host_typo", IMAP),
    (IN, "imap.centurylink.ocm", "host_typo", IMAP),
    (IN, "imap,centurylink,com", "host_typo", IMAP),
    (IN, "imap..centurylink.com", "host_typo", IMAP),
    (IN, "imapcenturylink.com", "host_typo", IMAP),
    (IN, "imap-centurylink.com", "host_typo", IMAP),
    (IN, "imap.centurylinkcom", "host_typo", IMAP),
    (IN, "imaps.centurylink.com", "host_typo", IMAP),
    (IN, "imap4.centurylink.com", "host_typo", IMAP),
    (IN, "mial.centurylink.net", "host_typo", "mail.centurylink.net"),
    (IN, "mail.centurylnk.net", "host_typo", "mail.centurylink.net"),
    (IN, "mail.centurylinks.net", "host_typo", "mail.centurylink.net"),
    (POP, "pop.centurylink.nett", "host_typo", "pop.centurylink.net"),
    (POP, "pop.centurtel.net", "host_typo", "pop.centurytel.net"),
    (OUT, "smtp.centurytel.com", "host_typo", "smtp.centurytel.net"),
    (POP, "pop3.elpasotel.com", "host_typo", "pop3.elpasotel.net"),
    (IN, "centurylilnk.net", "host_typo", IMAP),
    (IN, "centurylink", "host_typo", IMAP),
    (POP, "pop.embarqmial.com", "host_typo", "pop.centurylink.net"),
    // A slip and a wrong field at once: what is expected is right for the field.
    (OUT, "imap,centurylink,com", "host_typo", SMTP),
    (IN, "smpt.centurylink.net", "host_typo", IMAP),
    // The right name with something around it: it is the clean name that is expected.
    (IN, "https://imap.centurylink.com:993/", "host_shape", IMAP),
    (IN, "http://imap.centurylink.com", "host_shape", IMAP),
    (IN, "http//imap.centurylink.com", "host_shape", IMAP),
    (IN, "imap.centurylink.com:993", "host_shape", IMAP),
    (OUT, "smtp.centurylink.net:587", "host_shape", "smtp.centurylink.net"),
    (OUT, "smtp.centurylink.com/", "host_shape", SMTP),
    (IN, "mail.centurylink.net/inbox", "host_shape", "mail.centurylink.net"),
    (IN, " imap.centurylink.com", "host_shape", IMAP),
    (IN, "imap.centurylink.com ", "host_shape", IMAP),
    (IN, "imap. centurylink.com", "host_shape", IMAP),
    (IN, "imap.century link.com", "host_shape", IMAP),
    (IN, "imap centurylink com", "host_typo", IMAP),
    (IN, "imap.centurylink.com port 993", "host_shape", IMAP),
    (IN, "“imap.centurylink.com”", "host_shape", IMAP),
    (IN, "\"imap.centurylink.com\"", "host_shape", IMAP),
    (IN, "imap.\u{200b}centurylink.com", "host_shape", IMAP),
    (IN, "\u{feff}imap.centurylink.com", "host_shape", IMAP),
    (IN, "imap.centurylink.com,", "host_shape", IMAP),
    (IN, "imaps://pat@imap.centurylink.com", "host_shape", IMAP),
    (IN, "mail.qwest.net:993", "host_shape", "mail.qwest.net"),
    // No name at all.
    (IN, "pat@centurylink.net", "host_shape", IMAP),
    (OUT, "pat@gmail.com", "host_shape", SMTP),
    (IN, "imap", "host_shape", IMAP),
    (OUT, "smtp", "host_shape", SMTP),
    (IN, "https://", "host_shape", IMAP),
    (IN, "the blue one", "host_shape", IMAP),
    (IN, "my server.centurylink.net", "host_shape", IMAP),
    (IN, "imap_new.centurylink.net", "host_shape", IMAP),
    // The wrong field.
    (OUT, "imap.centurylink.com", "host_side", SMTP),
    (IN, "smtp.centurylink.com", "host_side", IMAP),
    (IN, "smtp.centurylink.net", "host_side", IMAP),
    (OUT, "pop.centurylink.net", "host_side", SMTP),
    (POP, "smtp.centurylink.net", "host_side", "pop.centurylink.net"),
    (IN, "pop.centurylink.net", "host_side", IMAP),
    (POP, "imap.centurylink.com", "host_side", "pop.centurylink.net"),
    // Another provider's.
    (OUT, "smtp.gmail.com", "host_foreign", SMTP),
    (IN, "imap.gmail.com", "host_foreign", IMAP),
    (IN, "imap.mail.yahoo.com", "host_foreign", IMAP),
    (IN, "outlook.office365.com", "host_foreign", IMAP),
    (OUT, "smtp.qq.com", "host_foreign", SMTP),
    (IN, "imap.quest.net", "host_foreign", IMAP),
    (IN, "imap.tds.net", "host_foreign", IMAP),
    (IN, "imap.brightspeed.com", "host_foreign", IMAP),
    (IN, "mail.example.org", "host_foreign", IMAP),
    (IN, "https://imap.gmail.com:993", "host_foreign", IMAP),
    (IN, "imap.centurylink.net.example.org", "host_foreign", IMAP),
    (IN, "10.0.0.1", "host_foreign", IMAP),
    // The provider's, but we do not know them: never called wrong.
    (IN, "foo.centurylink.net", "?host_unknown", IMAP),
    (POP, "pop.embarqmail.com", "?host_unknown", "pop.centurylink.net"),
    (IN, "mail.qwest.net", "?host_unknown", IMAP),
    (OUT, "smtp.embarqmail.com", "?host_unknown", SMTP),
    (IN, "mail.embarq.com", "?host_unknown", IMAP),
    (IN, "email.centurylink.net", "?host_unknown", IMAP),
    (IN, "mail2.centurylink.net", "?host_unknown", IMAP),
    (IN, "mx01.centurylink.net", "?host_unknown", IMAP),
    (POP, "mail.centurylink.net", "?host_unknown", "pop.centurylink.net"),
    (IN, "localhost", "?host_unknown", IMAP),
    (OUT, "127.0.0.1", "?host_unknown", SMTP),
];

#[test]
fn every_host() {
    let mut wrong = Vec::new();
    for &(protocol, typed, code, expected) in HOSTS {
        let (field, pair) = match protocol {
            Protocol::Imap => ("incoming.host", "993 tls"),
            Protocol::Pop3 => ("incoming.host", "995 tls"),
            Protocol::Smtp => ("outgoing.host", "587 starttls"),
        };
        let (severity, verdict) = match code.get(..1) {
            None => ("", Verdict::RightSoFar),
            Some(".") => ("note", Verdict::RightSoFar),
            Some("?") => ("warning", Verdict::Works),
            Some(_) => ("error", Verdict::ChangeOne),
        };
        // POP has a warning of its own.
        let verdict = match verdict {
            Verdict::ChangeOne => verdict,
            _ if protocol == Protocol::Pop3 => Verdict::Works,
            _ => verdict,
        };
        // Another provider's host needs somebody of ours to be judged.
        let address = if code == "host_foreign" { PAT } else { "" };
        let servers = [server(protocol, typed, pair, "")];
        let found = diagnose(&[account(address, servers)], &About::default(), &PROFILE);
        let said: Vec<String> = lines(&found).into_iter().filter(|line| !line.contains("pop_used")).collect();
        let code = code.trim_start_matches(['.', '?']);
        let wanted = Some(format!("{severity} {code} {field} {expected}")).filter(|_| !code.is_empty());
        if said != Vec::from_iter(wanted) || found.verdict != verdict {
            wrong.push(format!("{protocol:?} {typed:?}: {said:?} {:?}", found.verdict));
        }
        assert!(found.findings.iter().all(|f| f.field == Field::IncomingProtocol || f.actual == typed));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_server_of_some_domains_is_right_for_those() {
    for (address, host, code) in [
        (
            "pat@centurytel.net",
            "smtp.centurytel.net",
            "note host_alternate outgoing.host smtp.centurylink.com",
        ),
        (
            "pat@gulftel.com",
            "smtpauth.centurytel.net",
            "note host_alternate outgoing.host smtp.centurylink.com",
        ),
        // For others we do not know it: it is not called wrong.
        (PAT, "smtp.centurytel.net", "warning host_unknown outgoing.host smtp.centurylink.com"),
        (PAT, "smtp.elpasotel.net", "warning host_unknown outgoing.host smtp.centurylink.com"),
    ] {
        let found =
            diagnose(&[account(address, [smtp(host, "587 starttls", "")])], &About::default(), &PROFILE);
        assert_eq!(lines(&found), [code], "{address} {host}");
        // A user name says the domain as well as an address does.
        assert_eq!(lines(&judge([smtp(host, "587 starttls", address)])), [code], "{address} {host}");
    }
    // A right server of any of the person's domains is right.
    let both = account("pat@centurytel.net", [smtp("smtp.centurytel.net", "587 starttls", "")]);
    let found = diagnose(&[both], &about(PAT), &PROFILE);
    expect(&found, Verdict::RightSoFar, &["note host_alternate outgoing.host smtp.centurylink.com"], "both");
}

#[test]
fn what_was_chosen_is_expected() {
    let chosen = About {
        incoming: Some("mail-net-993".to_owned()),
        outgoing: Some("smtp-net-465".to_owned()),
        ..About::default()
    };
    for (server, lines_wanted) in [
        (
            imap("webmail.centurylink.net", "993 tls", ""),
            vec!["error host_kind incoming.host mail.centurylink.net"],
        ),
        (smtp("smtp.q.com", "465 tls", ""), vec!["error host_retired outgoing.host smtp.centurylink.net"]),
        // A name made up beside the chosen server means that one; a slip means the one it is near to.
        (
            imap("imap.centurylink.net", "993 tls", ""),
            vec!["error host_typo incoming.host mail.centurylink.net"],
        ),
        (
            imap("imap.centurlylink.com", "993 tls", ""),
            vec!["error host_typo incoming.host imap.centurylink.com"],
        ),
        (
            smtp("smpt.centurylink.net", "465 tls", ""),
            vec!["error host_typo outgoing.host smtp.centurylink.net"],
        ),
        (
            smtp("smtp.centurylink.net", "25 none", ""),
            vec!["error unencrypted outgoing.security 465 with SSL/TLS"],
        ),
        // What is right needs no change, chosen or not.
        (imap("mail.centurylink.net", "993 tls", ""), vec![]),
        (imap(IMAP, "993 tls", ""), vec![]),
    ] {
        let host = server.host.clone();
        let found = diagnose(&[account("", [server])], &chosen, &PROFILE);
        let mut said = lines(&found);
        said.retain(|line| !line.contains("host_alternate"));
        assert_eq!(said, lines_wanted, "{host}");
    }
    let wrong =
        About { incoming: Some("no-such".to_owned()), outgoing: Some("pop-net-995".to_owned()), ..chosen };
    let found = diagnose(&[account("", [imap("q.com", "993 tls", "")])], &wrong, &PROFILE);
    assert_eq!(lines(&found), ["error host_kind incoming.host imap.centurylink.com"]);
}

#[test]
fn hosts_that_are_too_long_to_be_any() {
    for typed in ["a".repeat(300), format!("imap.{}.com", "b".repeat(2_000_000)), "x.".repeat(100_000)] {
        let found = judge([imap(&typed, "993 tls", PAT)]);
        assert_eq!(lines(&found), ["error host_shape incoming.host imap.centurylink.com"]);
    }
}
