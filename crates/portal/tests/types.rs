//! The closed lists of the npm package's TypeScript definitions are those of Rust: a variant that one has
//! and the other lacks fails here.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use engine::diagnose::Verdict;
use engine::explain::Symptom;
use engine::finding::{Field, Severity};
use engine::guide::{Confidence, Copied, Device, Kind, RowKind, Side};
use engine::profile::{
    AppPassword, AuthMethod, DomainStatus, HostName, OtherHostKind, Role, Security, Slug, SourceKind,
    Standing, Username,
};
use engine::settings::{Protocol, ReadFormat, Retention};
use engine::{Cause, FindingCode, Format, Lang};
use portal::package::Refusal;
use serde::Serialize;
use std::collections::BTreeSet;

const TYPES: &str = include_str!("../npm/index.d.ts");

/// The words of a list whose variants are written out: one that is forgotten does not compile.
macro_rules! words {
    ($list:ident: $($variant:ident)*) => {{
        let complete = |value: $list| match value { $($list::$variant => (),)* };
        [$($list::$variant),*].map(|value| {
            complete(value);
            word(&value)
        }).into_iter().collect::<BTreeSet<String>>()
    }};
}

#[test]
fn lists_that_rust_counts() {
    same("FindingCode", &all(FindingCode::ALL));
    same("CauseCode", &all(Cause::ALL));
    same("Format", &all(&Format::ALL));
    same("Device", &all(Device::ALL));
    same("Language", &all(&Lang::ALL));
}

#[test]
fn lists_that_are_written_out() {
    same("Severity", &words!(Severity: Error Warning Note));
    same(
        "Field",
        &words!(Field: Address Name IncomingHost IncomingPort IncomingSecurity IncomingAuth IncomingUsername
            IncomingProtocol IncomingRetention OutgoingHost OutgoingPort OutgoingSecurity OutgoingAuth
            OutgoingUsername OutgoingProtocol),
    );
    same(
        "Outcome",
        &words!(Verdict: Right RightSoFar Works ChangeOne ChangeSeveral OwnSettings OtherProvider NothingRead),
    );
    same(
        "ReadFormat",
        &words!(ReadFormat: Apple Autoconfig Autodiscover ThunderbirdPrefs ThunderbirdTroubleshooting
            ThunderbirdQr K9 Mbsync Msmtp Mutt Aerc Himalaya Offlineimap Getmail Outlook Text Form),
    );
    same("Protocol", &words!(Protocol: Imap Pop3 Smtp));
    same("Security", &words!(Security: Tls Starttls None));
    same("AuthMethod", &words!(AuthMethod: Password Encrypted Ntlm Kerberos Oauth2 Certificate None Unknown));
    same("Symptom", &words!(Symptom: AsksPassword CannotSend NothingArrives Warning OldMissing Message));
    same("Confidence", &words!(Confidence: Sure Likely ToVerify));
    same("RowKind", &words!(RowKind: Tap Type Choose On Off Leave Password Link Run Note Warn));
    same(
        "Copied",
        &words!(Copied: Email Username IncomingHost IncomingPort OutgoingHost OutgoingPort Command),
    );
    same("Side", &words!(Side: Incoming Outgoing));
    same("Kind", &words!(Kind: App Terminal Sender Elsewhere));
}

#[test]
fn lists_of_the_profile() {
    same("Role", &words!(Role: Imap Submission Pop));
    same("Standing", &words!(Standing: Guide Documented Reported Retired));
    same("OtherHostKind", &words!(OtherHostKind: Webmail Website MailDomain));
    same("UsernameRule", &words!(Username: FullAddress LocalPart));
    same("AppPassword", &words!(AppPassword: Never WithTwoStep Always Unknown));
    same("SourceKind", &words!(SourceKind: Guide Provider Database Probe Report Project));

    let statuses = [
        DomainStatus::Active,
        DomainStatus::Moving { to: HostName::stand_in() },
        DomainStatus::Business { link: Slug::stand_in() },
        DomainStatus::Unconfirmed,
    ];
    let words = statuses.map(|status| match status {
        DomainStatus::Active => "active",
        DomainStatus::Moving { .. } => "moving",
        DomainStatus::Business { .. } => "business",
        DomainStatus::Unconfirmed => "unconfirmed",
    });
    let domain = TYPES.split_once("export type Domain =").unwrap().1.split_once(");").unwrap().0;
    assert_eq!(quoted(domain), words.map(str::to_owned).into());
}

#[test]
fn retention_is_a_word_or_days() {
    let told = [Retention::Unknown, Retention::Keeps, Retention::Deletes { after_days: 7 }].map(|value| {
        match value {
            Retention::Unknown | Retention::Keeps => {}
            Retention::Deletes { after_days: _ } => {}
        }
        serde_json::to_string(&value).unwrap()
    });
    assert_eq!(told, [r#""unknown""#, r#""keeps""#, r#"{"deletes":{"after_days":7}}"#]);
    let said = r#"export type Retention = "unknown" | "keeps" | { deletes: { after_days: number } };"#;
    assert!(TYPES.contains(said));
}

#[test]
fn codes_of_errors() {
    let mut codes: BTreeSet<String> = Refusal::CODES.map(str::to_owned).into();
    // What `index.js` refuses by itself.
    let script = include_str!("../npm/index.js");
    for code in ["client", "unavailable"] {
        assert!(script.contains(&format!("refuse(\"{code}\"")), "{code}");
        codes.insert(code.to_owned());
    }
    same("ErrorCode", &codes);
    let refusal = Refusal::Argument { key: "address".to_owned(), reason: "is missing".to_owned() };
    assert!(codes.contains(refusal.code()));
    // Their order is that of the build: another crate of the workspace may have it kept.
    let told = serde_json::to_value(refusal.told()).unwrap();
    let keys: BTreeSet<&str> = told.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["code", "faults", "findings", "message"].into());
}

fn same(name: &str, words: &BTreeSet<String>) {
    assert!(words.len() > 1, "{name}");
    assert_eq!(&union(name), words, "{name}: left is index.d.ts, right is Rust");
}

fn all<T: Serialize>(list: &[T]) -> BTreeSet<String> {
    list.iter().map(word).collect()
}

fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

fn union(name: &str) -> BTreeSet<String> {
    let (_, rest) = TYPES.split_once(&format!("export type {name} =")).unwrap();
    quoted(rest.split_once(';').unwrap().0)
}

/// What stands in quotes.
fn quoted(text: &str) -> BTreeSet<String> {
    text.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}
