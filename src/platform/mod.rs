//! The browser, as far as this page needs it: one file for each thing that is asked of it.

pub mod boot;
pub mod clipboard;
pub mod companion;
pub mod download;
pub mod focus;
pub mod here;
pub mod late;
pub mod panic;
pub mod storage;

use wasm_bindgen::JsValue;

/// The window. There is always one: the page runs nowhere else.
pub fn window() -> web_sys::Window {
    leptos::prelude::window()
}

/// A property of a JavaScript object; `undefined` where it has none.
pub fn get(object: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}
