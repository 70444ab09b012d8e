//! The built page, `dist/`: Trunk, then the default profile put in, then precompressed.

use crate::run::{Failure, Outcome, cargo, run, say};
use crate::{compress, lean, project, stamp, tools, wasm};
use site::Data;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Everything that the page is made of.
const INPUTS: [&str; 14] = [
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    ".cargo",
    "src",
    "style",
    "embed",
    "data",
    "crates/engine",
    "crates/site",
    "crates/portal",
    "xtask",
];

/// Builds the page, unless the one that is there was made from what is there now. Its folder.
///
/// # Errors
/// Where a tool cannot be installed, `data/` is wrong or the page does not build.
pub fn build() -> Outcome<PathBuf> {
    let (root, dist) = (project::root()?, project::page()?);
    let note = root.join("target/page.stamp");
    let inputs = stamp::of(&root, &INPUTS)?;
    let written = |page| format!("{inputs:016x} {page:016x}\n");
    if dist.join("index.html").is_file()
        && fs::read_to_string(&note)
            .is_ok_and(|noted| stamp::of(&dist, &[""]).is_ok_and(|page| noted == written(page)))
    {
        say("The page is up to date: dist/");
        return Ok(dist);
    }

    let started = Instant::now();
    tools::toolchain()?;
    trunk(&root)?;
    wasm::strip_folder(&dist)?;
    put_profile(&root, &dist)?;
    lean::folder(&dist)?;
    say("Compressing the page.");
    compress::folder(&dist)?;
    fs::write(&note, written(stamp::of(&dist, &[""])?)).map_err(|e| Failure::file(&note, &e))?;
    say(format_args!("The page is built: dist/ ({} s)", started.elapsed().as_secs()));
    Ok(dist)
}

fn trunk(root: &Path) -> Outcome<()> {
    let (trunk, bindgen) = (tools::get(&tools::trunk())?, tools::get(&tools::wasm_bindgen()?)?);
    say("Building the page: about 4 minutes the first time, then up to one.");
    // Trunk works offline, so that it can only use the tools that were just chosen; what cargo
    // has to download comes first.
    let wasm = ["--target", "wasm32-unknown-unknown"];
    run(&mut cargo(["fetch", "--quiet", "--locked"].into_iter().chain(wasm))?, "Downloading the crates")?;
    let mut build = Command::new(&trunk);
    build
        .current_dir(root)
        .args(["build", "--release", "--offline", "--locked", "--quiet"])
        .env("PATH", tools::path_with(&[&trunk, &bindgen]))
        // Trunk takes only true or false here and refuses the usual 1.
        .env_remove("NO_COLOR")
        // For the hook's portal too: the same flags, so that what both need is built once.
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", project::short_paths()?)
        .stdin(Stdio::null());
    run(&mut build, "Building the page with Trunk")
}

/// Puts the default profile into the page, so that `dist/` is complete for a static host.
fn put_profile(root: &Path, dist: &Path) -> Outcome<()> {
    let wrong =
        |e: &dyn std::fmt::Display| Failure::new(format!("The profile cannot be put into the page: {e}"));
    let data = Data::read(&root.join("data")).map_err(|e| wrong(&e))?;
    site::put(dist, data.profile(), &data).map(drop).map_err(|e| wrong(&e))
}
