//! The companion server, where there is one, and what it says beside the check.

use super::read;
use super::state::Notice;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// The companion's base address, ending in `/`, if it answers with a profile in JSON: a static host
/// answers with a page or not at all. `None` also where the page names none.
pub(super) async fn find() -> Option<String> {
    let base = named()?;
    get(&base, "api/v1/profile").await.map(|_| base)
}

/// The operator's notice; `None` where there is none, or it cannot be had.
pub(super) async fn notice(base: &str) -> Option<Notice> {
    let answer = get(base, "api/v1/notice").await?;
    let json = JsFuture::from(answer.json().ok()?).await.ok()?;
    read::notice(&json)
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

/// An answer in JSON.
async fn get(base: &str, path: &str) -> Option<Response> {
    let asked = web_sys::window()?.fetch_with_str(&[base, path].concat());
    let answer: Response = JsFuture::from(asked).await.ok()?.dyn_into::<Response>().ok()?;
    let kind = answer.headers().get("content-type").ok().flatten();
    (answer.ok() && kind.is_some_and(|kind| kind.contains("json"))).then_some(answer)
}

/// What an event's data says.
pub(super) fn parse(data: &JsValue) -> Option<JsValue> {
    js_sys::JSON::parse(&data.as_string()?).ok()
}
