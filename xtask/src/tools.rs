//! Command-line tools in exact versions: found, or installed once.
//!
//! The order: on the path in the right version; in the tools folder; prebuilt, where
//! `cargo binstall` is there; compiled. Compiling is told not to optimise: Trunk's own release
//! profile takes 10 to 15 minutes on two cores, without optimisation 2.5 minutes.

use crate::project;
use crate::run::{Outcome, answer, run, say};
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A tool, its exact version, and where it comes from.
pub struct Tool {
    binary: &'static str,
    package: &'static str,
    version: String,
    minutes: u32,
    /// The features to build it with, where its own choice is not the right one.
    features: Option<&'static str>,
}

/// Bundles the page. 0.22 needs a newer compiler than the project's.
pub fn trunk() -> Tool {
    Tool { binary: "trunk", package: "trunk", version: "0.21.14".to_owned(), minutes: 3, features: None }
}

/// Writes the JavaScript around the page's WebAssembly; must be the very version of the crate.
pub fn wasm_bindgen() -> Outcome<Tool> {
    let version = project::locked("wasm-bindgen")?;
    Ok(Tool { binary: "wasm-bindgen", package: "wasm-bindgen-cli", version, minutes: 2, features: None })
}

/// Checks licences and sources of the dependencies.
pub fn cargo_deny() -> Tool {
    Tool {
        binary: "cargo-deny",
        package: "cargo-deny",
        version: "0.20.2".to_owned(),
        minutes: 3,
        features: None,
    }
}

/// Builds the fuzz targets.
pub fn cargo_fuzz() -> Tool {
    Tool {
        binary: "cargo-fuzz",
        package: "cargo-fuzz",
        version: "0.13.2".to_owned(),
        minutes: 1,
        features: None,
    }
}

/// A mail program for the terminal, which uses our file in the tests. Debian has none.
pub fn himalaya() -> Tool {
    Tool {
        binary: "himalaya",
        package: "himalaya",
        version: "2.2.1".to_owned(),
        minutes: 2,
        features: Some("imap,smtp,rustls-aws"),
    }
}

/// The tool's program, installed if it is nowhere.
///
/// # Errors
/// Where it cannot be installed.
pub fn get(tool: &Tool) -> Outcome<PathBuf> {
    let folder = project::tools()?;
    let ours = folder.join("bin").join(tool.binary).with_extension(env::consts::EXE_EXTENSION);
    if let Some(found) = on_path(tool.binary).into_iter().chain([ours.clone()]).find(|at| right(at, tool)) {
        return Ok(found);
    }
    let exact = format!("{}@{}", tool.package, tool.version);
    // What is prebuilt has its own features.
    if tool.features.is_none() && answer(Command::new("cargo").args(["binstall", "-V"])).is_some() {
        say(format_args!("Installing {} {}: a few seconds, once.", tool.binary, tool.version));
        let _ = run(install("binstall", &exact, &folder).arg("--no-confirm"), "Installing with binstall");
        if right(&ours, tool) {
            return Ok(ours);
        }
    }
    say(format_args!(
        "Installing {} {}: about {} minutes, once (into {}).",
        tool.binary,
        tool.version,
        tool.minutes,
        folder.display()
    ));
    let mut command = install("install", &exact, &folder);
    if let Some(features) = tool.features {
        command.args(["--no-default-features", "--features", features]);
    }
    run(&mut command, &format!("Installing {exact}"))?;
    Ok(ours)
}

/// The search path with the tools' folders first, so that one tool finds the other.
pub fn path_with(tools: &[&Path]) -> OsString {
    let own = env::var_os("PATH").unwrap_or_default();
    let folders = tools.iter().filter_map(|tool| tool.parent()).map(Path::to_path_buf);
    // A folder with a colon in its name cannot be on a path; then the tools are found without.
    env::join_paths(folders.chain(env::split_paths(&own))).unwrap_or(own)
}

/// The first program of that name on the search path.
pub fn on_path(binary: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(binary).with_extension(env::consts::EXE_EXTENSION))
        .find(|file| file.is_file())
}

/// Makes sure that the compiler can build for the browser, and has formatter and lints.
///
/// # Errors
/// Where rustup is needed and missing, or cannot download.
pub fn toolchain() -> Outcome<()> {
    let root = project::root()?;
    let sysroot = answer(Command::new("rustc").current_dir(&root).args(["--print", "sysroot"]));
    let target = "wasm32-unknown-unknown";
    if !sysroot.is_some_and(|at| Path::new(&at).join("lib/rustlib").join(target).is_dir()) {
        say("Adding the compiler's WebAssembly target: a few seconds, once.");
        let mut add = Command::new("rustup");
        run(add.current_dir(&root).args(["target", "add", target]), "Adding the WebAssembly target")?;
    }
    for component in ["rustfmt", "clippy"] {
        let command = if component == "rustfmt" { "fmt" } else { component };
        if answer(Command::new("cargo").current_dir(&root).args([command, "--version"])).is_none() {
            let mut add = Command::new("rustup");
            add.current_dir(&root).args(["component", "add", component]);
            run(&mut add, &format!("Adding {component}"))?;
        }
    }
    Ok(())
}

fn right(program: &Path, tool: &Tool) -> bool {
    answer(Command::new(program).arg("--version"))
        .is_some_and(|said| says_version(&said, &tool.version) && says_features(&said, tool.features))
}

/// `himalaya v2.2.1 +rustls-aws +smtp +imap`: all that it is to be built with, each behind a plus sign.
fn says_features(said: &str, features: Option<&str>) -> bool {
    let built = |feature: &str| said.split_whitespace().any(|word| word.strip_prefix('+') == Some(feature));
    features.is_none_or(|features| features.split(',').all(built))
}

/// `trunk 0.21.14`, `wasm-bindgen 0.2.129 (a1b2c3)`, `himalaya v2.2.1 +imap`: the version is the
/// second word.
fn says_version(said: &str, version: &str) -> bool {
    said.split_whitespace().nth(1).map(|word| word.trim_start_matches('v')) == Some(version)
}

fn install(how: &str, exact: &str, folder: &Path) -> Command {
    let mut command = Command::new("cargo");
    command.args([how, "--locked", exact, "--root"]).arg(folder).stdin(Stdio::null());
    // The project's target folder is not for tools; cargo takes a temporary one.
    command.env_remove("CARGO_TARGET_DIR");
    let lean = [("OPT_LEVEL", "0"), ("LTO", "off"), ("CODEGEN_UNITS", "16")];
    command.envs(lean.map(|(key, value)| (format!("CARGO_PROFILE_RELEASE_{key}"), value)));
    if let Ok(root) = project::root() {
        command.current_dir(root);
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_exact_version_will_do() {
        assert!(says_version("trunk 0.21.14", "0.21.14"));
        assert!(says_version("wasm-bindgen 0.2.129 (abc)", "0.2.129"));
        assert!(says_version("himalaya v2.2.1 +rustls-aws +smtp +imap", "2.2.1"));
        assert!(!says_version("wasm-bindgen 0.2.12", "0.2.129"));
        assert!(!says_version("", "0.2.129"));
    }

    #[test]
    fn only_the_features_that_are_asked_for_will_do() {
        let ours = himalaya().features;
        assert!(says_features("himalaya v2.2.1 +rustls-aws +smtp +imap\nbuild: linux", ours));
        assert!(says_features("himalaya v2.2.1 +imap +jmap +smtp +rustls-aws", ours));
        assert!(!says_features("himalaya v2.2.1 +imap +smtp +rustls-ring", ours));
        assert!(!says_features("himalaya v2.2.1", ours));
        assert!(says_features("trunk 0.21.14", None));
    }

    #[test]
    fn the_tools_come_first_on_the_path() {
        let path = path_with(&[Path::new("/somewhere/bin/trunk")]);
        assert_eq!(env::split_paths(&path).next(), Some(PathBuf::from("/somewhere/bin")));
        assert!(on_path("cargo").is_some());
        assert!(on_path("no-such-program").is_none());
    }
}
