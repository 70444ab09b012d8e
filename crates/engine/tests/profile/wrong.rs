//! A wrong file is refused with its name, the key and the reason.

use crate::{FILE, TEXT, value};
use engine::profile::load;
use serde_json::{Value, json};

/// The loader's sentence for a wrong file.
pub(crate) fn refused(value: &Value) -> String {
    match load(FILE, &value.to_string()) {
        Ok(_) => panic!("the file was accepted"),
        Err(error) => error.to_string(),
    }
}

/// Puts `new` where the pointer says; `None` removes the key.
fn edited(pointer: &str, new: Option<Value>) -> Value {
    let mut whole = value();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match whole.pointer_mut(parent).unwrap() {
        Value::Object(map) => match new {
            Some(new) => drop(map.insert(key.to_owned(), new)),
            None => drop(map.remove(key).unwrap()),
        },
        Value::Array(items) => items[key.parse::<usize>().unwrap()] = new.unwrap(),
        _ => panic!("{pointer} is in no object or list"),
    }
    whole
}

#[test]
fn a_wrong_file_is_refused_with_file_key_and_reason() {
    let domain_q = "/domains/1";
    assert_eq!(value().pointer("/domains/1/name"), Some(&json!("q.com")));
    let moving = format!("{domain_q}/to");
    let table: &[(&str, Option<Value>, &str, &str)] = &[
        // The shape: a missing key, a wrong type, a key too many, a word that is none of the list.
        ("/username", None, "", "missing field `username`"),
        ("/endpoints/0/host", None, "endpoints[0]", "missing field `host`"),
        ("/endpoints/0/checked", None, "endpoints[0]", "missing field `checked`"),
        (
            "/sync/days",
            Some(json!("30")),
            "sync.days",
            "invalid type: string \"30\", expected a whole number from 0 to 65535",
        ),
        ("/sync/days", Some(json!(-1)), "sync.days", "invalid value: integer `-1`"),
        ("/endpoints/0/port", Some(json!(65536)), "endpoints[0].port", "invalid value: integer `65536`"),
        ("/colour", Some(json!("blue")), "colour", "unknown field `colour`"),
        ("/endpoints/0/tls", Some(json!(true)), "endpoints[0].tls", "unknown field `tls`"),
        ("/domains/0/staus", Some(json!("active")), "domains[0].staus", "unknown field `staus`"),
        ("/endpoints/0/security", Some(json!("ssl")), "endpoints[0].security", "unknown variant `ssl`"),
        ("/issues/0/cause", Some(json!("magic")), "issues[0].cause", "unknown variant `magic`"),
        ("/links/0/title", Some(json!({"en": "Webmail"})), "links[0].title", "missing field `es`"),
        // Names that are none.
        (
            "/endpoints/0/host",
            Some(json!("IMAP.CenturyLink.com")),
            "endpoints[0].host",
            "\"IMAP.CenturyLink.com\" is not a host name: lower-case letters",
        ),
        ("/endpoints/0/host", Some(json!("localhost")), "endpoints[0].host", "is not a host name"),
        ("/endpoints/0/id", Some(json!("imap com")), "endpoints[0].id", "\"imap com\" is not a slug"),
        ("/reviewed", Some(json!("22.11.2026")), "reviewed", "\"22.11.2026\" is not a date: YYYY-MM-DD"),
        ("/endpoints/0/checked", Some(json!("2026-13-01")), "endpoints[0].checked", "is not a date"),
        (
            "/links/0/url",
            Some(json!("http://webmail.centurylink.net/")),
            "links[0].url",
            "\"http://webmail.centurylink.net/\" is not a web address: https://",
        ),
        ("/links/0/url", Some(json!("javascript:alert(1)")), "links[0].url", "is not a web address"),
        // Parts that contradict one another.
        ("/schema", Some(json!(2)), "schema", "2 is not a format that this program reads; it reads 1"),
        ("/name", Some(json!("")), "name", "must have 1 to 30 characters"),
        ("/endpoints/0/port", Some(json!(0)), "endpoints[0].port", "0 is not a port: 1 to 65535"),
        ("/endpoints/0/port", Some(json!(143)), "endpoints[0].port", "143 is in transport.never_ports"),
        ("/endpoints/0/security", Some(json!("none")), "endpoints[0].security", "none is only for retired"),
        (
            "/endpoints/1/id",
            Some(json!("imap-com-993")),
            "endpoints[1].id",
            "\"imap-com-993\" is there twice",
        ),
        ("/endpoints/1/rank", Some(json!(1)), "endpoints[1].rank", "1 is taken in this role"),
        (
            "/endpoints/0/domains",
            Some(json!(["gmail.com"])),
            "endpoints[0].domains",
            "gmail.com is not in domains",
        ),
        (
            "/endpoints/0/sources",
            Some(json!(["hearsay"])),
            "endpoints[0].sources",
            "hearsay is not in sources",
        ),
        ("/sources/1/id", Some(json!("guide")), "sources[1].id", "\"guide\" is there twice"),
        ("/domains/2/name", Some(json!("q.com")), "domains[2].name", "\"q.com\" is there twice"),
        ("/domains/0/status", Some(json!("unconfirmed")), "domains[0].status", "must be active"),
        (&moving, None, "domains[1]", "a moving domain has `to`"),
        (&moving, Some(json!("new.example")), "domains[1].to", "new.example is not in domains"),
        ("/domains/0/to", Some(json!("q.com")), "domains[0]", "only a moving domain has `to`"),
        ("/domains/18/link", Some(json!("nowhere")), "domains[18].link", "nowhere is not in links"),
        ("/typos/0/meant", Some(json!([])), "typos[0].meant", "must name at least one domain"),
        ("/typos/0/meant", Some(json!(["gmail.com"])), "typos[0].meant", "gmail.com is not in domains"),
        ("/typos/0/typed", Some(json!("q.com")), "typos[0].typed", "q.com is a domain of the family"),
        ("/links/0/id", Some(json!("mail")), "links", "webmail is missing"),
        ("/links/0/languages", Some(json!([])), "links[0].languages", "must name at least one language"),
        ("/links/0/title/es", Some(json!(" ")), "links[0].title.es", "is empty"),
        ("/issues/1/id", Some(json!("refused-for-days")), "issues[1].id", "is there twice"),
        ("/issues/0/advice/en", Some(json!("")), "issues[0].advice.en", "is empty"),
        ("/sign_in/methods", Some(json!([])), "sign_in.methods", "must name at least one method"),
        ("/endpoints", Some(json!([])), "endpoints", "no imap endpoint serves the whole family"),
        ("/domains", Some(json!([])), "domains", "must have at least one domain"),
    ];
    for (pointer, new, key, reason) in table {
        let told = refused(&edited(pointer, new.clone()));
        assert!(told.starts_with(&format!("{FILE}: ")), "{pointer}: {told}");
        let Some((before, _)) = told.split_once(reason) else {
            panic!("{pointer}: no {reason:?} in {told:?}")
        };
        let part = before.rsplit("; ").next().unwrap_or_default();
        let named =
            part.contains(&format!(" {key}: ")) || part.starts_with(&format!("{key}: ")) || key.is_empty();
        assert!(named, "{pointer}: {key:?} is not in {part:?}");
    }
}

#[test]
fn a_fault_in_the_json_is_told_with_its_line() {
    let comma_less = TEXT.replacen("\"schema\": 1,", "\"schema\": 1", 1);
    let told = load(FILE, &comma_less).unwrap_err().to_string();
    assert_eq!(told, format!("{FILE}: line 3, column 3: expected `,` or `}}`"));

    let inside = TEXT.replacen("\"port\": 993,", "\"port\": 993", 1);
    let told = load(FILE, &inside).unwrap_err().to_string();
    assert!(told.contains(": endpoints[0]: expected `,` or `}`"), "{told}");

    let cut = TEXT.trim_end().strip_suffix('}').unwrap();
    assert!(load(FILE, cut).unwrap_err().to_string().contains("EOF while parsing an object"));
    assert!(load(FILE, "").unwrap_err().to_string().contains("line 1, column 0: EOF while parsing a value"));
    let twice = format!("{TEXT}{TEXT}");
    assert!(load(FILE, &twice).unwrap_err().to_string().contains("trailing characters"));
    assert!(load(FILE, &format!("\u{feff}{TEXT}")).is_ok(), "a byte order mark does no harm");
}

#[test]
fn all_faults_are_told_at_once() {
    let mut wrong = edited("/endpoints/0/port", Some(json!(0)));
    wrong["name"] = json!("");
    let told = refused(&wrong);
    assert!(told.contains("name: must have") && told.contains("endpoints[0].port: 0 is not"), "{told}");
}

/// One wrong line each: every fault is told, with its own line.
#[test]
fn all_faults_of_the_shape_are_told_at_once_with_their_lines() {
    let mut text = TEXT.to_owned();
    for (right, wrong) in [
        ("\"id\": \"centurylink\",", "\"id\": \"Century Link\","),
        ("\"name\": \"CenturyLink\",", "\"naem\": \"CenturyLink\","),
        ("\"name\": \"qwest.net\", \"status\": \"active\"", "\"name\": \"qwest.net\", \"status\": \"actve\""),
        (
            "\"role\": \"imap\", \"host\": \"mail.q.com\", \"port\": 993",
            "\"role\": \"imap\", \"host\": \"mail.q.com\", \"port\": \"993\"",
        ),
        ("\"sync\": {\"days\": 30,", "\"sync\": {\"days\": null,"),
        ("\"limits\": {\"message_mb\": 10,", "\"limits\": {\"message_mb\": null,"),
    ] {
        assert_eq!(text.matches(right).count(), 1, "{right}");
        text = text.replacen(right, wrong, 1);
    }
    let error = load(FILE, &text).unwrap_err();
    let told: Vec<String> = error.faults.iter().map(|f| format!("{}: {}", f.key, f.reason)).collect();
    for (key, says, line) in [
        ("id", "\"Century Link\" is not a slug", "Century Link"),
        ("naem", "did you mean `name`?", "naem"),
        ("", "missing field `name`", "{"),
        (
            "domains[3].status",
            "expected one of `active`, `moving`, `business`, `unconfirmed`; did you mean `active`?",
            "actve",
        ),
        (
            "endpoints[3].port",
            "invalid type: string \"993\", expected a whole number from 0 to 65535",
            "\"993\"",
        ),
        ("sync.days", "invalid type: null, expected a whole number", "\"sync\""),
        ("limits.message_mb", "null is not accepted; leave the key out", "\"limits\""),
    ] {
        let found = error.faults.iter().find(|f| f.key == key && f.reason.contains(says));
        let Some(fault) = found else { panic!("{key}: {says} is not in {told:#?}") };
        let there = text.lines().nth(fault.line - 1).unwrap();
        assert!(there.contains(line), "{key}: line {} is {there:?}", fault.line);
        let last = key.rsplit(['.', '[']).next().unwrap_or_default();
        if !last.is_empty() && !last.ends_with(']') {
            let at: String = there.chars().skip(fault.column - 1).take(last.len() + 2).collect();
            assert_eq!(at, format!("\"{last}\""), "{key}: column {}", fault.column);
        }
    }
    assert_eq!(error.faults.len(), 7, "{told:#?}");
}

#[test]
fn a_key_that_is_there_twice_is_told_beside_the_rest() {
    let twice = TEXT.replacen("\"schema\": 1,", "\"schema\": 1, \"schema\": 1,", 1).replacen(
        "\"rank\": 1,",
        "\"rnak\": 1,",
        1,
    );
    let told = load(FILE, &twice).unwrap_err().to_string();
    assert!(told.contains("line 2, ") && told.contains("duplicate field `schema`"), "{told}");
    assert!(told.contains("endpoints[0].rnak") && told.contains("did you mean `rank`?"), "{told}");
}

#[test]
fn faults_between_parts_have_their_line() {
    let text = TEXT.replacen(
        "\"sources\": [\"guide\", \"sumo-1479331\"]",
        "\"sources\": [\"guide\", \"hearsay\"]",
        1,
    );
    let error = load(FILE, &text).unwrap_err();
    let [fault] = error.faults.as_slice() else { panic!("{error}") };
    let there = text.lines().nth(fault.line - 1).unwrap();
    assert!(there.contains("hearsay") && fault.key.ends_with(".sources"), "{error}: {there}");
}
