//! Autodiscover, read with `roxmltree` against what the format says (facts/formats.md 5.1): every
//! element, its place, and the values that it may have.

use crate::support::{PAT, account, choice, every_pair, pat, profile, text, text_of, texts, word};
use crate::xml::{child, children, value};
use engine::diagnose::{About, Verdict, diagnose};
use engine::text::Lang;
use engine::{Account, Choice, Format, export, settings};
use roxmltree::{Document, Node};

const ANSWER: &str = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
const RESPONSE: &str = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";

/// The elements of a `Protocol` that may be there, in the format's order, each with its values.
const FIELDS: &[(&str, Allowed)] = &[
    ("Type", Allowed::One(&["IMAP", "SMTP"])),
    ("Server", Allowed::Host),
    ("Port", Allowed::Port),
    ("LoginName", Allowed::Text),
    ("DomainRequired", SWITCH),
    ("SPA", SWITCH),
    ("SSL", SWITCH),
    ("Encryption", Allowed::One(&["None", "SSL", "TLS", "Auto"])),
    ("AuthRequired", SWITCH),
    ("UsePOPAuth", SWITCH),
    ("SMTPLast", SWITCH),
];

enum Allowed {
    One(&'static [&'static str]),
    Host,
    Port,
    Text,
}

const SWITCH: Allowed = Allowed::One(&["on", "off"]);

impl Allowed {
    fn takes(&self, text: &str) -> bool {
        match self {
            Self::One(words) => words.contains(&text),
            Self::Host => {
                text.contains('.') && text.bytes().all(|b| b.is_ascii_alphanumeric() || b".-".contains(&b))
            }
            Self::Port => !text.starts_with(['0', '+']) && text.parse::<u16>().is_ok_and(|number| number > 0),
            Self::Text => !text.is_empty() && text.trim() == text,
        }
    }
}

/// The first fault of an answer against the format, if it has one.
fn fault(text: &str) -> Option<String> {
    let document = Document::parse(text).unwrap();
    let root = document.root_element();
    let named = |node: Node<'_, '_>, name: &str, namespace: &str| node.has_tag_name((namespace, name));
    if !named(root, "Autodiscover", ANSWER) || children(root) != ["Response"] {
        return Some("not an Autodiscover with a Response".into());
    }
    let response = root.first_element_child().unwrap();
    if let Some(stray) = response.descendants().find(|node| {
        node.is_element() && (node.tag_name().namespace() != Some(RESPONSE) || node.attributes().len() > 0)
    }) {
        return Some(format!("{:?} has another namespace, or attributes", stray.tag_name()));
    }
    let element = |node: Node<'_, '_>, name: &str| {
        let found = node.children().find(|node| node.tag_name().name() == name);
        document.get_node(found.unwrap().id()).unwrap()
    };
    match children(response)[..] {
        ["Account"] => {}
        ["User", "Account"] => {
            let user = element(response, "User");
            if children(user) != ["DisplayName"] {
                return Some(format!("User has {:?}", children(user)));
            }
        }
        _ => return Some(format!("Response has {:?}", children(response))),
    }
    let account = element(response, "Account");
    if children(account) != ["AccountType", "Action", "Protocol", "Protocol"] {
        return Some(format!("Account has {:?}", children(account)));
    }
    for (name, only) in [("AccountType", "email"), ("Action", "settings")] {
        let node = element(account, name);
        if node.text() != Some(only) {
            return Some(format!("{name} is {:?}", node.text()));
        }
    }
    account.children().filter(|node| node.tag_name().name() == "Protocol").find_map(protocol_fault)
}

fn protocol_fault(protocol: Node<'_, '_>) -> Option<String> {
    let mut places = Vec::new();
    for leaf in protocol.children().filter(Node::is_element) {
        let name = leaf.tag_name().name();
        let Some(place) = FIELDS.iter().position(|field| field.0 == name) else {
            return Some(format!("{name} is unknown"));
        };
        if leaf.children().any(|part| !part.is_text())
            || !FIELDS[place].1.takes(leaf.text().unwrap_or_default())
        {
            return Some(format!("{name} is {:?}", leaf.text()));
        }
        places.push(place);
    }
    let sending = protocol.children().any(|leaf| leaf.text() == Some("SMTP"));
    let wanted = if sending { FIELDS.len() } else { FIELDS.len() - 2 };
    // In their order, none twice, none left out: an absent switch is on.
    (places != (0..wanted).collect::<Vec<_>>()).then(|| format!("{places:?} are there"))
}

#[test]
fn every_element_has_its_place_and_an_allowed_value() {
    for (account, profile) in every_pair() {
        assert_eq!(fault(&text_of(Format::Autodiscover, &account, &profile)), None);
    }
    let nameless = account(PAT, "", &Choice::default());
    assert_eq!(fault(&text(Format::Autodiscover, &nameless)), None);
}

#[test]
fn the_check_finds_faults() {
    let right = text(Format::Autodiscover, &pat());
    for (part, wrong) in [
        ("responseschema/2006a", "responseschema/2006"),
        ("<Action>settings", "<Action>redirectAddr"),
        ("<SPA>off</SPA>", ""),
        ("<SPA>off</SPA>", "<SPA>Off</SPA>"),
        ("<Port>993", "<Port>0993"),
        ("<Port>993", "<Port> 993"),
        ("<Encryption>TLS", "<Encryption>STARTTLS"),
        ("<Server>imap", "<Server>imaps://imap"),
        ("<SMTPLast>off</SMTPLast>", "<SMTPLast>off</SMTPLast><Password>x</Password>"),
        ("<AuthRequired>on</AuthRequired>", "<AuthRequired/>"),
        ("<Type>IMAP", "<Type>imap"),
    ] {
        let changed = right.replacen(part, wrong, 1);
        assert_ne!(changed, right, "{part}");
        assert!(fault(&changed).is_some(), "{wrong} was not found");
    }
}

/// A `Protocol` of the answer, by its type.
fn protocol<'a, 'i>(document: &'a Document<'i>, kind: &str) -> Node<'a, 'i> {
    let is = |node: &Node<'_, '_>| node.tag_name().name() == "Type" && node.text() == Some(kind);
    document.descendants().find(is).unwrap().parent().unwrap()
}

fn plain(text: &str) -> String {
    text.replace(&format!(" xmlns=\"{ANSWER}\""), "").replace(&format!(" xmlns=\"{RESPONSE}\""), "")
}

#[test]
fn every_value_is_the_accounts() {
    for (account, profile) in every_pair() {
        let text = plain(&text_of(Format::Autodiscover, &account, &profile));
        let document = Document::parse(&text).unwrap();
        for (kind, endpoint) in [("IMAP", account.incoming()), ("SMTP", account.outgoing())] {
            let found = protocol(&document, kind);
            assert_eq!(value(found, "Server"), endpoint.host.as_str());
            assert_eq!(value(found, "Port"), endpoint.port.to_string());
            assert_eq!(value(found, "LoginName"), PAT);
            assert_eq!(value(found, "Encryption"), word(endpoint, "SSL", "TLS"));
            let switches = ["DomainRequired", "SPA", "SSL", "AuthRequired"];
            assert_eq!(switches.map(|name| value(found, name)), ["off", "off", "on", "on"]);
        }
        let sending = protocol(&document, "SMTP");
        assert_eq!((value(sending, "UsePOPAuth"), value(sending, "SMTPLast")), ("on", "off"));
        let user = document.descendants().find(|node| node.has_tag_name("User")).unwrap();
        assert_eq!(value(user, "DisplayName"), "Pat Example");
    }
}

#[test]
fn a_name_and_an_address_that_are_markup_come_back() {
    let name = "<&> \"Pat\" ]]> %EMAILADDRESS% O'Brien";
    let address = "o'brien&sons+home@centurylink.net";
    let text = plain(&text(Format::Autodiscover, &account(address, name, &Choice::default())));
    let document = Document::parse(&text).unwrap();
    let response = child(document.root_element(), "Response");
    assert_eq!(value(child(response, "User"), "DisplayName"), name);
    for kind in ["IMAP", "SMTP"] {
        assert_eq!(value(protocol(&document, kind), "LoginName"), address);
    }
}

#[test]
fn no_name_means_no_user() {
    let text = plain(&text(Format::Autodiscover, &account(PAT, " ", &Choice::default())));
    assert_eq!(children(child(Document::parse(&text).unwrap().root_element(), "Response")), ["Account"]);
}

fn findings(account: &Account) -> (Verdict, usize) {
    let read = settings::read(text(Format::Autodiscover, account).as_bytes()).unwrap();
    assert_eq!((read.accounts.len(), read.struck), (1, 0));
    let about = About { address: Some(account.address().as_str().to_owned()), ..About::default() };
    let told = diagnose(&read.accounts, &about, &profile());
    (told.verdict, told.findings.len())
}

#[test]
fn our_own_reader_has_nothing_to_say_about_it() {
    for outgoing in ["smtp-com-465", "smtp-com-587"] {
        let account = account(PAT, "Pat Example", &choice(outgoing));
        assert_eq!(findings(&account), (Verdict::Right, 0), "{outgoing}");
    }
}

#[test]
fn its_name_and_type_are_those_that_programs_ask_for() {
    let file = export::file(Format::Autodiscover, &pat(), &profile(), &texts(Lang::Es)).unwrap();
    assert_eq!((&*file.name, file.media_type), ("autodiscover.xml", "text/xml; charset=utf-8"));
    assert_eq!(file.bytes, text(Format::Autodiscover, &pat()).into_bytes(), "no words, so no language");
}
