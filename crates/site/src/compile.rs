//! The compiled files that the page loads: small JSON, named by their content.

use crate::data::SCHEMA_FILE;
use crate::{Data, DataError, PROFILE_SCHEMA};
use engine::guide::ClientCard;
use engine::text::{Files, Findings, Key, Lang, Live, Page, Trouble};
use serde_json::json;
use std::collections::BTreeMap;

/// The file that says which name stands for what; beside the compiled files, never cached.
pub const MANIFEST: &str = "manifest.json";

/// The logical name of the file that names all others for the page.
pub const INDEX: &str = "index";

/// Which file stands for what: `text-en` → `text-en-0123456789abcdef.json`.
pub type Manifest = BTreeMap<String, String>;

/// Compiles `data/` for the page: each file's name and bytes, the manifest last. `more` are files
/// that are already there, as logical name → file name (the late module).
///
/// # Errors
/// [`DataError`] where a text is missing.
pub fn compile(data: &Data, more: Manifest) -> Result<Vec<(String, Vec<u8>)>, DataError> {
    let mut files = Vec::new();
    let mut manifest = more;
    let mut add = |name: String, value: &serde_json::Value| {
        let bytes = value.to_string().into_bytes();
        let file = format!("{name}-{:016x}.json", fingerprint(&bytes));
        manifest.insert(name, file.clone());
        files.push((file, bytes));
    };
    for lang in Lang::ALL {
        let code = lang.code();
        let missing = |group: &str| DataError::Missing(format!("text/{code}/{group}.toml"));
        let page = data.strings::<Page>(lang).ok_or_else(|| missing("page"))?;
        let findings = said_by_the_page(data.strings::<Findings>(lang).ok_or_else(|| missing("findings"))?);
        let inside = data.strings::<Files>(lang).ok_or_else(|| missing("files"))?;
        add(format!("text-{code}"), &json!({"page": only(page, first_screen), "findings": findings}));
        add(format!("more-{code}"), &json!(only(page, |name| !first_screen(name))));
        add(format!("files-{code}"), &json!(inside));
        let live = data.strings::<Live>(lang).ok_or_else(|| missing("live"))?;
        add(format!("live-{code}"), &json!(live));
        let trouble = data.strings::<Trouble>(lang).ok_or_else(|| missing("trouble"))?;
        let findings = data.strings::<Findings>(lang).ok_or_else(|| missing("findings"))?;
        add(format!("trouble-{code}"), &json!({"trouble": trouble, "findings": findings}));
    }
    for card in data.clients() {
        // Setting up and looking at what is there are two ways; each loads its own file alone.
        let mut set_up = json!(card);
        if let Some(parts) = set_up.as_object_mut() {
            parts.remove("edit");
        }
        add(format!("client-{}", card.id), &set_up);
        add(format!("edit-{}", card.id), &json!(card.edit_card()));
    }
    add("search".to_owned(), &json!(search(data)));
    add("errors".to_owned(), &json!(data.errors()));
    // The page itself names only what its first screen needs; the index names the rest.
    let index = json!(manifest).to_string().into_bytes();
    let file = format!("{INDEX}-{:016x}.json", fingerprint(&index));
    manifest.insert(INDEX.to_owned(), file.clone());
    files.push((file, index));
    // For those who write a profile; the page never asks for it.
    files.push((SCHEMA_FILE.to_owned(), PROFILE_SCHEMA.as_bytes().to_vec()));
    files.push((MANIFEST.to_owned(), json!(manifest).to_string().into_bytes()));
    Ok(files)
}

/// What each app is found by: its names and other words, in small letters without accents.
fn search(data: &Data) -> BTreeMap<&str, String> {
    let words = |card: &ClientCard| {
        let names = Lang::ALL.map(|lang| card.name.get(lang).to_owned());
        folded(&names.into_iter().chain(card.search.iter().cloned()).collect::<Vec<_>>().join("\n"))
    };
    data.clients().iter().map(|card| (card.id.as_str(), words(card))).collect()
}

/// The page folds what is typed in the same way. Nothing else has accents in our two languages.
fn folded(text: &str) -> String {
    let plain = |c| match c {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' | 'ü' => 'u',
        'ñ' => 'n',
        other => other,
    };
    text.to_lowercase().chars().map(plain).collect()
}

/// Whether a text of the page is on the first screen; the others are fetched while that is read.
fn first_screen(name: &str) -> bool {
    ["frame_", "start_", "table_", "copy_"].iter().any(|section| name.starts_with(section))
}

/// The page's texts that are wanted, the others left empty: their places say which key they have.
fn only(texts: &[String], wanted: fn(&str) -> bool) -> Vec<&str> {
    Page::NAMES.iter().zip(texts).map(|(name, text)| if wanted(name) { text.as_str() } else { "" }).collect()
}

/// The texts of findings that the page itself has: on address and name. The others are of
/// settings, which the late module looks at; here they are left empty, for the sake of the first load.
fn said_by_the_page(findings: &[String]) -> Vec<&str> {
    let own = |name: &str| name.starts_with("address_") || name.starts_with("name_");
    let names = Findings::NAMES.iter();
    names.zip(findings).map(|(name, text)| if own(name) { text.as_str() } else { "" }).collect()
}

/// FNV-1a, 64 bits: names files by content; not a security measure.
#[must_use]
pub fn fingerprint(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}
