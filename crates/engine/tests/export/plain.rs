//! The plain text: every value on a line of its own, in both languages.

use crate::support::{PAT, account, choice, every_pair, pat, profile, text, text_of, texts};
use engine::text::{Files, Lang};
use engine::{Choice, Format, export};

#[test]
fn every_value_has_its_label() {
    for lang in Lang::ALL {
        let words = texts(lang);
        for outgoing in ["smtp-com-587", "smtp-com-465"] {
            let account = account(PAT, "Pat Example", &choice(outgoing));
            let file = export::file(Format::Text, &account, &profile(), &words).unwrap();
            let text = String::from_utf8(file.bytes).unwrap();
            let lines: Vec<&str> = text.lines().collect();
            let row = |key, value: &str| format!("{}: {value}", words.get(key));
            for (heading, endpoint) in
                [(Files::TextIncoming, account.incoming()), (Files::TextOutgoing, account.outgoing())]
            {
                let at = lines.iter().position(|line| *line == words.get(heading)).unwrap();
                let security = words.get(crate::support::word(endpoint, Files::TextTls, Files::TextStarttls));
                assert_eq!(lines[at - 1], "");
                assert_eq!(lines[at + 1], row(Files::TextServer, endpoint.host.as_str()));
                assert_eq!(lines[at + 2], row(Files::TextPort, &endpoint.port.to_string()));
                assert_eq!(lines[at + 3], row(Files::TextSecurity, security));
                assert_eq!(lines[at + 4], row(Files::TextUsername, PAT));
                assert!(lines[at + 5].starts_with(&row(Files::TextSignIn, words.get(Files::TextPassword))));
            }
            assert!(lines.contains(&row(Files::TextEmail, PAT).as_str()));
            assert!(lines.contains(&row(Files::TextName, "Pat Example").as_str()));
            assert!(text.contains(words.get(Files::TextOutgoingSignIn)));
            assert!(lines.contains(&words.get(Files::TextNever)));
            assert!(text.contains(" 30 "));
            assert!(text.contains(profile().link("webmail").unwrap().url.as_str()));
            assert!(!text.contains(['{', '}', '\r']) && text.ends_with('\n'), "{text}");
        }
    }
}

#[test]
fn it_follows_the_servers() {
    for (account, profile) in every_pair() {
        let text = text_of(Format::Text, &account, &profile);
        for endpoint in [account.incoming(), account.outgoing()] {
            assert!(text.contains(endpoint.host.as_str()), "{text}");
            assert!(text.contains(&format!(": {}\n", endpoint.port)), "{text}");
        }
    }
}

#[test]
fn no_name_means_no_name_line() {
    let with = text(Format::Text, &pat());
    let without = text(Format::Text, &account(PAT, "", &Choice::default()));
    assert_eq!(with.replace("Your name: Pat Example\n", ""), without);
    assert_ne!(with, without);
}
