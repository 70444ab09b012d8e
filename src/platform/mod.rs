//! The browser, as far as this page needs it: one file for each thing that is asked of it.

pub mod boot;
pub mod clipboard;
pub mod focus;
pub mod give;
pub mod here;
pub mod late;
pub mod panic;
pub mod storage;
pub mod take;

use std::pin::Pin;
use wasm_bindgen::JsValue;

/// The window. There is always one: the page runs nowhere else.
pub fn window() -> web_sys::Window {
    leptos::prelude::window()
}

/// Does something that takes time. Boxed, so that the code that runs it exists once.
pub fn later(work: impl Future<Output = ()> + 'static) {
    fn boxed(work: Pin<Box<dyn Future<Output = ()>>>) {
        wasm_bindgen_futures::spawn_local(work);
    }
    boxed(Box::pin(work));
}

/// A property of a JavaScript object; `undefined` where it has none.
pub fn get(object: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}
