//! Which host names the companion answers to. A stranger's name can be made to lead to this machine
//! (DNS rebinding); a browser then takes what is here for that stranger's own (facts/probe.md 3.4).

use crate::discovery::{Family, Route};
use crate::listen::Here;
use crate::problem::{Problem, ProblemCode};
use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// The port of a `Host` that names none: the program itself speaks HTTP without TLS.
const HTTP: u16 = 80;

/// A host name that the companion answers to: `help.example.net`.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct ServedHost(String);

impl fmt::Display for ServedHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for ServedHost {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let label = |label: &str| {
            let inside = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
            !label.is_empty() && label.bytes().all(inside)
        };
        if text.split('.').all(label) {
            Ok(Self(text))
        } else {
            Err(format!("{text:?} is not a host name such as help.example.net (lower case, no port, no *)"))
        }
    }
}

/// The names that the companion answers to.
#[derive(Default)]
pub(crate) struct Hosts {
    listed: Vec<ServedHost>,
    family: Arc<Family>,
}

impl Hosts {
    /// Those that the operator listed; and the provider's own for what mail programs ask there. Nobody
    /// else can own these, and what is answered there is the same for everybody.
    pub(crate) fn new(listed: Vec<ServedHost>, family: Arc<Family>) -> Self {
        Self { listed, family }
    }
}

/// Refuses what is asked of a host that is not ours (RFC 9110 section 15.5.20).
pub(crate) async fn check(State(hosts): State<Arc<Hosts>>, request: Request, next: Next) -> Response {
    let here = request.extensions().get::<Here>().map(|here| here.0);
    let family = Route::of(request.uri().path()).map(|_| &*hosts.family);
    if named(request.uri(), request.headers()).all(|host| answers_to(host, &hosts.listed, family, here)) {
        return next.run(request).await;
    }
    let detail =
        "This server does not answer to this host name; its operator can add it to the setting hosts.";
    Problem::new(ProblemCode::HostNotServed, detail).into_response()
}

/// Every host that a request names, the one that counts first: the request's target, then `Host` (RFC 9112
/// section 3.2.2). One that names none comes from no browser.
pub(crate) fn named<'a>(uri: &'a Uri, headers: &'a HeaderMap) -> impl Iterator<Item = &'a str> {
    let hosts = headers.get_all(header::HOST).iter().map(|value| value.to_str().unwrap_or_default());
    uri.authority().map(Authority::as_str).into_iter().chain(hosts)
}

/// A host's name alone, in small letters; `None` for what is no host.
pub(crate) fn bare(host: &str) -> Option<String> {
    let host = host.parse::<Authority>().ok().filter(|host| !host.as_str().contains('@'))?;
    Some(host.host().trim_end_matches('.').to_ascii_lowercase())
}

/// Whether a host, with or without port, is ours. Addresses are, as are this machine's own names and,
/// where it is given, the provider's family of names: no stranger can have them. Others are if they are
/// listed. Without a list all are, so that a proxy may pass its own name on; but on a connection inside
/// this machine none with the very port that it came to, for such a name leads here by itself, not
/// through a proxy.
fn answers_to(host: &str, listed: &[ServedHost], family: Option<&Family>, here: Option<SocketAddr>) -> bool {
    let Some(name) = bare(host) else { return false };
    let address = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(&name);
    if address.parse::<IpAddr>().is_ok() || name == "localhost" || name.ends_with(".localhost") {
        return true;
    }
    if family.is_some_and(|family| family.has_host(&name)) {
        return true;
    }
    if !listed.is_empty() {
        return listed.iter().any(|one| one.0 == name);
    }
    let port = host.parse::<Authority>().ok().and_then(|host| host.port_u16()).unwrap_or(HTTP);
    !here.is_some_and(|here| here.ip().to_canonical().is_loopback() && here.port() == port)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(host: &str, listed: &[&str], here: &str) -> bool {
        let listed: Vec<_> = listed.iter().map(|name| ServedHost((*name).to_owned())).collect();
        answers_to(host, &listed, None, Some(here.parse().unwrap()))
    }

    #[test]
    fn without_a_list_a_stranger_cannot_lead_here() {
        let here = "127.0.0.1:8080";
        for ours in ["127.0.0.1:8080", "localhost:8080", "LOCALHOST:8080", "[::1]:8080", "a.localhost:8080"] {
            assert!(answers(ours, &[], here), "{ours}");
        }
        for passed_on in ["help.example.net", "help.example.net:8443", "help.example.net:443"] {
            assert!(answers(passed_on, &[], here), "{passed_on}: a proxy's own name");
        }
        for foreign in [
            "evil.example:8080",
            "evil.example.:8080",
            "127.0.0.1.evil.example:8080",
            "localhost.evil.example:8080",
        ] {
            assert!(!answers(foreign, &[], here), "{foreign}");
            assert!(!answers(foreign, &[], "[::1]:8080"), "{foreign}");
            assert!(!answers(foreign, &[], "[::ffff:127.0.0.1]:8080"), "{foreign}");
        }
        assert!(!answers("evil.example", &[], "127.0.0.1:80"), "no port is port 80");
        assert!(answers("box.example:8080", &[], "192.0.2.1:8080"), "the operator opened it to the network");
    }

    #[test]
    fn a_list_is_the_whole_list() {
        let listed = ["help.example.net"];
        for here in ["127.0.0.1:8080", "192.0.2.1:8080"] {
            for ours in [
                "help.example.net",
                "HELP.example.net:8080",
                "help.example.net.",
                "192.0.2.1",
                "[2001:db8::1]:1",
            ] {
                assert!(answers(ours, &listed, here), "{ours}");
            }
            for foreign in [
                "example.net",
                "a.help.example.net",
                "evil.example",
                "",
                "help.example.net@evil.example",
                "a b",
                "x:y:z",
            ] {
                assert!(!answers(foreign, &listed, here), "{foreign:?}");
            }
        }
    }

    #[test]
    fn every_name_in_the_request_counts() {
        let mut headers = HeaderMap::new();
        headers.append(header::HOST, "localhost".parse().unwrap());
        headers.append(header::HOST, "evil.example".parse().unwrap());
        let uri: Uri = "http://other.example/x".parse().unwrap();
        let all: Vec<&str> = named(&uri, &headers).collect();
        assert_eq!(all, ["other.example", "localhost", "evil.example"]);
        assert_eq!(named(&Uri::from_static("/x"), &HeaderMap::new()).count(), 0);
    }
}
