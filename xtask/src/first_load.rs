//! What a browser fetches before the first screen works, read off the built page itself.

use crate::run::{Failure, Outcome};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Data that the loader fetches at once: the texts in one language, the largest counts.
const TEXTS: &str = "text-";

/// One file of the first load, with its sizes in bytes.
#[derive(Debug)]
pub struct Part {
    /// Its name in the built page.
    pub name: String,
    /// As it is.
    pub raw: u64,
    /// As `.gz`, or raw where that is not smaller.
    pub gzip: u64,
    /// As `.br`, or raw where that is not smaller.
    pub brotli: u64,
}

/// Every file of the first load.
///
/// # Errors
/// Where the page names a file that it does not have.
pub fn parts(dist: &Path) -> Outcome<Vec<Part>> {
    let file = dist.join("index.html");
    let index = fs::read_to_string(&file).map_err(|e| Failure::file(&file, &e))?;
    let mut parts = vec![part(dist, "index.html")?];
    for name in referenced(&index) {
        parts.push(part(dist, &name)?);
    }
    let texts = data(dist, |name| name.starts_with(TEXTS))?;
    parts.extend(texts.into_iter().max_by_key(|text| text.brotli));
    Ok(parts)
}

/// The files of the apps' cards: the way through each app, and the way to the servers that it has.
///
/// # Errors
/// Where the folder cannot be read.
pub fn cards(dist: &Path) -> Outcome<Vec<Part>> {
    data(dist, |name| name.starts_with("client-") || name.starts_with("edit-"))
}

/// The script that portals load.
///
/// # Errors
/// Where the page does not have it.
pub fn embed(dist: &Path) -> Outcome<Part> {
    part(dist, "embed.js")
}

/// The compiled data files whose names are wanted.
fn data(dist: &Path, wanted: impl Fn(&str) -> bool) -> Outcome<Vec<Part>> {
    let folder = dist.join("data");
    let mut parts = Vec::new();
    for entry in fs::read_dir(&folder).map_err(|e| Failure::file(&folder, &e))? {
        let name = entry.map_err(|e| Failure::file(&folder, &e))?.file_name().to_string_lossy().into_owned();
        if wanted(&name) && name.ends_with(".json") {
            parts.push(part(dist, &format!("data/{name}"))?);
        }
    }
    Ok(parts)
}

fn part(dist: &Path, name: &str) -> Outcome<Part> {
    let size = |suffix: &str| fs::metadata(dist.join(format!("{name}{suffix}"))).map(|file| file.len());
    let raw = size("").map_err(|e| Failure::file(&dist.join(name), &e))?;
    let packed = |suffix| size(suffix).unwrap_or(raw);
    Ok(Part { name: name.to_owned(), raw, gzip: packed(".gz"), brotli: packed(".br") })
}

/// The files that the page's `link` and `script` elements name. Links that a person follows are
/// `a` elements and do not count; nor do addresses with a scheme.
fn referenced(index: &str) -> BTreeSet<String> {
    let tags = index.split('<').filter(|tag| tag.starts_with("link ") || tag.starts_with("script "));
    let values = tags.filter_map(|tag| tag.split_once('>')).flat_map(|(tag, _)| {
        ["href", "src", "data-js", "data-wasm"].map(|name| {
            let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
            rest.split_once('"').map(|(value, _)| value)
        })
    });
    let local = values.flatten().filter(|value| !value.contains(':') && !value.is_empty());
    local.map(|value| value.trim_start_matches("./").to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_scripts_count_and_nothing_else() {
        let page = r#"<link rel="icon" href="data:,"><link rel="stylesheet" href="./base-1.css">
            <link rel="modulepreload" href="./page-1.js"><a href="steps/en/index.html">x</a>
            <script type="module" src="./boot.js" data-js="./page-1.js" data-wasm="./page-1_bg.wasm"></script>"#;
        let names: Vec<_> = referenced(page).into_iter().collect();
        assert_eq!(names, ["base-1.css", "boot.js", "page-1.js", "page-1_bg.wasm"]);
    }
}
