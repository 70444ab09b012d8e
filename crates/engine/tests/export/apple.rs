//! The Apple profile against a table of the keys that Apple's schema has, read with `plist`.

use crate::support::{PAT, account, account_of, bytes, bytes_of, choice, every_pair, pat, profile, texts};
use engine::text::Lang;
use engine::{Account, Choice, Format, export};
use plist::{Dictionary, Value};
use std::collections::BTreeSet;
use std::io::Cursor;

/// What Apple's schema allows for a key, and whether a profile of ours must have it.
struct Rule(&'static str, Kind, bool);

enum Kind {
    Text,
    OneOf(&'static [&'static str]),
    Uuid,
    Port,
    Version,
    True,
    Payloads,
}
use Kind::{OneOf, Payloads, Port, Text, True, Uuid, Version};

const PASSWORD: Kind = OneOf(&["EmailAuthPassword"]);

/// facts/formats.md 1.2.
const TOP: &[Rule] = &[
    Rule("PayloadContent", Payloads, true),
    Rule("PayloadDescription", Text, true),
    Rule("PayloadDisplayName", Text, true),
    Rule("PayloadIdentifier", Text, true),
    Rule("PayloadOrganization", Text, true),
    Rule("PayloadScope", OneOf(&["User"]), false),
    Rule("PayloadType", OneOf(&["Configuration"]), true),
    Rule("PayloadUUID", Uuid, true),
    Rule("PayloadVersion", Version, true),
];

/// facts/formats.md 1.3, without the keys that we never write.
const MAIL: &[Rule] = &[
    Rule("EmailAccountDescription", Text, true),
    Rule("EmailAccountName", Text, false),
    Rule("EmailAccountType", OneOf(&["EmailTypeIMAP"]), true),
    Rule("EmailAddress", Text, true),
    Rule("IncomingMailServerAuthentication", PASSWORD, true),
    Rule("IncomingMailServerHostName", Text, true),
    Rule("IncomingMailServerPortNumber", Port, true),
    Rule("IncomingMailServerUseSSL", True, true),
    Rule("IncomingMailServerUsername", Text, true),
    Rule("OutgoingMailServerAuthentication", PASSWORD, true),
    Rule("OutgoingMailServerHostName", Text, true),
    Rule("OutgoingMailServerPortNumber", Port, true),
    Rule("OutgoingMailServerUseSSL", True, true),
    Rule("OutgoingMailServerUsername", Text, true),
    Rule("OutgoingPasswordSameAsIncomingPassword", True, true),
    Rule("PayloadDescription", Text, true),
    Rule("PayloadDisplayName", Text, true),
    Rule("PayloadIdentifier", Text, true),
    Rule("PayloadType", OneOf(&["com.apple.mail.managed"]), true),
    Rule("PayloadUUID", Uuid, true),
    Rule("PayloadVersion", Version, true),
    Rule("allowMailDrop", True, false),
];

pub fn read(bytes: &[u8]) -> Dictionary {
    Value::from_reader_xml(Cursor::new(bytes)).unwrap().into_dictionary().unwrap()
}

pub fn mail(top: &Dictionary) -> &Dictionary {
    top["PayloadContent"].as_array().unwrap()[0].as_dictionary().unwrap()
}

pub fn string<'a>(dict: &'a Dictionary, key: &str) -> &'a str {
    dict.get(key).unwrap_or_else(|| panic!("no {key}")).as_string().unwrap()
}

fn check(dict: &Dictionary, rules: &[Rule]) {
    let keys: Vec<&str> = dict.keys().map(String::as_str).collect();
    assert!(keys.is_sorted(), "{keys:?}");
    for (key, value) in dict {
        let Rule(_, kind, _) =
            rules.iter().find(|rule| rule.0 == key).unwrap_or_else(|| panic!("{key} is unknown"));
        let right = match (kind, value) {
            (Text, Value::String(text)) => !text.is_empty() && !text.contains('{'),
            (OneOf(words), Value::String(text)) => words.contains(&text.as_str()),
            (Uuid, Value::String(text)) => is_uuid5(text),
            (Port, Value::Integer(number)) => [143, 993, 465, 587].contains(&number.as_unsigned().unwrap()),
            (Version, Value::Integer(number)) => number.as_unsigned() == Some(1),
            (True, Value::Boolean(true)) => true,
            (Payloads, Value::Array(items)) => items.len() == 1,
            _ => false,
        };
        assert!(right, "{key} is {value:?}");
    }
    for Rule(key, _, required) in rules {
        assert!(!required || dict.contains_key(key), "{key} is missing");
    }
}

fn is_uuid5(text: &str) -> bool {
    text.len() == 36
        && text.as_bytes()[14] == b'5'
        && text.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte),
        })
}

#[test]
fn every_key_is_apples_and_has_its_type_and_value() {
    for (account, profile) in every_pair() {
        let top = read(&bytes_of(Format::Apple, &account, &profile));
        check(&top, TOP);
        let mail = mail(&top);
        check(mail, MAIL);
        assert_eq!(string(mail, "EmailAddress"), PAT);
        assert_eq!(string(mail, "EmailAccountName"), "Pat Example");
        assert_eq!(string(mail, "EmailAccountDescription"), "CenturyLink");
        for (prefix, endpoint) in [("Incoming", account.incoming()), ("Outgoing", account.outgoing())] {
            let key = |name: &str| format!("{prefix}MailServer{name}");
            assert_eq!(string(mail, &key("HostName")), endpoint.host.as_str());
            assert_eq!(string(mail, &key("Username")), PAT);
            let port = mail[&key("PortNumber")].as_unsigned_integer();
            assert_eq!(port, Some(u64::from(endpoint.port)));
        }
    }
}

#[test]
fn no_name_means_no_name_key() {
    let top = read(&bytes(Format::Apple, &account(PAT, " ", &Choice::default())));
    assert!(!mail(&top).contains_key("EmailAccountName"));
    check(mail(&top), MAIL);
}

/// Identifiers and UUIDs of both levels; they decide what a device replaces.
fn identity(account: &Account, lang: Lang) -> [String; 4] {
    let top = read(&export::file(Format::Apple, account, &profile(), &texts(lang)).unwrap().bytes);
    let inner = mail(&top);
    ["PayloadIdentifier", "PayloadUUID"]
        .map(|key| [string(&top, key).to_owned(), string(inner, key).to_owned()])
        .concat()
        .try_into()
        .unwrap()
}

#[test]
fn a_new_name_server_port_or_language_is_still_the_same_account() {
    let first = identity(&pat(), Lang::En);
    let moved = Choice { incoming: Some("mail-net-993".into()), outgoing: Some("smtp-net-465".into()) };
    for (account, lang) in [
        (account(PAT, "", &Choice::default()), Lang::En),
        (account(PAT, "Patricia", &choice("smtp-com-465")), Lang::Es),
        (account(PAT, "Pat Example", &moved), Lang::En),
        (account("PAT@CenturyLink.NET", "Pat Example", &Choice::default()), Lang::En),
    ] {
        assert_eq!(identity(&account, lang), first);
    }
}

#[test]
fn two_addresses_share_no_identifier() {
    let addresses = [
        "pat@centurylink.net",
        "pat@q.com",
        "pa.t@centurylink.net",
        "pat+1@centurylink.net",
        "sam@centurylink.net",
    ];
    let mut seen = BTreeSet::new();
    for address in addresses {
        seen.extend(identity(&account(address, "", &Choice::default()), Lang::En));
    }
    assert_eq!(seen.len(), 4 * addresses.len());
}

#[test]
fn identifiers_name_the_provider_and_not_the_person() {
    let [top, inner, ..] = identity(&pat(), Lang::En);
    assert_eq!(inner, format!("{top}.mail"));
    let hex = top.strip_prefix("org.mailsetupassistant.centurylink.emailsetup.").unwrap();
    assert!(
        hex.len() == 16 && hex.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)),
        "{hex}"
    );
    let mut other = profile();
    other.id = "another-isp".to_owned().try_into().unwrap();
    let account = account_of(PAT, "", &Choice::default(), &other);
    let top = read(&bytes_of(Format::Apple, &account, &other));
    assert!(string(&top, "PayloadIdentifier").starts_with("org.mailsetupassistant.another-isp.emailsetup."));
}

#[test]
fn the_file_begins_as_apples_tools_write_it() {
    let bytes = bytes(Format::Apple, &pat());
    let head =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" ";
    assert!(bytes.starts_with(head.as_bytes()));
}
