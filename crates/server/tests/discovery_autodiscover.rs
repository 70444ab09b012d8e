//! Microsoft Autodiscover over real connections: the XML of version 1 with its refusals, and the JSON of
//! version 2 that only says where version 1 is.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{Companion, folder, put, read_all};
use roxmltree::Document;
use serde_json::{Value, json};
use std::io::Write as _;

const OUTLOOK: &str = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";
const MOBILE: &str = "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/requestschema/2006";
const ACCEPTS: &str = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";
const MOBILE_ACCEPTS: &str =
    "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/2006";
const ERRORS: &str = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
const PATH: &str = "/autodiscover/autodiscover.xml";

/// A request as Outlook writes it.
fn wanted(root: &str, accepts: &str, address: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<Autodiscover xmlns=\"{root}\"><Request><EMailAddress>\
         {address}</EMailAddress><AcceptableResponseSchema>{accepts}</AcceptableResponseSchema></Request>\
         </Autodiscover>"
    )
}

fn send(companion: &Companion, method: &str, path: &str, host: &str, body: &str) -> (u16, String, String) {
    let length = body.len();
    let answer = companion.raw(&format!(
        "{method} {path} HTTP/1.1\r\nhost: {host}\r\ncontent-type: text/xml; charset=utf-8\r\n\
         content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    ));
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{answer}"));
    (head.split(' ').nth(1).unwrap().parse().unwrap(), head.to_owned(), body.to_owned())
}

fn post(companion: &Companion, body: &str) -> String {
    let (status, head, body) = send(companion, "POST", PATH, "autodiscover.q.com", body);
    assert_eq!(status, 200, "{head}");
    assert!(head.contains("content-type: text/xml; charset=utf-8"), "{head}");
    assert!(head.contains("cache-control: no-store"), "{head}");
    body
}

/// The code of a refusal, after a look at its form.
fn refusal(body: &str) -> u16 {
    let document = Document::parse(body).unwrap();
    let text = |name| document.descendants().find(|node| node.has_tag_name((ERRORS, name))).unwrap();
    let error = text("Error");
    assert_eq!(error.parent().unwrap().tag_name().name(), "Response");
    let time = error.attribute("Time").unwrap();
    assert!(time.len() == 16 && time.as_bytes()[2] == b':' && time.as_bytes()[8] == b'.', "{time}");
    assert!(error.attribute("Id").unwrap().parse::<u32>().is_ok());
    assert!(!text("Message").text().unwrap().is_empty());
    text("DebugData");
    text("ErrorCode").text().unwrap().parse().unwrap()
}

#[test]
fn an_address_gets_its_servers_in_any_letter_case_of_the_path() {
    let companion = Companion::start(&[]);
    let body = wanted(OUTLOOK, ACCEPTS, "pat.example+x@CenturyLink.net");
    let first = post(&companion, &body);
    let document = Document::parse(&first).unwrap();
    let texts = |name| -> Vec<_> {
        document.descendants().filter(|n| n.has_tag_name((ACCEPTS, name))).filter_map(|n| n.text()).collect()
    };
    assert_eq!(texts("Type"), ["IMAP", "SMTP"]);
    assert_eq!(texts("Server"), ["imap.centurylink.com", "smtp.centurylink.com"]);
    assert_eq!(texts("Port"), ["993", "587"]);
    assert_eq!(texts("Encryption"), ["SSL", "TLS"]);
    assert_eq!(texts("SPA"), ["off", "off"]);
    assert_eq!(texts("LoginName"), ["pat.example+x@centurylink.net"; 2]);
    assert_eq!(texts("DisplayName"), [""; 0], "nobody is looked up");
    for path in
        ["/Autodiscover/Autodiscover.xml", "/AutoDiscover/AutoDiscover.xml", "/AUTODISCOVER/AUTODISCOVER.XML"]
    {
        let (status, _, body) = send(&companion, "POST", path, "x", &body);
        assert_eq!((status, body), (200, first.clone()), "{path}");
    }
    let other = post(&companion, &wanted(OUTLOOK, ACCEPTS, "nobody.at.all@centurylink.net"));
    assert_eq!(
        other.replace("nobody.at.all", "pat.example+x"),
        first,
        "a mailbox that does not exist gets the same"
    );
}

#[test]
fn what_is_no_request_is_600() {
    let companion = Companion::start(&[]);
    let good = wanted(OUTLOOK, ACCEPTS, "secretname@q.com");
    assert!(post(&companion, &good).contains("secretname@q.com"));
    let entity = "<!DOCTYPE Autodiscover [<!ENTITY e \"secretname@q.com\">]>";
    let with = |from: &str, to: &str| {
        let changed = good.replacen(from, to, 1);
        assert_ne!(changed, good);
        changed
    };
    for garbage in [
        String::new(),
        "secretname".to_owned(),
        "{\"EMailAddress\":\"secretname@q.com\"}".to_owned(),
        "<Autodiscover/>".to_owned(),
        good[..good.len() - 1].to_owned(),
        with("?>\r\n", &format!("?>{entity}")).replace("secretname@q.com</EM", "&e;</EM"),
        with("?>\r\n", &format!("?>{entity}")),
        with("?>\r\n", "?><!DOCTYPE a SYSTEM \"http://127.0.0.1:9/secretname.dtd\">"),
        with("secretname@q.com", "&secretname;"),
        with("secretname@q.com", "secretname"),
        with("secretname@q.com", ""),
        with("secretname@q.com", "p\u{e0}t@q.com"),
        with("secretname@q.com", "a@q.com&lt;script>"),
        with("<EMailAddress>secretname@q.com</EMailAddress>", "<LegacyDN>/o=secretname</LegacyDN>"),
        with(&format!("<AcceptableResponseSchema>{ACCEPTS}</AcceptableResponseSchema>"), ""),
        with(OUTLOOK, "https://secretname.example/schema"),
        with(OUTLOOK, ""),
        with("<Request>", "<Request xmlns=\"secretname\">"),
        "<a>".repeat(2700),
        "&lol;".repeat(1000),
    ] {
        let body = post(&companion, &garbage);
        assert_eq!(refusal(&body), 600, "{garbage}");
        assert!(!body.contains("secretname") && !body.contains("script"), "{body}");
    }
    for method in ["GET", "HEAD"] {
        let (status, head, body) = send(&companion, method, PATH, "autodiscover.q.com", "");
        assert_eq!(status, 200, "{head}");
        assert_eq!(body.is_empty(), method == "HEAD");
        assert!(body.is_empty() || refusal(&body) == 600);
    }
}

#[test]
fn what_we_do_not_have_is_601() {
    let companion = Companion::start(&[]);
    for (root, accepts, address) in [
        (OUTLOOK, ACCEPTS, "secretname@gmail.com"),
        (OUTLOOK, ACCEPTS, "secretname@example.org"),
        (OUTLOOK, ACCEPTS, "secretname@qwestoffice.net"),
        (OUTLOOK, ACCEPTS, "secretname@uswest.net"),
        (OUTLOOK, MOBILE_ACCEPTS, "secretname@q.com"),
        (OUTLOOK, "secretname", "secretname@q.com"),
        (MOBILE, MOBILE_ACCEPTS, "secretname@q.com"),
        (MOBILE, ACCEPTS, "secretname@q.com"),
    ] {
        let body = post(&companion, &wanted(root, accepts, address));
        assert_eq!(refusal(&body), 601, "{root} {accepts} {address}");
        assert!(!body.contains("secretname") && !body.contains("mobilesync"), "{body}");
    }
}

#[test]
fn a_request_has_its_limits() {
    let companion = Companion::start(&[]);
    let long = wanted(OUTLOOK, ACCEPTS, &format!("{}@q.com", "a".repeat(9000)));
    let (status, head, body) = send(&companion, "POST", PATH, "q.com", &long);
    assert_eq!(status, 413, "{head}");
    assert_eq!(serde_json::from_str::<Value>(&body).unwrap()["code"], "too_large");
    let file = put(&folder("autodiscover-slow"), "companion.toml", "[limits]\nrequest_seconds = 1");
    let slow = Companion::start(&["--config", file.to_str().unwrap()]);
    let mut stream = slow.connect();
    stream
        .write_all(b"POST /autodiscover/autodiscover.xml HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n<")
        .unwrap();
    let answer = read_all(&mut stream);
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    for method in ["PUT", "DELETE", "OPTIONS"] {
        let (status, head, _) = send(&companion, method, PATH, "q.com", "");
        assert_eq!(status, 405);
        assert!(head.contains("allow: GET,HEAD,POST"), "{head}");
    }
}

#[test]
fn version_2_says_where_version_1_is() {
    let companion = Companion::start(&[]);
    let json = "/autodiscover/autodiscover.json";
    for (path, host, url) in [
        (
            format!("{json}?Email=pat@q.com&Protocol=AutodiscoverV1"),
            "autodiscover.q.com",
            "autodiscover.q.com",
        ),
        (format!("{json}?Email=pat%40q.com&Protocol=Autodiscoverv1&RedirectCount=1"), "Q.com:443", "q.com"),
        (format!("{json}?protocol=autodiscoverv1&email=pat@q.com"), "help.example.net", "autodiscover.q.com"),
        (
            format!("{json}?Protocol=AutodiscoverV1"),
            "autodiscover.embarqmail.com",
            "autodiscover.embarqmail.com",
        ),
        (format!("{json}?Protocol=AutodiscoverV1"), "evil.example", "autodiscover.centurylink.net"),
        (format!("{json}/v1.0/pat%40q.com?Protocol=AutodiscoverV1"), "x", "autodiscover.q.com"),
        (
            "/Autodiscover/Autodiscover.json/v1.0/pat+x@q.com?Protocol=AutodiscoverV1".to_owned(),
            "x",
            "autodiscover.q.com",
        ),
        (
            "/AutoDiscover/autodiscover.json/V1.0/pat@q.com?Protocol=AutodiscoverV1".to_owned(),
            "x",
            "autodiscover.q.com",
        ),
    ] {
        let (status, head, body) = send(&companion, "GET", &path, host, "");
        assert_eq!(status, 200, "{path}: {head}");
        assert!(head.contains("content-type: application/json; charset=utf-8"), "{head}");
        assert!(head.contains("cache-control: no-store"), "{head}");
        let expected = json!({"Protocol": "AutodiscoverV1", "Url": format!("https://{url}/autodiscover/autodiscover.xml")});
        assert_eq!(serde_json::from_str::<Value>(&body).unwrap(), expected, "{path}");
    }
    for (query, status, code) in [
        ("?Email=secretname@q.com&Protocol=ActiveSync", 400, "ProtocolNotSupported"),
        ("?Email=secretname@q.com&Protocol=secretname", 400, "ProtocolNotSupported"),
        ("?Email=secretname@q.com", 400, "MandatoryParameterMissing"),
        ("?Email=secretname&Protocol=AutodiscoverV1", 400, "InvalidUserId"),
        ("/v1.0/secretname?Protocol=AutodiscoverV1", 400, "InvalidUserId"),
        ("?Email=secretname@gmail.com&Protocol=AutodiscoverV1", 404, "UserNotFound"),
        ("/v1.0/secretname@qwestoffice.net?Protocol=AutodiscoverV1", 404, "UserNotFound"),
    ] {
        let (found, _, body) = send(&companion, "GET", &format!("{json}{query}"), "autodiscover.q.com", "");
        let answer: Value = serde_json::from_str(&body).unwrap();
        assert_eq!((found, answer["ErrorCode"].as_str()), (status, Some(code)), "{query}");
        assert!(!answer["ErrorMessage"].as_str().unwrap().is_empty());
        assert!(!body.contains("secretname"), "{body}");
    }
    for path in [format!("{json}/"), format!("{json}/v1.0/"), format!("{json}/v2.0/pat@q.com")] {
        assert_eq!(send(&companion, "GET", &path, "autodiscover.q.com", "").0, 404, "{path}");
    }
    let (status, head, _) = send(&companion, "POST", json, "q.com", "");
    assert!(status == 405 && head.contains("allow: GET,HEAD\r\n"), "{head}");
}
