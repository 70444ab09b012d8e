//! What is advised for every verdict of the probe together with every cause, kind of settings and
//! answer about webmail.

#![allow(clippy::unwrap_used, clippy::panic)]

use engine::Cause;
use engine::advice::{Advice, Known, Next, Settings, advise};
use engine::profile::{HostName, Profile, Role, Security, Slug};
use engine::report::{EndpointReport, Stage, StageName, Status};
use probe::Code;
use serde_json::json;

const CHECKED: &str = "2026-11-22";

/// A provider with two endpoints for reading and two for sending, each pair in rank order.
fn profile() -> Profile {
    let dated = |mut value: serde_json::Value| {
        value["sources"] = json!(["guide"]);
        value["checked"] = json!(CHECKED);
        value
    };
    let endpoint = |id: &str, role: Role, rank: u16| {
        dated(
            json!({"id": id, "role": role, "host": format!("{id}.example.net"), "port": 993, "security": "tls",
                     "standing": "guide", "rank": rank}),
        )
    };
    serde_json::from_value(json!({
        "schema": 1, "id": "example", "name": "Example", "reviewed": CHECKED,
        "domains": [dated(json!({"name": "example.net", "status": "active"}))],
        "endpoints": [
            endpoint("read-a", Role::Imap, 1), endpoint("read-b", Role::Imap, 2),
            endpoint("send-a", Role::Submission, 1), endpoint("send-b", Role::Submission, 2),
        ],
        "username": dated(json!({"rule": "full_address"})),
        "sign_in": dated(json!({"methods": ["password"], "outgoing_required": true, "app_password": "never"})),
        "transport": dated(json!({"require_tls": true, "never_ports": [25]})),
        "pop": dated(json!({"leave_on_server": true})),
        "sync": dated(json!({"days": 30})),
        "limits": dated(json!({"message_mb": 10, "mailbox_mb": 100})),
        "links": [], "sources": [],
    }))
    .unwrap()
}

fn report(id: &str, role: Role, status: Status, code: Option<Code>) -> EndpointReport {
    let code = code.map(|code| code.text().into_owned());
    EndpointReport {
        id: Slug::try_from(id.to_owned()).unwrap(),
        role,
        host: HostName::try_from(format!("{id}.example.net")).unwrap().to_string(),
        port: 993,
        security: Security::Tls,
        status,
        code: code.clone(),
        ms: 1.0,
        dns: Stage { name: StageName::Dns, status, code, ms: 1.0, data: None },
        addresses: Vec::new(),
    }
}

/// The first endpoint for reading as it was found; the second works or fails; sending works.
fn reports(code: Option<Code>, other: Status) -> Vec<EndpointReport> {
    let status = code.map_or(Status::Ok, Code::status);
    vec![
        report("read-a", Role::Imap, status, code),
        report("read-b", Role::Imap, other, None),
        report("send-a", Role::Submission, Status::Ok, None),
        report("send-b", Role::Submission, Status::Ok, None),
    ]
}

/// Everything that a person may have told, for one state of the servers.
fn every_story<'a>(profile: &'a Profile, endpoints: &'a [EndpointReport]) -> Vec<Known<'a>> {
    let mut stories = Vec::new();
    for cause in Cause::ALL.iter().map(|cause| Some(*cause)).chain([None]) {
        for settings in [Settings::Right, Settings::Wrong, Settings::Unknown] {
            for webmail in [Some(true), Some(false), None] {
                for worked in [Some(true), Some(false), None] {
                    for relayed in [false, true] {
                        stories.push(Known {
                            profile,
                            domain: "example.net",
                            endpoints,
                            used: &["read-a"],
                            settings,
                            cause,
                            worked,
                            webmail,
                            relayed,
                        });
                    }
                }
            }
        }
    }
    stories
}

const CONNECTION: [Cause; 4] =
    [Cause::CannotConnect, Cause::NetworkBlocked, Cause::Antivirus, Cause::StarttlsUnavailable];
const CERTIFICATE: [Cause; 3] =
    [Cause::CertificateName, Cause::CertificateExpired, Cause::CertificateUntrusted];
/// Causes that a server that is down cannot have.
const ELSEWHERE: [Cause; 8] = [
    Cause::RelayDenied,
    Cause::MailboxFull,
    Cause::MessageTooBig,
    Cause::SendingLimit,
    Cause::NoSuchRecipient,
    Cause::SenderBlocked,
    Cause::SyncWindow,
    Cause::DeletedOnServer,
];

/// What the table says of one story.
fn wanted(known: &Known<'_>, code: Option<Code>, other: Status) -> Option<Advice> {
    let plain = |next| Some(Advice { next, about: None, instead: None });
    let status = code.map_or(Status::Ok, Code::status);
    let cause = |list: &[Cause]| known.cause.is_some_and(|cause| list.contains(&cause));
    if known.settings == Settings::Wrong {
        return plain(Next::ChangeSettings);
    }
    if status == Status::Fail {
        if cause(&ELSEWHERE) {
            return None;
        }
        let slug = |id: &str| Slug::try_from(id.to_owned()).unwrap();
        let next = match code.unwrap() {
            Code::Expired => Next::WaitForCertificate,
            Code::NotYetValid
            | Code::NameMismatch
            | Code::SelfSigned
            | Code::UnknownCa
            | Code::IncompleteChain
            | Code::WeakKey
            | Code::BadEncoding
            | Code::BadChain
            | Code::InjectedCleartext => Next::DistrustServer,
            _ => Next::WaitForServer,
        };
        let instead = (other == Status::Ok).then(|| slug("read-b"));
        return Some(Advice { next, about: Some(slug("read-a")), instead });
    }
    if !matches!(status, Status::Ok | Status::Warn) {
        return if cause(&CONNECTION) || cause(&CERTIFICATE) { plain(Next::NotChecked) } else { None };
    }
    let right = known.settings == Settings::Right;
    // An app that never worked, with settings that nobody has seen, has them wrong more likely.
    let own_side = !known.relayed && (right || known.worked != Some(false));
    match known.webmail {
        _ if cause(&CONNECTION) && own_side => plain(Next::OwnNetwork),
        _ if cause(&CERTIFICATE) && own_side => plain(Next::OwnCertificate),
        Some(true) if cause(&[Cause::ProviderTrouble]) => plain(Next::TryTomorrow),
        Some(true) if cause(&[Cause::SignInRefused]) && right => plain(Next::TryTomorrow),
        _ => None,
    }
}

#[test]
fn every_verdict_with_every_cause_has_its_advice() {
    let profile = profile();
    let mut rows = 0;
    let codes: Vec<Option<Code>> = Code::ALL.iter().map(|code| Some(*code)).chain([None]).collect();
    for code in codes {
        for other in [Status::Ok, Status::Fail] {
            let endpoints = reports(code, other);
            for known in every_story(&profile, &endpoints) {
                let advice = advise(&known);
                assert_eq!(advice, wanted(&known, code, other), "{code:?}, {known:?}");
                rows += 1;
            }
        }
    }
    assert!(rows > 150_000, "{rows}");
}

#[test]
fn where_no_server_answers_one_waits_whatever_else_is_known() {
    let profile = profile();
    let fail = |id, role| report(id, role, Status::Fail, Some(Code::Timeout));
    let mut endpoints = vec![fail("read-a", Role::Imap), fail("send-a", Role::Submission)];
    for known in every_story(&profile, &endpoints) {
        let wait = Advice { next: Next::WaitForAll, about: None, instead: None };
        assert_eq!(advise(&known), Some(wait), "{known:?}");
    }
    // Where all show certificates that have expired, that is to be said: nobody may accept them.
    for one in &mut endpoints {
        one.code = Some(Code::Expired.text().into_owned());
    }
    for known in every_story(&profile, &endpoints) {
        assert_eq!(advise(&known).map(|advice| advice.next), Some(Next::WaitForCertificate), "{known:?}");
    }
    // One that cannot be known is not down.
    endpoints[1].status = Status::Unknown;
    for known in every_story(&profile, &endpoints) {
        assert_ne!(advise(&known).map(|advice| advice.next), Some(Next::WaitForAll), "{known:?}");
    }
}

#[test]
fn what_was_not_checked_advises_nothing_of_the_servers() {
    let profile = profile();
    for known in every_story(&profile, &[]) {
        let next = advise(&known).map(|advice| advice.next);
        assert!(matches!(next, None | Some(Next::ChangeSettings | Next::NotChecked)), "{next:?}: {known:?}");
    }
}

/// The sentences of the design, word for word: each situation and where it points.
#[test]
fn the_situations_of_the_design() {
    let profile = profile();
    let (up, expired, closed) = (
        reports(None, Status::Ok),
        reports(Some(Code::Expired), Status::Fail),
        reports(Some(Code::Refused), Status::Fail),
    );
    let known = |endpoints, cause, webmail| Known {
        profile: &profile,
        domain: "example.net",
        endpoints,
        used: &["read-a", "send-a"],
        settings: Settings::Right,
        cause: Some(cause),
        worked: None,
        webmail,
        relayed: false,
    };
    for (endpoints, cause, webmail, next) in [
        (&up, Cause::CannotConnect, None, Next::OwnNetwork),
        (&up, Cause::SignInRefused, Some(true), Next::TryTomorrow),
        (&expired, Cause::CertificateExpired, None, Next::WaitForCertificate),
        (&expired, Cause::CannotConnect, None, Next::WaitForCertificate),
        (&closed, Cause::CannotConnect, None, Next::WaitForServer),
    ] {
        assert_eq!(advise(&known(endpoints, cause, webmail)).map(|advice| advice.next), Some(next));
    }
    for next in Next::ALL {
        assert_eq!(json!(next), json!(next.as_str()));
    }
}
