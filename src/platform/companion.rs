//! The companion server, where there is one.

use super::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

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
    let answer = fetch(&[&base, "api/v1/profile"].concat()).await.ok()?;
    let json = answer.headers().get("content-type").ok().flatten().is_some_and(|kind| kind.contains("json"));
    (answer.ok() && json).then_some(base)
}

async fn fetch(url: &str) -> Result<Response, JsValue> {
    JsFuture::from(window().fetch_with_str(url)).await?.dyn_into()
}
