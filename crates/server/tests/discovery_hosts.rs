//! What mail programs ask reaches the companion under the provider's names without a word in its
//! configuration, and nothing else does; and the log says that it was asked, not by whom.

mod common;

use common::{Companion, folder, put};

const ASKED: [&str; 4] = [
    "/mail/config-v1.1.xml",
    "/.well-known/autoconfig/mail/config-v1.1.xml",
    "/Autodiscover/Autodiscover.xml",
    "/autodiscover/autodiscover.json?Protocol=AutodiscoverV1",
];

fn status(companion: &Companion, host: &str, path: &str) -> String {
    let answer = companion.raw(&format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n"));
    answer.split(' ').nth(1).unwrap_or_default().to_owned()
}

#[test]
fn the_providers_names_are_answered_without_being_listed() {
    let file = put(&folder("discovery-hosts"), "companion.toml", "hosts = [\"help.example.net\"]");
    let companion = Companion::start(&["--config", file.to_str().unwrap()]);
    for path in ASKED {
        for host in [
            "autoconfig.centurylink.net",
            "autodiscover.Q.com.",
            "q.com:443",
            "help.example.net",
            "127.0.0.1",
        ] {
            assert_eq!(status(&companion, host, path), "200", "{host}{path}");
        }
        assert_eq!(status(&companion, "autoconfig.evil.example", path), "421", "{path}");
        assert_eq!(status(&companion, "www.centurylink.net", path), "421", "{path}");
        assert_eq!(status(&companion, "autoconfig.centurylink.net.evil.example", path), "421", "{path}");
    }
    for path in ["/", "/api/v1/profile", "/healthz", "/mail/", "/nothing"] {
        assert_eq!(
            status(&companion, "autoconfig.centurylink.net", path),
            "421",
            "{path} is not for programs"
        );
        assert_eq!(status(&companion, "q.com", path), "421", "{path}");
    }
}

/// A program on the same machine, without a proxy between.
#[test]
fn they_are_answered_on_loopback_too() {
    let companion = Companion::start(&[]);
    let port = companion.authority.rsplit(':').next().unwrap_or_default().to_owned();
    for path in ASKED {
        assert_eq!(status(&companion, &format!("autoconfig.q.com:{port}"), path), "200", "{path}");
        assert_eq!(status(&companion, &format!("autoconfig.evil.example:{port}"), path), "421", "{path}");
    }
    assert_eq!(status(&companion, &format!("autoconfig.q.com:{port}"), "/api/v1/profile"), "421");
}

#[test]
fn the_log_has_no_address() {
    let companion = Companion::start(&[]);
    let body = "<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006\">\
                <Request><EMailAddress>secretname@q.com</EMailAddress><AcceptableResponseSchema>\
                http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a\
                </AcceptableResponseSchema></Request></Autodiscover>";
    let length = body.len();
    let answer = companion.raw(&format!(
        "POST /AUTODISCOVER/Autodiscover.xml HTTP/1.1\r\nhost: secretname.example\r\nconnection: close\r\n\
         content-length: {length}\r\n\r\n{body}"
    ));
    assert!(answer.contains("<LoginName>secretname@q.com</LoginName>"), "{answer}");
    for (path, expected) in [
        ("/mail/config-v1.1.xml?emailaddress=secretname@q.com", "200"),
        ("/mail/config-v1.1.xml?emailaddress=secretname", "400"),
        ("/.well-known/autoconfig/mail/config-v1.1.xml?emailaddress=secretname@gmail.com", "404"),
        ("/autodiscover/autodiscover.json?Email=secretname@q.com&Protocol=secretname", "400"),
        ("/autodiscover/autodiscover.json/v1.0/secretname@q.com?Protocol=AutodiscoverV1", "200"),
        ("/autodiscover/secretname@q.com", "404"),
    ] {
        assert_eq!(status(&companion, "autoconfig.q.com", path), expected, "{path}");
    }
    companion.terminate();
    let (code, out, err) = companion.ended();
    assert_eq!(code, Some(0), "{err}");
    let log = format!("{out}{err}");
    for line in [
        "method=\"POST\" route=\"/autodiscover/autodiscover.xml\" status=200",
        "method=\"GET\" route=\"/mail/config-v1.1.xml\" status=200",
        "method=\"GET\" route=\"/mail/config-v1.1.xml\" status=400",
        "method=\"GET\" route=\"/.well-known/autoconfig/mail/config-v1.1.xml\" status=404",
        "method=\"GET\" route=\"/autodiscover/autodiscover.json\" status=400",
        "method=\"GET\" route=\"/autodiscover/autodiscover.json\" status=200",
        "method=\"GET\" route=\"other\" status=404",
    ] {
        assert!(log.contains(line), "{line} is not in the log:\n{log}");
    }
    for secret in ["secretname", "q.com", "@", "%40"] {
        assert!(!log.contains(secret), "{secret} is in the log:\n{log}");
    }
}
