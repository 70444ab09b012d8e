//! Every client card, filled with a real account in every way that a person can meet it.

// A helper that panics is a failing test; clippy excuses only the test functions themselves.
#![allow(clippy::unwrap_used, clippy::panic)]

use engine::account::{Account, Choice, DisplayName, password_entry};
use engine::guide::{
    ClientCard, Device, EditGuide, Guide, Kind, RowKind, Side, Step, Values, fill, fill_edit,
};
use engine::profile::{Profile, Role, Security};
use engine::text::Lang;
use std::path::{Path, PathBuf};

/// Not the usual number, so that a number written into a card instead of `{days}` shows.
const DAYS: u16 = 29;

fn data(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data").join(folder)
}

fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = std::fs::read_dir(data(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == ending))
        .map(|path| {
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            (stem, std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    found.sort();
    assert!(!found.is_empty(), "no .{ending} in data/{folder}");
    found
}

fn cards() -> Vec<ClientCard> {
    files("clients", "toml")
        .into_iter()
        .map(|(name, text)| {
            let card: ClientCard = toml::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert_eq!(card.id.as_str(), name, "a card's file is named by its id");
            card
        })
        .collect()
}

fn profiles() -> Vec<Profile> {
    files("profiles", "json")
        .into_iter()
        .map(|(name, text)| engine::profile::load(&name, &text).unwrap_or_else(|e| panic!("{e}")))
        .collect()
}

/// An account for each kind of outgoing endpoint: 587 with STARTTLS and 465 with implicit TLS.
fn accounts(profile: &Profile) -> Vec<Account> {
    [587, 465]
        .into_iter()
        .map(|port| {
            let accepted = profile.accepted(Role::Submission, profile.main_domain());
            let outgoing = accepted.iter().find(|e| e.port == port).map(|e| e.id.to_string());
            assert!(outgoing.is_some(), "{} has no submission endpoint on {port}", profile.id);
            let name = DisplayName::parse("Pat Lee").unwrap();
            let address = format!("pat.lee.test@{}", profile.main_domain());
            Account::resolve(&address, name, &Choice { incoming: None, outgoing }, profile).unwrap()
        })
        .collect()
}

/// Calls `check` with every card × language × label language × variant × outgoing endpoint.
fn each(mut check: impl FnMut(&str, &ClientCard, &Account, &Guide)) {
    for mut profile in profiles() {
        profile.sync.days = DAYS;
        for account in accounts(&profile) {
            let values = Values::of(&account, &profile, "your name");
            for card in cards() {
                for (lang, labels) in Lang::ALL.into_iter().flat_map(|l| Lang::ALL.map(|m| (l, m))) {
                    let ways = card.variants.iter().map(|variant| Some(variant.id.as_str()));
                    for way in ways.chain(card.variants.is_empty().then_some(None)) {
                        let guide = fill(&card, way, &values, lang, labels).unwrap();
                        let place = format!(
                            "{}/{} in {}, labels in {}, port {}",
                            card.id,
                            way.unwrap_or("instead"),
                            lang.code(),
                            labels.code(),
                            account.outgoing().port
                        );
                        check(&place, &card, &account, &guide);
                    }
                }
            }
        }
    }
}

/// Calls `check` with the way to each server's settings, in every way that a person can meet it.
fn each_edit(mut check: impl FnMut(&str, &ClientCard, &Account, &EditGuide)) {
    for profile in profiles() {
        for account in accounts(&profile) {
            let values = Values::of(&account, &profile, "your name");
            for card in cards() {
                for (lang, labels) in Lang::ALL.into_iter().flat_map(|l| Lang::ALL.map(|m| (l, m))) {
                    for side in [Side::Incoming, Side::Outgoing] {
                        let guide = fill_edit(&card.edit_card(), side, &values, lang, labels);
                        let place = format!(
                            "{}, {side:?}, in {}, labels in {}, port {}",
                            card.id,
                            lang.code(),
                            labels.code(),
                            account.outgoing().port
                        );
                        check(&place, &card, &account, &guide);
                    }
                }
            }
        }
    }
}

/// Everything that a person reads.
fn texts(guide: &Guide) -> Vec<&str> {
    let mut all = vec![guide.name.as_str()];
    let more = [&guide.window_text, &guide.outgoing_sign_in, &guide.relay];
    all.extend(more.into_iter().filter_map(|text| text.as_deref()));
    all.extend(guide.instead.as_ref().map(|instead| instead.text.as_str()));
    all.extend(guide.verify.iter().map(String::as_str));
    all.extend(guide.steps.iter().chain(&guide.window).flat_map(step_texts));
    all
}

fn edit_texts(guide: &EditGuide) -> Vec<&str> {
    let mut all = vec![guide.name.as_str()];
    all.extend(guide.note.iter().chain(&guide.pop_seen).map(String::as_str));
    all.extend(guide.steps.iter().flat_map(step_texts));
    all
}

fn step_texts(step: &Step) -> Vec<&str> {
    let mut all = vec![step.task.as_str()];
    all.extend(step.title.iter().chain(&step.path).map(|said| said.text.as_str()));
    for row in &step.rows {
        all.extend(row.label.iter().chain(&row.value).map(|said| said.text.as_str()));
        all.extend(row.text.as_deref());
    }
    all
}

/// What is typed or chosen.
fn values(steps: &[Step]) -> Vec<&str> {
    steps
        .iter()
        .flat_map(|step| &step.rows)
        .filter(|row| matches!(row.kind, RowKind::Type | RowKind::Choose))
        .filter_map(|row| row.value.as_ref().map(|said| said.text.as_str()))
        .collect()
}

/// A card that sets an account up, and leads neither to a browser nor to another app alone.
fn sets_up(card: &ClientCard) -> bool {
    let links = card.variants.iter().flat_map(|v| &v.screens).flat_map(|s| &s.rows);
    !card.variants.is_empty()
        && !card.devices.contains(&Device::Shared)
        && !links.into_iter().any(|row| row.kind == RowKind::Link)
}

#[test]
fn no_card_has_a_fault() {
    for card in cards() {
        assert_eq!(card.faults(), [], "{}", card.id);
    }
}

/// What is typed comes from the account; only lists have words of the app's own.
#[test]
fn nothing_to_type_is_written_into_a_card() {
    for card in cards() {
        let window = card.window.iter().flat_map(|window| &window.screens);
        let screens = card.variants.iter().flat_map(|v| &v.screens).chain(window);
        let edit = card.edit.incoming.iter().chain(&card.edit.outgoing);
        for row in screens.chain(edit).flat_map(|screen| &screen.rows).filter(|row| row.kind == RowKind::Type)
        {
            let value = row.value.as_ref().map(|label| label.en.as_str()).unwrap_or_default();
            assert!(value.starts_with('{') && value.ends_with('}'), "{}: {value:?} is typed", card.id);
        }
    }
}

#[test]
fn nothing_is_empty_and_no_placeholder_is_left() {
    each(|place, _, _, guide| {
        assert!(!guide.steps.is_empty() || guide.instead.is_some(), "{place}: no steps");
        for text in texts(guide) {
            assert!(!text.trim().is_empty(), "{place}: an empty text");
            assert!(!text.contains(['{', '}']), "{place}: {text}");
        }
    });
}

#[test]
fn what_is_typed_is_the_accounts() {
    each(|place, _, account, guide| {
        let hosts = [account.incoming().host.to_string(), account.outgoing().host.to_string()];
        let numbers = [account.incoming().port, account.outgoing().port, DAYS].map(|n| n.to_string());
        for value in values(&guide.steps) {
            if value.contains('@') {
                assert!(
                    value == account.username() || value == account.address().to_string(),
                    "{place}: {value}"
                );
            } else if value.contains('.') && !value.contains(' ') {
                assert!(hosts.iter().any(|host| host == value), "{place}: {value} is not the account's");
            } else if value.chars().all(|c| c.is_ascii_digit()) {
                assert!(
                    numbers.iter().any(|number| number == value),
                    "{place}: {value} is not the account's"
                );
            }
        }
    });
}

#[test]
fn an_account_gets_all_that_it_needs() {
    each(|place, card, account, guide| {
        if !sets_up(card) {
            return;
        }
        let given = values(&guide.steps);
        for (what, needed) in [
            ("user name", account.username().to_owned()),
            ("incoming host", account.incoming().host.to_string()),
            ("outgoing host", account.outgoing().host.to_string()),
            ("outgoing port", account.outgoing().port.to_string()),
        ] {
            let wanted = card.kind != Kind::Sender || what != "incoming host";
            assert_eq!(given.contains(&needed.as_str()), wanted, "{place}: is the {what} typed?");
        }
        let entry = password_entry(account.address().as_str());
        let asked = guide.steps.iter().flat_map(|s| &s.rows).any(|row| match card.kind {
            Kind::Terminal => row.value.as_ref().is_some_and(|value| value.text.contains(&entry)),
            _ => row.kind == RowKind::Password,
        });
        assert!(asked, "{place}: nobody says where the password goes");
    });
}

/// Legal addresses may have letters that a shell gives a meaning: they are words of a command all the same.
#[test]
fn a_command_takes_any_address_as_it_is() {
    let profile = &profiles()[0];
    let hostile = ["o'brien+home", "`id`", "#a$HOME#", "%40{x}|y&z", "'a'", "a*b?c!d~e^f"];
    for local in hostile {
        let address = format!("{local}@{}", profile.main_domain());
        let account =
            Account::resolve(&address, DisplayName::default(), &Choice::default(), profile).unwrap();
        let values = Values::of(&account, profile, "your name");
        let mut seen = 0;
        for card in cards() {
            for variant in &card.variants {
                let guide = fill(&card, Some(variant.id.as_str()), &values, Lang::En, Lang::En).unwrap();
                for row in guide.steps.iter().flat_map(|step| &step.rows) {
                    let Some(command) = row.value.as_ref().filter(|_| row.kind == RowKind::Run) else {
                        continue;
                    };
                    let words = shell_words(&command.text);
                    assert!(words.is_some(), "{}: a quote stays open in {}", card.id, command.text);
                    seen += usize::from(words.unwrap().iter().any(|word| word.ends_with(&address)));
                }
            }
        }
        assert!(seen > 0, "no command has {address} as a word of its own");
    }
}

/// The words of a command line as a POSIX shell takes them, where nothing but single quotes and backslashes
/// is special; none where a quote stays open, or where a letter that is special to a shell stands bare in
/// a word with an `@`.
fn shell_words(command: &str) -> Option<Vec<String>> {
    let (mut words, mut word, mut quoted, mut bare) = (Vec::new(), String::new(), false, false);
    let mut letters = command.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\'' => quoted = !quoted,
            '\\' if !quoted => word.push(letters.next()?),
            ' ' if !quoted => {
                assert!(!(bare && word.contains('@')), "a bare special letter in {command}");
                words.push(std::mem::take(&mut word));
                bare = false;
            }
            other => {
                bare |= !quoted && "`$|&;<>(){}*?!#~\"".contains(other);
                word.push(other);
            }
        }
    }
    assert!(!(bare && word.contains('@')), "a bare special letter in {command}");
    words.push(word);
    (!quoted).then_some(words)
}

#[test]
fn the_way_to_what_is_there_has_no_empty_text_and_no_placeholder() {
    each_edit(|place, _, _, guide| {
        for text in edit_texts(guide) {
            assert!(!text.trim().is_empty(), "{place}: an empty text");
            assert!(!text.contains(['{', '}']), "{place}: {text}");
        }
    });
}

/// Host, port and user name of the side in question, how the connection is encrypted, and nothing
/// of the other side's.
#[test]
fn every_setting_of_a_server_is_compared() {
    each_edit(|place, card, account, guide| {
        let none = card.kind == Kind::Sender && guide.side == Side::Incoming;
        if none && card.editable_later {
            assert!(guide.steps.is_empty(), "{place}: what only sends has no such server");
            return;
        }
        if !card.editable_later || card.devices == [Device::Shared] {
            assert!(guide.steps.is_empty() && guide.note.is_some(), "{place}: steps, or no word instead");
            return;
        }
        let (here, there) = match guide.side {
            Side::Incoming => (account.incoming(), account.outgoing()),
            Side::Outgoing => (account.outgoing(), account.incoming()),
        };
        let given = values(&guide.steps);
        for needed in [here.host.to_string(), here.port.to_string(), account.username().to_owned()] {
            assert!(given.contains(&needed.as_str()), "{place}: {needed} is not compared");
        }
        for foreign in [there.host.to_string(), there.port.to_string()] {
            assert!(!given.contains(&foreign.as_str()), "{place}: {foreign} is the other server's");
        }
        let words = [Security::Tls, Security::Starttls].map(|kind| card.security_words.word(here.role, kind));
        let encrypts =
            |said: &str| words.iter().any(|word| word.en == said || word.es.as_deref() == Some(said));
        let rows = guide.steps.iter().flat_map(|step| &step.rows);
        let chosen = rows.filter(|row| matches!(row.kind, RowKind::Choose | RowKind::On));
        let said = chosen.flat_map(|row| row.value.iter().chain(&row.label)).any(|said| encrypts(&said.text));
        assert!(said, "{place}: the encryption is not compared");
    });
}

/// The values are those of IMAP: in a POP account they would stop what still works.
#[test]
fn imap_values_are_kept_out_of_pop_accounts() {
    each_edit(|place, _, account, guide| {
        let host = account.incoming().host.to_string();
        for step in
            guide.steps.iter().filter(|step| values(std::slice::from_ref(*step)).contains(&host.as_str()))
        {
            let first =
                step.rows.first().filter(|row| row.kind == RowKind::Warn).and_then(|row| row.text.as_ref());
            assert!(first.is_some_and(|text| text.contains("POP")), "{place}: {} does not warn", step.task);
        }
    });
}

/// Mail of a POP account may be on the device alone.
#[test]
fn every_app_says_how_pop_is_recognised() {
    each_edit(|place, card, _, guide| {
        let said = guide.pop_seen.as_ref().is_some_and(|text| text.contains("POP"));
        let reads =
            card.devices != [Device::Shared] && card.kind != Kind::Sender && !card.variants.is_empty();
        assert_eq!(said, reads, "{place}");
        let removes = |text: &str| ["remove", "Removing", "quitar", "quite"].iter().any(|w| text.contains(w));
        let warned = |text: &str| {
            text.contains("POP") || text.contains("do not have to") || text.contains("No tiene que")
        };
        for text in edit_texts(guide) {
            assert!(!removes(text) || warned(text), "{place}: advises removal without POP: {text}");
        }
    });
}

fn broken(change: impl FnOnce(&mut ClientCard)) -> Vec<String> {
    let mut card = cards().into_iter().find(|card| card.id.as_str() == "thunderbird").unwrap();
    change(&mut card);
    card.faults().iter().map(|fault| format!("{}: {}", fault.key, fault.reason)).collect()
}

#[test]
fn a_broken_way_to_what_is_there_is_a_fault() {
    assert_eq!(broken(|_| ()), Vec::<String>::new());
    for (found, key) in [
        (broken(|card| card.edit.incoming.clear()), "edit.incoming:"),
        (broken(|card| card.edit.outgoing.clear()), "edit.outgoing:"),
        (broken(|card| card.edit.pop_seen = None), "edit.pop_seen:"),
        (broken(|card| card.edit.outgoing[0].path[1].en = " ".into()), "edit.outgoing[0]:"),
        (broken(|card| card.edit.incoming[0].task.es = "{nobody}".into()), "edit.incoming[0]: {nobody}:"),
        (broken(|card| card.edit.incoming[0].rows[2].label = None), "edit.incoming[0].rows[2]:"),
    ] {
        assert_eq!(found.len(), 1, "{key} {found:?}");
        assert!(found[0].starts_with(key), "{key} {found:?}");
    }
    let fixed = broken(|card| card.editable_later = false);
    let keys: Vec<_> = fixed.iter().filter_map(|fault| fault.split(':').next()).collect();
    assert_eq!(keys, ["edit.incoming", "edit.outgoing"]);
}

/// The person's own number, or the fixed stop of an app that only offers months.
#[test]
fn a_window_says_how_much_to_keep() {
    each(|place, _, _, guide| {
        if guide.window.is_empty() {
            return;
        }
        let days = DAYS.to_string();
        let kept = guide
            .window
            .iter()
            .flat_map(|step| &step.rows)
            .filter(|row| matches!(row.kind, RowKind::Type | RowKind::Choose))
            .filter_map(|row| row.value.as_ref())
            .any(|value| {
                let mut words = value.text.split_whitespace();
                words.any(|word| word == days || word.starts_with("month") || word == "mes")
            });
        assert!(kept, "{place}: no row of the window holds {days} days or a month");
    });
}

#[test]
fn ranks_are_unique() {
    let mut ranks: Vec<(u16, String)> = cards().iter().map(|card| (card.rank, card.id.to_string())).collect();
    ranks.sort();
    for pair in ranks.windows(2) {
        assert_ne!(pair[0].0, pair[1].0, "{} and {} have the same rank", pair[0].1, pair[1].1);
    }
}

/// Cards serve every provider; a provider's name or host in one would be shown to another's customers.
#[test]
fn no_card_names_a_provider() {
    for profile in profiles() {
        let mut names = vec![profile.name.to_lowercase()];
        names.extend(profile.endpoints.iter().map(|e| e.host.to_string()));
        for (card, text) in files("clients", "toml") {
            let text = text.to_lowercase();
            for name in &names {
                assert!(!text.contains(name.as_str()), "{card} names {name}");
            }
        }
    }
}

/// A longer sentence that is the same in both languages was forgotten. Labels are the app's own
/// words and may be.
#[test]
fn sentences_are_translated() {
    for (card, text) in files("clients", "toml") {
        let value: toml::Table = toml::from_str(&text).unwrap();
        sentences("", &toml::Value::Table(value), &mut |key, en, es| {
            let label = ["label", "value", "title", "path", "tls", "starttls"].contains(&key);
            assert!(label || en.len() < 25 || en != es, "{card}: {key} is not translated: {en}");
        });
    }
}

fn sentences(key: &str, value: &toml::Value, found: &mut impl FnMut(&str, &str, &str)) {
    match value {
        toml::Value::Table(table) => {
            let text = |lang: Lang| table.get(lang.code()).and_then(toml::Value::as_str);
            if let (Some(en), Some(es)) = (text(Lang::En), text(Lang::Es)) {
                found(key, en, es);
            }
            for (key, value) in table {
                sentences(key, value, found);
            }
        }
        toml::Value::Array(items) => items.iter().for_each(|item| sentences(key, item, found)),
        _ => {}
    }
}
