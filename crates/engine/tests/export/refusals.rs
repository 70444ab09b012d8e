//! What no file may hold, and what no file can be made of.

use crate::support::{account_of, bytes_of, every_pair, pat, profile, texts};
use engine::export::{ExportError, file};
use engine::profile::AuthMethod;
use engine::text::Lang;
use engine::{Choice, Format};

/// Parts of a file where a password would be, as each format names it.
const PASSWORDS: &[&str] = &[
    "<key>IncomingPassword</key>",
    "<key>OutgoingPassword</key>",
    "<password",
    "password\"",
    "null",
    ">plain<",
    ">NONE<",
];

#[test]
fn no_file_has_a_place_for_a_password_or_says_unencrypted() {
    for (account, profile) in every_pair() {
        for format in Format::ALL {
            let bytes = bytes_of(format, &account, &profile);
            let text = String::from_utf8_lossy(&bytes);
            for part in PASSWORDS {
                assert!(!text.contains(part), "{format:?} has {part}");
            }
        }
    }
}

#[test]
fn a_provider_without_passwords_gets_no_file() {
    let mut other = profile();
    other.sign_in.methods = vec![AuthMethod::Oauth2];
    for format in Format::ALL {
        let error = file(format, &pat(), &other, &texts(Lang::En)).unwrap_err();
        assert_eq!(error, ExportError::NoPassword);
    }
    assert!(ExportError::NoPassword.to_string().contains("sign_in.methods"));
}

#[test]
fn a_provider_whose_name_is_markup_still_makes_sound_files() {
    let mut other = profile();
    other.name = "A&B <\"Net\"> ]]> \\ 'x'".to_owned();
    let account = account_of("pat@centurylink.net", "Pat", &Choice::default(), &other);
    for format in [Format::Autoconfig, Format::K9, Format::Apple] {
        let bytes = bytes_of(format, &account, &other);
        let text = std::str::from_utf8(&bytes).unwrap();
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let document = roxmltree::Document::parse_with_options(text, options).unwrap();
        assert!(document.descendants().any(|node| node.text() == Some(&other.name)), "{format:?}");
    }
    let prefs = bytes_of(Format::ThunderbirdUserJs, &account, &other);
    let (_, prefs) = crate::prefs::read(std::str::from_utf8(&prefs).unwrap());
    assert_eq!(prefs["mail.smtpserver.smtp1.description"], crate::prefs::Literal::Text(other.name.clone()));
    let json: serde_json::Value =
        serde_json::from_slice(&bytes_of(Format::ThunderbirdQrText, &account, &other)).unwrap();
    assert_eq!(json[2][6], other.name.as_str());
}

#[test]
fn a_provider_name_with_a_line_break_is_no_profile() {
    let mut other = profile();
    assert!(other.faults().is_empty());
    other.name = "Century\nLink".to_owned();
    let faults: Vec<String> = other.faults().iter().map(ToString::to_string).collect();
    assert_eq!(faults, ["name: must have no control characters"]);
}
