//! `cargo xtask package`: the npm package. `target/package/` is its folder, `dist-npm/` has it packed.

use crate::run::{Failure, Outcome, cargo, run, say};
use crate::{lean, npm, project, stamp, tools};
use site::{Data, Packing};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What everyone who imports the package loads, whatever they then ask.
pub const LOADED: [&str; 4] = ["index.js", "engine.js", "engine_bg.wasm", "data.js"];

/// Files by hand, where they are and what they are called in the package.
const BY_HAND: [(&str, &str); 8] = [
    ("crates/portal/npm/index.js", "index.js"),
    ("crates/portal/npm/index.d.ts", "index.d.ts"),
    ("crates/portal/npm/element.d.ts", "element.d.ts"),
    ("crates/portal/npm/README.md", "README.md"),
    // The element that frames the finished page, and the schema of profiles.
    ("embed/embed.js", "embed.js"),
    ("data/profile.schema.json", "profile.schema.json"),
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
];

/// What npm is told of it.
const MANIFEST: &str = "crates/portal/npm/package.json";

/// Builds and packs it: the tarball.
///
/// # Errors
/// Where the engine does not build, `data/` is wrong, or npm is missing.
pub fn build() -> Outcome<PathBuf> {
    npm::ready()?;
    tools::toolchain()?;
    let (root, folder) = (project::root()?, folder()?);
    for old in [folder.clone(), root.join("dist-npm")] {
        if old.exists() {
            fs::remove_dir_all(&old).map_err(|e| Failure::file(&old, &e))?;
        }
        fs::create_dir_all(&old).map_err(|e| Failure::file(&old, &e))?;
    }
    engine(&folder)?;
    data(&root, &folder)?;
    for (from, to) in BY_HAND {
        copy(&root, from, &folder, to)?;
    }
    let told = root.join(MANIFEST);
    let told = fs::read_to_string(&told).map_err(|e| Failure::file(&told, &e))?;
    write(&folder, "package.json", &manifest(&told))?;
    let packed = pack(&folder, &root.join("dist-npm"))?;
    say(format_args!("The package is packed: {}", packed.strip_prefix(&root).unwrap_or(&packed).display()));
    Ok(packed)
}

/// The package's folder.
///
/// # Errors
/// Where the project's folder is not known.
pub fn folder() -> Outcome<PathBuf> {
    Ok(project::root()?.join("target/package"))
}

/// What everyone loads, in bytes: as it is, and after brotli. `None` where no package was built.
///
/// # Errors
/// Where a file cannot be read.
pub fn size() -> Outcome<Option<(u64, u64)>> {
    let folder = folder()?;
    if !folder.join("package.json").is_file() {
        return Ok(None);
    }
    let (mut raw, mut packed) = (0, 0);
    for name in LOADED {
        let file = folder.join(name);
        let bytes = fs::read(&file).map_err(|e| Failure::file(&file, &e))?;
        raw += bytes.len() as u64;
        packed += Packing::Brotli.pack(&bytes).map_err(|e| Failure::file(&file, &e))?.len() as u64;
    }
    Ok(Some((raw, packed)))
}

/// The engine as WebAssembly, for size: a portal's visitors load it on a phone.
fn engine(folder: &Path) -> Outcome<()> {
    let tool = tools::get(&tools::wasm_bindgen()?)?;
    say("Building the npm package's engine (crates/portal): about a minute.");
    let profile = "wasm-release";
    let target = ["--target", "wasm32-unknown-unknown", "--profile", profile];
    let portal = ["build", "--locked", "--package", "portal", "--lib"];
    let feature = ["--no-default-features", "--features", "package"];
    let mut build = cargo(portal.into_iter().chain(feature).chain(target))?;
    build.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", project::short_paths()?);
    run(&mut build, "Building crates/portal")?;
    let mut bind = Command::new(tool);
    bind.args(["--target", "web", "--no-typescript", "--remove-name-section", "--remove-producers-section"])
        .args(["--out-name", "engine", "--out-dir"])
        .arg(folder)
        .arg(project::target()?.join("wasm32-unknown-unknown").join(profile).join("portal.wasm"));
    run(&mut bind, "wasm-bindgen for crates/portal")?;
    lean::folder(folder)
}

/// Texts, cards and messages as modules, which browsers and bundlers load when one is first wanted.
fn data(root: &Path, folder: &Path) -> Outcome<()> {
    let wrong = |e: site::DataError| Failure::new(format!("data/: {e}"));
    let data = Data::read(&root.join("data")).map_err(wrong)?;
    fs::create_dir(folder.join("data")).map_err(|e| Failure::file(folder, &e))?;
    let mut names = Vec::new();
    for (name, value) in site::package(&data).map_err(wrong)? {
        write(folder, &format!("data/{name}.js"), &format!("export default {value};\n"))?;
        names.push(name);
    }
    write(folder, "data.js", &index(&names))?;
    let ids: Vec<String> = data.clients().iter().map(|card| format!("  | {:?}", card.id.as_str())).collect();
    let types =
        format!("/** A mail app, by the id of its card. */\nexport type ClientId =\n{};\n", ids.join("\n"));
    write(folder, "client-id.d.ts", &types)
}

/// The module that names all others. Each import is written out: bundlers follow what they can read.
fn index(names: &[String]) -> String {
    let group = |prefix: &str| {
        let members = names.iter().filter_map(|name| Some((name, name.strip_prefix(prefix)?)));
        let lines = members.map(|(name, key)| format!("  {key:?}: () => import(\"./data/{name}.js\"),\n"));
        lines.collect::<String>()
    };
    let mut text = format!("export const version = {:?};\n", env!("CARGO_PKG_VERSION"));
    for (name, prefix) in [("texts", "text-"), ("clients", "clients-"), ("cards", "client-")] {
        text.push_str(&format!("export const {name} = {{\n{}}};\n", group(prefix)));
    }
    text.push_str("export const errors = () => import(\"./data/errors.js\");\n");
    text
}

/// `package.json` with the version.
fn manifest(told: &str) -> String {
    told.replace("{version}", env!("CARGO_PKG_VERSION"))
}

/// `npm pack`; it prints the tarball's name last.
fn pack(folder: &Path, to: &Path) -> Outcome<PathBuf> {
    let mut npm = Command::new("npm");
    npm.current_dir(folder).args(["pack", "--ignore-scripts", "--silent", "--pack-destination"]).arg(to);
    npm.stdin(Stdio::null()).stdout(Stdio::null());
    run(&mut npm, "Packing with npm")?;
    let packed =
        stamp::files(to)?.into_iter().find(|file| file.extension().is_some_and(|kind| kind == "tgz"));
    packed.ok_or_else(|| Failure::new("npm packed nothing."))
}

fn copy(root: &Path, from: &str, folder: &Path, to: &str) -> Outcome<()> {
    let from = root.join(from);
    fs::copy(&from, folder.join(to)).map(drop).map_err(|e| Failure::file(&from, &e))
}

fn write(folder: &Path, name: &str, text: &str) -> Outcome<()> {
    let file = folder.join(name);
    fs::write(&file, text).map_err(|e| Failure::file(&file, &e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_is_named_where_it_belongs() {
        let names = ["text-en", "clients-en", "errors", "client-k9"].map(str::to_owned);
        let index = index(&names);
        for line in [
            "export const texts = {\n  \"en\": () => import(\"./data/text-en.js\"),\n};",
            "export const clients = {\n  \"en\": () => import(\"./data/clients-en.js\"),\n};",
            "export const cards = {\n  \"k9\": () => import(\"./data/client-k9.js\"),\n};",
            "export const errors = () => import(\"./data/errors.js\");",
        ] {
            assert!(index.contains(line), "{line}\n{index}");
        }
    }

    #[test]
    fn the_manifest_exports_what_is_there() {
        let told = fs::read_to_string(project::root().unwrap().join(MANIFEST)).unwrap();
        let read: serde_json::Value = serde_json::from_str(&manifest(&told)).unwrap();
        assert_eq!(read["version"], env!("CARGO_PKG_VERSION"));
        let exported = [
            (&read["exports"]["./element"]["default"], "embed.js"),
            (&read["exports"]["./element"]["types"], "element.d.ts"),
            (&read["exports"]["./profile.schema.json"], "profile.schema.json"),
        ];
        for (export, file) in exported {
            assert_eq!(*export, format!("./{file}"));
            assert!(BY_HAND.iter().any(|(_, to)| *to == file), "{file}");
        }
        // TypeScript takes the first condition that fits.
        for types in ["index", "element"] {
            let first = format!("\"types\": \"./{types}.d.ts\",\n      \"default\"");
            assert!(told.contains(&first), "{told}");
        }
    }
}
