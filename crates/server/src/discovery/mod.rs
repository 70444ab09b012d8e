//! What mail programs ask by themselves when a person types an address: Mozilla autoconfig and
//! Microsoft Autodiscover, answered for the profile's domains from the profile.
//!
//! Nothing is looked up for a mailbox: everybody at a domain gets the same servers, whether the
//! mailbox exists or not. The first endpoints by rank are named, whatever the live check says: an
//! answer is written into a program once and stays there. No address is kept or logged; only
//! Autodiscover, which knows no placeholder, has the address in its answer.

mod autoconfig;
mod autodiscover;
mod family;
mod json;

pub(crate) use family::Family;

use crate::api;
use crate::app::App;
use crate::hosts;
use crate::site_routes;
use autoconfig::Autoconfig;
use axum::extract::{Request, State};
use axum::http::header::ALLOW;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method};
use axum::response::{IntoResponse as _, Response};
use engine::Profile;
use engine::text::{Files, Texts};
use std::borrow::Cow;
use std::sync::Arc;

/// A path that mail programs ask.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Route {
    /// `/mail/config-v1.1.xml` at `autoconfig.<domain>`.
    Autoconfig,
    /// The same below `/.well-known/` at the domain itself.
    WellKnown,
    /// `/autodiscover/autodiscover.xml`, in any letter case: programs write it in three.
    Autodiscover,
    /// `/autodiscover/autodiscover.json`, and the same with `/v1.0/<address>` behind it.
    Json,
}

impl Route {
    /// The route of a path; `None` for what mail programs do not ask.
    pub(crate) fn of(path: &str) -> Option<Self> {
        match path {
            "/mail/config-v1.1.xml" => return Some(Self::Autoconfig),
            "/.well-known/autoconfig/mail/config-v1.1.xml" => return Some(Self::WellKnown),
            _ => {}
        }
        if path.eq_ignore_ascii_case("/autodiscover/autodiscover.xml") {
            Some(Self::Autodiscover)
        } else {
            json::rest(path).map(|_| Self::Json)
        }
    }

    /// How the log names it. The path itself may hold an address.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Autoconfig => "/mail/config-v1.1.xml",
            Self::WellKnown => "/.well-known/autoconfig/mail/config-v1.1.xml",
            Self::Autodiscover => "/autodiscover/autodiscover.xml",
            Self::Json => "/autodiscover/autodiscover.json",
        }
    }
}

/// What there is to answer.
pub(crate) struct Discovery {
    family: Arc<Family>,
    autoconfig: Autoconfig,
}

impl Discovery {
    /// Everything that can be made before somebody asks.
    pub(crate) fn new(profile: &Profile, texts: &Texts<Files>) -> Self {
        Self { family: Arc::new(Family::new(profile)), autoconfig: Autoconfig::new(profile, texts) }
    }

    /// The names of the provider's.
    pub(crate) fn family(&self) -> Arc<Family> {
        Arc::clone(&self.family)
    }
}

/// Answers a mail program, or else with the page's file of that path.
pub(crate) async fn or_file(State(app): State<Arc<App>>, request: Request) -> Response {
    let Some(route) = Route::of(request.uri().path()) else {
        let (head, _) = request.into_parts();
        return site_routes::file(State(app), head.method, head.uri, head.headers).await;
    };
    let (head, body) = request.into_parts();
    if let Some(allowed) = not_a_method_of(route, &head.method) {
        let mut response = api::wrong_method().await.into_response();
        response.headers_mut().insert(ALLOW, HeaderValue::from_static(allowed));
        return response;
    }
    match route {
        Route::Autoconfig | Route::WellKnown => app.discovery.autoconfig.answer(&app.discovery.family, &head),
        Route::Autodiscover => autodiscover::answer(&app, &head, body).await,
        Route::Json => json::answer(&app.discovery.family, &head),
    }
}

/// The methods of a route, where `method` is none of them.
fn not_a_method_of(route: Route, method: &Method) -> Option<&'static str> {
    let posts = route == Route::Autodiscover;
    let known = method == Method::GET || method == Method::HEAD || (posts && method == Method::POST);
    match (known, posts) {
        (true, _) => None,
        (false, true) => Some("GET,HEAD,POST"),
        (false, false) => Some("GET,HEAD"),
    }
}

/// The host that a request is for, with its port.
fn host(head: &Parts) -> &str {
    hosts::named(&head.uri, &head.headers).next().unwrap_or_default()
}

/// The value of the query's first parameter of that name, in any letter case, percent-decoded. A `+`
/// stays one: in an address it is a plus far more often than a blank.
fn parameter<'a>(head: &'a Parts, name: &str) -> Option<Cow<'a, [u8]>> {
    let pairs = head.uri.query().unwrap_or_default().split('&');
    let (_, value) =
        pairs.filter_map(|pair| pair.split_once('=')).find(|(key, _)| key.eq_ignore_ascii_case(name))?;
    Some(percent_encoding::percent_decode_str(value).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_its_route() {
        for (path, route) in [
            ("/mail/config-v1.1.xml", Some(Route::Autoconfig)),
            ("/.well-known/autoconfig/mail/config-v1.1.xml", Some(Route::WellKnown)),
            ("/autodiscover/autodiscover.xml", Some(Route::Autodiscover)),
            ("/Autodiscover/Autodiscover.xml", Some(Route::Autodiscover)),
            ("/AUTODISCOVER/AUTODISCOVER.XML", Some(Route::Autodiscover)),
            ("/AutoDiscover/autodiscover.JSON", Some(Route::Json)),
            ("/autodiscover/autodiscover.json/v1.0/pat@example.net", Some(Route::Json)),
            ("/Autodiscover/Autodiscover.json/V1.0/pat%40example.net", Some(Route::Json)),
            ("/autodiscover/autodiscover.json/v2.0/pat@example.net", None),
            ("/autodiscover/autodiscover.jsonx", None),
            ("/autodiscover/autodiscover.xml/", None),
            ("/autodiscover", None),
            ("/mail/config-v1.1.xml/", None),
            ("/MAIL/config-v1.1.xml", None),
            ("/", None),
            ("/é/autodiscover.json", None),
        ] {
            assert_eq!(Route::of(path), route, "{path}");
        }
    }
}
