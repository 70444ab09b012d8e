//! `cargo xtask fuzz`: random input for everything that reads what people type, paste or drop, and
//! what mail servers say. The targets and what they check are in `fuzz/`.
//!
//! cargo-fuzz wants a nightly compiler for the address sanitizer. The pinned stable one ships the
//! sanitizer's runtime too and takes the flags with `RUSTC_BOOTSTRAP=1`, so that is what is used;
//! where the runtime is missing, there is no sanitizer. The engine has no unsafe code: what the
//! sanitizer adds is the limit on a single allocation and a report for an overflown stack.

use crate::run::{Failure, Outcome, answer, run, say};
use crate::{project, tools};
use std::collections::VecDeque;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How long all targets together are run without `--seconds`.
const SECONDS: u64 = 60;
/// One input may take so long, in seconds. A usual one takes a thousandth of one; the rest is for
/// busy machines.
const LONGEST_INPUT: u64 = 10;
/// The memory that a target may take, and what one allocation may, in MB.
const MEMORY: (u32, u32) = (512, 128);
/// The sanitizer keeps what was freed for a while, which must not count as the target's.
const SANITIZER: &str = "quarantine_size_mb=16:detect_leaks=0:detect_odr_violation=0";

/// What to run.
struct Wanted<'a> {
    target: Option<&'a str>,
    seconds: u64,
    keep: bool,
}

/// Runs one target or all of them, as the words after `cargo xtask fuzz` say.
///
/// # Errors
/// Where something cannot be built, and with the file of the input that a target fails on.
pub fn command(words: &[&str]) -> Outcome<()> {
    let wanted = wanted(words)?;
    let place = Place::find()?;
    let mut targets = targets(&place.root)?;
    if let Some(only) = wanted.target {
        targets.retain(|target| target == only);
        if targets.is_empty() {
            return Err(Failure::new(format!(
                "There is no target `{only}`. The targets are: {}.",
                self::targets(&place.root)?.join(", ")
            )));
        }
    }
    let programs = build(&place)?;
    if wanted.keep {
        return targets.iter().try_for_each(|target| keep(&place, &programs, target));
    }
    fuzz(&place, &programs, targets, wanted.seconds)
}

/// Runs all targets for so many seconds together.
///
/// # Errors
/// As [`command`].
pub fn all(seconds: u64) -> Outcome<()> {
    command(&["--seconds", &seconds.to_string()])
}

fn wanted<'a>(words: &[&'a str]) -> Outcome<Wanted<'a>> {
    let mut wanted = Wanted { target: None, seconds: SECONDS, keep: false };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match *word {
            "--seconds" => {
                wanted.seconds = words
                    .next()
                    .and_then(|number| number.parse().ok())
                    .ok_or_else(|| Failure::new("Behind --seconds comes a whole number."))?;
            }
            "--keep" => wanted.keep = true,
            target if !target.starts_with('-') && wanted.target.is_none() => wanted.target = Some(target),
            other => return Err(Failure::new(format!("`cargo xtask fuzz` does not know `{other}`."))),
        }
    }
    Ok(wanted)
}

/// Where things are.
struct Place {
    root: PathBuf,
    /// Cargo's folder for the targets, what they found in earlier runs, and what they said.
    built: PathBuf,
}

impl Place {
    fn find() -> Outcome<Self> {
        Ok(Self { root: project::root()?, built: project::target()?.join("fuzz") })
    }

    /// The corpus in the repository.
    fn seeds(&self, target: &str) -> PathBuf {
        self.root.join("fuzz/corpus").join(target)
    }

    /// What earlier runs here added to it.
    fn found(&self, target: &str) -> PathBuf {
        self.built.join("found").join(target)
    }

    fn log(&self, target: &str) -> PathBuf {
        self.built.join("log").join(format!("{target}.txt"))
    }

    fn artifacts(&self, target: &str) -> PathBuf {
        self.root.join("fuzz/artifacts").join(target)
    }
}

fn folder(path: &Path) -> Outcome<()> {
    fs::create_dir_all(path).map_err(|e| Failure::file(path, &e))
}

/// The names of the targets.
fn targets(root: &Path) -> Outcome<Vec<String>> {
    let mut names: Vec<String> = crate::stamp::files(&root.join("fuzz/fuzz_targets"))?
        .iter()
        .filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    Ok(names)
}

/// Builds all targets; the folder of the programs.
fn build(place: &Place) -> Outcome<PathBuf> {
    let tool = tools::get(&tools::cargo_fuzz())?;
    let ask = |what: &str| {
        answer(Command::new("rustc").current_dir(&place.root).args(["--print", what]))
            .ok_or_else(|| Failure::new(format!("`rustc --print {what}` fails.")))
    };
    let triple = ask("host-tuple")?;
    let runtime = Path::new(&ask("sysroot")?).join("lib/rustlib").join(&triple).join("lib");
    let sanitizer = if has_address_sanitizer(&runtime) { "address" } else { "none" };
    say(format_args!("Building the fuzz targets (sanitizer: {sanitizer})."));
    let mut command = Command::new("cargo");
    command
        .current_dir(&place.root)
        .args(["fuzz", "build", "--sanitizer", sanitizer, "--codegen-units", "16", "--target", &triple])
        .arg("--target-dir")
        .arg(&place.built)
        .env("PATH", tools::path_with(&[&tool]))
        .env("RUSTC_BOOTSTRAP", "1")
        .stdin(Stdio::null());
    run(&mut command, "Building the fuzz targets")?;
    Ok(place.built.join(triple).join("release"))
}

/// Whether the compiler ships the runtime: `librustc-stable_rt.asan.a`.
fn has_address_sanitizer(libraries: &Path) -> bool {
    fs::read_dir(libraries).is_ok_and(|mut files| {
        files.any(|file| file.is_ok_and(|file| file.file_name().to_string_lossy().contains("_rt.asan")))
    })
}

/// Runs the targets side by side, each for its share of the time.
fn fuzz(place: &Place, programs: &Path, targets: Vec<String>, seconds: u64) -> Outcome<()> {
    let jobs = thread::available_parallelism().map_or(1, usize::from).min(targets.len());
    let share = share(seconds, jobs, targets.len());
    say(format_args!("{} targets, {share} s each, {jobs} at a time.", targets.len()));
    let queue = Mutex::new(VecDeque::from(targets));
    let failed = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                    let Some(target) = next else { return };
                    if let Err(problem) = one(place, programs, &target, share) {
                        failed.lock().unwrap_or_else(PoisonError::into_inner).push(problem.to_string());
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap_or_else(PoisonError::into_inner);
    if failed.is_empty() { Ok(()) } else { Err(Failure::new(failed.join("\n"))) }
}

/// The seconds of each target, so that all together take `seconds`; at least one.
fn share(seconds: u64, jobs: usize, targets: usize) -> u64 {
    let jobs = u64::try_from(jobs).unwrap_or(1);
    let targets = u64::try_from(targets.max(1)).unwrap_or(u64::MAX);
    (seconds * jobs / targets).max(1)
}

/// Runs one target.
fn one(place: &Place, programs: &Path, target: &str, seconds: u64) -> Outcome<()> {
    let (artifacts, found, log) = (place.artifacts(target), place.found(target), place.log(target));
    for needed in [&artifacts, &found, &place.seeds(target), &place.built.join("log")] {
        folder(needed)?;
    }
    if project::in_ci() {
        // Every run starts from the repository's corpus, so that one that fails can be repeated, and
        // reading what others found takes no time.
        fs::remove_dir_all(&found).map_err(|e| Failure::file(&found, &e))?;
        folder(&found)?;
    }
    let file = File::create(&log).map_err(|e| Failure::file(&log, &e))?;
    let mut command = Command::new(programs.join(target));
    command
        .current_dir(&place.root)
        .env("ASAN_OPTIONS", SANITIZER)
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-timeout={LONGEST_INPUT}"))
        .arg(format!("-rss_limit_mb={}", MEMORY.0))
        .arg(format!("-malloc_limit_mb={}", MEMORY.1))
        .arg(format!("-artifact_prefix={}/", artifacts.display()))
        .args(["-print_final_stats=1", "-detect_leaks=0"])
        .args([found, place.seeds(target)])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(file);
    if project::in_ci() {
        // The same inputs in every run, as far as its time goes: CI says whether a change broke
        // something; long runs elsewhere look for what nobody has found yet.
        command.arg("-seed=1");
    }
    let started = Instant::now();
    // The longest input may be the last one, and what was found earlier is read first.
    let limit = Duration::from_secs(seconds + LONGEST_INPUT + 120);
    let outcome = crate::run::run_within(&mut command, target, limit);
    let said = fs::read(&log).map(|said| String::from_utf8_lossy(&said).into_owned()).unwrap_or_default();
    match outcome {
        Ok(()) => {
            let inputs = number(&said, "stat::number_of_executed_units:");
            let took = started.elapsed().as_secs();
            say(format_args!("{target:<16} {took:>5} s {inputs:>10} inputs"));
            Ok(())
        }
        Err(problem) => Err(Failure::new(told(target, &said, &log, programs, &problem))),
    }
}

/// What failed, for the person at the terminal: the reason, the input, how to run it again.
fn told(target: &str, said: &str, log: &Path, programs: &Path, problem: &Failure) -> String {
    let signs = ["panicked at", "ERROR: ", "SUMMARY: "];
    let mut told = format!("{target}: {problem}");
    let lines: Vec<&str> = said.lines().collect();
    for (at, line) in
        lines.iter().enumerate().filter(|(_, line)| signs.iter().any(|sign| line.contains(sign)))
    {
        told.push_str(&format!("\n  {line}"));
        if line.contains("panicked at") {
            // What the assertion says; shortened, for it may quote the input.
            for more in lines.iter().skip(at + 1).take(3) {
                told.push_str(&format!("\n    {}", more.chars().take(300).collect::<String>()));
            }
        }
    }
    match said.lines().find_map(|line| line.split_once("Test unit written to ")) {
        Some((_, input)) => {
            let program = programs.join(target);
            told.push_str(&format!("\n  The input: {input}\n  Run it again: {} {input}", program.display()));
        }
        None => told.push_str(&format!("\n  What it said: {}", log.display())),
    }
    told
}

/// The number behind `sign` in a target's words.
fn number(said: &str, sign: &str) -> u64 {
    let found = said.lines().find_map(|line| line.strip_prefix(sign));
    found.and_then(|number| number.trim().parse().ok()).unwrap_or_default()
}

/// Takes what earlier runs found into the corpus of the repository, as far as it covers more.
fn keep(place: &Place, programs: &Path, target: &str) -> Outcome<()> {
    let (found, seeds) = (place.found(target), place.seeds(target));
    folder(&found)?;
    folder(&seeds)?;
    let mut command = Command::new(programs.join(target));
    command
        .current_dir(&place.root)
        .env("ASAN_OPTIONS", SANITIZER)
        .args(["-merge=1", "-max_len=2048", "-detect_leaks=0"])
        .args([&seeds, &found])
        .stdin(Stdio::null());
    run(&mut command, &format!("Merging the corpus of {target}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_behind_fuzz_are_read() {
        let read = |words: &[&'static str]| {
            wanted(words).map(|wanted| (wanted.target, wanted.seconds, wanted.keep)).ok()
        };
        assert_eq!(read(&[]), Some((None, SECONDS, false)));
        assert_eq!(read(&["mbsync", "--seconds", "3600"]), Some((Some("mbsync"), 3600, false)));
        assert_eq!(read(&["mbsync", "--keep"]), Some((Some("mbsync"), SECONDS, true)));
        for wrong in [&["--seconds"][..], &["--seconds", "x"], &["a", "b"], &["--fast"]] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn the_time_is_shared() {
        assert_eq!(share(150, 2, 24), 12);
        assert_eq!(share(3600, 1, 1), 3600);
        assert_eq!(share(5, 2, 24), 1);
    }

    #[test]
    fn a_failure_names_the_input_and_the_reason() {
        let said = "INFO: x\nthread '<unnamed>' panicked at src/a.rs:1:2:\nread twice\n\
            ==1== ERROR: libFuzzer: deadly signal\nartifact_prefix='/a/'; Test unit written to /a/crash-1\n";
        let failure = told("qr", said, Path::new("/log"), Path::new("/bin"), &Failure::new("It failed."));
        assert!(failure.contains("panicked at src/a.rs:1:2:\n    read twice"), "{failure}");
        assert!(failure.ends_with("Run it again: /bin/qr /a/crash-1"), "{failure}");
        assert_eq!(number("a\nstat::number_of_executed_units: 77\n", "stat::number_of_executed_units:"), 77);
    }

    #[test]
    fn every_target_is_in_the_manifest_and_has_a_corpus() {
        let root = project::root().unwrap();
        let manifest = fs::read_to_string(root.join("fuzz/Cargo.toml")).unwrap();
        let names = targets(&root).unwrap();
        assert!(!names.is_empty());
        assert_eq!(manifest.matches("[[bin]]").count(), names.len());
        for name in names {
            assert!(manifest.contains(&format!("\npath = \"fuzz_targets/{name}.rs\"\n")), "{name}");
            let seeds = root.join("fuzz/corpus").join(&name);
            assert!(fs::read_dir(&seeds).unwrap().next().is_some(), "{} is empty", seeds.display());
        }
    }
}
