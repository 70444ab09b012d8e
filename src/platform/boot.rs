//! What `boot.js` has prepared: `globalThis.mailSetup`.

use super::{get, window};
use engine::text::Lang;
use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

fn prepared() -> JsValue {
    get(&window(), "mailSetup")
}

/// Takes something away that was put beside it.
pub fn forget(name: &str) {
    let _ = js_sys::Reflect::delete_property(
        &prepared().unchecked_into::<js_sys::Object>(),
        &JsValue::from_str(name),
    );
}

/// The page's own data: profile, languages, apps, file names.
pub fn site() -> JsValue {
    get(&prepared(), "site")
}

/// The language that was chosen, and its texts on their way.
pub fn first_texts() -> (Lang, Promise) {
    let lang = get(&prepared(), "lang").as_string().and_then(|tag| Lang::from_tag(&tag)).unwrap_or_default();
    (lang, get(&prepared(), "texts").unchecked_into())
}

/// Asks `boot.js` for the static page, with its word that the assistant cannot run.
pub fn give_up() {
    tell("mail-setup-failed");
}

/// Tells the page's scripts that something has happened, with an event of that name on the window.
pub fn tell(what: &str) {
    if let (Some(window), Ok(event)) = (web_sys::window(), web_sys::Event::new(what)) {
        let _ = window.dispatch_event(&event);
    }
}

/// Tells `frame.js` that another screen is shown, or the same in another language.
pub fn tell_screen() {
    tell("mail-setup-screen");
}

/// `boot.js`' function that waits for the live check, but not for long.
pub fn settle() -> Function {
    get(&prepared(), "settle").unchecked_into()
}

/// The device and browser: `{device, installsProfiles}`.
pub fn here() -> JsValue {
    get(&prepared(), "here")
}

/// Whether the button was pressed before the page was ready.
pub fn submitted_early() -> bool {
    get(&get(&prepared(), "kept"), "submitted").is_truthy()
}

/// Fetches one of the page's JSON files by its logical name (`client-thunderbird`).
pub async fn json(name: &str) -> Result<JsValue, JsValue> {
    let fetch: Function = get(&prepared(), "json").dyn_into()?;
    JsFuture::from(fetch.call1(&JsValue::NULL, &JsValue::from_str(name))?.unchecked_into::<Promise>()).await
}

/// Loads a late module; the browser keeps it, so asking again costs nothing.
pub async fn late(part: &str) -> Result<JsValue, JsValue> {
    let load: Function = get(&prepared(), "late").dyn_into()?;
    JsFuture::from(load.call1(&JsValue::NULL, &JsValue::from_str(part))?.unchecked_into::<Promise>()).await
}
