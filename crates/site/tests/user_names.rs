//! A provider whose user names are the part before the `@`: nothing says that they are whole addresses.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use engine::guide::{Values, fill};
use engine::text::{Files, Lang};
use engine::{Account, Choice, DisplayName, Format, export, profile};
use site::Data;

const VALLEY: &str = include_str!("../../../examples/profiles/valley-fiber.json");

fn wrong_here(text: &str) -> bool {
    ["whole address", "part after the @", "dirección completa", "después de la @"]
        .iter()
        .any(|word| text.contains(word))
}

#[test]
fn no_step_of_any_card_asks_for_the_whole_address() {
    let (data, valley) = (Data::embedded().unwrap(), profile::load("valley", VALLEY).unwrap());
    let account =
        Account::resolve("pat@valleyfiber.example", DisplayName::default(), &Choice::default(), &valley)
            .unwrap();
    let own = Values::of(&account, &valley, "your name");
    let general = Values::general(&valley, "ADDRESS", "NAME").unwrap().named("the part before the @");
    let mut filled = 0;
    for card in data.clients() {
        for lang in Lang::ALL {
            for (values, name) in [(&own, "pat"), (&general, "the part before the @")] {
                for variant in &card.variants {
                    let guide = fill(card, Some(variant.id.as_str()), values, lang, lang).unwrap();
                    let sign_in = guide.outgoing_sign_in.iter();
                    for text in sign_in
                        .chain(guide.steps.iter().flat_map(|step| &step.rows).filter_map(|r| r.text.as_ref()))
                    {
                        assert!(!wrong_here(text), "{}: {text}", card.id);
                    }
                    let rows = guide.steps.iter().flat_map(|step| &step.rows);
                    let labels = ["User name", "Username", "Login name", "Nombre de usuario"];
                    for row in rows
                        .filter(|row| row.label.as_ref().is_some_and(|l| labels.contains(&l.text.as_str())))
                    {
                        let Some(value) = &row.value else { continue };
                        assert_eq!(value.text, name, "{}", card.id);
                        filled += 1;
                    }
                }
            }
        }
    }
    assert!(filled > 100, "{filled}");
}

#[test]
fn every_file_has_the_part_before_the_at_as_user_name() {
    let (data, valley) = (Data::embedded().unwrap(), profile::load("valley", VALLEY).unwrap());
    let account =
        Account::resolve("pat@valleyfiber.example", DisplayName::default(), &Choice::default(), &valley)
            .unwrap();
    for format in Format::ALL {
        let file = export::file(format, &account, &valley, &data.texts::<Files>(Lang::En).unwrap()).unwrap();
        let text = String::from_utf8_lossy(&file.bytes);
        if format == Format::Autoconfig {
            assert!(text.contains("%EMAILLOCALPART%") && !text.contains("%EMAILADDRESS%"));
        }
        assert!(!wrong_here(&text), "{format:?}: {text}");
    }
}
