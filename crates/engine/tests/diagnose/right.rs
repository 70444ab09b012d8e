//! Right settings: nothing may be called wrong, nor doubtful, that works for real customers.

use crate::support::{IMAP, PAT, PROFILE, SMTP, about, account, auth, imap, judge, lines, server, smtp};
use engine::Settings;
use engine::diagnose::{About, Verdict, diagnose};
use engine::finding::Severity;
use engine::profile::{AuthMethod, Endpoint, Role, Security};
use engine::settings::ReadFormat;

fn pair(endpoint: &Endpoint) -> String {
    let security = if endpoint.security == Security::Tls { "tls" } else { "starttls" };
    format!("{} {security}", endpoint.port)
}

/// Every domain, with every pair of its accepted IMAP and submission endpoints and of the
/// spellings that people use, with and without an address beside it.
#[test]
fn every_accepted_endpoint_with_every_usual_user_name() {
    let mut count = 0;
    for domain in &PROFILE.domains {
        let domain = domain.name.as_str();
        if matches!(domain, "qwestoffice.net" | "uswest.net") {
            continue;
        }
        let address = format!("pat.smith+x@{domain}");
        for incoming in PROFILE.accepted(Role::Imap, domain) {
            for outgoing in PROFILE.accepted(Role::Submission, domain) {
                for (own, told, name) in [
                    ("", "", address.as_str()),
                    (&address, "", &address),
                    ("", &address, &address),
                    (&address, &address, ""),
                    ("", "", ""),
                ] {
                    let servers = [
                        auth(imap(incoming.host.as_str(), &pair(incoming), name), AuthMethod::Password),
                        smtp(outgoing.host.as_str(), &pair(outgoing), name),
                    ];
                    let found = diagnose(&[account(own, servers)], &about(told), &PROFILE);
                    let bad = found.findings.iter().any(|finding| finding.severity < Severity::Note);
                    assert!(!bad, "{domain} {} {}: {:?}", incoming.id, outgoing.id, lines(&found));
                    assert_eq!(found.verdict, Verdict::Right, "{domain} {} {}", incoming.id, outgoing.id);
                    assert!(found.changes().is_empty());
                    count += 1;
                }
            }
        }
    }
    assert!(count > 500, "{count}");
}

#[test]
fn pop_is_doubted_for_being_pop_and_nothing_else() {
    for domain in ["centurylink.net", "q.com", "myctl.net", "centurytel.net", "elpasotel.net", "gulftel.com"]
    {
        let name = format!("pat@{domain}");
        for endpoint in PROFILE.accepted(Role::Pop, domain) {
            let pop = server(Role::Pop.into(), endpoint.host.as_str(), &pair(endpoint), &name);
            let found = judge([pop, smtp(SMTP, "587 starttls", &name)]);
            let said: Vec<String> =
                lines(&found).into_iter().filter(|line| !line.starts_with("note")).collect();
            assert_eq!(said, ["warning pop_used incoming.protocol imap"], "{domain} {}", endpoint.id);
            assert_eq!(found.verdict, Verdict::Works, "{domain} {}", endpoint.id);
        }
    }
}

/// What people have that is right in all: no finding, not even a note.
#[test]
fn nothing_to_say() {
    let right = || [imap(IMAP, "993 tls", PAT), smtp(SMTP, "587 starttls", PAT)];
    let accounts: Vec<(&str, Settings)> = vec![
        ("587", account("", right())),
        ("465", account("", [imap(IMAP, "993 tls", PAT), smtp(SMTP, "465 tls", PAT)])),
        ("with the address", account(PAT, right())),
        ("the address in capitals", account("Pat@CenturyLink.net", right())),
        ("no user names", account(PAT, [imap(IMAP, "993 tls", ""), smtp(SMTP, "587 starttls", "")])),
        (
            "outgoing without its user name",
            account("", [imap(IMAP, "993 tls", PAT), smtp(SMTP, "465 tls", "")]),
        ),
        ("capitals", account("", [imap("IMAP.CenturyLink.com", "993 tls", PAT), smtp(SMTP, "465 tls", PAT)])),
        (
            "a last dot",
            account("", [imap("imap.centurylink.com.", "993 tls", PAT), smtp(SMTP, "465 tls", PAT)]),
        ),
        ("normal password", account("", right().map(|s| auth(s, AuthMethod::Password)))),
        ("a blank user name", account("", [imap(IMAP, "993 tls", " "), smtp(SMTP, "465 tls", PAT)])),
        (
            "the moved address",
            account("", [imap(IMAP, "993 tls", "pat@myctl.net"), smtp(SMTP, "465 tls", "")]),
        ),
        ("both outgoing ports", {
            let mut servers = right().to_vec();
            servers.push(smtp(SMTP, "465 tls", PAT));
            account(PAT, servers)
        }),
        ("read from a file", Settings { format: ReadFormat::ThunderbirdPrefs, ..account(PAT, right()) }),
        // A file of settings offers POP too, after IMAP.
        ("IMAP, then POP", {
            let mut servers = right().to_vec();
            servers.insert(1, server(Role::Pop.into(), "pop.centurylink.net", "995 tls", PAT));
            account(PAT, servers)
        }),
    ];
    for (what, account) in accounts {
        let found = diagnose(&[account], &About::default(), &PROFILE);
        assert_eq!(lines(&found), [""; 0], "{what}");
        assert_eq!((found.verdict, found.judged), (Verdict::Right, vec![0]), "{what}");
    }
}

#[test]
fn what_was_not_said_is_not_wrong() {
    for servers in [
        vec![imap(IMAP, "993 tls", PAT)],
        vec![smtp(SMTP, "587 starttls", PAT)],
        vec![imap(IMAP, "993", PAT), smtp(SMTP, "587 starttls", "")],
        vec![imap(IMAP, "tls", PAT), smtp(SMTP, "587 starttls", "")],
        vec![imap("", "993 tls", PAT), smtp(SMTP, "587 starttls", "")],
        vec![imap(IMAP, "993 tls", PAT), smtp(SMTP, "", "")],
        vec![imap("", "", PAT)],
        vec![imap("", "993", "")],
    ] {
        let found = judge(servers.clone());
        assert_eq!((found.verdict, lines(&found)), (Verdict::RightSoFar, vec![]), "{servers:?}");
    }
}
