//! The project's commands. `cargo xtask` with nothing behind it lists them.
//!
//! Two need nothing but rustup: `serve` shows the product, `test` proves it. Both find or install
//! the tools they use ([`tools`]), and both build the page only when something in it changed
//! ([`page`]).
//!
//! **In CI** (`CI=true`, `.ci/run`) everything that a test needs must be there: a missing program
//! fails instead of being skipped. `.ci/run` also sets `CARGO_TARGET_DIR` to a folder beside the
//! tools, so that a later run on the same machine finds the dependencies built; it is emptied
//! when it has grown past 7 GB.

mod bench;
mod budget;
mod compress;
mod data;
mod demo;
mod dist;
mod first_load;
mod fuzz;
mod lean;
mod native;
mod npm;
mod package;
mod page;
mod project;
mod proven;
mod run;
mod serve;
mod stamp;
mod system;
mod test;
mod tools;
mod wasm;

use run::Outcome;
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask serve [OPTIONS]     build everything, start the assistant at http://127.0.0.1:8080
                                (options are those of `mail-setup serve`: --listen, --profile …)
cargo xtask test                every test, browser and real mail programs included
cargo xtask fuzz [TARGET] [--seconds N]  random input for all that reads; N seconds in all (60)
cargo xtask fuzz [TARGET] --keep         takes what was found into fuzz/corpus
cargo xtask bench size [--check]  bytes of the page's first load, against the budget
cargo xtask bench engine        what the late module's functions take, in a real browser
cargo xtask bench serve         how soon the companion is ready, and its memory
cargo xtask bench probe [--quick] live checks beside other programs, real servers and hostile ones
cargo xtask bench discovery     autoconfig answers a second, beside automx2
cargo xtask dist                the whole product as one file: dist-bin/mail-setup
cargo xtask page                the built page: dist/
cargo xtask package             the npm package: target/package/, packed into dist-npm/
cargo xtask demo                the product with a mail provider of its own, offline (as root)
cargo xtask data                check data/ and compile it for the page (Trunk calls this)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match command(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn command(words: &[&str]) -> Outcome<()> {
    match words {
        ["serve", options @ ..] => serve::serve(options),
        ["test"] => test::test(),
        ["fuzz", options @ ..] => fuzz::command(options),
        ["bench", "size"] => bench::size(false),
        ["bench", "size", "--check"] => bench::size(true),
        ["bench", "engine"] => bench::engine(),
        ["bench", "serve"] => bench::serve(),
        ["bench", "probe", options @ ..] => bench::probe(options),
        ["bench", "discovery"] => bench::discovery(),
        ["dist"] => dist::dist(),
        ["page"] => page::build().map(drop),
        ["package"] => package::build().map(drop),
        ["data"] => data::compile(),
        ["demo"] => demo::demo(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        other => Err(run::Failure::new(format!("There is no command `{}`.\n\n{USAGE}", other.join(" ")))),
    }
}
