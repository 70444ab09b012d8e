//! `cargo xtask dist`: the whole product as one file, the server with the built page inside.

use crate::run::{Failure, Outcome, cargo, run, say};
use crate::{page, project};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Builds `dist-bin/mail-setup`.
///
/// # Errors
/// Where page or server do not build.
pub fn dist() -> Outcome<()> {
    let page = page::build()?;
    let program = server(Some(&page))?;
    let folder = project::root()?.join("dist-bin");
    fs::create_dir_all(&folder).map_err(|e| Failure::file(&folder, &e))?;
    let file = folder.join("mail-setup").with_extension(env::consts::EXE_EXTENSION);
    let bytes = fs::copy(&program, &file).map_err(|e| Failure::file(&file, &e))?;
    say(format_args!("dist-bin/mail-setup is the whole product ({} MB).", bytes / 1_000_000));
    Ok(())
}

/// Builds the server, with that page inside if there is one. Its program.
///
/// # Errors
/// Where it does not build.
pub fn server(page: Option<&Path>) -> Outcome<PathBuf> {
    say("Building the server: 3 to 6 minutes the first time, then seconds.");
    let mut build = cargo(["build", "--release", "--locked", "--package", "server", "--bin", "mail-setup"])?;
    match page {
        Some(page) => build.env("MAIL_SETUP_DIST", page),
        None => build.env_remove("MAIL_SETUP_DIST"),
    };
    run(&mut build, "Building the server")?;
    Ok(project::target()?.join("release/mail-setup").with_extension(env::consts::EXE_EXTENSION))
}
