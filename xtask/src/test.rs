//! `cargo xtask test`: every test there is, quick ones first, with the time of each step.
//!
//! A failed step does not end the run: all that can still be known is worth knowing. The tests in
//! `tests/` learn where things are from the environment: `MAIL_SETUP_PAGE` is the built page,
//! `MAIL_SETUP_AXE` the accessibility rules, `MAIL_SETUP_PACKAGE` the packed npm package, `MAIL_SETUP_TSC` and
//! `MAIL_SETUP_VITE` TypeScript and a bundler for it, `MAIL_SETUP_HIMALAYA` a mail program that we install ourselves,
//! `MAIL_SETUP_REQUIRE=1` (in CI) makes a program that is not installed a failure instead of a
//! skipped test.

use crate::run::{Failure, Outcome, cargo, run, run_within, say};
use crate::{bench, fuzz, native, npm, package, page, project, proven, system, tools};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The seconds that all fuzz targets together are run.
const FUZZING: u64 = 60;
const FUZZING_IN_CI: u64 = 150;

/// Runs everything.
///
/// # Errors
/// The names of the steps that failed; in CI also what was skipped.
pub fn test() -> Outcome<()> {
    let root = project::root()?;
    let mut steps = Steps::default();
    steps.run("what the tests need", tools::toolchain);
    let missing = system::provide();
    for need in &missing {
        steps.skip(format!("{} (no {})", need.tests, need.package));
    }

    steps.run("format", || {
        run(&mut cargo(["fmt", "--all", "--check"])?, "rustfmt")?;
        // A workspace of its own.
        run(&mut cargo(["fmt", "--manifest-path", "fuzz/Cargo.toml", "--check"])?, "rustfmt")
    });
    steps.run("lints", || clippy(&native::SET, &["--all-targets"]));
    steps.run("lints for the browser", lints_for_the_browser);
    steps.run("licences, sources", licences);
    advisories();

    let programs = steps.run("building the tests", native::build).unwrap_or_default();
    let (real, quick): (Vec<_>, Vec<_>) = programs.iter().partition(|one| one.is_testkit(&root));
    steps.run("native tests", || native::run_all(quick.into_iter(), &[]));
    steps.run("examples in the docs", native::doc_tests);
    if missing.iter().all(|need| need.tests != system::FUZZING) {
        steps.run("fuzzing", || fuzz::all(if project::in_ci() { FUZZING_IN_CI } else { FUZZING }));
    }

    if let Some(page) = steps.run("the page", page::build) {
        let mut environment = vec![("MAIL_SETUP_PAGE", page)];
        if npm::ready().is_ok() {
            let packed = steps.run("the npm package", package::build);
            environment.extend(packed.map(|tarball| ("MAIL_SETUP_PACKAGE", tarball)));
        } else {
            steps.skip("tests of the npm package (no npm)".to_owned());
        }
        steps.run("sizes", || bench::size(true));
        for (name, tool, tests) in [
            ("MAIL_SETUP_AXE", npm::AXE, "accessibility rules"),
            ("MAIL_SETUP_TSC", npm::TYPESCRIPT, "types of the npm package"),
            ("MAIL_SETUP_VITE", npm::VITE, "the npm package in a bundler"),
        ] {
            match npm::get(&tool) {
                Ok(file) => environment.push((name, file)),
                Err(problem) => steps.skip(format!("{tests} ({problem})")),
            }
        }
        match tools::get(&tools::himalaya()) {
            Ok(program) => environment.push(("MAIL_SETUP_HIMALAYA", program)),
            Err(problem) => steps.skip(format!("tests with himalaya ({problem})")),
        }
        if project::in_ci() {
            environment.push(("MAIL_SETUP_REQUIRE", PathBuf::from("1")));
        }
        if real.is_empty() {
            steps.skip("browsers and mail programs (tests/ has no test programs)".to_owned());
        } else {
            let notes = proven::folder()?;
            environment.push(("MAIL_SETUP_PROVEN", notes.clone()));
            let passed =
                steps.run("browsers and mail programs", || native::run_all(real.into_iter(), &environment));
            // Without all of the programs the table would lose what only they can prove.
            if passed.is_some() && steps.skipped.is_empty() {
                steps.run("what was proven", || proven::judge(&notes));
            }
        }
    } else {
        steps.skip("browsers and mail programs (there is no page)".to_owned());
    }
    steps.end()
}

fn clippy(set: &[&str], more: &[&str]) -> Outcome<()> {
    let words =
        ["clippy", "--quiet", "--locked"].iter().chain(set).chain(more).chain(&["--", "-D", "warnings"]);
    run(&mut cargo(words.copied())?, "clippy")
}

/// Each part as it is built: together they would share the engine's features, of which the page has none.
fn lints_for_the_browser() -> Outcome<()> {
    let target = ["--target", "wasm32-unknown-unknown"];
    clippy(&["--package", "page"], &target)?;
    for part in ["files", "live", "trouble", "package"] {
        clippy(&["--package", "portal", "--no-default-features", "--features", part], &target)?;
    }
    Ok(())
}

fn deny(what: &[&str]) -> Outcome<Command> {
    let mut command = Command::new(tools::get(&tools::cargo_deny())?);
    command.current_dir(project::root()?).args(["--workspace", "--log-level", "error", "check"]).args(what);
    command.stdin(Stdio::null());
    Ok(command)
}

fn licences() -> Outcome<()> {
    run(&mut deny(&["licenses", "bans", "sources"])?, "cargo-deny")
}

/// Known holes in dependencies: said where the database can be reached, never a failure, because
/// a new entry there must not stop a change here.
fn advisories() {
    let checked = deny(&["advisories"]).and_then(|mut command| {
        command.stdout(Stdio::null()).stderr(Stdio::null());
        run_within(&mut command, "The check of advisories", Duration::from_secs(30))
    });
    match checked {
        Ok(()) => say("No dependency has a known hole."),
        Err(_) => say("Advisories: not checked, or something was found; see `cargo deny check advisories`."),
    }
}

/// What has been done so far.
#[derive(Default)]
struct Steps {
    done: Vec<String>,
    failed: Vec<&'static str>,
    skipped: Vec<String>,
}

impl Steps {
    fn run<T>(&mut self, name: &'static str, step: impl FnOnce() -> Outcome<T>) -> Option<T> {
        say(format_args!("\n== {name}"));
        let started = Instant::now();
        let outcome = step();
        let seconds = started.elapsed().as_secs_f32();
        let word = if outcome.is_ok() { "ok" } else { "FAILED" };
        self.done.push(format!("{seconds:>8.1} s  {word:<6}  {name}"));
        say(format_args!("== {name}: {word}, {seconds:.1} s"));
        outcome
            .map_err(|problem| {
                say(problem);
                self.failed.push(name);
            })
            .ok()
    }

    fn skip(&mut self, what: String) {
        say(format_args!("Skipped: {what}."));
        self.skipped.push(what);
    }

    fn end(self) -> Outcome<()> {
        say(format_args!("\n{}", self.done.join("\n")));
        for what in &self.skipped {
            say(format_args!("            SKIPPED {what}"));
        }
        if !self.failed.is_empty() {
            return Err(Failure::new(format!("Failed: {}.", self.failed.join(", "))));
        }
        if project::in_ci() && !self.skipped.is_empty() {
            return Err(Failure::new("Tests were skipped, which in CI is a failure."));
        }
        say("All tests passed.");
        Ok(())
    }
}
