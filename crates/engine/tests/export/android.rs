//! Thunderbird for Android and K-9 Mail: the QR code's text read with `serde_json`, the settings
//! file with `roxmltree`, both against what the apps' own readers insist on.

use crate::qr;
use crate::support::{PAT, account, every_pair, pat, profile, text, text_of, word};
use crate::xml::{child, children, value};
use engine::{Account, Choice, Format};
use roxmltree::Document;
use serde_json::{Value, json};

/// The whole text as it must be read; comparing whole values leaves no room for a password or a
/// null at the end of an array.
fn expected(account: &Account) -> Value {
    let (incoming, outgoing) = (account.incoming(), account.outgoing());
    json!([
        1,
        [1, 1],
        [
            0,
            incoming.host.as_str(),
            incoming.port,
            word(incoming, 3, 2),
            1,
            account.username(),
            account.provider()
        ],
        [[
            [0, outgoing.host.as_str(), outgoing.port, word(outgoing, 3, 2), 1, account.username()],
            [account.address().as_str(), account.name()]
        ]]
    ])
}

#[test]
fn the_text_of_the_code_is_format_1() {
    for (account, profile) in every_pair() {
        let text = text_of(Format::ThunderbirdQrText, &account, &profile);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), expected(&account));
    }
}

#[test]
fn no_name_is_an_empty_string_and_never_null() {
    let account = account(PAT, "", &Choice::default());
    let text = text(Format::ThunderbirdQrText, &account);
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), expected(&account));
    assert!(text.ends_with(&format!("[\"{PAT}\",\"\"]]]]")), "{text}");
    assert!(!text.contains("null") && !text.contains(['\n', '\r', ' ']), "{text}");
}

#[test]
fn the_drawing_holds_that_text() {
    for (account, profile) in every_pair() {
        let svg = text_of(Format::ThunderbirdQr, &account, &profile);
        assert_eq!(qr::decode(&svg), text_of(Format::ThunderbirdQrText, &account, &profile));
    }
}

#[test]
fn a_k9_file_has_what_the_importer_insists_on() {
    for (account, profile) in every_pair() {
        let text = text_of(Format::K9, &account, &profile);
        let document = Document::parse(&text).unwrap();
        let root = document.root_element();
        assert!(root.has_tag_name("k9settings"));
        assert_eq!((root.attribute("version"), root.attribute("format")), (Some("99"), Some("1")));
        let found = child(child(root, "accounts"), "account");
        assert_eq!(children(found), ["name", "incoming-server", "outgoing-server", "settings", "identities"]);
        assert_eq!(value(found, "name"), "CenturyLink");
        for (tag, kind, endpoint) in
            [("incoming-server", "IMAP", account.incoming()), ("outgoing-server", "SMTP", account.outgoing())]
        {
            let server = child(found, tag);
            assert_eq!(server.attribute("type"), Some(kind));
            let fields = ["host", "port", "connection-security", "authentication-type", "username"];
            assert_eq!(children(server), fields, "a password element would be an answer, not a question");
            let port = endpoint.port.to_string();
            let security = word(endpoint, "SSL_TLS_REQUIRED", "STARTTLS_REQUIRED");
            assert_eq!(
                fields.map(|field| value(server, field)),
                [endpoint.host.as_str(), &port, security, "PLAIN", PAT]
            );
        }
        let setting = child(child(found, "settings"), "value");
        assert_eq!((setting.attribute("key"), setting.text()), (Some("maximumPolledMessageAge"), Some("28")));
        let identity = child(child(found, "identities"), "identity");
        assert_eq!((value(identity, "name"), value(identity, "email")), ("Pat Example", PAT));
    }
}

#[test]
fn a_k9_account_keeps_its_uuid() {
    let uuid = |account: &Account| {
        let text = text(Format::K9, account);
        let document = Document::parse(&text).unwrap();
        let found = document.descendants().find(|node| node.has_tag_name("account")).unwrap();
        found.attribute("uuid").unwrap().to_owned()
    };
    let first = uuid(&pat());
    assert_eq!(first.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
    assert!(first.bytes().all(|b| b == b'-' || b.is_ascii_digit() || (b'a'..=b'f').contains(&b)), "{first}");
    assert_eq!(&first[14..15], "5");
    assert_eq!(
        uuid(&account("Pat@CENTURYLINK.net", "Patricia", &crate::support::choice("smtp-net-465"))),
        first
    );
    assert_ne!(uuid(&account("sam@centurylink.net", "Pat Example", &Choice::default())), first);
}

#[test]
fn the_longest_address_still_fits_into_a_code() {
    let domain = profile().main_domain().to_owned();
    let address = format!("{}@{domain}", "w".repeat(64));
    let account = account(&address, &"\u{1f600}".repeat(64), &Choice::default());
    assert_eq!(qr::decode(&text(Format::ThunderbirdQr, &account)), text(Format::ThunderbirdQrText, &account));
}
