//! Puts a built page into the program, where `MAIL_SETUP_DIST` names its folder.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-env-changed=MAIL_SETUP_DIST");
    println!("cargo::rerun-if-changed=build.rs");
    let mut code = String::from("pub(super) static FILES: &[(&str, &[u8])] = &[\n");
    if let Some(folder) = env::var_os("MAIL_SETUP_DIST").filter(|folder| !folder.is_empty()) {
        let folder = PathBuf::from(folder).canonicalize()?;
        println!("cargo::rerun-if-changed={}", folder.display());
        list(&folder, "", &mut code)?;
    }
    code.push_str("];\n");
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("embedded.rs"), code)
}

fn list(folder: &Path, prefix: &str, code: &mut String) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            list(&entry.path(), &format!("{name}/"), code)?;
        } else {
            let path = entry.path().display().to_string();
            let _ = writeln!(code, "    ({name:?}, include_bytes!({path:?})),");
        }
    }
    Ok(())
}
