//! A portal: the example's folder with the unpacked package in its `node_modules`.

use serde_json::Value;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;
use testkit::browser::{self, Device, Options, Session};
use testkit::pages::{self, Pages};
use testkit::skip::{Program, ready, skipped};

/// Runs TypeScript and the bundler.
pub const NODE: Program = Program { name: "node", package: "nodejs" };

/// What a strict portal sends: no inline script, no `eval`, and WebAssembly.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
                      style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'";

/// The folder, gone when the test is over.
pub struct Portal(TempDir);

impl Portal {
    /// Unpacks the package; `None` where none was packed.
    pub fn unpack() -> Option<Self> {
        let Some(tarball) = tarball() else {
            let _ = skipped("the npm package is not packed (cargo xtask package)");
            return None;
        };
        let folder = tempfile::Builder::new().prefix("testkit-package-").tempdir().unwrap();
        for file in files(&project().join("examples/npm")) {
            fs::copy(&file, folder.path().join(file.file_name().unwrap())).unwrap();
        }
        let modules = folder.path().join("node_modules");
        fs::create_dir(&modules).unwrap();
        let mut tar = Command::new("tar");
        tar.arg("-xzf").arg(&tarball).arg("-C").arg(&modules);
        let _ = done(&mut tar);
        fs::rename(modules.join("package"), modules.join("mail-setup-assistant")).unwrap();
        Some(Self(folder))
    }

    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    /// Serves a folder with the strict policy.
    pub fn serve(folder: &Path) -> Pages {
        let strict = |page: pages::Page| page.header("Content-Security-Policy", POLICY);
        Pages::serve(pages::folder(folder).unwrap().into_iter().map(strict).collect()).unwrap()
    }

    /// Has the bundler make what a portal would serve; `None` where it is not there.
    pub fn bundle(&self) -> Option<PathBuf> {
        let vite = tool("VITE", "the bundler Vite is not there (cargo xtask test installs it)")?;
        let mut node = Command::new(NODE.path().unwrap());
        node.current_dir(self.folder()).arg(vite).args(["build", "--base", "./", "--logLevel", "warn"]);
        let _ = done(&mut node);
        Some(self.folder().join("dist"))
    }

    /// The example's profile as JSON text, as JavaScript writes it.
    pub fn profile(&self) -> String {
        let mut node = Command::new(NODE.path().unwrap());
        let print = "import('./profile.js').then(({ profile }) => console.log(JSON.stringify(profile)))";
        node.current_dir(self.folder()).args(["--input-type=module", "--eval", print]);
        done(&mut node)
    }
}

/// Whether Node is there, and new enough for Vite.
pub fn node() -> bool {
    if !ready(&[NODE]) {
        return false;
    }
    let version = NODE.version("--version").unwrap_or_default();
    let mut numbers = version.split('.').map(|number| number.parse::<u32>().unwrap_or_default());
    let found = [numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default()];
    found >= [18, 0] || skipped(&format!("node is {version}; 18 or newer is wanted"))
}

/// A browser, where it and Node are there.
pub async fn browser() -> Option<Session> {
    if !browser::installed() || !node() {
        return None;
    }
    Some(Session::start(Options::new(Device::WindowsEdge)).await.unwrap())
}

/// What `cargo xtask test` says of a tool from npm.
pub fn tool(name: &str, missing: &str) -> Option<PathBuf> {
    let found = env::var_os(format!("MAIL_SETUP_{name}")).map(PathBuf::from);
    if found.is_none() {
        let _ = skipped(missing);
    }
    found.filter(|_| node())
}

/// Runs a program to its end; what it printed.
pub fn done(command: &mut Command) -> String {
    let output = command.stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", said(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// All that a program printed.
pub fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat()
}

/// The folder of the checkout.
pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// JSON text, read.
pub fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn tarball() -> Option<PathBuf> {
    let named = env::var_os("MAIL_SETUP_PACKAGE").map(PathBuf::from);
    named.or_else(|| {
        let folder = project().join("dist-npm");
        let packed = if folder.is_dir() { files(&folder) } else { Vec::new() };
        packed.into_iter().find(|file| file.extension().is_some_and(|kind| kind == "tgz"))
    })
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.is_file()).collect()
}
