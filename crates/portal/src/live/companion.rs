//! The companion server, where there is one, and what it says beside the check.

use super::read;
use super::state::Notice;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Whether there is a companion.
pub(super) enum Companion {
    /// Its base address, ending in `/`.
    There(String),
    /// There is none: the page names none, or the host answers otherwise than one would.
    Absent,
    /// It did not answer this time.
    Silent,
}

/// Looks for the companion: it answers with a profile in JSON. A static host says that there is nothing,
/// or answers with a page.
pub(super) async fn find() -> Companion {
    let Some(base) = named() else { return Companion::Absent };
    match get(&base, "api/v1/profile").await {
        Some(answer) if json(&answer) => Companion::There(base),
        // Too often, or a proxy whose companion is just starting: it may answer later.
        Some(answer) if answer.status() == 429 || answer.status() >= 500 => Companion::Silent,
        Some(_) => Companion::Absent,
        None => Companion::Silent,
    }
}

/// The operator's notice: inside, `None` where there is none; outside, where it cannot be had.
pub(super) async fn notice(base: &str) -> Option<Option<Notice>> {
    let answer = get(base, "api/v1/notice").await.filter(json)?;
    let said = JsFuture::from(answer.json().ok()?).await.ok()?;
    Some(read::notice(&said))
}

/// Where the page says that its companion is.
fn named() -> Option<String> {
    let document = web_sys::window()?.document()?;
    let meta = document.query_selector("meta[name=mail-setup-companion]").ok()??;
    let named = meta.get_attribute("content")?;
    match named.trim() {
        "" => None,
        "." => {
            let address = web_sys::window()?.location().href().ok()?;
            let path = address.split(['#', '?']).next()?;
            Some([path.rsplit_once('/')?.0, "/"].concat())
        }
        origin => Some([origin.trim_end_matches('/'), "/"].concat()),
    }
}

async fn get(base: &str, path: &str) -> Option<Response> {
    let asked = web_sys::window()?.fetch_with_str(&[base, path].concat());
    JsFuture::from(asked).await.ok()?.dyn_into::<Response>().ok()
}

/// Whether it is a good answer in JSON.
fn json(answer: &Response) -> bool {
    let kind = answer.headers().get("content-type").ok().flatten();
    answer.ok() && kind.is_some_and(|kind| kind.contains("json"))
}

/// What an event's data says.
pub(super) fn parse(data: &JsValue) -> Option<JsValue> {
    js_sys::JSON::parse(&data.as_string()?).ok()
}
