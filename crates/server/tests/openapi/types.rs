//! The schemas have the fields and words of the Rust types.

use crate::document::{Document, validator};
use crate::spy::names;
use engine::profile::{self, Role, Security};
use engine::report::{self, Freshness, StageName, Status};
use engine::text::{Lang, Words};
use engine::{Cause, Profile, finding};
use probe::Code;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use server::ProblemCode;
use std::collections::BTreeSet;

fn words(schema: &Value) -> Vec<&str> {
    schema["enum"]
        .as_array()
        .unwrap_or_else(|| panic!("{schema}"))
        .iter()
        .map(|w| w.as_str().unwrap())
        .collect()
}

fn keys(schema: &Value) -> BTreeSet<&str> {
    schema["properties"].as_object().unwrap().keys().map(String::as_str).collect()
}

/// The fields that are there even where everything that may be absent is.
fn always<T: Serialize + DeserializeOwned>(sample: &Value) -> BTreeSet<String> {
    let mut least = sample.as_object().unwrap().clone();
    for name in sample.as_object().unwrap().keys() {
        let mut without = least.clone();
        without.remove(name);
        if serde_json::from_value::<T>(without.clone().into()).is_ok() {
            least = without;
        }
    }
    let value: T = serde_json::from_value(least.into()).unwrap();
    serde_json::to_value(value).unwrap().as_object().unwrap().keys().cloned().collect()
}

/// Asserts that a schema has the fields of the type, and requires those that are always there.
pub fn same<T: Serialize + DeserializeOwned>(document: &Document, name: &str, sample: &Value) {
    let schema = document.schema(name);
    assert_eq!(keys(schema), names::<T>().into_iter().collect(), "{name}: fields");
    let no_field = Vec::new();
    let required = schema.get("required").map_or(&no_field, |required| required.as_array().unwrap());
    let required: BTreeSet<String> = required.iter().map(|name| name.as_str().unwrap().to_owned()).collect();
    assert_eq!(required, always::<T>(sample), "{name}: fields that are always there");
}

/// The same for a type that only the server knows, by what real answers have.
pub fn same_as_seen(document: &Document, name: &str, samples: &[Value]) {
    let fields = |sample: &Value| sample.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let all: BTreeSet<String> = samples.iter().flat_map(fields).collect();
    assert_eq!(keys(document.schema(name)), all.iter().map(String::as_str).collect(), "{name}: fields");
    for sample in samples {
        document.fits_schema(name, sample);
    }
}

#[test]
fn enums_have_the_words_of_the_types() {
    let document = Document::read();
    let schema = |place: &str| document.0.pointer(&format!("/components/schemas/{place}")).unwrap();
    for (place, expected) in [
        ("Status", names::<Status>()),
        ("StageName", names::<StageName>()),
        ("Freshness", names::<Freshness>()),
        ("Role", names::<Role>()),
        ("Security", names::<Security>()),
        ("Lang", names::<Lang>()),
        ("FindingCode", names::<finding::FindingCode>()),
        ("FindingField", names::<finding::Field>()),
        ("Finding/properties/severity", names::<finding::Severity>()),
        ("Cause", names::<Cause>()),
        ("AuthMethod", names::<profile::AuthMethod>()),
        ("Endpoint/properties/standing", names::<profile::Standing>()),
        ("OtherHost/properties/kind", names::<profile::OtherHostKind>()),
        ("UsernameRule/properties/rule", names::<profile::Username>()),
        ("SignIn/properties/app_password", names::<profile::AppPassword>()),
        ("Source/properties/kind", names::<profile::SourceKind>()),
    ] {
        assert_eq!(words(schema(place)), expected, "{place}");
    }
    let codes: BTreeSet<String> = Code::ALL.iter().map(|code| code.text().into_owned()).collect();
    let said = words(schema("Code"));
    assert_eq!(said.iter().map(|code| (*code).to_owned()).collect::<BTreeSet<_>>(), codes);
    assert_eq!(said.len(), codes.len(), "a code stands there twice");
    for (place, value) in [
        ("Report/properties/schema/const", Value::from(report::SCHEMA)),
        ("Plan/properties/schema/const", Value::from(report::SCHEMA)),
        ("Profile/properties/schema/const", Value::from(profile::SCHEMA)),
    ] {
        assert_eq!(schema(place), &value, "{place}");
    }
}

#[test]
fn problems_are_those_of_the_table() {
    let document = Document::read();
    let table: BTreeSet<_> =
        ProblemCode::ALL.iter().map(|code| (code.status().as_u16(), code.text().to_owned())).collect();
    let responses = document.0["components"]["responses"].as_object().unwrap();
    assert_eq!(document.problems(responses.values()), table);
    for (path, method, operation) in document.operations() {
        for (status, response) in operation["responses"].as_object().unwrap() {
            for (said, code) in document.problems(std::iter::once(response)) {
                assert_eq!(said.to_string(), *status, "{method} {path}: {code}");
            }
        }
    }
}

#[test]
fn the_profile_has_the_fields_of_its_types() {
    let document = Document::read();
    let profile = serde_json::to_value(site::Data::embedded().unwrap().profile()).unwrap();
    same::<Profile>(&document, "Profile", &profile);
    same::<profile::Domain>(&document, "Domain", &profile["domains"][0]);
    same::<profile::Typo>(&document, "Typo", &profile["typos"][0]);
    same::<profile::Endpoint>(&document, "Endpoint", &profile["endpoints"][0]);
    same::<profile::OtherHost>(&document, "OtherHost", &profile["other_hosts"][0]);
    same::<profile::UsernameRule>(&document, "UsernameRule", &profile["username"]);
    same::<profile::SignIn>(&document, "SignIn", &profile["sign_in"]);
    same::<profile::Transport>(&document, "Transport", &profile["transport"]);
    same::<profile::PopRule>(&document, "PopRule", &profile["pop"]);
    same::<profile::SyncAdvice>(&document, "SyncAdvice", &profile["sync"]);
    same::<profile::Limits>(&document, "Limits", &profile["limits"]);
    same::<profile::KnownIssue>(&document, "KnownIssue", &profile["issues"][0]);
    same::<profile::Link>(&document, "ProviderLink", &profile["links"][0]);
    same::<profile::Source>(&document, "Source", &profile["sources"][0]);
    same::<Words>(&document, "Words", &profile["links"][0]["title"]);
}

/// The OpenAPI Initiative's own schema of 3.1 (2022-10-07, Apache-2.0) judges the document, and JSON
/// Schema's own judges the schemas in it, which the former leaves open.
#[test]
fn the_document_is_openapi() {
    let document: Value = serde_json::from_str(include_str!("../../openapi.json")).unwrap();
    let openapi = serde_json::from_str(include_str!("oas-3.1.json")).unwrap();
    let faults: Vec<String> = validator(&openapi)
        .iter_errors(&document)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        assert!(jsonschema::meta::is_valid(schema), "{name}");
    }
}

/// Every reference leads somewhere, and everything that can be referred to is.
#[test]
fn nothing_in_the_document_is_left_over() {
    fn references(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                found.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
                fields.values().for_each(|value| references(value, found));
            }
            Value::Array(items) => items.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }
    let document = Document::read();
    let mut found = BTreeSet::new();
    references(&document.0, &mut found);
    // The answer of paths that are not in the document.
    found.insert("#/components/responses/NotFound".to_owned());
    let mut there = BTreeSet::new();
    for (kind, parts) in document.0["components"].as_object().unwrap() {
        there.extend(parts.as_object().unwrap().keys().map(|name| format!("#/components/{kind}/{name}")));
    }
    assert_eq!(found, there);
}
