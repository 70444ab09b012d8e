//! The host names that the program answers to, over real connections: a stranger's name that was made
//! to lead to this machine gets nothing (DNS rebinding).

mod common;

use common::{Companion, folder, put};

fn status(companion: &Companion, host: &str, path: &str) -> String {
    let answer = companion.raw(&format!("GET {path} HTTP/1.1\r\n{host}connection: close\r\n\r\n"));
    answer.split(' ').nth(1).unwrap_or_default().to_owned()
}

#[test]
fn on_loopback_a_strangers_name_gets_nothing() {
    let companion = Companion::start(&[]);
    let port = companion.authority.rsplit(':').next().unwrap().to_owned();
    for host in ["127.0.0.1", "localhost", "[::1]"] {
        let host = format!("host: {host}:{port}\r\n");
        assert_eq!(status(&companion, &host, "/api/v1/profile"), "200", "{host}");
    }
    assert_eq!(
        status(&companion, "host: help.example.net\r\n", "/healthz"),
        "200",
        "a proxy passes its name on"
    );
    let evil = format!("host: evil.example:{port}\r\n");
    for path in ["/api/v1/profile", "/api/v1/check", "/api/v1/openapi.json", "/healthz", "/", "/nothing"] {
        assert_eq!(status(&companion, &evil, path), "421", "{path}");
    }
    let both = format!("host: localhost:{port}\r\n{evil}");
    assert_eq!(status(&companion, &both, "/healthz"), "421");
    assert_eq!(
        status(&companion, "host: localhost\r\n", &format!("http://evil.example:{port}/healthz")),
        "421"
    );

    let answer = companion.raw(&format!("GET / HTTP/1.1\r\n{evil}connection: close\r\n\r\n"));
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.contains("content-type: application/problem+json"), "{head}");
    assert!(head.contains("content-security-policy: default-src 'none'"), "{head}");
    assert!(body.contains("\"code\":\"host_not_served\""), "{body}");
}

#[test]
fn with_a_list_only_its_names_are_answered() {
    let file = put(&folder("hosts-list"), "companion.toml", "hosts = [\"help.example.net\"]");
    let companion = Companion::start(&["--config", file.to_str().unwrap()]);
    let port = companion.authority.rsplit(':').next().unwrap().to_owned();
    for (host, expected) in [
        ("help.example.net".to_owned(), "200"),
        (format!("help.example.net:{port}"), "200"),
        ("Help.Example.NET:443".to_owned(), "200"),
        ("127.0.0.1".to_owned(), "200"),
        ("localhost".to_owned(), "200"),
        ("example.net".to_owned(), "421"),
        ("evil.example".to_owned(), "421"),
        (String::new(), "421"),
    ] {
        assert_eq!(status(&companion, &format!("host: {host}\r\n"), "/healthz"), expected, "{host:?}");
    }
}

#[test]
fn a_list_holds_names_and_nothing_else() {
    for wrong in
        ["*", "*.example.net", "help.example.net:8080", "https://help.example.net", "Help.example", ""]
    {
        let text = format!("hosts = [{wrong:?}]");
        let said = server::Config::parse("t", &text).unwrap_err().to_string();
        assert!(said.contains("hosts[0]") && said.contains("is not a host name"), "{said}");
    }
}
