//! The Apple profile by three readers that are not ours, and every key of it against Apple's schema
//! (facts/formats.md 1.2 and 1.3). No Apple device is here; a key that Apple does not know, a word
//! that it does not have or a number written as text would be seen.

use engine::{Account, Format};
use plist::Value as Plist;
use serde_json::{Map, Value};
use testkit::skip::{PLISTUTIL, PYTHON, Program, XMLLINT, ready};

use crate::support::{bytes, hard, starttls, tls};
use crate::tool::{Folder, checked, content, formed, run, schema};

/// What Apple's schema lets a key be.
enum Kind {
    Text,
    Word(&'static [&'static str]),
    Number(&'static [u64]),
    Port,
    Switch,
    /// Only this way: the other is plaintext, or takes something from the person.
    Only(bool),
    Uuid,
    Payloads,
}
use Kind::{Number, Only, Payloads, Port, Switch, Text, Uuid, Word};

const AUTH: Kind =
    Word(&["EmailAuthNone", "EmailAuthPassword", "EmailAuthCRAMMD5", "EmailAuthNTLM", "EmailAuthHTTPMD5"]);

/// The keys of the profile that may be there, and whether they must.
const TOP: &[(&str, Kind, bool)] = &[
    ("PayloadType", Word(&["Configuration"]), true),
    ("PayloadVersion", Number(&[1]), true),
    ("PayloadIdentifier", Text, true),
    ("PayloadUUID", Uuid, true),
    ("PayloadContent", Payloads, true),
    ("PayloadDisplayName", Text, true),
    ("PayloadDescription", Text, true),
    ("PayloadOrganization", Text, false),
    ("PayloadScope", Word(&["User"]), false),
    ("TargetDeviceType", Number(&[0, 1, 5]), false),
];

/// The same for the account in it.
const MAIL: &[(&str, Kind, bool)] = &[
    ("PayloadType", Word(&["com.apple.mail.managed"]), true),
    ("PayloadVersion", Number(&[1]), true),
    ("PayloadIdentifier", Text, true),
    ("PayloadUUID", Uuid, true),
    ("PayloadDisplayName", Text, true),
    ("PayloadDescription", Text, false),
    ("PayloadOrganization", Text, false),
    ("EmailAccountType", Word(&["EmailTypeIMAP", "EmailTypePOP"]), true),
    ("EmailAddress", Text, true),
    ("EmailAccountDescription", Text, false),
    ("EmailAccountName", Text, false),
    ("IncomingMailServerAuthentication", AUTH, true),
    ("IncomingMailServerHostName", Text, true),
    ("IncomingMailServerPortNumber", Port, true),
    ("IncomingMailServerUseSSL", Only(true), true),
    ("IncomingMailServerUsername", Text, true),
    ("OutgoingMailServerAuthentication", AUTH, true),
    ("OutgoingMailServerHostName", Text, true),
    ("OutgoingMailServerPortNumber", Port, true),
    ("OutgoingMailServerUseSSL", Only(true), true),
    ("OutgoingMailServerUsername", Text, true),
    ("OutgoingPasswordSameAsIncomingPassword", Switch, false),
    ("PreventMove", Only(false), false),
    ("PreventAppSheet", Only(false), false),
    ("disableMailRecentsSyncing", Switch, false),
    ("allowMailDrop", Switch, false),
];

/// The first fault of a dictionary.
fn fault(dict: &Map<String, Value>, rules: &[(&str, Kind, bool)]) -> Option<String> {
    for (key, value) in dict {
        let Some((_, kind, _)) = rules.iter().find(|rule| rule.0 == key) else {
            return Some(format!("{key} is not Apple's, or never ours"));
        };
        let right = match kind {
            Text => value.as_str().is_some_and(|text| !text.is_empty()),
            Word(words) => value.as_str().is_some_and(|text| words.contains(&text)),
            Number(numbers) => value.as_u64().is_some_and(|number| numbers.contains(&number)),
            Port => value.as_u64().is_some_and(|number| (1..=65535).contains(&number)),
            Switch => value.is_boolean(),
            Only(way) => value.as_bool() == Some(*way),
            Uuid => value.as_str().is_some_and(is_uuid),
            Payloads => value.as_array().is_some_and(|payloads| !payloads.is_empty()),
        };
        if !right {
            return Some(format!("{key} is {value}"));
        }
    }
    let missing = rules.iter().find(|(key, _, required)| *required && !dict.contains_key(*key));
    missing.map(|(key, ..)| format!("{key} is missing"))
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    groups == [8, 4, 4, 4, 12] && text.bytes().all(|b| b"0123456789ABCDEF-".contains(&b))
}

/// The first fault of a profile: of a level, or that two payloads share an identity.
fn profile_fault(profile: &Value) -> Option<String> {
    let top = profile.as_object()?;
    let payloads = top.get("PayloadContent").and_then(Value::as_array);
    let [Value::Object(mail)] = payloads.map(Vec::as_slice).unwrap_or_default() else {
        return Some("not one account".to_owned());
    };
    let same = ["PayloadIdentifier", "PayloadUUID"].into_iter().find(|key| top.get(*key) == mail.get(*key));
    fault(top, TOP).or_else(|| fault(mail, MAIL)).or_else(|| Some(format!("{} is there twice", same?)))
}

/// What Python's `plistlib` reads, as JSON.
fn by_python(folder: &Folder, profile: &[u8]) -> Value {
    const SCRIPT: &str =
        "import json, plistlib, sys; print(json.dumps(plistlib.load(open(sys.argv[1], 'rb'))))";
    let file = folder.write("python.mobileconfig", profile);
    serde_json::from_str(&content(PYTHON, &["-c", SCRIPT, file.to_str().unwrap()])).unwrap()
}

/// What libplist reads: it makes a binary list of it, which the crate `plist` opens.
fn by_libplist(folder: &Folder, profile: &[u8]) -> Value {
    let (xml, binary) = (folder.write("libplist.mobileconfig", profile), folder.path("libplist.bin"));
    let [from, to] = [&xml, &binary].map(|path| path.to_str().unwrap());
    content(PLISTUTIL, &["-i", from, "-f", "bin", "-o", to]);
    assert!(std::fs::read(&binary).unwrap().starts_with(b"bplist00"));
    json(&Plist::from_file(&binary).unwrap())
}

fn json(value: &Plist) -> Value {
    match value {
        Plist::String(text) => text.as_str().into(),
        Plist::Boolean(switch) => (*switch).into(),
        Plist::Integer(number) => number.as_unsigned().unwrap().into(),
        Plist::Array(items) => items.iter().map(json).collect::<Vec<_>>().into(),
        Plist::Dictionary(dict) => {
            Value::Object(dict.iter().map(|(key, v)| (key.clone(), json(v))).collect())
        }
        other => panic!("{other:?} is in a profile of ours"),
    }
}

/// libxml2's judgement by Apple's DTD; nothing is fetched.
fn valid(folder: &Folder, profile: &[u8]) -> bool {
    let file = folder.write("libxml2.mobileconfig", profile);
    let dtd = schema("plist.dtd");
    let arguments = ["--nonet", "--noout", "--dtdvalid", dtd.to_str().unwrap(), file.to_str().unwrap()];
    run(XMLLINT, &arguments).status.success()
}

const READERS: [(&str, Program); 2] = [("Python plistlib", PYTHON), ("libplist (plistutil)", PLISTUTIL)];

#[test]
fn three_readers_find_apples_keys_and_values() {
    if !ready(&[PYTHON, PLISTUTIL, XMLLINT]) {
        return;
    }
    let folder = Folder::new();
    let judge = |account: &Account| {
        let profile = bytes(Format::Apple, account);
        let read = by_python(&folder, &profile);
        assert_eq!(profile_fault(&read), None);
        assert_eq!(by_libplist(&folder, &profile), read);
        assert!(valid(&folder, &profile));
        let mail = &read["PayloadContent"][0];
        for (key, value) in
            [("EmailAddress", account.address().as_str()), ("EmailAccountName", account.name())]
        {
            assert_eq!(mail[key], value);
        }
        for (side, endpoint) in [("Incoming", account.incoming()), ("Outgoing", account.outgoing())] {
            assert_eq!(mail[format!("{side}MailServerHostName")], endpoint.host.as_str());
            assert_eq!(mail[format!("{side}MailServerPortNumber")], endpoint.port);
            assert_eq!(mail[format!("{side}MailServerUsername")], account.username());
            assert_eq!(mail[format!("{side}MailServerAuthentication")], "EmailAuthPassword");
        }
    };
    judge(&hard());
    for account in [starttls(), tls()] {
        judge(&account);
        for (name, program) in READERS {
            checked(Format::Apple, &account, name, program, "read, and every key and value is Apple's");
        }
        let how = "valid by the DTD of property lists";
        formed(Format::Apple, &account, "libxml2 (xmllint)", XMLLINT, how);
    }
}

#[test]
fn one_wrong_thing_is_found() {
    if !ready(&[PYTHON, PLISTUTIL, XMLLINT]) {
        return;
    }
    let folder = Folder::new();
    let right = String::from_utf8(bytes(Format::Apple, &starttls())).unwrap();
    let change = |part: &str, wrong: &str| {
        let changed = right.replacen(part, wrong, 1);
        assert_ne!(changed, right, "{part} is not in the file");
        changed.into_bytes()
    };
    for (part, wrong) in [
        ("<integer>993</integer>", "<string>993</string>"),
        ("<integer>993</integer>", "<integer>0</integer>"),
        ("<string>EmailAuthPassword</string>", "<string>EmailAuthPlain</string>"),
        ("<string>EmailTypeIMAP</string>", "<string>IMAP</string>"),
        (
            "<key>IncomingMailServerUseSSL</key>\n      <true/>",
            "<key>IncomingMailServerUseSSL</key>\n      <false/>",
        ),
        ("<key>IncomingMailServerUseSSL</key>\n      <true/>", ""),
        ("<key>EmailAccountType</key>", "<key>EmailAccountKind</key>"),
        ("<key>EmailAddress</key>", "<key>IncomingPassword</key><string>x</string><key>EmailAddress</key>"),
        ("<key>PayloadScope</key>", "<key>RemovalDate</key><string>x</string><key>PayloadScope</key>"),
        (".mail</string>", "</string>"),
    ] {
        let profile = change(part, wrong);
        assert!(profile_fault(&by_python(&folder, &profile)).is_some(), "{wrong} was not found");
        assert!(valid(&folder, &profile), "{wrong} is still a property list");
    }
    for (part, wrong) in [("<true/>", "<yes/>"), ("<key>EmailAddress</key>", ""), ("</dict>", "")] {
        assert!(!valid(&folder, &change(part, wrong)), "{wrong:?} for {part} was not found");
    }
}
