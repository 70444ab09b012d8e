//! Settings out of XML and Apple profiles: files of ours and of others, pieces, and hostile ones.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod apple;
mod autoconfig;
mod autodiscover;
mod decode;
mod hostile;
mod k9;
#[path = "../export/support.rs"]
#[allow(dead_code, reason = "the tests of the formats use the rest")]
mod support;

use engine::settings::{ReadFormat, Reading, Retention, Server, Settings, read};
use serde_json::{Value, to_value};

/// Reads bytes that are small enough.
fn reading(bytes: impl AsRef<[u8]>) -> Reading {
    read(bytes.as_ref()).unwrap()
}

/// The accounts, all of which must be of that format.
fn accounts(bytes: impl AsRef<[u8]>, format: ReadFormat) -> Vec<Settings> {
    let accounts = reading(bytes).accounts;
    assert!(!accounts.is_empty(), "nothing was read");
    assert!(accounts.iter().all(|account| account.format == format), "{accounts:?}");
    accounts
}

/// The servers of the only account, one line each.
fn only(bytes: impl AsRef<[u8]>, format: ReadFormat) -> Vec<String> {
    let accounts = accounts(bytes, format);
    assert_eq!(accounts.len(), 1, "{accounts:?}");
    lines(&accounts[0])
}

fn lines(account: &Settings) -> Vec<String> {
    account.servers.iter().map(line).collect()
}

/// `imap host:port tls password user`, with a dash for what was not said.
fn line(server: &Server) -> String {
    let word = |value: Value| value.as_str().unwrap_or("-").to_owned();
    let mut line = format!(
        "{} {}:{} {} {} {}",
        word(to_value(server.protocol).unwrap()),
        server.host,
        server.port.map_or("-".into(), |port| port.to_string()),
        word(to_value(server.security).unwrap()),
        word(to_value(server.auth).unwrap()),
        server.username.as_deref().unwrap_or("-"),
    );
    match server.retention {
        Retention::Unknown => {}
        Retention::Keeps => line.push_str(" keeps"),
        Retention::Deletes { after_days } => line.push_str(&format!(" deletes after {after_days}")),
    }
    line
}

/// What every export of ours must give back for these two endpoints of an account.
fn expected(account: &engine::Account, username: &str) -> Vec<String> {
    [("imap", account.incoming()), ("smtp", account.outgoing())]
        .map(|(protocol, endpoint)| {
            let security = to_value(endpoint.security).unwrap();
            format!(
                "{protocol} {}:{} {} password {username}",
                endpoint.host.as_str(),
                endpoint.port,
                security.as_str().unwrap()
            )
        })
        .to_vec()
}
