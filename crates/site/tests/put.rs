//! A profile is put into a built page's folder: all of it or nothing, and back again to the byte.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

use engine::Profile;
use engine::profile::load;
use site::{Data, MANIFEST, Manifest, Packing, PutError, compile, put};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;
use tempfile::TempDir;

/// What names the first provider or its old companies, in small letters.
const NAMES: [&str; 7] = ["centurylink", "century link", "centurytel", "qwest", "embarq", "myctl", "lumen"];

const INDEX: &str = "<!doctype html><html lang=\"en\"><head><!--site:title--><!--/site:title--></head>\
<body><!--site:data--><!--/site:data--><div id=\"app\"><!--site:start--><!--/site:start--></div></body></html>";

fn data() -> Data {
    Data::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data")).unwrap()
}

fn valley_fiber() -> Profile {
    load("valley-fiber.json", include_str!("../../../examples/profiles/valley-fiber.json")).unwrap()
}

/// A page as `cargo xtask page` leaves it, but for the modules: compiled data, profile, siblings.
fn built(data: &Data) -> TempDir {
    static FILES: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    let dist = tempfile::tempdir().unwrap();
    for (name, bytes) in FILES.get_or_init(|| build(data)) {
        let file = dist.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    dist
}

fn build(data: &Data) -> BTreeMap<String, Vec<u8>> {
    let dist = tempfile::tempdir().unwrap();
    fs::create_dir(dist.path().join("data")).unwrap();
    fs::write(dist.path().join("index.html"), INDEX).unwrap();
    for (name, bytes) in compile(data, Manifest::new()).unwrap() {
        fs::write(dist.path().join("data").join(name), bytes).unwrap();
    }
    put(dist.path(), data.profile(), data).unwrap();
    let mut all = files(dist.path());
    for (name, bytes) in all.clone() {
        for packing in Packing::ALL {
            if let Some(packed) = packing.sibling(Path::new(&name), &bytes).unwrap() {
                all.insert(format!("{name}.{}", packing.suffix()), packed);
            }
        }
    }
    all
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, folder: &Path, all: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, all);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                all.insert(name, fs::read(path).unwrap());
            }
        }
    }
    let mut all = BTreeMap::new();
    walk(folder, folder, &mut all);
    all
}

fn unpacked(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    if name.ends_with(".br") {
        brotli::BrotliDecompress(&mut &*bytes, &mut plain).unwrap();
    } else {
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(bytes), &mut plain).unwrap();
    }
    plain
}

#[test]
fn nothing_names_the_first_provider_any_more() {
    let data = data();
    let dist = built(&data);
    let applied = put(dist.path(), &valley_fiber(), &data).unwrap();
    assert!(applied.written.contains(&"index.html".to_owned()), "{applied:?}");
    let after = files(dist.path());
    let mut plain = 0;
    for (name, bytes) in &after {
        if let Some(base) = name.strip_suffix(".br").or_else(|| name.strip_suffix(".gz")) {
            assert!(unpacked(name, bytes) == after[base], "{name} is not of {base}");
            continue;
        }
        plain += 1;
        let text = String::from_utf8(bytes.clone()).unwrap().to_lowercase();
        for word in NAMES {
            let at = text.find(word).map(|at| text[..at].chars().rev().take(60).collect::<String>());
            let before = at.map(|text| text.chars().rev().collect::<String>());
            assert_eq!(before, None, "{name} says {word}");
        }
    }
    assert!(plain > 150, "only {plain} files");
    let index = String::from_utf8(after["index.html"].clone()).unwrap();
    for wanted in
        ["Valley Fiber", "imap.valleyfiber.example", "post.valleyfiber.example", "pat@valleyfiber.example"]
    {
        assert!(index.contains(wanted), "{wanted}");
    }
}

#[test]
fn there_and_back_is_the_same_to_the_byte() {
    let data = data();
    let dist = built(&data);
    let before = files(dist.path());
    let nothing = put(dist.path(), data.profile(), &data).unwrap();
    assert!(nothing.written.is_empty() && nothing.removed.is_empty(), "{nothing:?}");
    let there = put(dist.path(), &valley_fiber(), &data).unwrap();
    let other = files(dist.path());
    for name in &there.written {
        assert!(before.get(name) != other.get(name), "{name} is said to be other than before");
    }
    for name in before.keys().filter(|name| !there.written.contains(name)) {
        assert!(before.get(name) == other.get(name), "{name} changed and was not told");
    }
    let again = put(dist.path(), &valley_fiber(), &data).unwrap();
    assert!(again.written.is_empty() && again.same > 50, "{again:?}");
    put(dist.path(), data.profile(), &data).unwrap();
    assert!(files(dist.path()) == before);
}

#[test]
fn an_old_variant_never_stays() {
    let data = data();
    let dist = built(&data);
    let at = |name: &str| dist.path().join(name);
    // Somebody changed a file by hand and forgot its siblings; and one sibling is not wanted at all.
    fs::write(at("steps/en/index.html.br"), "old").unwrap();
    fs::write(at("data/profile.json.gz"), "old").unwrap();
    let applied = put(dist.path(), data.profile(), &data).unwrap();
    assert_eq!(applied.written, ["data/profile.json.gz", "steps/en/index.html.br"]);
    // A page without variants gets none, and keeps none of another's.
    fs::remove_file(at("index.html.br")).unwrap();
    fs::remove_file(at("index.html.gz")).unwrap();
    let applied = put(dist.path(), &valley_fiber(), &data).unwrap();
    assert!(applied.removed.contains(&"data/profile.json.br".to_owned()), "{applied:?}");
    assert!(!at("steps/es/index.html.gz").exists() && !at("index.html.gz").exists());
}

#[test]
fn a_folder_that_is_no_page_of_this_version_is_left_alone() {
    let data = data();
    let refused = |change: &dyn Fn(&Path), says: &str| {
        let dist = built(&data);
        change(dist.path());
        let before = files(dist.path());
        let error = put(dist.path(), &valley_fiber(), &data).unwrap_err().to_string();
        assert!(error.contains(says), "{says}: {error}");
        assert!(files(dist.path()) == before, "{says}: something was written");
    };
    refused(&|dist| fs::remove_file(dist.join("index.html")).unwrap(), "index.html cannot be read");
    refused(&|dist| fs::write(dist.join("index.html"), "<html>").unwrap(), "it has no title marker");
    refused(&|dist| fs::write(dist.join("data").join(MANIFEST), "{").unwrap(), "data/manifest.json: EOF");
    refused(
        &|dist| fs::write(dist.join("steps/en/old-app.html"), "CenturyLink").unwrap(),
        "another version of this project (steps/en/old-app.html is not one of its pages)",
    );
    refused(
        &|dist| {
            let file = dist.join("data").join(MANIFEST);
            let text = fs::read_to_string(&file).unwrap();
            fs::write(file, text.replacen("\"errors\":\"errors-", "\"errors\":\"errors-0", 1)).unwrap();
        },
        "another version of this project (data/errors-",
    );
}

/// Where a new file cannot be written, no old one has been touched, and no new one is left about.
#[test]
fn a_failure_leaves_the_old_page() {
    let data = data();
    let dist = built(&data);
    let before = files(dist.path());
    let blocked = dist.path().join("steps/es/.thunderbird.html.mail-setup-new");
    fs::create_dir(&blocked).unwrap();
    let error = put(dist.path(), &valley_fiber(), &data).unwrap_err();
    assert!(matches!(error, PutError::Write { .. }), "{error}");
    assert!(error.to_string().contains("steps/es/thunderbird.html cannot be written"), "{error}");
    fs::remove_dir(&blocked).unwrap();
    assert!(files(dist.path()) == before, "something is left of the failure");
}

/// Valley Fiber's user names are not addresses; no card and no table may say so.
#[test]
fn a_provider_with_other_user_names_is_told_of_rightly() {
    let data = data();
    let dist = built(&data);
    put(dist.path(), &valley_fiber(), &data).unwrap();
    let files = files(dist.path());
    let text = |name: &str| String::from_utf8(files[name].clone()).unwrap();
    let before = "the part of your email address before the @";
    assert!(text("index.html").contains(before));
    assert!(text("steps/es/index.html").contains("la parte de su dirección de correo antes de la @"));
    assert!(text("steps/en/thunderbird.html").contains(before));
    assert!(
        text("steps/en/mbsync.html").contains("name")
            && !text("steps/en/mbsync.html").contains("The whole address")
    );
    for name in files.keys().filter(|name| name.starts_with("steps/") && name.ends_with(".html")) {
        let text = text(name);
        for word in ["whole address", "dirección completa, con la parte", "whole email address as"] {
            assert!(!text.contains(word), "{name}: {word}");
        }
    }
    put(dist.path(), data.profile(), &data).unwrap();
    let text = fs::read_to_string(dist.path().join("steps/en/thunderbird.html")).unwrap();
    assert!(text.contains("The whole address, with the part after the @."));
}
