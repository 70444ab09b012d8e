//! Settings in few words, and findings as lines.

use engine::diagnose::{About, Diagnosis, Verdict, diagnose};
use engine::finding::Severity;
use engine::profile::{AuthMethod, Profile, Security, load};
use engine::settings::{Protocol, ReadFormat, Retention};
use engine::{Server, Settings};
use std::sync::LazyLock;

pub static PROFILE: LazyLock<Profile> = LazyLock::new(|| {
    load("centurylink.json", include_str!("../../../../data/profiles/centurylink.json")).unwrap()
});

pub const PAT: &str = "pat@centurylink.net";
pub const IMAP: &str = "imap.centurylink.com";
pub const SMTP: &str = "smtp.centurylink.com";

/// A server; `pair` is `993 tls`, `993`, `tls` or nothing, an empty `username` is none.
pub fn server(protocol: Protocol, host: &str, pair: &str, username: &str) -> Server {
    let mut server = Server::new(protocol);
    host.clone_into(&mut server.host);
    for word in pair.split_whitespace() {
        match word {
            "tls" => server.security = Some(Security::Tls),
            "starttls" => server.security = Some(Security::Starttls),
            "none" => server.security = Some(Security::None),
            port => server.port = Some(port.parse().unwrap()),
        }
    }
    server.username = Some(username.to_owned()).filter(|name| !name.is_empty());
    server
}

pub fn imap(host: &str, pair: &str, username: &str) -> Server {
    server(Protocol::Imap, host, pair, username)
}

pub fn pop(host: &str, pair: &str, username: &str) -> Server {
    server(Protocol::Pop3, host, pair, username)
}

pub fn smtp(host: &str, pair: &str, username: &str) -> Server {
    server(Protocol::Smtp, host, pair, username)
}

pub fn auth(server: Server, auth: AuthMethod) -> Server {
    Server { auth, ..server }
}

pub fn deletes(server: Server, after_days: u16) -> Server {
    Server { retention: Retention::Deletes { after_days }, ..server }
}

/// An account; an empty `address` is none.
pub fn account(address: &str, servers: impl Into<Vec<Server>>) -> Settings {
    let address = Some(address.to_owned()).filter(|address| !address.is_empty());
    Settings { format: ReadFormat::Form, address, servers: servers.into() }
}

pub fn about(address: &str) -> About {
    About { address: Some(address.to_owned()), ..About::default() }
}

pub fn judge(servers: impl Into<Vec<Server>>) -> Diagnosis {
    diagnose(&[account("", servers)], &About::default(), &PROFILE)
}

/// A finding as `error host_typo incoming.host imap.centurylink.com`: the last word is what is expected.
pub fn lines(diagnosis: &Diagnosis) -> Vec<String> {
    let line = |finding: &engine::Finding| {
        let field = serde_json::to_value(finding.field).unwrap();
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let code = finding.code.as_str();
        format!("{severity} {code} {} {}", field.as_str().unwrap(), finding.expected).trim_end().to_owned()
    };
    diagnosis.findings.iter().map(line).collect()
}

/// What the findings of a table row must be, and the verdict.
pub fn expect(diagnosis: &Diagnosis, verdict: Verdict, findings: &[&str], what: &str) {
    assert_eq!(lines(diagnosis), findings, "{what}");
    assert_eq!(diagnosis.verdict, verdict, "{what}");
}
