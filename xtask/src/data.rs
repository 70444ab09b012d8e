//! `cargo xtask data`: judges `data/`, compiles it for the page, and builds the page's late
//! module. Trunk calls it before a build and waits for it, so its cargo and Trunk's never run at
//! the same time (Trunk 0.21.14, `pipelines/html.rs`).

use crate::run::{Failure, Outcome, cargo, run, say};
use crate::{project, tools};
use site::{Data, Manifest, fingerprint};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Fills `target/page/`, which the page takes over as `data/`.
///
/// # Errors
/// Where a file of `data/` is wrong or the late module does not build.
pub fn compile() -> Outcome<()> {
    let root = project::root()?;
    let data = Data::read(&root.join("data")).map_err(|e| Failure::new(format!("data/: {e}")))?;

    let folder = root.join("target/page");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|e| Failure::file(&folder, &e))?;
    }
    fs::create_dir_all(&folder).map_err(|e| Failure::file(&folder, &e))?;

    let mut late = Manifest::new();
    for part in ["files", "live", "trouble"] {
        late.extend(late_module(&folder, part)?);
    }
    for file in ["style/late.css", "style/trouble.css", "style/frame.css", "src/frame.js", "src/theme.js"] {
        let (name, made) = late_file(&root, &folder, file)?;
        late.insert(name, made);
    }
    for (name, bytes) in site::compile(&data, late).map_err(|e| Failure::new(format!("data/: {e}")))? {
        let file = folder.join(name);
        fs::write(&file, bytes).map_err(|e| Failure::file(&file, &e))?;
    }
    Ok(())
}

/// Puts a style sheet or script that is fetched when it is wanted into `folder`, named by its content; gives
/// its name (`late.css`) and the file's.
fn late_file(root: &Path, folder: &Path, path: &str) -> Outcome<(String, String)> {
    let file = root.join(path);
    let bytes = fs::read(&file).map_err(|e| Failure::file(&file, &e))?;
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let made = format!("{stem}-{:016x}.{ending}", fingerprint(&bytes));
    fs::write(folder.join(&made), bytes).map_err(|e| Failure::file(&folder.join(&made), &e))?;
    Ok((name.to_owned(), made))
}

/// Builds one part of `crates/portal` and puts it into `folder`, both files named by the content of both:
/// the page hands the module's address to the script, which therefore names no file itself.
fn late_module(folder: &Path, part: &str) -> Outcome<Manifest> {
    let target = project::target()?;
    let tool = tools::get(&tools::wasm_bindgen()?)?;
    say(format!("Building the late module of {part} (crates/portal)."));
    let arguments =
        ["build", "--locked", "--package", "portal", "--lib", "--no-default-features", "--features", part];
    let profile = if part == "trouble" { "wasm-late" } else { "wasm-release" };
    let wasm = ["--target", "wasm32-unknown-unknown", "--profile", profile];
    run(&mut cargo(arguments.into_iter().chain(wasm))?, "Building crates/portal")?;

    let made = target.join("page-late-module");
    let mut bind = Command::new(tool);
    bind.args(["--target", "web", "--no-typescript", "--omit-default-module-path"])
        .args(["--remove-name-section", "--remove-producers-section", "--out-name", "portal", "--out-dir"])
        .arg(&made)
        .arg(target.join("wasm32-unknown-unknown").join(profile).join("portal.wasm"));
    run(&mut bind, "wasm-bindgen for crates/portal")?;

    let read = |name: &str| fs::read(made.join(name)).map_err(|e| Failure::file(&made.join(name), &e));
    let (script, module) = (read("portal.js")?, read("portal_bg.wasm")?);
    let hash = fingerprint(&[script.as_slice(), module.as_slice()].concat());
    let mut names = Manifest::new();
    for (name, suffix, bytes) in [(".js", ".js", script), (".wasm", "_bg.wasm", module)] {
        let file = format!("portal-{part}-{hash:016x}{suffix}");
        fs::write(folder.join(&file), bytes).map_err(|e| Failure::file(&folder.join(&file), &e))?;
        names.insert(format!("{part}{name}"), file);
    }
    Ok(names)
}
