//! `mail-setup export`: every format is written and read by a parser that is not ours.

mod common;

use common::{ADDRESS, folder, run, stderr, stdout};
use engine::Format;
use std::fs;
use std::io::{Cursor, Read as _};

fn export(format: &str, more: &[&str]) -> Vec<u8> {
    let output = run(&[&["export", format, "--address", ADDRESS], more].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    output.stdout
}

#[test]
fn an_apple_profile_is_a_property_list() {
    let bytes = export("apple", &["--outgoing", "smtp-com-465"]);
    let profile = plist::Value::from_reader_xml(Cursor::new(bytes)).unwrap();
    let mail =
        profile.as_dictionary().unwrap()["PayloadContent"].as_array().unwrap()[0].as_dictionary().unwrap();
    assert_eq!(mail["EmailAddress"].as_string(), Some(ADDRESS));
    assert_eq!(mail["OutgoingMailServerPortNumber"].as_signed_integer(), Some(465));
}

#[test]
fn a_thunderbird_file_is_a_zip() {
    let mut zip = zip::ZipArchive::new(Cursor::new(export("thunderbird", &[]))).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    let prefs = names.iter().find(|name| name.ends_with("prefs.js")).unwrap_or_else(|| panic!("{names:?}"));
    let mut text = String::new();
    zip.by_name(prefs).unwrap().read_to_string(&mut text).unwrap();
    assert!(text.contains("imap.centurylink.com") && text.contains(ADDRESS), "{text}");
}

#[test]
fn every_format_can_be_written_to_a_file_and_told_of() {
    let folder = folder("cli-export");
    for format in Format::ALL {
        let file = folder.join(format.as_str());
        let path = file.to_str().unwrap();
        let output = run(&["export", format.as_str(), "--address", ADDRESS, "-o", path, "--json"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let told: serde_json::Value = serde_json::from_str(stdout(&output)).unwrap();
        let bytes = fs::read(&file).unwrap();
        assert_eq!(told["file"], path);
        assert_eq!(told["size"], bytes.len());
        assert!(
            told["name"].as_str().unwrap().contains('.')
                && told["media_type"].as_str().unwrap().contains('/')
        );
        assert_eq!(bytes, export(format.as_str(), &[]), "{path}: standard output gives other bytes");
    }
}

#[test]
fn a_file_in_spanish_is_another_file() {
    let spanish = String::from_utf8(export("text", &["--lang", "es"])).unwrap();
    assert!(spanish.contains("Correo entrante") || spanish.contains("entrante"), "{spanish}");
}

#[test]
fn what_cannot_be_is_said() {
    let nowhere = folder("cli-export-nowhere").join("no/such/folder");
    for (args, code, says) in [
        (&["export", "zip", "--address", ADDRESS][..], 2, "the formats are apple, thunderbird,"),
        (&["export", "apple", "--address", ADDRESS, "--json"], 2, "name that file with -o"),
        (&["export", "apple", "--address", ADDRESS, "-o", nowhere.to_str().unwrap()], 2, "cannot be written"),
        (&["export", "apple", "--address", "pat@"], 1, "is only a part of an email address"),
    ] {
        let output = run(args);
        assert_eq!(output.status.code(), Some(code), "{args:?}");
        assert!(stderr(&output).contains(says), "{args:?}: {}", stderr(&output));
    }
}

/// `script` gives the program a terminal as standard output.
#[cfg(target_os = "linux")]
#[test]
fn a_binary_file_does_not_go_to_a_terminal() {
    use std::process::{Command, Stdio};
    let run = |format: &str| {
        let line = format!("{} export {format} --address {ADDRESS}", env!("CARGO_BIN_EXE_mail-setup"));
        let mut script = Command::new("script");
        script.args(["-qec", &line, "/dev/null"]).stdin(Stdio::null());
        script
            .output()
            .ok()
            .map(|output| (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned()))
    };
    let Some((code, said)) = run("thunderbird") else {
        eprintln!("skipped: there is no script(1)");
        return;
    };
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("binary file") && said.contains("-o"), "{said}");
    let (code, said) = run("text").unwrap();
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("imap.centurylink.com"), "{said}");
}
