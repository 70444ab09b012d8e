//! Properties that hold for any settings.

use crate::sentences::{texts, whole};
use crate::support::{PROFILE, about, account, server};
use engine::diagnose::{MOST_ACCOUNTS, Verdict, diagnose};
use engine::finding::Severity;
use engine::profile::{AuthMethod, Endpoint, Role, Security};
use engine::settings::{Protocol, Retention};
use engine::text::{Findings, Lang, Texts};
use engine::{Server, Settings};
use proptest::prelude::*;
use std::sync::LazyLock;

static TEXTS: LazyLock<[Texts<Findings>; 2]> = LazyLock::new(|| Lang::ALL.map(texts));

/// What looks like a host or a user name often enough to get past the first checks.
fn near(names: Vec<String>) -> impl Strategy<Value = String> {
    let noise = "[ a-zA-Z.,;:/@<>\"“\u{200b}é0-9-]{0,3}";
    let name = prop_oneof![4 => prop::sample::select(names), 1 => "[a-z0-9.,@-]{0,30}", 1 => any::<String>()];
    (noise, name, noise, any::<prop::sample::Index>(), prop::option::of("[a-z.,@ ]")).prop_map(
        |(before, name, after, place, slip)| {
            let mut letters: Vec<char> = name.chars().collect();
            if let (Some(slip), false) = (slip.and_then(|s| s.chars().next()), letters.is_empty()) {
                let place = place.index(letters.len());
                letters[place] = slip;
            }
            format!("{before}{}{after}", letters.into_iter().collect::<String>())
        },
    )
}

fn hosts() -> impl Strategy<Value = String> {
    let ours = PROFILE.endpoints.iter().map(|e| e.host.to_string());
    let others = PROFILE.other_hosts.iter().map(|other| other.host.to_string());
    let more = ["imap.gmail.com", "pop.embarqmail.com", "https://imap.centurylink.com:993/", "localhost", ""];
    near(ours.chain(others).chain(more.map(str::to_owned)).collect())
}

fn names() -> impl Strategy<Value = String> {
    let whole = PROFILE.domains.iter().map(|domain| format!("pat@{}", domain.name));
    let more = ["pat", "sam@gmail.com", "pat@centurylink.com", ""];
    near(whole.chain(more.map(str::to_owned)).collect())
}

fn servers() -> impl Strategy<Value = Server> {
    let port = prop::sample::select(vec![0, 25, 110, 143, 465, 587, 993, 995, 2525, 65535]);
    let security = prop::sample::select(vec![Security::Tls, Security::Starttls, Security::None]);
    let auth = prop::sample::select(vec![
        AuthMethod::Password,
        AuthMethod::Ntlm,
        AuthMethod::None,
        AuthMethod::Unknown,
        AuthMethod::Oauth2,
    ]);
    let retention = prop_oneof![
        Just(Retention::Unknown),
        Just(Retention::Keeps),
        any::<u16>().prop_map(|after_days| Retention::Deletes { after_days })
    ];
    let protocol = prop::sample::select(vec![Protocol::Imap, Protocol::Pop3, Protocol::Smtp]);
    (
        protocol,
        hosts(),
        prop::option::of(port),
        prop::option::of(security),
        auth,
        prop::option::of(names()),
        retention,
    )
        .prop_map(|(protocol, host, port, security, auth, username, retention)| Server {
            protocol,
            host,
            port,
            security,
            auth,
            username,
            retention,
        })
}

fn accounts() -> impl Strategy<Value = Vec<Settings>> {
    let one = (prop_oneof![2 => Just(String::new()), 1 => names()], prop::collection::vec(servers(), 0..4));
    prop::collection::vec(one.prop_map(|(address, servers)| account(&address, servers)), 0..4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_settings_are_judged_without_harm(accounts in accounts(), told in names()) {
        let found = diagnose(&accounts, &about(&told), &PROFILE);
        for finding in &found.findings {
            for texts in &*TEXTS {
                whole(finding, texts).map_err(TestCaseError::fail)?;
            }
        }
        prop_assert!(found.findings.is_sorted_by_key(|finding| finding.severity));
        prop_assert!(found.judged.iter().all(|place| *place < accounts.len()));
        prop_assert!(found.judged.is_sorted());
        let errors = found.findings.iter().any(|finding| finding.severity == Severity::Error);
        match found.verdict {
            Verdict::ChangeOne => prop_assert_eq!(found.count(), 1),
            Verdict::ChangeSeveral => prop_assert!(found.count() > 1),
            Verdict::OtherProvider => prop_assert!(found.other.is_some() && found.judged.is_empty()),
            _ => prop_assert!(!errors, "{:?}", found),
        }
        prop_assert!(found.changes().iter().all(|change| change.before != change.after && !change.after.is_empty()));
    }

    /// One right server with one other value: a right host is never called wrong.
    #[test]
    fn a_right_server_is_never_called_wrong(
        at in any::<prop::sample::Index>(),
        domain in any::<prop::sample::Index>(),
        local in "[a-z][a-z0-9]{0,9}",
        told: bool,
    ) {
        let domains: Vec<&str> = PROFILE.domains.iter().map(|d| d.name.as_str()).filter(|d| *d != "qwestoffice.net").collect();
        let domain = *domain.get(&domains);
        let roles = [Role::Imap, Role::Submission, Role::Pop];
        let right: Vec<&Endpoint> = roles.into_iter().flat_map(|role| PROFILE.accepted(role, domain)).collect();
        let endpoint = *at.get(&right);
        let address = format!("{local}@{domain}");
        let mut server = server(endpoint.role.into(), endpoint.host.as_str(), "", &address);
        server.port = Some(endpoint.port);
        server.security = Some(endpoint.security);
        server.auth = AuthMethod::Password;
        let found = diagnose(&[account("", [server])], &about(if told { &address } else { "" }), &PROFILE);
        prop_assert!(found.findings.iter().all(|f| f.severity != Severity::Error), "{:?}", found);
        prop_assert!(matches!(found.verdict, Verdict::RightSoFar | Verdict::Works));
    }

    /// Making the changes that are asked for leaves nothing to change.
    #[test]
    fn what_is_expected_is_right(server in servers(), told in "[a-z]{1,8}@(centurylink.net|q.com|gulftel.com)") {
        let found = diagnose(&[account(&told, [server.clone()])], &about(&told), &PROFILE);
        let mut mended = server;
        for change in found.changes() {
            use engine::finding::Field;
            match change.field {
                Field::IncomingHost | Field::OutgoingHost => mended.host = change.after,
                Field::IncomingPort | Field::OutgoingPort => mended.port = change.after.parse().ok(),
                Field::IncomingSecurity | Field::OutgoingSecurity => {
                    mended.security = Some(if change.after == "SSL/TLS" { Security::Tls } else { Security::Starttls });
                }
                Field::IncomingAuth | Field::OutgoingAuth => mended.auth = AuthMethod::Password,
                Field::IncomingUsername | Field::OutgoingUsername => mended.username = Some(change.after),
                other => prop_assert!(false, "{:?} has no one right value", other),
            }
        }
        let again = diagnose(&[account(&told, [mended.clone()])], &about(&told), &PROFILE);
        prop_assert!(again.changes().is_empty(), "{:?} then {:?}", mended, again.changes());
    }
}

#[test]
fn a_large_paste_is_judged_in_one_pass() {
    let long = "a@".repeat(1_000_000);
    let huge = account(&long, [server(Protocol::Imap, &long, "993 tls", &long)]);
    assert!(!diagnose(&[huge], &about(&long), &PROFILE).findings.is_empty());
    let wrong = server(Protocol::Imap, "imap.centurylilnk.com", "143 none", "pat");
    let many = vec![account("", vec![wrong; 10_000]); 100];
    let found = diagnose(&many, &about(""), &PROFILE);
    assert_eq!((found.findings.len(), found.judged.len()), (3, MOST_ACCOUNTS));
}
