//! The document, as a judge of answers.

use crate::common::Answer;
use jsonschema::Validator;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// What every answer of the companion carries, or HTTP itself adds; the document does not repeat it.
const ALWAYS: [&str; 6] = [
    "content-type",
    "content-length",
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "permissions-policy",
];

/// The document, its schemas closed: as published they let a later version add fields; here a field
/// that it does not know is a fault.
pub struct Document(pub Value);

impl Document {
    pub fn read() -> Self {
        let mut document = serde_json::from_str(include_str!("../../openapi.json")).unwrap();
        close(&mut document);
        Self(document)
    }

    pub fn schema(&self, name: &str) -> &Value {
        self.0["components"]["schemas"].get(name).unwrap_or_else(|| panic!("no schema {name}"))
    }

    pub fn operations(&self) -> impl Iterator<Item = (&str, &str, &Value)> {
        let paths = self.0["paths"].as_object().unwrap().iter();
        paths.flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().iter();
            methods.map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
        })
    }

    /// What a reference leads to, or the value itself.
    pub fn follow<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value.get("$ref").and_then(Value::as_str) {
            Some(place) if value.as_object().unwrap().len() == 1 => {
                self.0.pointer(place.trim_start_matches('#')).unwrap_or_else(|| panic!("{place}"))
            }
            _ => value,
        }
    }

    /// Asserts that `value` is what `schema` says.
    pub fn fits(&self, schema: &Value, value: &Value, what: &str) {
        let mut whole = schema.as_object().cloned().unwrap_or_default();
        whole.insert("components".to_owned(), self.0["components"].clone());
        let faults: Vec<String> = validator(&Value::Object(whole))
            .iter_errors(value)
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{what}: {}\nin {value}", faults.join("\n"));
    }

    pub fn fits_schema(&self, name: &str, value: &Value) {
        self.fits(&json!({"$ref": format!("#/components/schemas/{name}")}), value, name);
    }

    /// Asserts that an answer is one of those of the operation, headers included.
    pub fn judge(&self, method: &str, path: &str, answer: &Answer) {
        let what = format!("{method} {path} {}", answer.status);
        let operation = &self.0["paths"][path][method];
        let response = operation["responses"].get(answer.status.as_str());
        let response = self.follow(response.unwrap_or_else(|| panic!("{what} is not in the document")));
        let none = Map::new();
        let headers = response.get("headers").map_or(&none, |headers| headers.as_object().unwrap());
        for (name, header) in headers {
            let header = self.follow(header);
            let found = answer.header(name);
            assert!(!found.is_empty() || header["required"] != true, "{what}: {name} is missing");
            if !found.is_empty() {
                let text = Value::from(found);
                let number = || found.parse().map_or_else(|_| text.clone(), |n: u64| Value::from(n));
                let value = if header["schema"]["type"] == "integer" { number() } else { text.clone() };
                self.fits(&header["schema"], &value, &format!("{what}: {name}"));
            }
        }
        for name in answer.headers.keys().map(|name| name.as_str()).filter(|name| !ALWAYS.contains(name)) {
            assert!(headers.keys().any(|one| one.eq_ignore_ascii_case(name)), "{what}: {name} is not said");
        }
        let Some(content) = response.get("content").and_then(Value::as_object) else {
            assert!(answer.body.is_empty(), "{what}: a body that is not said");
            return;
        };
        let media_type = answer.header("content-type");
        let media = content.get(media_type).unwrap_or_else(|| panic!("{what}: {media_type} is not said"));
        let json = media_type.ends_with("json");
        let body = if json { answer.json() } else { Value::from(answer.text()) };
        self.fits(&media["schema"], &body, &what);
        if let Some(events) = media.get("x-events") {
            for (name, data) in answer.events() {
                let schema = events.get(&name).unwrap_or_else(|| panic!("{what}: event {name} is not said"));
                self.fits(schema, &data, &format!("{what}: event {name}"));
            }
        }
    }

    /// The statuses and codes of problems that `responses` says.
    pub fn problems<'a>(&'a self, responses: impl Iterator<Item = &'a Value>) -> BTreeSet<(u16, String)> {
        let schemas = responses.filter_map(|response| {
            self.follow(response).pointer("/content/application~1problem+json/schema")
        });
        let pairs = schemas.flat_map(|schema| {
            let status = u16::try_from(schema["properties"]["status"]["const"].as_u64().unwrap()).unwrap();
            let codes = schema["properties"]["code"]["enum"].as_array().unwrap().iter();
            codes.map(move |code| (status, code.as_str().unwrap().to_owned()))
        });
        pairs.collect()
    }
}

pub fn validator(schema: &Value) -> Validator {
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .build(schema)
        .unwrap_or_else(|fault| panic!("{fault}"))
}

/// Forbids further fields wherever fields are named, but for narrowings of a schema that is named too.
fn close(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(close);
            let names_fields = fields.get("properties").is_some_and(Value::is_object)
                && fields.get("type").is_some_and(|kind| kind == "object");
            if names_fields && !fields.contains_key("additionalProperties") {
                fields.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}
