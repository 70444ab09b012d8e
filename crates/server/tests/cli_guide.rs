//! `mail-setup guide`: a card's steps with a person's own values.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{ADDRESS, run, stderr, stdout};
use serde_json::Value;

fn guide(args: &[&str]) -> Value {
    let output = run(&[&["guide", "thunderbird", "--json", "--address", ADDRESS], args].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    serde_json::from_str(stdout(&output)).unwrap()
}

fn values(guide: &Value) -> Vec<&str> {
    let rows = guide["steps"].as_array().unwrap().iter().flat_map(|step| step["rows"].as_array().unwrap());
    rows.filter_map(|row| row["value"]["text"].as_str()).collect()
}

#[test]
fn the_persons_values_are_in_the_steps() {
    let guide = guide(&["--name", "Pat Example"]);
    assert_eq!(guide["client"], "thunderbird");
    let values = values(&guide);
    for value in [ADDRESS, "Pat Example", "imap.centurylink.com", "993", "smtp.centurylink.com", "587"] {
        assert!(values.contains(&value), "{value} is not in {values:?}");
    }
}

#[test]
fn the_chosen_servers_are_in_the_steps() {
    let guide = guide(&["--incoming", "mail-net-993", "--outgoing", "smtp-com-465"]);
    let values = values(&guide);
    assert!(values.contains(&"mail.centurylink.net") && values.contains(&"465"), "{values:?}");
    assert!(!values.contains(&"imap.centurylink.com") && !values.contains(&"587"), "{values:?}");
}

#[test]
fn every_variant_can_be_asked_for() {
    for card in site::Data::embedded().unwrap().clients() {
        for variant in &card.variants {
            let args = [
                "guide",
                card.id.as_str(),
                "--address",
                ADDRESS,
                "--variant",
                variant.id.as_str(),
                "--json",
                "--lang",
                "es",
            ];
            let output = run(&args);
            assert_eq!(output.status.code(), Some(0), "{args:?}: {}", stderr(&output));
            let guide: Value = serde_json::from_str(stdout(&output)).unwrap();
            assert_eq!(guide["variant"], variant.id.as_str());
        }
    }
}

#[test]
fn people_read_rows() {
    let output = run(&["guide", "thunderbird", "--address", ADDRESS]);
    let text = stdout(&output);
    let columns = |value: &str| {
        let line = text.lines().find(|line| line.contains(value)).unwrap();
        line.find(value).unwrap()
    };
    assert_eq!(columns("imap.centurylink.com"), columns("SSL/TLS"), "{text}");
    assert!(text.contains("1. "), "{text}");
}

#[test]
fn what_cannot_be_is_said_in_one_sentence() {
    for (args, code, says) in [
        (&["guide", "eudora", "--address", ADDRESS][..], 2, "\"eudora\" is not a client; the clients are"),
        (&["guide", "thunderbird", "--variant", "x", "--address", ADDRESS], 2, "has no variant \"x\""),
        (&["guide", "thunderbird", "--incoming", "x", "--address", ADDRESS], 2, "\"x\" is not an endpoint"),
        (&["guide", "thunderbird", "--incoming", "smtp-com-587", "--address", ADDRESS], 2, "cannot be used"),
        (&["guide", "thunderbird", "--address", "pat@gmail.com"], 1, "gmail.com is not CenturyLink"),
        (&["guide", "thunderbird", "--lang", "es", "--address", "pat@gmail.com"], 1, "no es de CenturyLink"),
        (&["guide", "thunderbird", "--name", "a\nb", "--address", ADDRESS], 1, "cannot be seen"),
    ] {
        let output = run(args);
        assert_eq!(output.status.code(), Some(code), "{args:?}");
        assert!(stderr(&output).contains(says), "{args:?}: {}", stderr(&output));
        assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
        assert!(output.stdout.is_empty(), "{args:?}");
    }
}
