//! A profile from an autoconfig file: everything in the file is carried over or told of, nothing is
//! made up, and what `profile check` will say is said at once.

#![allow(clippy::unwrap_used, clippy::panic)]

mod hostile;
mod servers;

use engine::Profile;
use engine::import::{Imported, Note, NoteKind, import};
use engine::profile::{Date, load};

/// The day of every import here.
pub const TODAY: &str = "2026-11-24";

/// Reads a file that must be readable.
pub fn imported(text: &str) -> Imported {
    let today = Date::try_from(TODAY.to_owned()).unwrap();
    import(text.as_bytes(), "sample.xml", &today).unwrap_or_else(|e| panic!("{e}"))
}

/// The profile of a complete file.
pub fn profile(imported: &Imported) -> Profile {
    load("sample.json", &imported.profile).unwrap_or_else(|e| panic!("{e}"))
}

/// `line place: reason` of every note of a kind.
pub fn told(imported: &Imported, kind: NoteKind) -> Vec<String> {
    let told = |note: &Note| {
        format!("{} {}: {}", note.line.map_or_else(String::new, |l| l.to_string()), note.place, note.reason)
    };
    imported.notes.iter().filter(|note| note.kind == kind).map(told).collect()
}

/// Asserts that the notes of a kind are these, by their beginnings and a word of each.
pub fn expect(imported: &Imported, kind: NoteKind, wanted: &[(&str, &str)]) {
    let told = told(imported, kind);
    assert_eq!(told.len(), wanted.len(), "{told:#?}");
    for (told, (start, word)) in told.iter().zip(wanted) {
        assert!(told.starts_with(start) && told.contains(word), "{start} … {word}: {told}");
    }
}

/// A whole file of a made-up provider; each part can be replaced.
pub fn sample() -> String {
    include_str!("whole.xml").to_owned()
}

#[test]
fn a_whole_file_makes_a_sound_profile() {
    let made = imported(&sample());
    let profile = profile(&made);
    assert!(told(&made, NoteKind::Missing).is_empty() && told(&made, NoteKind::Dropped).is_empty());
    assert_eq!((profile.id.as_str(), profile.name.as_str()), ("northmail-example", "Northmail"));
    let names: Vec<&str> = profile.domains.iter().map(|domain| domain.name.as_str()).collect();
    assert_eq!(names, ["northmail.example", "harbour.example"]);
    let endpoints: Vec<String> = profile
        .endpoints
        .iter()
        .map(|e| {
            format!(
                "{} {:?} {} {} {:?} {:?} {}",
                e.id, e.role, e.host, e.port, e.security, e.standing, e.rank
            )
        })
        .collect();
    assert_eq!(
        endpoints,
        [
            "imap-northmail-example-993 Imap imap.northmail.example 993 Tls Documented 1",
            "imap-northmail-example-143 Imap imap.northmail.example 143 Starttls Documented 2",
            "pop-northmail-example-995 Pop pop.northmail.example 995 Tls Documented 1",
            "smtp-northmail-example-465 Submission smtp.northmail.example 465 Tls Documented 1",
            "smtp-northmail-example-587 Submission smtp.northmail.example 587 Starttls Documented 2",
        ]
    );
    let whole: serde_json::Value = serde_json::from_str(&made.profile).unwrap();
    assert_eq!(whole["username"]["rule"], "full_address");
    assert_eq!(whole["sign_in"]["methods"], serde_json::json!(["password", "oauth2", "encrypted"]));
    assert_eq!(whole["sign_in"]["outgoing_required"], true);
    assert_eq!(whole["transport"]["never_ports"], serde_json::json!([25, 110]));
    assert_eq!(whole["pop"]["leave_on_server"], false);
    assert_eq!(whole["pop"]["sources"], serde_json::json!(["autoconfig"]));
    assert_eq!(whole.get("limits"), None);
    let link = |id: &str| profile.link(id).unwrap();
    assert_eq!(link("webmail").url.as_str(), "https://webmail.northmail.example/?a=1&b=2");
    assert_eq!(link("webmail").title.es, "webmail.northmail.example");
    assert_eq!(link("support").title.en, "Help with <mail>");
    assert_eq!(link("support").title.es, "Ayuda con el correo");
    assert_eq!(link("support").languages, ["en", "es-MX"]);
    assert_eq!(link("support-2").title.es, "Only in English");
    assert_eq!(profile.other_hosts[0].host.as_str(), "webmail.northmail.example");
    let source = &profile.sources[0];
    assert_eq!((source.reference.as_str(), source.seen.as_ref().unwrap().as_str()), ("sample.xml", TODAY));
    assert!(made.profile.ends_with("}\n"));
}

/// A page's name that stands for one in another language is told of, by its key in the profile.
#[test]
fn a_name_that_the_file_does_not_have_is_told() {
    let made = imported(&sample());
    let names = |made: &Imported| {
        let links = made.notes.iter().filter(|note| note.place.starts_with("links["));
        links
            .map(|note| {
                assert_eq!((note.kind, note.line), (NoteKind::Rule, None));
                let stands = note.reason.split('"').nth(1).unwrap().to_owned();
                (note.place.clone(), stands)
            })
            .collect::<Vec<_>>()
    };
    let wanted = [
        ("links[0].title.en", "webmail.northmail.example"),
        ("links[0].title.es", "webmail.northmail.example"),
        ("links[2].title.es", "Only in English"),
    ]
    .map(|(place, stands)| (place.to_owned(), stands.to_owned()));
    assert_eq!(names(&made), wanted);
    let profile: serde_json::Value = serde_json::from_str(&made.profile).unwrap();
    assert_eq!(profile["links"][2]["title"]["es"], "Only in English", "the place is that of the profile");
    let spanish = sample().replace("<descr lang=\"en\">Only in English", "<descr lang=\"es\">Más ayuda");
    assert_eq!(names(&imported(&spanish))[2], ("links[2].title.en".to_owned(), "Más ayuda".to_owned()));
}

/// Every element that a profile has no place for is told with its line.
#[test]
fn what_has_no_place_is_told_with_its_line() {
    let text = sample();
    let made = imported(&text);
    let lines: Vec<&str> = text.lines().collect();
    let mut places = Vec::new();
    for note in made.notes.iter().filter(|note| note.kind == NoteKind::NotCarried) {
        let line = lines[note.line.unwrap() - 1];
        assert!(line.contains(&format!("<{}", note.place)), "{note:?}: {line}");
        places.push(note.place.as_str());
    }
    places.sort_unstable();
    let mut wanted = "addThisServer addressbook calendar chatServer checkInterval clientConfigUpdate \
        daysToLeaveMessagesOnServer displayShortName documentation domain downloadOnBiff emailProvider enable fileShare \
        identity incomingServer incomingServer inputField instruction instructionsURL loginPageInfo novelty oAuth2 \
        password setupServer useGlobalPreferredServer videoConference"
        .split_whitespace()
        .collect::<Vec<_>>();
    wanted.sort_unstable();
    assert_eq!(places, wanted);
}

/// The shape of the first provider's entry in the ISPDB: POP first, then IMAP, one outgoing server, no
/// pages at all.
#[test]
fn pop_first_and_no_pages() {
    let made = imported(include_str!("pop_first.xml"));
    let whole: serde_json::Value = serde_json::from_str(&made.profile).unwrap();
    assert_eq!(whole["endpoints"][0]["role"], "pop");
    assert_eq!(whole["endpoints"][1]["role"], "imap");
    expect(&made, NoteKind::Missing, &[("", "webmail is missing"), ("", "support is missing")]);
    assert_eq!(whole["pop"]["leave_on_server"], true);
}

/// What the assistant sets up is IMAP: a POP server that wants another user name does not say its rule.
#[test]
fn the_user_name_is_imaps() {
    let file = include_str!("pop_first.xml").replacen("%EMAILADDRESS%", "%EMAILLOCALPART%", 1);
    let made = imported(&file);
    let whole: serde_json::Value = serde_json::from_str(&made.profile).unwrap();
    assert_eq!(whole["username"]["rule"], "full_address");
    let told = told(&made, NoteKind::NotCarried);
    assert!(
        told.iter().any(|told| told.contains("%EMAILLOCALPART%") && told.contains("IMAP first")),
        "{told:?}"
    );
}

#[test]
fn pop_alone_is_told_as_profile_check_tells_it() {
    let text = sample();
    let (start, rest) = text.split_once("<incomingServer type=\"imap\">").unwrap();
    let (_, rest) = rest.split_once("<incomingServer type=\"pop3\">").unwrap();
    let made = imported(&format!("{start}<incomingServer type=\"pop3\">{rest}"));
    let check = load("", &made.profile).unwrap_err();
    let missing: Vec<_> = made.notes.iter().filter(|note| note.kind == NoteKind::Missing).collect();
    assert_eq!(missing.len(), check.faults.len());
    for (note, fault) in missing.iter().zip(&check.faults) {
        assert_eq!((&note.place, note.line, &note.reason), (&fault.key, Some(fault.line), &fault.reason));
    }
    assert!(missing.iter().any(|note| note.reason.starts_with("no imap endpoint")), "{missing:?}");
}

#[test]
fn nothing_is_made_up() {
    let made = imported("<clientConfig><emailProvider id=\"a.example\"/></clientConfig>");
    let whole: serde_json::Value = serde_json::from_str(&made.profile).unwrap();
    for list in ["domains", "endpoints", "links"] {
        assert_eq!(whole[list], serde_json::json!([]), "{list}");
    }
    assert_eq!((whole.get("name"), whole.get("username")), (None, None));
    expect(&made, NoteKind::Missing, &[("", "missing field `name`"), ("", "missing field `username`")]);
    let rules: Vec<&str> =
        made.notes.iter().filter(|n| n.kind == NoteKind::Rule).map(|n| n.place.as_str()).collect();
    assert_eq!(rules, ["sign_in.app_password", "transport", "pop.leave_on_server", "sync.days", "limits"]);
}

#[test]
fn names_and_domains() {
    let with = |old: &str, new: &str| {
        let text = sample();
        assert!(text.contains(old), "{old}");
        imported(&text.replacen(old, new, 1))
    };
    let name = |made: &Imported| {
        let whole: serde_json::Value = serde_json::from_str(&made.profile).unwrap();
        whole["name"].as_str().map(str::to_owned)
    };
    let full = "<displayName>Northmail</displayName>";
    let made = with(full, "<displayName>Northmail (%EMAILADDRESS%)</displayName>");
    assert_eq!(name(&made).as_deref(), Some("North"), "a name with a placeholder is none");
    let made = with(full, &format!("<displayName>{}</displayName>", "n".repeat(31)));
    assert_eq!(name(&made).as_deref(), Some("North"));
    let made = with(full, &format!("<displayName>{}</displayName>", "ñ".repeat(30)));
    assert_eq!(name(&made), Some("ñ".repeat(30)));

    let made =
        with("<domain> harbour.example </domain>", "<domain>NorthMail.Example</domain><domain>a b</domain>");
    expect(
        &made,
        NoteKind::Dropped,
        &[("", "northmail.example is there twice"), ("", "\"a b\" is not a domain name")],
    );
    let made = with("id=\"northmail.example\"", "id=\"north mail\"");
    expect(&made, NoteKind::Dropped, &[("", "refuses the whole file")]);
    expect(&made, NoteKind::Missing, &[("", "missing field `id`")]);
    // Pages that are no https pages are not turned into some.
    let made =
        with("url=\"https://www.northmail.example/help\"", "url=\"http://www.northmail.example/help\"");
    assert!(profile(&made).link("support").unwrap().title.en == "Only in English");
    assert!(told(&made, NoteKind::NotCarried).iter().any(|told| told.contains("takes an https address")));
}
