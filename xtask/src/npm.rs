//! Packages from npm that tests use, in exact versions, in the tools folder. Nothing of them is delivered.

use crate::run::{Failure, Outcome, run, say};
use crate::{project, system, tools};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A package, its exact version, and the file of it that is used.
pub struct Package {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// The file, from the package's own folder.
    pub file: &'static str,
}

/// The accessibility rules that the browser tests load into every screen.
pub const AXE: Package = Package { name: "axe-core", version: "4.14.1", file: "axe.min.js" };
/// The judge of the npm package's types.
pub const TYPESCRIPT: Package = Package { name: "typescript", version: "5.9.3", file: "bin/tsc" };
/// The bundler in which the npm package is tried: the last that runs on Debian 12's Node, 18.
pub const VITE: Package = Package { name: "vite", version: "6.4.6", file: "bin/vite.js" };

/// The file, its package installed if it is not there.
///
/// # Errors
/// Where npm is missing and cannot be installed, or cannot download.
pub fn get(package: &Package) -> Outcome<PathBuf> {
    let Package { name, version, file } = package;
    let folder = project::tools()?.join(format!("{name}-{version}"));
    let wanted = folder.join("node_modules").join(name).join(file);
    if wanted.is_file() {
        return Ok(wanted);
    }
    ready()?;
    say(format_args!("Installing {name} {version}: a few seconds, once."));
    fs::create_dir_all(&folder).map_err(|e| Failure::file(&folder, &e))?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--prefix"])
        .arg(&folder)
        .arg(format!("{name}@{version}"))
        .stdin(Stdio::null());
    run(&mut npm, &format!("Installing {name}"))?;
    wanted
        .is_file()
        .then_some(wanted)
        .ok_or_else(|| Failure::new(format!("npm did not install {name}'s {file}.")))
}

/// Makes sure that npm is there.
///
/// # Errors
/// Where it is missing and cannot be installed.
pub fn ready() -> Outcome<()> {
    if tools::on_path("npm").is_none() {
        system::install(&["npm"])?;
    }
    Ok(())
}
