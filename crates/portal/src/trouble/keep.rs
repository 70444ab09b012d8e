//! Keeps what was told in this tab: in session storage, and beside the page's own things where
//! that throws. "Clear everything" of the page forgets both.

use super::told::Told;
use crate::page::{get, prepared};
use js_sys::{JSON, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::{Serializer, from_value};
use wasm_bindgen::JsValue;

/// The name in both places.
const KEY: &str = "mail-setup-told";

fn store() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

/// What was told so far; what another version kept is left behind.
pub(crate) fn read() -> Told {
    let live = get(&prepared(), KEY);
    let kept = || store()?.get_item(KEY).ok().flatten().and_then(|text| JSON::parse(&text).ok());
    let value = if live.is_undefined() { kept().unwrap_or(JsValue::UNDEFINED) } else { live };
    from_value(value).unwrap_or_default()
}

/// Keeps it.
pub(crate) fn write(told: &Told) {
    let value = |told: &Told| told.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::UNDEFINED);
    let _ = Reflect::set(&prepared(), &JsValue::from_str(KEY), &value(told));
    if let (Some(store), Ok(text)) = (store(), JSON::stringify(&value(&told.kept()))) {
        let _ = store.set_item(KEY, &String::from(text));
    }
}
