//! Whatever a person may be called and whatever the address: every format reads back the same.

use crate::prefs::Literal;
use crate::support::{profile, texts};
use crate::{apple, desktop, prefs, qr, xml};
use engine::text::Lang;
use engine::{Account, Choice, DisplayName, Format, Profile, export};
use proptest::prelude::*;
use proptest::sample::select;
use roxmltree::Document;
use serde_json::Value;

/// Bits that have broken writers of such files.
const ODD: &[&str] = &[
    "\"",
    "'",
    "&",
    "<",
    ">",
    "]]>",
    "<!--",
    "-->",
    "&amp;",
    "&#0;",
    "\\",
    "\\u0022",
    "\\n",
    "//",
    "/*",
    "%",
    "%EMAILADDRESS%",
    "{email}",
    "</string>",
    "\");",
    "null",
    "ü",
    "ñ",
    "é\u{301}",
    "李",
    "\u{5d0}\u{5d1}",
    "\u{627}\u{644}",
    "\u{202e}",
    "\u{200d}",
    "\u{1f469}\u{200d}\u{1f4bb}",
    "\u{a0}",
    "\u{ad}",
    "\u{feff}",
    "\u{fdd0}",
    "\u{1ffff}",
    "\u{e000}",
    "\u{10fffd}",
    " ",
    "  ",
];

/// Characters that a name cannot have; they must be refused before any file is made.
const REFUSED: &[char] = &[
    '\0', '\u{1}', '\t', '\n', '\r', '\u{1b}', '\u{7f}', '\u{85}', '\u{2028}', '\u{2029}', '\u{fffe}',
    '\u{ffff}',
];

fn name() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => select(ODD).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => prop::char::range('a', 'z').prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..20).prop_map(|pieces| {
        let all: String =
            pieces.concat().chars().filter(|c| DisplayName::parse(&format!("x{c}x")).is_ok()).collect();
        all.chars().take(64).collect()
    })
}

fn address(domains: Vec<String>) -> impl Strategy<Value = String> {
    const ATOM: &str = "abcXYZ019!#$%&'*+-/=?^_`{|}~";
    let atom = prop::collection::vec(select(ATOM.chars().collect::<Vec<_>>()), 1..15)
        .prop_map(|letters| letters.into_iter().collect::<String>());
    let local = prop::collection::vec(atom, 1..4).prop_map(|atoms| atoms.join("."));
    (local, select(domains)).prop_map(|(local, domain)| format!("{local}@{domain}"))
}

fn account(profile: &Profile) -> impl Strategy<Value = Account> {
    let domains: Vec<String> = profile.domains.iter().map(|domain| domain.name.to_string()).collect();
    let profile = profile.clone();
    (address(domains), name()).prop_filter_map("not a usable address", move |(address, name)| {
        Account::resolve(&address, DisplayName::parse(&name).ok()?, &Choice::default(), &profile).ok()
    })
}

fn check(account: &Account, profile: &Profile, lang: Lang) {
    let words = texts(lang);
    let bytes = |format| export::file(format, account, profile, &words).unwrap().bytes;
    let text = |format| String::from_utf8(bytes(format)).unwrap();
    let (email, name) = (account.address().as_str(), account.name());

    let top = apple::read(&bytes(Format::Apple));
    let mail = apple::mail(&top);
    assert_eq!(mail.get("EmailAccountName").map_or("", |found| found.as_string().unwrap()), name);
    for key in ["EmailAddress", "IncomingMailServerUsername", "OutgoingMailServerUsername"] {
        assert_eq!(apple::string(mail, key), email);
    }
    assert!(apple::string(&top, "PayloadDisplayName").contains(email));

    let zipped = desktop::unpack(&bytes(Format::Thunderbird), profile.id.as_str());
    for file in [zipped, text(Format::ThunderbirdUserJs)] {
        let (_, found) = prefs::read(&file);
        let value = |name: &str| found.get(name).cloned().unwrap_or(Literal::Text(String::new()));
        assert_eq!(value("mail.identity.id1.fullName"), Literal::Text(name.to_owned()));
        for name in
            ["mail.identity.id1.useremail", "mail.server.server1.userName", "mail.smtpserver.smtp1.username"]
        {
            assert_eq!(value(name), Literal::Text(email.to_owned()));
        }
    }

    let json = text(Format::ThunderbirdQrText);
    assert!(!json.contains(['\n', '\r']));
    let found: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (&found[2][5], &found[3][0][0][5], &found[3][0][1][0]),
        (&email.into(), &email.into(), &email.into())
    );
    assert_eq!(found[3][0][1][1], name);
    assert_eq!(qr::decode(&text(Format::ThunderbirdQr)), json);

    let k9 = text(Format::K9);
    let document = Document::parse(&k9).unwrap();
    let identity = document.descendants().find(|node| node.has_tag_name("identity")).unwrap();
    assert_eq!((xml::value(identity, "name"), xml::value(identity, "email")), (name, email));
    let users: Vec<_> =
        document.descendants().filter(|node| node.has_tag_name("username")).map(|n| n.text()).collect();
    assert_eq!(users, [Some(email), Some(email)]);

    let autoconfig = text(Format::Autoconfig);
    let document = Document::parse(&autoconfig).unwrap();
    let listed = document
        .descendants()
        .any(|node| node.has_tag_name("domain") && node.text() == Some(account.address().domain()));
    assert!(listed);

    let autodiscover = text(Format::Autodiscover);
    let document = Document::parse(&autodiscover).unwrap();
    let all = |tag: &str| -> Vec<_> {
        document.descendants().filter(|n| n.tag_name().name() == tag).map(|n| n.text().unwrap()).collect()
    };
    assert_eq!(all("LoginName"), [email, email]);
    assert_eq!(all("DisplayName").concat(), name);

    let plain = text(Format::Text);
    assert!(plain.lines().filter(|line| line.ends_with(&format!(": {email}"))).count() >= 3);
    assert!(name.is_empty() || plain.lines().any(|line| line.ends_with(&format!(": {name}"))));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_name_and_address_is_read_back(account in account(&profile()), lang in select(&Lang::ALL[..])) {
        check(&account, &profile(), lang);
    }
}

#[test]
fn every_odd_bit_alone_is_read_back() {
    for odd in ODD {
        let name = DisplayName::parse(odd).unwrap();
        let account = Account::resolve("pat@centurylink.net", name, &Choice::default(), &profile()).unwrap();
        check(&account, &profile(), Lang::En);
    }
}

#[test]
fn what_no_file_can_say_is_no_name() {
    for c in REFUSED {
        assert!(DisplayName::parse(&format!("a{c}b")).is_err(), "U+{:04X}", *c as u32);
    }
}

/// What the page asks a name for: the file is another one with another name, or it is not asked.
#[test]
fn a_format_that_names_the_person_does_and_no_other() {
    let choice = Choice::default();
    let named = |name: &str| crate::support::account("pat@centurylink.net", name, &choice);
    for format in Format::ALL {
        let same =
            crate::support::bytes(format, &named("Pat")) == crate::support::bytes(format, &named("Lee"));
        assert_eq!(same, !format.names_person(), "{format:?}");
    }
}
