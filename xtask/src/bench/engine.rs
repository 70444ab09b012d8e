//! `cargo xtask bench engine`: the late module's functions, timed in a real browser.

use crate::run::{Outcome, cargo, run};
use crate::{native, page, project};
use std::env;
use std::process::Command;

/// Builds the page and the measuring program (`tests/src/bin/bench_engine.rs`), and runs it.
///
/// # Errors
/// Where something does not build, the browser is missing, or a call fails.
pub fn engine() -> Outcome<()> {
    let page = page::build()?;
    let build = ["build", "--quiet", "--locked"].into_iter().chain(native::SET);
    run(&mut cargo(build.chain(["--bin", "bench_engine"]))?, "Building bench_engine")?;
    let program = project::target()?.join("debug/bench_engine").with_extension(env::consts::EXE_EXTENSION);
    run(Command::new(program).env("MAIL_SETUP_PAGE", page), "bench_engine")
}
