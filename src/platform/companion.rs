//! The companion server, where there is one.

use super::{get, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

/// Where the companion is: the base of its addresses; `None` where the page names none.
fn base() -> Option<String> {
    let named = super::focus::find("meta[name=mail-setup-companion]")?.get_attribute("content")?;
    match named.trim() {
        "" => None,
        "." => Some(super::clipboard::page_address().rsplit_once('/')?.0.to_owned() + "/"),
        origin => Some(origin.trim_end_matches('/').to_owned() + "/"),
    }
}

/// The companion's base address, if it answers with a profile in JSON; a static host answers
/// with a page or not at all.
pub async fn find() -> Option<String> {
    let base = base()?;
    let answer = fetch(&[&base, "api/v1/profile"].concat(), &RequestInit::new()).await.ok()?;
    let json = answer.headers().get("content-type").ok().flatten().is_some_and(|kind| kind.contains("json"));
    (answer.ok() && json).then_some(base)
}

/// Why the companion made no address for a profile.
pub enum NoProfile {
    /// Too many requests.
    TooOften,
    /// Anything else.
    Failed,
}

/// Asks the companion for the address of an Apple profile. This is the one request that carries
/// the person's address, in its body; the screen says so before.
pub async fn apple_profile(base: &str, account: &JsValue) -> Result<String, NoProfile> {
    let options = RequestInit::new();
    options.set_method("POST");
    let body = js_sys::JSON::stringify(account).map_err(|_| NoProfile::Failed)?;
    options.set_body(&body);
    let headers = web_sys::Headers::new().map_err(|_| NoProfile::Failed)?;
    headers.set("content-type", "application/json").map_err(|_| NoProfile::Failed)?;
    options.set_headers(&headers);
    let answer =
        fetch(&[base, "api/v1/apple-profiles"].concat(), &options).await.map_err(|_| NoProfile::Failed)?;
    if answer.status() == 429 {
        return Err(NoProfile::TooOften);
    }
    if !answer.ok() {
        return Err(NoProfile::Failed);
    }
    let json =
        JsFuture::from(answer.json().map_err(|_| NoProfile::Failed)?).await.map_err(|_| NoProfile::Failed)?;
    let url = get(&json, "url").as_string().ok_or(NoProfile::Failed)?;
    Ok([base, url.trim_start_matches('/')].concat())
}

async fn fetch(url: &str, options: &RequestInit) -> Result<Response, JsValue> {
    JsFuture::from(window().fetch_with_str_and_init(url, options)).await?.dyn_into()
}
