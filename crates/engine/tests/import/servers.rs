//! Sections that Thunderbird 153 passes over are left out and told of; the others stay (formats.md 2.3).

use crate::{expect, imported, sample, told};
use engine::import::{Imported, NoteKind};
use serde_json::{Value, json};

/// The whole sample with a change in its first section.
fn first(old: &str, new: &str) -> Imported {
    let text = sample();
    assert!(text.contains(old), "{old}");
    imported(&text.replacen(old, new, 1))
}

fn whole(imported: &Imported) -> Value {
    serde_json::from_str(&imported.profile).unwrap()
}

fn hosts(imported: &Imported) -> Vec<String> {
    let whole = whole(imported);
    let endpoints = whole["endpoints"].as_array().unwrap().iter();
    endpoints.map(|e| format!("{}:{}", e["host"].as_str().unwrap(), e["port"])).collect()
}

#[test]
fn a_bad_section_is_left_out_and_the_others_stay() {
    for (old, new, place, says) in [
        (
            "<socketType>SSL</socketType>",
            "<socketType>TLS</socketType>",
            "socketType",
            "\"TLS\" is none of SSL and STARTTLS",
        ),
        ("<socketType>SSL</socketType>", "<socketType>ssl</socketType>", "socketType", "\"ssl\" is none"),
        ("<socketType>SSL</socketType>", "<socketType>plain</socketType>", "socketType", "not encrypted"),
        ("<socketType>SSL</socketType>", "", "incomingServer", "no <socketType>"),
        ("<port> 993 </port>", "<port>0</port>", "port", "\"0\" is not a port"),
        ("<port> 993 </port>", "<port>imaps</port>", "port", "\"imaps\" is not a port"),
        ("<port> 993 </port>", "<port>65536</port>", "port", "\"65536\" is not a port"),
        ("<port> 993 </port>", "", "incomingServer", "no <port>"),
        (
            "<hostname>imap.northmail.example</hostname>",
            "<hostname>imap northmail</hostname>",
            "hostname",
            "is not a host name",
        ),
        (
            "<hostname>imap.northmail.example</hostname>",
            "<hostname>ímap.northmail.example</hostname>",
            "hostname",
            "is not a host name",
        ),
        ("<hostname>imap.northmail.example</hostname>", "<hostname/>", "incomingServer", "no <hostname>"),
    ] {
        let made = first(old, new);
        expect(&made, NoteKind::Dropped, &[("", says)]);
        let note = made.notes.iter().find(|note| note.kind == NoteKind::Dropped).unwrap();
        assert_eq!(note.place, place, "{new}");
        assert_eq!(hosts(&made)[0], "imap.northmail.example:143", "{new}");
        assert!(told(&made, NoteKind::Missing).is_empty(), "{new}");
    }
}

#[test]
fn ways_to_sign_in() {
    // One of two that is wrong costs only itself; where it is the only one, the section.
    let made = first("<authentication>OAuth2<", "<authentication system=\"sasl\">PLAIN<");
    expect(&made, NoteKind::Dropped, &[("", "\"PLAIN\" is not a way to sign in")]);
    assert_eq!(hosts(&made).len(), 5);
    let made = first("<authentication>password-encrypted<", "<authentication>CRAM-MD5<");
    expect(&made, NoteKind::Dropped, &[("", "the whole section is left out")]);
    assert_eq!(hosts(&made).len(), 4);
    // Thunderbird 153 reads no section that names none at all.
    let made = first("<authentication>password-encrypted</authentication>", "");
    expect(&made, NoteKind::Dropped, &[("19 incomingServer", "no <authentication>")]);
    assert_eq!(hosts(&made).len(), 4);
    let words = [
        ("password-cleartext", "password"),
        ("plain", "password"),
        ("password-encrypted", "encrypted"),
        ("secure", "encrypted"),
        ("NTLM", "ntlm"),
        ("GSSAPI", "kerberos"),
        ("TLS-client-cert", "certificate"),
        ("OAuth2", "oauth2"),
    ];
    for (word, method) in words {
        let text = sample()
            .replace(">OAuth2<", &format!(">{word}<"))
            .replace(">password-cleartext<", &format!(">{word}<"));
        let methods = whole(&imported(&text))["sign_in"]["methods"].clone();
        assert_eq!(methods[0], method, "{word}: {methods}");
    }
    // Open to a network, or to whoever has just fetched mail: no sign-in of its own.
    for word in ["none", "client-IP-address", "smtp-after-pop"] {
        let text = sample();
        let (before, outgoing) = text.split_once("<outgoingServer").unwrap();
        let open = outgoing.replace("password-cleartext", word);
        let made = imported(&format!("{before}<outgoingServer{open}"));
        assert_eq!(whole(&made)["sign_in"]["outgoing_required"], false, "{word}");
        assert!(!whole(&made)["sign_in"]["methods"].as_array().unwrap().contains(&json!("none")));
        let one = outgoing.replacen("password-cleartext", word, 1);
        let made = imported(&format!("{before}<outgoingServer{one}"));
        let told = told(&made, NoteKind::NotCarried);
        assert!(told.iter().any(|told| told.contains("differs from the first outgoing server")), "{told:?}");
    }
}

#[test]
fn user_names() {
    let all = |name: &str| {
        imported(&sample().replace("%EMAILADDRESS%", name).replace("%EMAILLOCALPART%@%EMAILDOMAIN%", name))
    };
    assert_eq!(whole(&all("%EMAILLOCALPART%"))["username"]["rule"], "local_part");
    assert_eq!(whole(&all("%EMAILADDRESS%"))["username"]["rule"], "full_address");
    for name in ["%REALNAME%", "%EMAILLOCALPART%.%EMAILDOMAIN%", "north\\%EMAILLOCALPART%"] {
        let made = all(name);
        assert_eq!(whole(&made).get("username"), None, "{name}");
        assert_eq!(
            told(&made, NoteKind::NotCarried)
                .iter()
                .filter(|told| told.contains("a profile knows the whole address"))
                .count(),
            5
        );
        expect(&made, NoteKind::Missing, &[("", "missing field `username`")]);
    }
    let made = first("%EMAILADDRESS%", "%EMAILLOCALPART%");
    assert_eq!(whole(&made)["username"]["rule"], "local_part");
    assert_eq!(
        told(&made, NoteKind::NotCarried).iter().filter(|told| told.contains("one rule for all")).count(),
        4
    );
    let made = first("<username>%EMAILADDRESS%</username>", "");
    expect(&made, NoteKind::Dropped, &[("", "sign in as \"undefined\"")]);
    assert_eq!(hosts(&made).len(), 5);
    // Where no password is asked for, none is wanted.
    for (method, told) in [("password-encrypted", 1), ("NTLM", 1), ("GSSAPI", 0), ("OAuth2", 0), ("none", 0)]
    {
        let text = sample().replace("<username>%EMAILLOCALPART%@%EMAILDOMAIN%</username>", "");
        let made = imported(&text.replace(">password-encrypted<", &format!(">{method}<")));
        let dropped = made.notes.iter().filter(|note| note.kind == NoteKind::Dropped).count();
        assert_eq!((dropped, hosts(&made).len()), (told, 5), "{method}");
    }
}

#[test]
fn a_host_for_every_domain() {
    let made = first("<hostname>imap.northmail.example<", "<hostname>imap.%EMAILDOMAIN%<");
    let whole = whole(&made);
    let tied: Vec<_> = whole["endpoints"]
        .as_array()
        .unwrap()
        .iter()
        .take(3)
        .map(|e| (e["host"].clone(), e["domains"].clone()))
        .collect();
    assert_eq!(
        tied,
        [
            (json!("imap.northmail.example"), json!(["northmail.example"])),
            (json!("imap.harbour.example"), json!(["harbour.example"])),
            (json!("imap.northmail.example"), Value::Null),
        ]
    );
    let one = sample().replace("<domain> harbour.example </domain>", "").replacen(
        "<hostname>imap.northmail.example<",
        "<hostname>imap.%EMAILDOMAIN%<",
        1,
    );
    let made = imported(&one);
    assert_eq!(hosts(&made)[0], "imap.northmail.example:993");
    assert!(told(&made, NoteKind::Missing).is_empty(), "one domain is the whole family");
}

#[test]
fn a_server_that_is_there_twice_counts_once() {
    let made = first("<port>143</port>", "<port>993</port>");
    expect(&made, NoteKind::Dropped, &[("", "imap.northmail.example with port 993 is there twice")]);
    assert_eq!(hosts(&made).len(), 4);
}
