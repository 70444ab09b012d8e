//! What the program writes holds neither an address nor a token, whatever is asked.

mod common;

use common::Companion;

fn request(method: &str, path: &str, more: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{more}content-length: {length}\r\n\r\n{body}"
    )
}

#[test]
fn the_log_has_no_address_and_no_token() {
    let companion = Companion::start(&[]);
    let json = "content-type: application/json\r\n";
    let body = r#"{"address":"secretname@centurylink.net","name":"Secret Person"}"#;
    let answer = companion.raw(&request("POST", "/api/v1/apple-profiles", json, body));
    let (_, url) = answer.split_once("\"url\":\"").unwrap_or_else(|| panic!("{answer}"));
    let url = url.split('"').next().unwrap();
    let token = url.split('/').nth(3).unwrap();
    assert!(token.len() > 100, "{token}");

    let answer = companion.raw(&request("GET", &format!("/{url}"), "referer: http://x/secretname\r\n", ""));
    assert!(answer.contains("secretname@centurylink.net"), "{answer}");
    let port = companion.authority.rsplit(':').next().unwrap();
    for request in [
        request("GET", &format!("/api/v1/apple-profiles/{token}x/y"), "", ""),
        request("GET", "/secretname@centurylink.net?address=secretname@centurylink.net", "", ""),
        request("GET", "/api/v1/secretname", "user-agent: secretname\r\n", ""),
        request("SECRETNAME", "/", "", ""),
        request(
            "GET",
            "/api/v1/check?endpoint=secretname@centurylink.net",
            "x-forwarded-for: 192.0.2.77\r\n",
            "",
        ),
        request("GET", "/api/v1/profile", &format!("host: secretname.example:{port}\r\n"), ""),
        request("POST", "/api/v1/apple-profiles", json, r#"{"address":"secretname@gmail.com"}"#),
        request("POST", "/api/v1/apple-profiles", json, r#"{"secretname":1}"#),
        "secretname is not HTTP\r\n\r\n".to_owned(),
    ] {
        assert!(companion.raw(&request).starts_with("HTTP/1.1 4"), "{request}");
    }
    companion.terminate();
    let (code, out, err) = companion.ended();
    assert_eq!(code, Some(0), "{err}");

    let log = format!("{out}{err}");
    assert!(log.contains("method=\"POST\" route=\"/api/v1/apple-profiles\" status=200 ms="), "{log}");
    assert!(log.contains("route=\"/api/v1/apple-profiles/{token}/{name}\" status=200"), "{log}");
    assert!(log.contains("method=\"OTHER\""), "{log}");
    for secret in ["secretname", "SECRETNAME", "Secret Person", "@", &token[..20], "127.0.0.1", "192.0.2.77"]
    {
        assert!(!log.contains(secret), "{secret} is in the log:\n{log}");
    }
}
