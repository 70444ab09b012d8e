//! The data of the npm package: one piece for each thing that it loads on demand.

use crate::{Data, DataError};
use engine::guide::ClientCard;
use engine::text::{Command, Files, Findings, Key, Lang};
use serde_json::{Value, json};

/// The texts of the command line that answers have in them.
const SAID_TO_EVERYBODY: [&str; 3] = ["guide_no_name", "explain_address", "explain_no_servers"];

/// Every piece, by its name: `text-<language>` and `clients-<language>`, `errors`, `client-<id>`.
///
/// # Errors
/// [`DataError`] where a text is missing.
pub fn package(data: &Data) -> Result<Vec<(String, Value)>, DataError> {
    let mut pieces = Vec::new();
    for lang in Lang::ALL {
        let command = strings::<Command>(data, lang)?;
        let wanted = |(name, text)| if SAID_TO_EVERYBODY.contains(name) { text } else { "" };
        let command: Vec<&str> =
            Command::NAMES.iter().zip(command.iter().map(String::as_str)).map(wanted).collect();
        let texts = json!({
            "findings": strings::<Findings>(data, lang)?,
            "files": strings::<Files>(data, lang)?,
            "command": command,
        });
        pieces.push((format!("text-{}", lang.code()), texts));
        let clients: Vec<Value> = data.clients().iter().map(|card| client(card, lang)).collect();
        pieces.push((format!("clients-{}", lang.code()), json!(clients)));
    }
    pieces.push(("errors".to_owned(), json!(data.errors())));
    pieces.extend(data.clients().iter().map(|card| (format!("client-{}", card.id), json!(card))));
    Ok(pieces)
}

fn strings<K: Key>(data: &Data, lang: Lang) -> Result<&[String], DataError> {
    let missing = || DataError::Missing(format!("text/{}/{}.toml", lang.code(), K::GROUP));
    data.strings::<K>(lang).ok_or_else(missing)
}

/// What a list of apps shows, and what it asks where there are several ways through one.
fn client(card: &ClientCard, lang: Lang) -> Value {
    let words = |words: &Option<engine::text::Words>| words.as_ref().map(|words| words.get(lang).to_owned());
    let variant = |one: &engine::guide::Variant| json!({"id": one.id, "seen": words(&one.seen)});
    json!({
        "id": card.id,
        "name": card.name.get(lang),
        "devices": card.devices,
        "kind": card.kind,
        "formats": card.formats,
        "question": words(&card.question),
        "variants": card.variants.iter().map(variant).collect::<Vec<_>>(),
    })
}
