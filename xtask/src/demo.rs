//! `cargo xtask demo`: the whole product offline, with a mail provider made of the real Dovecot and
//! Postfix.

use crate::run::{Outcome, cargo, run};
use crate::{native, page, project, system};
use std::env;
use std::process::Command;

/// Builds the page and the program (`tests/src/bin/demo.rs`), and runs it until it is ended. Needs root,
/// for the ports of mail.
///
/// # Errors
/// Where something does not build, or Dovecot or Postfix is missing and cannot be installed.
pub fn demo() -> Outcome<()> {
    let page = page::build()?;
    system::provide_for(|need| need.tests == system::MAIL || need.package == "thunderbird");
    let build = ["build", "--quiet", "--locked"].into_iter().chain(native::SET);
    run(&mut cargo(build.chain(["--bin", "demo"]))?, "Building demo")?;
    let program = project::target()?.join("debug/demo").with_extension(env::consts::EXE_EXTENSION);
    run(Command::new(program).env("MAIL_SETUP_PAGE", page), "demo")
}
