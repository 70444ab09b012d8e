//! axe-core, the accessibility rules that the browser tests load into every screen. Used by tests
//! only; nothing of it is delivered.

use crate::run::{Failure, Outcome, run, say};
use crate::{project, system, tools};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The version that the tests were written against.
const VERSION: &str = "4.14.1";

/// The script, installed with npm into the tools folder if it is not there.
///
/// # Errors
/// Where npm is missing and cannot be installed, or cannot download.
pub fn get() -> Outcome<PathBuf> {
    let folder = project::tools()?.join(format!("axe-core-{VERSION}"));
    let script = folder.join("node_modules/axe-core/axe.min.js");
    if script.is_file() {
        return Ok(script);
    }
    if tools::on_path("npm").is_none() {
        system::install(&["npm"])?;
    }
    say(format_args!("Installing axe-core {VERSION}: a few seconds, once."));
    fs::create_dir_all(&folder).map_err(|e| Failure::file(&folder, &e))?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--prefix"])
        .arg(&folder)
        .arg(format!("axe-core@{VERSION}"))
        .stdin(Stdio::null());
    run(&mut npm, "Installing axe-core")?;
    script
        .is_file()
        .then_some(script)
        .ok_or_else(|| Failure::new("npm did not install axe-core's axe.min.js."))
}
