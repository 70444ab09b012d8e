//! Sign-in methods, POP, what deletes mail, and the order of many findings.

use crate::support::{IMAP, PAT, SMTP, auth, deletes, expect, imap, judge, lines, pop, smtp};
use engine::diagnose::Verdict;
use engine::profile::AuthMethod;

#[test]
fn every_sign_in_method() {
    for (method, incoming, outgoing) in [
        (AuthMethod::Unknown, "", ""),
        (AuthMethod::Password, "", ""),
        (AuthMethod::Encrypted, "auth_unsupported", "auth_unsupported"),
        (AuthMethod::Ntlm, "auth_unsupported", "auth_unsupported"),
        (AuthMethod::Kerberos, "auth_unsupported", "auth_unsupported"),
        (AuthMethod::Oauth2, "auth_unsupported", "auth_unsupported"),
        (AuthMethod::Certificate, "auth_unsupported", "auth_unsupported"),
        (AuthMethod::None, "auth_missing", "auth_missing"),
    ] {
        for (side, code, server) in [
            ("incoming", incoming, imap(IMAP, "993 tls", PAT)),
            ("outgoing", outgoing, smtp(SMTP, "587 starttls", PAT)),
        ] {
            let found = judge([auth(server, method)]);
            if code.is_empty() {
                expect(&found, Verdict::RightSoFar, &[], side);
            } else {
                let line = format!("error {code} {side}.auth password");
                expect(&found, Verdict::ChangeOne, &[&line], &format!("{method:?}"));
                assert_eq!(found.changes()[0].after, "password");
            }
        }
    }
}

#[test]
fn pop_and_what_deletes() {
    const USED: &str = "warning pop_used incoming.protocol imap";
    const DELETES: &str = "warning deletes_mail incoming.retention";
    let right = || pop("pop.centurylink.net", "995 tls", PAT);
    let out = || smtp(SMTP, "465 tls", PAT);
    expect(&judge([right(), out()]), Verdict::Works, &[USED], "POP");
    for (days, actual) in [(0, "0"), (1, "1"), (14, "14")] {
        let found = judge([deletes(right(), days), out()]);
        expect(&found, Verdict::Works, &[USED, DELETES], actual);
        assert_eq!(found.findings[1].actual, actual);
        assert!(found.changes().is_empty());
    }
    // A whole wrong POP account: the old server, no encryption.
    let found =
        judge([pop("mail.q.com", "110 none", "pat@q.com"), smtp("smtp.q.com", "25 none", "pat@q.com")]);
    let all = [
        "error host_retired incoming.host pop.centurylink.net",
        "error host_retired outgoing.host smtp.centurylink.com",
        "error unencrypted incoming.security 995 with SSL/TLS",
        "error unencrypted outgoing.security 587 with STARTTLS",
        USED,
        "note address_moving address myctl.net",
    ];
    expect(&found, Verdict::ChangeSeveral, &all, "q.com");
    assert_eq!((found.count(), found.changes().len()), (6, 6));
    // IMAP that removes mail from the server does as much harm.
    let found = judge([deletes(imap(IMAP, "993 tls", PAT), 0), out()]);
    expect(&found, Verdict::Works, &[DELETES], "IMAP");
    expect(
        &judge([deletes(smtp(SMTP, "465 tls", PAT), 3)]),
        Verdict::RightSoFar,
        &[],
        "SMTP deletes nothing",
    );
}

#[test]
fn the_worst_comes_first_and_of_two_the_one_that_blocks_first() {
    let incoming = deletes(auth(pop("pop.embarqmail.com", "143 tls", "Pat"), AuthMethod::Oauth2), 7);
    let outgoing = auth(smtp("smpt.centurylink.net", "465 starttls", "pat@gmail.com"), AuthMethod::None);
    let found = judge([outgoing.clone(), incoming.clone()]);
    let all = [
        "error host_typo outgoing.host smtp.centurylink.net",
        "error port_security outgoing.security 465 with SSL/TLS",
        "error username_local_part incoming.username",
        "error username_domain outgoing.username",
        "error auth_unsupported incoming.auth password",
        "error auth_missing outgoing.auth password",
        "warning host_unknown incoming.host pop.centurylink.net",
        "warning port_security incoming.security 995 with SSL/TLS",
        "warning pop_used incoming.protocol imap",
        "warning deletes_mail incoming.retention",
    ];
    assert_eq!(lines(&found), all);
    assert_eq!((found.verdict, found.count()), (Verdict::ChangeSeveral, 6));
    assert_eq!(lines(&judge([incoming, outgoing])), all, "the order in which it was read does not matter");
}

#[test]
fn the_same_is_said_once() {
    let twice =
        [smtp("smpt.centurylink.net", "465 tls", PAT), smtp("smpt.centurylink.net", "587 starttls", PAT)];
    let found = judge(twice);
    expect(&found, Verdict::ChangeOne, &["error host_typo outgoing.host smtp.centurylink.net"], "twice");
    // Quotes, a space and a hidden character in one field are one finding.
    let found = judge([imap(" “imap.\u{200b}centurylink.com”", "993 tls", PAT)]);
    expect(&found, Verdict::ChangeOne, &["error host_shape incoming.host imap.centurylink.com"], "once");
}
