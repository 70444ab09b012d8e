//! Port and encryption, as a pair.

use crate::support::{IMAP, SMTP, expect, imap, judge, pop, smtp};
use engine::diagnose::{Change, Verdict};
use engine::settings::Protocol;
use engine::{Server, finding::Field};

const POP: &str = "pop.centurylink.net";
use Protocol::{Imap as I, Pop3 as P, Smtp as O};

/// Protocol, host, pair, code on port or security (with `?` for a warning), what is expected.
const PAIRS: &[(Protocol, &str, &str, &str, &str)] = &[
    // Not said: nothing to judge.
    (I, IMAP, "", "", ""),
    (I, IMAP, "993", "", ""),
    (I, IMAP, "tls", "", ""),
    (O, SMTP, "587", "", ""),
    (O, SMTP, "465", "", ""),
    (O, SMTP, "tls", "", ""),
    (O, SMTP, "starttls", "", ""),
    (P, POP, "995", "", ""),
    // Port and encryption that do not go together.
    (I, IMAP, "993 starttls", "port_security", "993 with SSL/TLS"),
    (I, "mail.centurylink.net", "993 starttls", "port_security", "993 with SSL/TLS"),
    (O, SMTP, "465 starttls", "port_security", "465 with SSL/TLS"),
    (O, SMTP, "587 tls", "port_security", "587 with STARTTLS"),
    (O, "smtp.centurylink.net", "465 starttls", "port_security", "465 with SSL/TLS"),
    (O, "smtp.centurylink.net", "587 tls", "port_security", "587 with STARTTLS"),
    (O, "mail.centurylink.net", "587 tls", "port_security", "587 with STARTTLS"),
    (P, POP, "995 starttls", "port_security", "995 with SSL/TLS"),
    (I, IMAP, "143 starttls", "port_security", "993 with SSL/TLS"),
    (I, IMAP, "143 tls", "port_security", "993 with SSL/TLS"),
    (P, POP, "110 tls", "port_security", "995 with SSL/TLS"),
    (O, SMTP, "25 starttls", "port_security", "587 with STARTTLS"),
    (O, SMTP, "25 tls", "port_security", "465 with SSL/TLS"),
    (I, IMAP, "starttls", "port_security", "993 with SSL/TLS"),
    (P, POP, "starttls", "port_security", "995 with SSL/TLS"),
    // Encrypted, and seen to work for a customer: doubtful, not wrong.
    (P, POP, "110 starttls", "?port_security", "995 with SSL/TLS"),
    (P, "pop.embarqmail.com", "110 starttls", "?port_security", "995 with SSL/TLS"),
    // No encryption: one finding, whatever else is wrong with the pair.
    (I, IMAP, "143 none", "unencrypted", "993 with SSL/TLS"),
    (I, IMAP, "993 none", "unencrypted", "993 with SSL/TLS"),
    (I, IMAP, "none", "unencrypted", "993 with SSL/TLS"),
    (I, IMAP, "143", "unencrypted", "993 with SSL/TLS"),
    (O, SMTP, "25 none", "unencrypted", "587 with STARTTLS"),
    (O, SMTP, "25", "unencrypted", "587 with STARTTLS"),
    (O, SMTP, "587 none", "unencrypted", "587 with STARTTLS"),
    (O, SMTP, "465 none", "unencrypted", "465 with SSL/TLS"),
    (O, SMTP, "2525 none", "unencrypted", "587 with STARTTLS"),
    (P, POP, "110 none", "unencrypted", "995 with SSL/TLS"),
    (P, POP, "110", "unencrypted", "995 with SSL/TLS"),
    (P, "pop.embarqmail.com", "110 none", "unencrypted", "995 with SSL/TLS"),
    // A port of another job, or of none.
    (O, SMTP, "993 tls", "port_wrong", "465"),
    (O, SMTP, "993", "port_wrong", "587"),
    (O, SMTP, "2525 starttls", "port_wrong", "587"),
    (O, SMTP, "2525 tls", "port_wrong", "465"),
    (O, SMTP, "26", "port_wrong", "587"),
    (O, SMTP, "995 tls", "port_wrong", "465"),
    (I, IMAP, "587 starttls", "port_wrong", "993 with SSL/TLS"),
    (I, IMAP, "587", "port_wrong", "993"),
    (I, IMAP, "465 tls", "port_wrong", "993"),
    (I, IMAP, "995 tls", "port_wrong", "993"),
    (I, IMAP, "995 starttls", "port_wrong", "993 with SSL/TLS"),
    (I, IMAP, "443 tls", "port_wrong", "993"),
    (I, IMAP, "0", "port_wrong", "993"),
    (I, IMAP, "65535 tls", "port_wrong", "993"),
    (P, POP, "993 tls", "port_wrong", "995"),
    (P, POP, "143", "unencrypted", "995 with SSL/TLS"),
    // Right on another server of the provider's: not known here, so not wrong.
    (O, "mail.centurylink.net", "465 tls", "?port_wrong", "587 with STARTTLS"),
    (O, "smtp.centurytel.net", "465 tls", "?port_wrong", "587 with STARTTLS"),
    (O, "smtp.centurytel.net", "465 starttls", "port_security", "587 with STARTTLS"),
    (O, "mail.centurylink.net", "465", "?port_wrong", "587"),
    // A host that we do not know: doubtful, but a plain password is always refused.
    (I, "foo.centurylink.net", "993 starttls", "?port_security", "993 with SSL/TLS"),
    (O, "foo.centurylink.net", "2525", "?port_wrong", "587"),
    (I, "foo.centurylink.net", "143 none", "unencrypted", "993 with SSL/TLS"),
    // A wrong host: the port is that of the right one.
    (I, "webmail.centurylink.net", "443 tls", "port_wrong", "993"),
    (O, "smtp.q.com", "465 tls", "", ""),
    (O, "imap.centurylink.com", "993 tls", "port_wrong", "465"),
    // A program on the person's own device.
    (I, "127.0.0.1", "143 starttls", "", ""),
    (O, "localhost", "2525 tls", "", ""),
];

#[test]
fn every_pair() {
    for &(protocol, host, pair, code, expected) in PAIRS {
        let server: Server = crate::support::server(protocol, host, pair, "");
        let found = judge([server]);
        let side = if protocol == O { "outgoing" } else { "incoming" };
        let of_pair =
            |f: &&engine::Finding| matches!(f.code.as_str(), "port_security" | "port_wrong" | "unencrypted");
        let said: Vec<&engine::Finding> = found.findings.iter().filter(of_pair).collect();
        if code.is_empty() {
            assert!(said.is_empty(), "{host} {pair}: {said:?}");
            continue;
        }
        let [finding] = said.as_slice() else { panic!("{host} {pair}: {said:?}") };
        let name = code.trim_start_matches('?');
        let field = if name == "port_wrong" { "port" } else { "security" };
        let severity = if code.starts_with('?') { "warning" } else { "error" };
        assert_eq!(finding.code.as_str(), name, "{host} {pair}");
        assert_eq!(finding.expected, expected, "{host} {pair}");
        assert_eq!(serde_json::to_value(finding.field).unwrap(), format!("{side}.{field}"), "{host} {pair}");
        assert_eq!(serde_json::to_value(finding.severity).unwrap(), severity, "{host} {pair}");
    }
}

#[test]
fn what_is_there_is_said_as_apps_say_it() {
    for (pair, actual) in [
        ("465 starttls", "465 with STARTTLS"),
        ("587 tls", "587 with SSL/TLS"),
        ("25 none", "25 without encryption"),
        ("25", "25"),
        ("none", "None"),
        ("2525 tls", "2525"),
    ] {
        assert_eq!(judge([smtp(SMTP, pair, "")]).findings[0].actual, actual, "{pair}");
    }
}

#[test]
fn a_pair_is_changed_field_by_field() {
    use Field::{IncomingPort, IncomingSecurity, OutgoingPort, OutgoingSecurity};
    let change =
        |field, before: &str, after: &str| Change { field, before: before.into(), after: after.into() };
    let tls = |before| change(IncomingSecurity, before, "SSL/TLS");
    for (server, changes, verdict) in [
        (
            imap(IMAP, "143 none", ""),
            vec![change(IncomingPort, "143", "993"), tls("None")],
            Verdict::ChangeSeveral,
        ),
        (imap(IMAP, "143", ""), vec![change(IncomingPort, "143", "993"), tls("")], Verdict::ChangeSeveral),
        (imap(IMAP, "993 starttls", ""), vec![tls("STARTTLS")], Verdict::ChangeOne),
        (imap(IMAP, "143 tls", ""), vec![change(IncomingPort, "143", "993")], Verdict::ChangeOne),
        (
            smtp(SMTP, "465 starttls", ""),
            vec![change(OutgoingSecurity, "STARTTLS", "SSL/TLS")],
            Verdict::ChangeOne,
        ),
        (smtp(SMTP, "2525 starttls", ""), vec![change(OutgoingPort, "2525", "587")], Verdict::ChangeOne),
        (
            smtp("imap.centurylink.com", "993 tls", ""),
            vec![
                change(Field::OutgoingHost, "imap.centurylink.com", SMTP),
                change(OutgoingPort, "993", "465"),
            ],
            Verdict::ChangeSeveral,
        ),
        // Doubts and notes are no changes.
        (pop("pop.embarqmail.com", "110 starttls", ""), vec![], Verdict::Works),
        (imap("mail.centurylink.net", "993 tls", ""), vec![], Verdict::RightSoFar),
    ] {
        let host = format!("{} {:?}", server.host, server.port);
        let found = judge([server]);
        assert_eq!(found.changes(), changes, "{host}");
        assert_eq!(found.verdict, verdict, "{host}");
        assert_eq!(found.count(), changes.len(), "{host}");
    }
}

#[test]
fn a_table_row_of_the_facts_that_never_signs_in() {
    // formats.md section 8: live, Thunderbird never got in with these.
    let found = judge([imap(IMAP, "993 tls", ""), smtp(SMTP, "465 starttls", "")]);
    expect(&found, Verdict::ChangeOne, &["error port_security outgoing.security 465 with SSL/TLS"], "465");
    let found = judge([imap(IMAP, "993 tls", ""), smtp(SMTP, "587 tls", "")]);
    expect(&found, Verdict::ChangeOne, &["error port_security outgoing.security 587 with STARTTLS"], "587");
}
