//! What is no autoconfig file, or a trap, is refused in one sentence that says where.

use crate::{TODAY, sample};
use engine::import::import;
use engine::profile::Date;

fn refused(bytes: &[u8]) -> String {
    let today = Date::try_from(TODAY.to_owned()).unwrap();
    match import(bytes, "x", &today) {
        Ok(_) => panic!("it was accepted"),
        Err(error) => error.to_string(),
    }
}

fn changed(old: &str, new: &str) -> String {
    let text = sample();
    assert!(text.contains(old), "{old}");
    refused(text.replacen(old, new, 1).as_bytes())
}

#[test]
fn it_is_refused_with_the_line() {
    let bomb = "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>\n<clientConfig";
    assert!(changed("<clientConfig", bomb).starts_with("line 3: a document type declaration"));
    assert!(changed("<!-- Every", "<!ENTITY x \"y\"><!-- Every").starts_with("line 2: a document type"));
    assert!(changed("a=1&amp;b=2", "a=1&b=2").contains("a bare & or an unknown entity"));
    assert!(changed("Northmail<", "North&nbsp;mail<").starts_with("line 8: a bare &"));
    assert!(
        changed("</displayName>", "</displayname>")
            .starts_with("line 8: </displayname> where </displayName>")
    );
    assert!(changed("</clientConfig>", "").contains("the file ends inside <clientConfig>"));
    assert!(changed("</clientConfig>", "</clientConfig></x>").contains("</x> where </nothing>"));
    assert!(
        changed("encoding=\"UTF-8\"", "encoding=\"ISO-8859-1\"").contains("\"ISO-8859-1\"; save it as UTF-8")
    );
}

#[test]
fn other_files_are_refused() {
    assert!(refused(b"").contains("no autoconfig file"));
    assert!(refused(b"<html><body>404</body></html>").contains("no autoconfig file"));
    assert!(refused(b"<clientConfig/>").contains("no <emailProvider>"));
    assert!(refused(b"{\"schema\": 1}").contains("no autoconfig file"));
    let latin: Vec<u8> = sample().replace("Northmail<", "N\u{f3}rd<").chars().map(|c| c as u8).collect();
    assert!(refused(&latin).contains("not in UTF-8"));
    let wide: Vec<u8> = sample().encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(refused(&wide).contains("not in UTF-8"));
    assert!(refused(&[b' '; 2_000_001]).contains("2000001 bytes"));
}

#[test]
fn deep_and_many() {
    assert!(refused("<a>".repeat(600_000).as_bytes()).contains("more than 16 deep"));
    let many = format!("<clientConfig>{}</clientConfig>", "<a/>".repeat(30_000));
    assert!(refused(many.as_bytes()).contains("more than 20000 elements"));
    // Many domains times many servers with a host for each stay few enough.
    let domains: String = (0..6_000).map(|n| format!("<domain>d{n}.example</domain>")).collect();
    let server = "<incomingServer type=\"imap\"><hostname>imap.%EMAILDOMAIN%</hostname><port>993</port>\
        <socketType>SSL</socketType><authentication>plain</authentication></incomingServer>"
        .repeat(2_000);
    let text = format!(
        "<clientConfig><emailProvider id=\"a.example\">{domains}{server}</emailProvider></clientConfig>"
    );
    let made = crate::imported(&text);
    let endpoints = made.profile.matches("\"role\"").count();
    assert!(endpoints == 500 && made.profile.len() < 4_000_000, "{endpoints}, {}", made.profile.len());
}

#[test]
fn what_xml_allows_is_allowed() {
    let text = sample();
    for (old, new) in [
        ("<?xml", "\u{feff}<?xml"),
        ("<clientConfig version", "<clientConfig xmlns=\"urn:x\" version"),
        ("Northmail<", "<![CDATA[Northmail]]><"),
        ("Northmail<", "Nort&#104;mail<"),
        ("encoding=\"UTF-8\"", "encoding='utf-8'"),
        ("<domain>northmail", "<!-- & < <!DOCTYPE --><domain>northmail"),
    ] {
        assert!(text.contains(old), "{old}");
        let made = crate::imported(&text.replacen(old, new, 1));
        assert_eq!(crate::profile(&made).name, "Northmail", "{new}");
    }
}
