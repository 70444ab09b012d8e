//! The JSON Schema of profiles and the loader say the same of every file, and every key is explained.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

use engine::profile::{LoadError, load};
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What only the loader can judge: values that must differ, and ids that must exist.
const BEYOND: [&str; 7] = [
    "is there twice",
    "is taken in this role",
    "is not in domains",
    "is not in links",
    "is not in sources",
    "is a domain of the family",
    "is in transport.never_ports",
];

static SCHEMA: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(site::PROFILE_SCHEMA).unwrap());

static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| {
    let options = jsonschema::options().with_draft(jsonschema::Draft::Draft202012);
    options.build(&SCHEMA).unwrap_or_else(|fault| panic!("{fault}"))
});

/// Valley Fiber with every key that a profile can have.
fn full() -> Value {
    let mut profile: Value =
        serde_json::from_str(include_str!("../../../examples/profiles/valley-fiber.json")).unwrap();
    let sources = json!(["help-page"]);
    let words = json!({"en": "A text", "es": "Un texto"});
    let day = "2026-11-24";
    profile["domains"].as_array_mut().unwrap().extend([
        json!({"name": "shops.example", "status": "business", "link": "shops", "sources": sources, "checked": day}),
        json!({"name": "old.example", "status": "unconfirmed", "sources": sources, "checked": day}),
    ]);
    profile["endpoints"].as_array_mut().unwrap().extend([
        json!({"id": "pop-110", "role": "pop", "host": "pop.valleyfiber.example", "port": 110, "security": "none",
            "standing": "retired", "rank": 1, "sources": sources, "checked": day}),
        json!({"id": "old-993", "role": "imap", "host": "imap.valleynet.example", "port": 993, "security": "tls",
            "standing": "guide", "rank": 7, "domains": ["valleynet.example"], "note": words, "sources": sources,
            "checked": day}),
    ]);
    profile["other_hosts"] = json!([{"host": "a.example", "kind": "website", "sources": sources}]);
    profile["sign_in"]["other_login"] = words.clone();
    profile["issues"] = json!([{"id": "slow", "cause": "try_later", "matches": ["too slow"], "what": words,
        "advice": words, "sources": sources, "checked": day}]);
    profile["links"].as_array_mut().unwrap().push(json!({"id": "shops", "title": words,
        "url": "https://shops.example", "languages": ["en"], "sources": sources, "checked": day}));
    profile
}

/// Asserts that both say the same; what the loader says.
fn agree(profile: &Value, what: &str) -> Result<(), LoadError> {
    let loaded = load("profile.json", &profile.to_string()).map(drop);
    let beyond = |error: &LoadError| {
        error.faults.iter().all(|fault| BEYOND.iter().any(|known| fault.reason.contains(known)))
    };
    let shape = loaded.as_ref().err().is_none_or(beyond);
    let faults: Vec<String> =
        VALIDATOR.iter_errors(profile).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    let told = loaded.as_ref().err().map(ToString::to_string);
    assert_eq!(faults.is_empty(), shape, "{what}: schema: {faults:?}; loader: {told:?}");
    loaded
}

/// The JSON pointers of every value.
fn places(value: &Value, here: &str, all: &mut Vec<String>) {
    all.push(here.to_owned());
    match value {
        Value::Object(map) => {
            map.iter().for_each(|(key, value)| places(value, &format!("{here}/{key}"), all))
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, value)| places(value, &format!("{here}/{index}"), all))
        }
        _ => {}
    }
}

#[test]
fn good_profiles_are_good_for_both() {
    agree(&serde_json::from_str(site::Data::embedded().unwrap().profile_json()).unwrap(), "shipped").unwrap();
    agree(&full(), "full").unwrap();
    let sample = include_str!("../../engine/tests/diagnose/northwind.json");
    agree(&serde_json::from_str(sample).unwrap(), "northwind").unwrap();
    let mut without = full();
    without
        .as_object_mut()
        .unwrap()
        .retain(|key, _| !["limits", "issues", "typos", "other_hosts"].contains(&&**key));
    agree(&without, "the least").unwrap();
}

#[test]
fn every_change_is_judged_alike() {
    let full = full();
    let mut all = Vec::new();
    places(&full, "", &mut all);
    let others = [
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(1),
        json!(25),
        json!(-1),
        json!(1.5),
        json!(65535),
        json!(65536),
        json!(4_294_967_295_u32),
        json!(4_294_967_296_u64),
        json!(""),
        json!(" "),
        json!("x"),
        json!("X y"),
        json!("a.example"),
        json!("valleyfiber.example"),
        json!("A.example"),
        json!("-a.example"),
        json!("a_b.example"),
        json!("localhost"),
        json!(format!("{}.example", "a".repeat(64))),
        json!("2026-13-01"),
        json!("2026-1-1"),
        json!("https://a.example"),
        json!("https://a.example/ b"),
        json!("https://a.example/?q#\"x"),
        json!("http://a.example"),
        json!("https://localhost/"),
        json!("https://a.example:8443/"),
        json!("n".repeat(30)),
        json!("ñ".repeat(30)),
        json!("n".repeat(31)),
        json!("a\nb"),
        json!("active"),
        json!("moving"),
        json!("business"),
        json!("retired"),
        json!("none"),
        json!("pop"),
        json!([]),
        json!({}),
        json!([""]),
        json!(["a.example"]),
        json!(["help-page"]),
        json!([1]),
        json!({"en": "a", "es": "b"}),
        json!({"en": "a"}),
    ];
    let mut beyond = BTreeSet::new();
    let mut accepted = 0;
    let mut judge = |changed: &Value, what: &str| match agree(changed, what) {
        Ok(()) => accepted += 1,
        Err(error) => beyond.extend(
            BEYOND.iter().filter(|known| error.faults.iter().any(|fault| fault.reason.contains(**known))),
        ),
    };
    for place in &all {
        for other in &others {
            let mut changed = full.clone();
            *changed.pointer_mut(place).unwrap() = other.clone();
            judge(&changed, &format!("{place} = {other}"));
        }
        let mut changed = full.clone();
        if let Some(map) = changed.pointer_mut(place).unwrap().as_object_mut() {
            map.insert("colour".into(), json!("blue"));
            judge(&changed, &format!("{place}/colour"));
        }
        if let Some((parent, key)) = place.rsplit_once('/') {
            let mut changed = full.clone();
            match changed.pointer_mut(parent).unwrap() {
                Value::Object(map) => drop(map.remove(key)),
                Value::Array(items) => drop(items.remove(key.parse().unwrap())),
                _ => unreachable!(),
            }
            judge(&changed, &format!("{place} removed"));
            let mut changed = full.clone();
            let copy = changed.pointer(place).unwrap().clone();
            if let Value::Array(items) = changed.pointer_mut(parent).unwrap() {
                items.push(copy);
                judge(&changed, &format!("{place} twice"));
            }
        }
    }
    assert_eq!(beyond, BEYOND.iter().collect(), "what only the loader judges was not all tried");
    assert!(accepted > 100, "only {accepted} changes were accepted");
}

#[test]
fn every_key_is_explained() {
    fn walk(schema: &Value, place: &str, count: &mut usize) {
        if let Some(keys) = schema.get("properties").and_then(Value::as_object) {
            // A condition names keys too, but explains none.
            if schema.get("additionalProperties").is_some() {
                for (key, about) in keys {
                    *count += 1;
                    for wanted in ["title", "description"] {
                        assert!(
                            about[wanted].as_str().is_some_and(|text| !text.is_empty()),
                            "{place}/{key}: {wanted}"
                        );
                    }
                    let examples = about["examples"].as_array();
                    assert!(examples.is_some_and(|list| !list.is_empty()), "{place}/{key}: examples");
                }
            }
        }
        match schema {
            Value::Object(map) => {
                map.iter().for_each(|(key, value)| walk(value, &format!("{place}/{key}"), count))
            }
            Value::Array(items) => items.iter().for_each(|value| walk(value, place, count)),
            _ => {}
        }
    }
    let mut count = 0;
    walk(&SCHEMA, "", &mut count);
    assert!(count > 80, "only {count} keys");
}

/// An example that the schema itself refuses teaches the wrong thing.
#[test]
fn every_example_is_right() {
    fn walk(schema: &Value, place: &str) {
        if let Some(examples) = schema.get("examples").and_then(Value::as_array)
            && schema.get("title").is_some()
        {
            let mut alone = schema.as_object().unwrap().clone();
            alone.insert("$defs".into(), SCHEMA["$defs"].clone());
            // Lists whose example is left empty, because their items have examples of their own.
            let judge = jsonschema::options()
                .with_draft(jsonschema::Draft::Draft202012)
                .build(&alone.into())
                .unwrap();
            for example in examples.iter().filter(|example| **example != json!([])) {
                assert!(judge.is_valid(example), "{place}: {example}");
            }
        }
        match schema {
            Value::Object(map) => map.iter().for_each(|(key, value)| walk(value, &format!("{place}/{key}"))),
            Value::Array(items) => items.iter().for_each(|value| walk(value, place)),
            _ => {}
        }
    }
    walk(&SCHEMA, "");
}

#[test]
fn the_causes_are_those_of_the_program() {
    let known: Vec<&str> = engine::Cause::ALL.iter().map(|cause| cause.as_str()).collect();
    assert_eq!(SCHEMA["$defs"]["issue"]["properties"]["cause"]["enum"], json!(known));
}
