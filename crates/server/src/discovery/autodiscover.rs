//! Microsoft Autodiscover, plain old XML ("POX", version 1; \[MS-OXDSCLI\] sections 2.2.3 and 2.2.4).
//!
//! A refusal is a document with a code, and its HTTP status is 200, as Exchange answers. The address
//! comes back as `LoginName`, because the format has no placeholder; nothing else of what the client
//! sent does.

use super::family::{Unserved, parse};
use crate::api;
use crate::app::App;
use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{Method, header};
use axum::response::{IntoResponse as _, Response};
use engine::account::Choice;
use engine::address::Address;
use engine::text::Lang;
use engine::{Account, DisplayName, Format, export};
use roxmltree::{Document, Node};

/// The longest request body, in bytes. Programs send about 400.
const LONGEST_BODY: usize = 8 * 1024;
/// The namespace of a request for mail settings, and the one of the answer that it must accept.
const REQUEST: &str = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";
const ANSWER: &str = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";
/// The namespace of a request for ActiveSync, which no IMAP provider has.
const MOBILESYNC: &str = "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/requestschema/2006";

/// Why there are no settings: the codes and messages of \[MS-OXDSCLI\] section 2.2.4.1.2.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Refusal {
    /// Not a request as the schema says.
    InvalidRequest,
    /// No such kind of settings, or none for this domain.
    NotAvailable,
}

impl Refusal {
    const fn code_and_message(self) -> (u16, &'static str) {
        match self {
            Self::InvalidRequest => (600, "Invalid Request"),
            Self::NotAvailable => (601, "Provider is not available"),
        }
    }
}

/// Answers `POST`; `GET` and `HEAD` have no request in them and get the document that says so.
pub(super) async fn answer(app: &App, head: &Parts, body: Body) -> Response {
    if head.method != Method::POST {
        return document(refused(app, Refusal::InvalidRequest).into());
    }
    let body = match api::body(app, body, LONGEST_BODY).await {
        Ok(body) => body,
        Err(problem) => return problem.into_response(),
    };
    document(
        asked(&body)
            .and_then(|address| settings(app, &address))
            .unwrap_or_else(|why| refused(app, why).into()),
    )
}

fn document(xml: Vec<u8>) -> Response {
    let headers = [(header::CONTENT_TYPE, "text/xml; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (headers, xml).into_response()
}

/// The address that a request asks for. The parser takes no document type declaration, so there are no
/// entities to expand and nothing to fetch.
fn asked(body: &[u8]) -> Result<Address, Refusal> {
    let text = std::str::from_utf8(body).map_err(|_| Refusal::InvalidRequest)?;
    // A byte order mark is no part of the document.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let document = Document::parse(text).map_err(|_| Refusal::InvalidRequest)?;
    let root = document.root_element();
    match root.tag_name().namespace() {
        _ if root.tag_name().name() != "Autodiscover" => return Err(Refusal::InvalidRequest),
        Some(MOBILESYNC) => return Err(Refusal::NotAvailable),
        Some(REQUEST) => {}
        _ => return Err(Refusal::InvalidRequest),
    }
    let request = child(root, "Request").ok_or(Refusal::InvalidRequest)?;
    let value = |name| child(request, name).and_then(|node| node.text()).map(str::trim);
    let accepted = value("AcceptableResponseSchema").ok_or(Refusal::InvalidRequest)?;
    let address = value("EMailAddress").ok_or(Refusal::InvalidRequest)?;
    if accepted != ANSWER {
        return Err(Refusal::NotAvailable);
    }
    parse(address.as_bytes()).ok_or(Refusal::InvalidRequest)
}

fn child<'a, 'd>(parent: Node<'a, 'd>, name: &str) -> Option<Node<'a, 'd>> {
    parent.children().find(|node| node.has_tag_name((REQUEST, name)))
}

/// The settings of an address. There is no name in them: nothing is looked up for a mailbox.
fn settings(app: &App, address: &Address) -> Result<Vec<u8>, Refusal> {
    let none = |_: Unserved| Refusal::NotAvailable;
    app.discovery.family.served(address.domain()).map_err(none)?;
    let (name, choice) = (DisplayName::default(), Choice::default());
    let account =
        Account::resolve(address.as_str(), name, &choice, &app.profile).map_err(|_| Refusal::NotAvailable)?;
    let texts = &app.texts(Lang::En).files;
    let file = export::file(Format::Autodiscover, &account, &app.profile, texts);
    file.map(|file| file.bytes).map_err(|_| Refusal::NotAvailable)
}

/// The document of a refusal. `Time` is the server's, UTC; `Id` stands for the server, and replicas are
/// not told apart.
fn refused(app: &App, why: Refusal) -> String {
    let (code, message) = why.code_and_message();
    let seconds = app.config.clock.unix_seconds() % 86_400;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
  <Response>
    <Error Time="{hour:02}:{minute:02}:{second:02}.0000000" Id="1">
      <ErrorCode>{code}</ErrorCode>
      <Message>{message}</Message>
      <DebugData/>
    </Error>
  </Response>
</Autodiscover>
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(root: &str, accepts: &str, address: &str) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><Autodiscover xmlns=\"{root}\"><Request>\
             <EMailAddress>{address}</EMailAddress>\
             <AcceptableResponseSchema>{accepts}</AcceptableResponseSchema></Request></Autodiscover>"
        )
    }

    #[test]
    fn a_request_says_an_address() {
        for (written, read) in [
            ("pat@example.net", "pat@example.net"),
            (" pat+x@Example.NET\n", "pat+x@example.net"),
            ("o&apos;brien&#64;example.net", "o'brien@example.net"),
            ("<![CDATA[pat@example.net]]>", "pat@example.net"),
            ("pat@bücher.example", "pat@xn--bcher-kva.example"),
        ] {
            let text = request(REQUEST, ANSWER, written);
            assert_eq!(asked(text.as_bytes()).unwrap().as_str(), read, "{written}");
            assert_eq!(asked(format!("\u{feff}{text}").as_bytes()).unwrap().as_str(), read);
        }
    }

    #[test]
    fn a_prefix_is_as_good() {
        let text = format!(
            "<a:Autodiscover xmlns:a='{REQUEST}'><a:Request><a:AcceptableResponseSchema>{ANSWER}\
             </a:AcceptableResponseSchema><a:EMailAddress>pat@example.net</a:EMailAddress></a:Request>\
             </a:Autodiscover>"
        );
        assert_eq!(asked(text.as_bytes()).unwrap().as_str(), "pat@example.net");
    }

    #[test]
    fn deep_nesting_ends_at_the_limit_of_the_body() {
        let deep = "<a>".repeat(LONGEST_BODY / 3);
        assert_eq!(asked(deep.as_bytes()), Err(Refusal::InvalidRequest));
        let closed = "<a>".repeat(LONGEST_BODY / 7) + &"</a>".repeat(LONGEST_BODY / 7);
        assert_eq!(asked(closed.as_bytes()), Err(Refusal::InvalidRequest));
    }
}
