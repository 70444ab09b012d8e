//! Several accounts, other providers' accounts, and business addresses.

use crate::support::{IMAP, PAT, PROFILE, SMTP, about, account, auth, expect, imap, judge, lines, pop, smtp};
use engine::Settings;
use engine::diagnose::{About, Verdict, diagnose};
use engine::profile::AuthMethod;

fn ours() -> Settings {
    account("", [imap(IMAP, "993 tls", PAT), smtp(SMTP, "587 starttls", PAT)])
}

fn gmail(name: &str) -> Settings {
    let outgoing = auth(smtp("smtp.gmail.com", "465 tls", name), AuthMethod::Oauth2);
    account("", [imap("imap.gmail.com", "993 tls", name), outgoing])
}

fn none() -> About {
    About::default()
}

#[test]
fn accounts_of_others_are_left_out() {
    for others in ["", "pat@gmail.com", "pat"] {
        let found = diagnose(&[gmail(others), ours(), gmail(others)], &none(), &PROFILE);
        assert_eq!((&found.judged[..], found.verdict), (&[1][..], Verdict::Right), "{others}");
        assert_eq!(lines(&found), [""; 0], "{others}");
    }
    let work = account("pat@example.org", [imap("mail.example.org", "143 none", "pat")]);
    let found = diagnose(&[work, ours()], &about(PAT), &PROFILE);
    assert_eq!((found.judged, found.verdict), (vec![1], Verdict::Right));
}

#[test]
fn nothing_but_other_providers() {
    const BOTH: [&str; 2] = ["error host_foreign incoming.host", "error host_foreign outgoing.host"];
    for (accounts, about, other, findings) in [
        (vec![gmail("pat@gmail.com")], none(), "Gmail", &BOTH[..]),
        (vec![gmail("")], none(), "Gmail", &BOTH[..]),
        // The person has an address of ours too, but this account is another's.
        (vec![gmail("pat@gmail.com")], about(PAT), "Gmail", &BOTH[..]),
        (vec![account("pat@att.net", [imap("", "993 tls", "")])], none(), "AT&T Mail", &[]),
        (
            vec![account("", [imap("mail.example.org", "993 tls", "")])],
            none(),
            "mail.example.org",
            &BOTH[..1],
        ),
        (vec![account("pat@example.org", [])], none(), "example.org", &[]),
        (vec![account("", [imap("", "", "pat@tds.net")]), gmail("")], none(), "TDS", &BOTH[..]),
    ] {
        let found = diagnose(&accounts, &about, &PROFILE);
        expect(&found, Verdict::OtherProvider, findings, other);
        assert_eq!(found.other.as_deref(), Some(other));
        assert!(found.judged.is_empty() && found.changes().is_empty(), "no right value is said: {other}");
    }
}

#[test]
fn another_providers_server_in_an_account_of_ours() {
    let both = [
        "error host_foreign incoming.host imap.centurylink.com",
        "error host_foreign outgoing.host smtp.centurylink.com",
    ];
    let wrong = |name: &str| {
        account("", [imap("imap.gmail.com", "993 tls", name), smtp("smtp.gmail.com", "465 tls", "")])
    };
    // The person says that it is for this address; nothing in it says otherwise.
    expect(&diagnose(&[wrong("")], &about(PAT), &PROFILE), Verdict::ChangeSeveral, &both, "told");
    expect(&diagnose(&[wrong(PAT)], &none(), &PROFILE), Verdict::ChangeSeveral, &both, "user name");
    let found = diagnose(&[wrong("pat")], &about(PAT), &PROFILE);
    assert_eq!(lines(&found)[2..], ["error username_local_part incoming.username pat@centurylink.net"]);
    // One server only.
    let found = judge([imap("imap.gmail.com", "993 tls", ""), smtp(SMTP, "587 starttls", "")]);
    expect(&found, Verdict::ChangeOne, &both[..1], "incoming");
    let found = judge([imap(IMAP, "993 tls", PAT), smtp("smtp.gmail.com", "465 tls", "")]);
    expect(&found, Verdict::ChangeOne, &both[1..], "outgoing");
    // Who sends through another provider, with that provider's name, may well be able to send.
    let found = judge([imap(IMAP, "993 tls", PAT), smtp("smtp.gmail.com", "465 tls", "pat@gmail.com")]);
    expect(&found, Verdict::Works, &["warning host_foreign outgoing.host smtp.centurylink.com"], "relay");
}

#[test]
fn business_addresses_have_settings_of_their_own() {
    const NOTE: &str = "note address_business address";
    let own = || [pop("pop.qwestoffice.net", "110 none", ""), smtp("smtp.qwestoffice.net", "465 tls", "")];
    for account in [
        account("", own()),
        account("pat@qwestoffice.net", own()),
        account("", [pop("pop.qwestoffice.net", "110 none", "pat@qwestoffice.net")]),
        account("", [imap(IMAP, "993 tls", "pat@qwestoffice.net")]),
    ] {
        let found = diagnose(std::slice::from_ref(&account), &none(), &PROFILE);
        expect(&found, Verdict::OwnSettings, &[NOTE], &format!("{account:?}"));
        assert_eq!(found.findings[0].actual, "qwestoffice.net");
        let beside = diagnose(&[account, ours()], &none(), &PROFILE);
        expect(&beside, Verdict::Right, &[NOTE], "beside an account of ours");
        assert_eq!(beside.judged, [0, 1]);
    }
    // The address was told, and the account says nothing of whose it is.
    let told = about("pat@qwestoffice.net");
    let found = diagnose(&[account("", [imap(IMAP, "993 tls", "pat")])], &told, &PROFILE);
    expect(&found, Verdict::OwnSettings, &[NOTE], "told");
    assert_eq!(diagnose(&[ours()], &told, &PROFILE).verdict, Verdict::Right, "its user name says another");
    // Its server in another account is the provider's, and not known to be wrong.
    let found = diagnose(&[account(PAT, [pop("pop.qwestoffice.net", "995 tls", PAT)])], &none(), &PROFILE);
    assert_eq!(lines(&found)[0], "warning host_unknown incoming.host pop.centurylink.net");
}

#[test]
fn nothing_was_read() {
    for accounts in [vec![], vec![account("", [])], vec![account("", [imap("", "", "")])]] {
        let found = diagnose(&accounts, &about(PAT), &PROFILE);
        expect(&found, Verdict::NothingRead, &[], &format!("{accounts:?}"));
        assert!(found.judged.is_empty() && found.other.is_none());
    }
    let found = diagnose(&[account("", []), ours()], &none(), &PROFILE);
    assert_eq!((found.verdict, found.judged), (Verdict::Right, vec![1]));
}

#[test]
fn an_account_in_two_parts() {
    // A file of mbsync and one of msmtp, pasted together.
    let parts = [account("", [imap(IMAP, "993 tls", PAT)]), account("", [smtp(SMTP, "587 starttls", "pat")])];
    let found = diagnose(&parts, &about(PAT), &PROFILE);
    let line = "error username_local_part outgoing.username pat@centurylink.net";
    expect(&found, Verdict::ChangeOne, &[line], "two parts");
    assert_eq!(found.judged, [0, 1]);
}

#[test]
fn problems_that_people_had() {
    for (what, servers, findings) in [
        (
            "SUMO 1445771",
            vec![imap("mail.q.com", "993 tls", "")],
            vec!["error host_retired incoming.host imap.centurylink.com"],
        ),
        (
            "SUMO 1441983",
            vec![smtp("smtp.q.com", "465 tls", "")],
            vec!["error host_retired outgoing.host smtp.centurylink.com"],
        ),
        (
            "SUMO 1521167",
            vec![smtp("smpt,centurylink,net", "587 starttls", "")],
            vec!["error host_typo outgoing.host smtp.centurylink.net"],
        ),
        (
            "SUMO 1521167, answer",
            vec![smtp("mail.centurylink.net", "587 starttls", "pat@myctl.net")],
            vec!["note host_alternate outgoing.host smtp.centurylink.com"],
        ),
        (
            "SUMO 1417024",
            vec![imap("webmail.centurylink.net", "993 tls", "")],
            vec!["error host_kind incoming.host imap.centurylink.com"],
        ),
        (
            "SUMO 1545693",
            vec![smtp("smtp.centurytel.net", "587 starttls", "pat@centurytel.net")],
            vec!["note host_alternate outgoing.host smtp.centurylink.com"],
        ),
        (
            "SUMO 1578046",
            vec![pop("pop.embarqmail.com", "110 starttls", "pat@embarqmail.com")],
            vec![
                "warning host_unknown incoming.host pop.centurylink.net",
                "warning port_security incoming.security 995 with SSL/TLS",
                "warning pop_used incoming.protocol imap",
            ],
        ),
        (
            "SUMO 1575437",
            vec![smtp("smtp.centurylink.net", "465 tls", PAT)],
            vec!["note host_alternate outgoing.host smtp.centurylink.com"],
        ),
        ("SUMO 1479331", vec![smtp(SMTP, "587 starttls", PAT)], vec![]),
        (
            "SUMO 1421853",
            vec![pop("pop.centurylink.net", "995 tls", PAT)],
            vec!["warning pop_used incoming.protocol imap"],
        ),
        (
            "SUMO 1479226",
            vec![pop("pop3.centurylink.net", "995 tls", PAT)],
            vec![
                "error host_typo incoming.host pop.centurylink.net",
                "warning pop_used incoming.protocol imap",
            ],
        ),
        (
            "SUMO 1441983, port 25",
            vec![smtp("smtp.centurylink.net", "25 none", PAT)],
            vec![
                "error unencrypted outgoing.security 587 with STARTTLS",
                "note host_alternate outgoing.host smtp.centurylink.com",
            ],
        ),
    ] {
        assert_eq!(lines(&judge(servers)), findings, "{what}");
    }
    // Right after the move the app still has the old user name (SUMO 1549887, 1577049).
    let moved = account("pat@myctl.net", [imap("mail.centurylink.net", "993 tls", "pat@q.com")]);
    let found = diagnose(&[moved], &none(), &PROFILE);
    assert_eq!(lines(&found)[0], "error username_domain incoming.username pat@myctl.net");
    assert_eq!(found.verdict, Verdict::ChangeOne);
}
