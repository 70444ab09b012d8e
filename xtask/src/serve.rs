//! `cargo xtask serve`: from a fresh checkout to the assistant in a browser.

use crate::run::{Outcome, run, say};
use crate::{dist, page};
use std::process::Command;

/// Builds page and server and runs the server until it is ended. `options` go to it as they are;
/// it says its address when it is ready, <http://127.0.0.1:8080> unless `--listen` names another.
///
/// # Errors
/// Where something does not build, or the server ends badly.
pub fn serve(options: &[&str]) -> Outcome<()> {
    let page = page::build()?;
    let server = dist::server(None)?;
    say("Starting the server; Ctrl+C ends it.");
    run(Command::new(server).arg("serve").arg("--page").arg(page).args(options), "The server")
}
