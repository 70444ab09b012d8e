//! The npm package's data has every app, both languages and the messages, and no more texts than answers need.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use serde_json::Value;
use site::Data;
use std::collections::BTreeMap;

fn pieces() -> BTreeMap<String, Value> {
    site::package(&Data::embedded().unwrap()).unwrap().into_iter().collect()
}

#[test]
fn every_app_has_its_card_and_its_place_in_the_lists() {
    let (data, pieces) = (Data::embedded().unwrap(), pieces());
    assert_eq!(pieces.len(), data.clients().len() + 5);
    for (place, card) in data.clients().iter().enumerate() {
        let whole = &pieces[&format!("client-{}", card.id)];
        assert!(whole["edit"].is_object() && whole["id"] == card.id.as_str());
        for (list, name) in [("clients-en", &card.name.en), ("clients-es", &card.name.es)] {
            let row = &pieces[list][place];
            assert_eq!((&row["id"], &row["name"]), (&whole["id"], &Value::from(name.as_str())));
            assert_eq!(row["question"].is_string(), card.variants.len() > 1, "{}", card.id);
        }
    }
}

#[test]
fn of_the_command_lines_texts_only_those_for_everybody_are_there() {
    for language in ["text-en", "text-es"] {
        let texts = &pieces()[language];
        let said = texts["command"].as_array().unwrap().iter().filter(|text| **text != "");
        assert_eq!(said.count(), 3, "{language}");
        for group in ["findings", "files"] {
            let all = texts[group].as_array().unwrap();
            assert!(all.len() > 5 && all.iter().all(|text| text != ""), "{language}: {group}");
        }
    }
}
