//! `cargo xtask bench probe`: the probe and the companion beside other programs that ask mail
//! servers, with real servers and hostile ones.

use crate::run::{Failure, Outcome, cargo, run, say};
use crate::{dist, project};
use std::env;
use std::process::Command;

/// Builds the companion and the measuring program (`tests/src/bin/bench_probe`), both as releases,
/// and runs it. With `--quick` it measures a tenth.
///
/// # Errors
/// Where something does not build, is not installed, or does not answer.
pub fn probe(options: &[&str]) -> Outcome<()> {
    if !matches!(options, [] | ["--quick"]) {
        return Err(Failure::new("`cargo xtask bench probe` knows one option, --quick."));
    }
    if !cfg!(target_os = "linux") {
        return Err(Failure::new(
            "`cargo xtask bench probe` needs Linux: network namespaces and TUN devices.",
        ));
    }
    let companion = dist::server(None)?;
    say("Building bench_probe: 5 minutes the first time, then seconds.");
    let build = ["build", "--release", "--locked", "--package", "testkit", "--bin", "bench_probe"];
    run(&mut cargo(build)?, "Building bench_probe")?;
    let program = project::target()?.join("release/bench_probe").with_extension(env::consts::EXE_EXTENSION);
    say("Measuring: about 15 minutes, with --quick 4.");
    run(Command::new(program).args(options).env("MAIL_SETUP_PROGRAM", companion), "bench_probe")
}
