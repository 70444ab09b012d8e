//! Turns `data/text/<language>/<group>.toml` into one key enum per group, and
//! `data/known-domains.txt` into a table, so that a key that does not exist does not compile and
//! a key that lacks a language, or names other placeholders there, fails the build.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

const LANGUAGES: [&str; 2] = ["en", "es"];

fn main() {
    if let Err(problem) = generate() {
        println!("cargo::error={problem}");
        std::process::exit(1);
    }
}

fn generate() -> Result<(), String> {
    let manifest = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(|e| e.to_string())?);
    let data = manifest.join("../../data");
    println!("cargo::rerun-if-changed={}", data.join("text").display());
    println!("cargo::rerun-if-changed={}", data.join("known-domains.txt").display());

    let mut code = String::new();
    for group in groups(&data.join("text/en"))? {
        let mut keys: Option<BTreeMap<String, String>> = None;
        for language in LANGUAGES {
            let file = data.join("text").join(language).join(format!("{group}.toml"));
            let strings = read_group(&file)?;
            match &keys {
                None => keys = Some(strings),
                Some(first) => compare(first, &strings, &file)?,
            }
        }
        write_enum(&mut code, &group, &keys.unwrap_or_default());
    }
    write_domains(&mut code, &data.join("known-domains.txt"))?;
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|e| e.to_string())?);
    fs::write(out.join("generated.rs"), code).map_err(|e| e.to_string())
}

fn groups(folder: &Path) -> Result<Vec<String>, String> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))? {
        let path = entry.map_err(|e| e.to_string())?.path();
        if path.extension().is_some_and(|e| e == "toml")
            && let Some(stem) = path.file_stem()
        {
            names.insert(stem.to_string_lossy().into_owned());
        }
    }
    Ok(names.into_iter().collect())
}

/// `[address] title = "…"` becomes `address_title`.
fn read_group(file: &Path) -> Result<BTreeMap<String, String>, String> {
    let text = fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let table: toml::Table = toml::from_str(&text).map_err(|e| format!("{}: {e}", file.display()))?;
    let mut strings = BTreeMap::new();
    for (section, value) in table {
        let toml::Value::Table(entries) = value else {
            return Err(format!("{}: {section}: put every text under a [section]", file.display()));
        };
        for (key, value) in entries {
            let toml::Value::String(text) = value else {
                return Err(format!("{}: {section}.{key}: not a text", file.display()));
            };
            if text.trim().is_empty() {
                return Err(format!("{}: {section}.{key}: empty", file.display()));
            }
            strings.insert(format!("{section}_{key}"), text);
        }
    }
    Ok(strings)
}

fn compare(
    first: &BTreeMap<String, String>,
    other: &BTreeMap<String, String>,
    file: &Path,
) -> Result<(), String> {
    for (key, text) in first {
        let Some(translated) = other.get(key) else {
            return Err(format!("{}: {key} is missing; data/text/en has it", file.display()));
        };
        if placeholders(text) != placeholders(translated) {
            return Err(format!(
                "{}: {key} has the placeholders {:?}, English has {:?}",
                file.display(),
                placeholders(translated),
                placeholders(text)
            ));
        }
    }
    match other.keys().find(|key| !first.contains_key(*key)) {
        Some(key) => Err(format!("{}: {key} is unknown; data/text/en lacks it", file.display())),
        None => Ok(()),
    }
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

fn camel(key: &str) -> String {
    key.split('_')
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map(|c| c.to_ascii_uppercase()).into_iter().chain(letters).collect::<String>()
        })
        .collect()
}

fn write_enum(code: &mut String, group: &str, keys: &BTreeMap<String, String>) {
    let name = camel(group);
    let _ = writeln!(
        code,
        "/// The texts of `data/text/<language>/{group}.toml`; each variant's English text is its doc.\n\
         #[derive(Clone, Copy, PartialEq, Eq)]\n#[cfg_attr(feature = \"load\", derive(Debug))]\npub enum {name} {{"
    );
    for (key, text) in keys {
        let _ = writeln!(code, "    #[doc = {:?}]\n    {},", text, camel(key));
    }
    let _ = writeln!(code, "}}\nimpl Key for {name} {{\n    const GROUP: &'static str = {group:?};");
    let _ = writeln!(code, "    const NAMES: &'static [&'static str] = &[");
    for key in keys.keys() {
        let _ = writeln!(code, "        {key:?},");
    }
    let _ = writeln!(code, "    ];\n    fn index(self) -> usize {{ self as usize }}\n}}\n");
}

fn write_domains(code: &mut String, file: &Path) -> Result<(), String> {
    let text = fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let mut rows = BTreeMap::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (domain, name) = line.split_once(char::is_whitespace).unwrap_or((line, line));
        if rows.insert(domain.to_owned(), name.trim().to_owned()).is_some() {
            return Err(format!("{}: line {}: {domain} is there twice", file.display(), number + 1));
        }
    }
    let _ = writeln!(code, "pub(crate) const KNOWN_DOMAINS: &[(&str, &str)] = &[");
    for (domain, name) in rows {
        let _ = writeln!(code, "    ({domain:?}, {name:?}),");
    }
    code.push_str("];\n");
    Ok(())
}
