//! Session storage, where the browser has it; in memory only where it throws.

use super::{boot, window};
use wasm_bindgen::JsValue;

const KEY: &str = "mail-setup";

fn store() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

/// What was kept in this tab, parsed; `undefined` where there is nothing or no storage.
pub fn read() -> JsValue {
    store()
        .and_then(|store| store.get_item(KEY).ok().flatten())
        .and_then(|text| js_sys::JSON::parse(&text).ok())
        .unwrap_or(JsValue::UNDEFINED)
}

/// Keeps a value for this tab. Where storage throws the page lives on without it.
pub fn write(value: &JsValue) {
    if let (Some(store), Ok(text)) = (store(), js_sys::JSON::stringify(value)) {
        let _ = store.set_item(KEY, &String::from(text));
    }
}

/// What the late screens keep: here, and beside what `boot.js` has prepared.
const TOLD: &str = "mail-setup-told";

/// Forgets what was kept.
pub fn clear() {
    boot::forget(TOLD);
    if let Some(store) = store() {
        let _ = store.remove_item(KEY);
        let _ = store.remove_item(TOLD);
    }
}
