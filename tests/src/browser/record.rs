//! Everything that the browser asked of the network, and everything that it complained of.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Session;
use crate::trouble::Outcome;

/// A network request as the browser sent it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    /// `GET`, `POST`, ….
    pub method: String,
    /// The whole address, with its fragment.
    pub url: String,
    /// The headers, names in lower case.
    pub headers: BTreeMap<String, String>,
    /// What was sent with it.
    pub body: Option<String>,
    id: String,
}

impl Request {
    /// Whether `text` is anywhere in the request: address (also percent-decoded), headers, body.
    #[must_use]
    pub fn mentions(&self, text: &str) -> bool {
        let parts = [&self.url].into_iter().chain(self.headers.values()).chain(self.body.as_ref());
        parts.flat_map(|part| [part.clone(), percent_decoded(part)]).any(|part| part.contains(text))
    }
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match (first, hex.and_then(|two| u8::from_str_radix(two, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What has been read so far from logs that the driver empties when it is asked.
#[derive(Default, Debug)]
pub(super) struct Record {
    requests: Vec<Request>,
    complaints: Vec<String>,
}

impl Session {
    /// Every request since the session began, or since [`Session::forget_requests`].
    ///
    /// # Errors
    /// [`Trouble`](crate::Trouble) where the log cannot be read.
    pub async fn requests(&self) -> Outcome<Vec<Request>> {
        let entries = self.driver.get_log("performance").await?;
        let mut record = self.recorded();
        for entry in entries {
            if let Ok(event) = serde_json::from_str::<Value>(&entry.message) {
                record.note(&event["message"]);
            }
        }
        Ok(record.requests.clone())
    }

    /// Starts the record of requests anew.
    ///
    /// # Errors
    /// [`Trouble`](crate::Trouble) where the log cannot be read.
    pub async fn forget_requests(&self) -> Outcome<()> {
        self.requests().await?;
        self.recorded().requests.clear();
        Ok(())
    }

    /// What the browser's console has shown as warnings and errors: scripts that threw, requests
    /// that failed, what the content security policy refused.
    ///
    /// # Errors
    /// [`Trouble`](crate::Trouble) where the log cannot be read.
    pub async fn complaints(&self) -> Outcome<Vec<String>> {
        let entries = self.driver.browser_log().await?;
        let mut record = self.recorded();
        let bad = entries.into_iter().filter(|entry| matches!(entry.level.as_str(), "SEVERE" | "WARNING"));
        record.complaints.extend(bad.map(|entry| format!("{}: {}", entry.level, entry.message)));
        Ok(record.complaints.clone())
    }
}

impl Record {
    /// Takes over one DevTools event, if it is about a request.
    fn note(&mut self, event: &Value) {
        let parameters = &event["params"];
        let id = parameters["requestId"].as_str().unwrap_or_default();
        match event["method"].as_str() {
            Some("Network.requestWillBeSent") => {
                let request = &parameters["request"];
                let url = text(&request["url"]) + request["urlFragment"].as_str().unwrap_or_default();
                // These are answered inside the browser.
                if ["data:", "blob:", "chrome:", "about:"].iter().any(|scheme| url.starts_with(scheme)) {
                    return;
                }
                self.requests.push(Request {
                    method: text(&request["method"]),
                    url,
                    headers: headers(&request["headers"]),
                    body: request["postData"].as_str().map(str::to_owned),
                    id: id.to_owned(),
                });
            }
            // What the network stack adds: Referer, Cookie, Accept-Language and the like.
            Some("Network.requestWillBeSentExtraInfo") => {
                if let Some(request) = self.requests.iter_mut().rfind(|request| request.id == id) {
                    request.headers.extend(headers(&parameters["headers"]));
                }
            }
            _ => {}
        }
    }
}

fn headers(value: &Value) -> BTreeMap<String, String> {
    let pairs = value.as_object().into_iter().flatten();
    pairs.map(|(name, value)| (name.to_lowercase(), text(value))).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
