//! Where things are: the project's folder, cargo's target folder, the tools, and what the lock
//! file says.

use crate::run::{Failure, Outcome, answer, cargo};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The project's folder. Cargo says at run time where xtask's manifest is; a path from build time
/// would be wrong where two checkouts share a target folder.
pub fn root() -> Outcome<PathBuf> {
    let manifest = env::var_os("CARGO_MANIFEST_DIR")
        .ok_or_else(|| Failure::new("Start this as `cargo xtask`: cargo says where the project is."))?;
    Path::new(&manifest)
        .ancestors()
        .find(|folder| folder.join("Cargo.lock").is_file())
        .map(Path::to_path_buf)
        .ok_or_else(|| Failure::new("The project's Cargo.lock is missing."))
}

/// The built page.
pub fn page() -> Outcome<PathBuf> {
    Ok(root()?.join("dist"))
}

/// Where cargo builds, wherever the environment or a configuration file put it.
pub fn target() -> Outcome<PathBuf> {
    let metadata = answer(&mut cargo(["metadata", "--no-deps", "--offline", "--format-version", "1"])?)
        .unwrap_or_default();
    serde_json::from_str::<serde_json::Value>(&metadata)
        .ok()
        .and_then(|value| Some(PathBuf::from(value.get("target_directory")?.as_str()?)))
        .ok_or_else(|| Failure::new("`cargo metadata` does not say where the target folder is."))
}

/// The folder of installed tools, outside `target/` so that `cargo clean` and a fresh clone keep it:
/// `$MAIL_SETUP_TOOLS`, else `mail-setup-assistant/tools` in the user's cache folder.
pub fn tools() -> Outcome<PathBuf> {
    let set = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("MAIL_SETUP_TOOLS")
        .or_else(|| {
            let cache = set("XDG_CACHE_HOME").or_else(|| Some(env::home_dir()?.join(".cache")))?;
            Some(cache.join("mail-setup-assistant/tools"))
        })
        .ok_or_else(|| Failure::new("There is no home folder; say in MAIL_SETUP_TOOLS where tools go."))
}

/// Compiler flags that take this machine's folders out of what is built: the paths of sources are
/// in every panic message, 1 KB brotli of the page, and they would make its bytes differ from
/// machine to machine.
pub fn short_paths() -> Outcome<String> {
    let cargo =
        env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    let crates = cargo.map(|home| format!("--remap-path-prefix={}=c ", home.join("registry/src").display()));
    Ok(format!("{}--remap-path-prefix={}=", crates.unwrap_or_default(), root()?.display()))
}

/// Whether this runs in CI, where a skipped test is a failure.
pub fn in_ci() -> bool {
    env::var("CI").is_ok_and(|value| value == "true")
}

/// The version of a crate in Cargo.lock.
pub fn locked(name: &str) -> Outcome<String> {
    let file = root()?.join("Cargo.lock");
    let lock = fs::read_to_string(&file).map_err(|e| Failure::file(&file, &e))?;
    version_in(&lock, name).ok_or_else(|| Failure::new(format!("Cargo.lock does not name {name}.")))
}

fn version_in(lock: &str, name: &str) -> Option<String> {
    let mut lines = lock.lines().skip_while(|line| *line != format!("name = \"{name}\"")).skip(1);
    Some(lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_names_versions() {
        let lock = "[[package]]\nname = \"a-b\"\nversion = \"2.0.0\"\n\n[[package]]\nname = \"a\"\nversion = \"1.2.3\"\n";
        assert_eq!(version_in(lock, "a").as_deref(), Some("1.2.3"));
        assert_eq!(version_in(lock, "b"), None);
    }

    #[test]
    fn the_page_and_the_tool_have_one_wasm_bindgen() {
        let manifest = fs::read_to_string(root().unwrap().join("Cargo.toml")).unwrap();
        let pin = format!("wasm-bindgen = \"={}\"", locked("wasm-bindgen").unwrap());
        assert!(manifest.contains(&pin), "Cargo.toml does not say {pin}");
    }
}
