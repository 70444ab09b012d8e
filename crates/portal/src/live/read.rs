//! What the companion and the page say, taken over field by field: deserializing it with serde came to
//! 30 KB brotli more, for a module that every visitor fetches. What this version does not know is passed
//! over.

use super::state::{Answers, Found, Notice, Planned, Seen, Stage};
use crate::page::get;
use engine::profile::Role;
use engine::report::Status;
use engine::text::Words;
use js_sys::{Array, Number};
use wasm_bindgen::JsValue;

/// At most so many names of a certificate are shown.
const NAMES: u32 = 3;

fn text(object: &JsValue, name: &str) -> Option<String> {
    get(object, name).as_string()
}

fn list(object: &JsValue, name: &str) -> Array {
    let value = get(object, name);
    if Array::is_array(&value) { Array::from(&value) } else { Array::new() }
}

/// The texts of a list.
pub(super) fn texts(list: &JsValue) -> Vec<String> {
    if !Array::is_array(list) {
        return Vec::new();
    }
    Array::from(list).iter().filter_map(|item| item.as_string()).collect()
}

/// What the page knows: `[client, incoming, outgoing]`.
pub(super) fn answers(value: &JsValue) -> Answers {
    let known = Array::from(value);
    let [client, incoming, outgoing] = [0, 1, 2].map(|place| known.get(place).as_string());
    Answers { client, incoming, outgoing }
}

/// The operator's notice; `None` where there is none.
pub(super) fn notice(value: &JsValue) -> Option<Notice> {
    let words = get(value, "text");
    let words = Words { en: text(&words, "en")?, es: text(&words, "es")? };
    Some(Notice { text: words, apps: texts(&get(value, "apps")) })
}

/// The data of the event `run`.
pub(super) fn plan(value: &JsValue) -> Vec<Planned> {
    let planned = |one: JsValue| {
        let role = match text(&one, "role")?.as_str() {
            "imap" => Role::Imap,
            "submission" => Role::Submission,
            _ => return None,
        };
        Some(Planned {
            id: text(&one, "id")?,
            role,
            host: text(&one, "host")?,
            port: fixed(&get(&one, "port"), 0)?,
            starttls: text(&one, "security").as_deref() == Some("starttls"),
        })
    };
    list(value, "endpoints").iter().filter_map(planned).collect()
}

/// The data of the event `stage`: the endpoint's id, and the stage.
pub(super) fn event(value: &JsValue) -> Option<(String, Stage)> {
    Some((text(value, "endpoint")?, stage(&get(value, "stage"), text(value, "ip"))?))
}

/// An endpoint's report.
pub(super) fn found(value: &JsValue) -> Option<Found> {
    let mut stages: Vec<Stage> = stage(&get(value, "dns"), None).into_iter().collect();
    for address in list(value, "addresses").iter() {
        let ip = text(&address, "ip");
        stages.extend(list(&address, "stages").iter().filter_map(|one| stage(&one, ip.clone())));
    }
    Some(Found { id: text(value, "id")?, status: status(value)?, code: text(value, "code"), stages })
}

fn status(value: &JsValue) -> Option<Status> {
    Status::from_name(&text(value, "status")?)
}

fn stage(value: &JsValue, ip: Option<String>) -> Option<Stage> {
    Some(Stage {
        ip,
        name: text(value, "name")?,
        status: status(value)?,
        code: text(value, "code"),
        ms: fixed(&get(value, "ms"), 1)?,
        seen: seen(&get(value, "data")),
    })
}

fn seen(data: &JsValue) -> Seen {
    let joined = |list: Array| texts(&list).join(", ");
    let certificate = get(data, "certificate");
    if certificate.is_object() {
        let all = list(&certificate, "names");
        let mut names = joined(all.slice(0, NAMES));
        if all.length() > NAMES {
            names.push_str(", …");
        }
        let until = text(&certificate, "not_after").unwrap_or_default();
        let until = until.split('T').next().unwrap_or_default().to_owned();
        return Seen::Certificate { names, issuer: text(&certificate, "issuer").unwrap_or_default(), until };
    }
    if let Some(version) = text(data, "version") {
        let parts = [Some(version), text(data, "cipher"), text(data, "group")];
        return Seen::Text(["TLS ", &parts.into_iter().flatten().collect::<Vec<_>>().join(", ")].concat());
    }
    let methods = joined(list(data, "auth"));
    if !methods.is_empty() {
        return Seen::Methods(methods);
    }
    let addresses = ["a", "aaaa"].map(|family| joined(list(&get(data, family), "records")));
    let addresses: Vec<String> = addresses.into_iter().filter(|some| !some.is_empty()).collect();
    match text(data, "text").or_else(|| Some(addresses.join(", ")).filter(|some| !some.is_empty())) {
        Some(text) => Seen::Text(text),
        None => Seen::Nothing,
    }
}

/// A number as it is shown, with so many decimals. The browser writes it: our own code for that would
/// be larger than this file.
fn fixed(value: &JsValue, decimals: u8) -> Option<String> {
    Number::from(value.as_f64()?).to_fixed(decimals).ok().map(String::from)
}
