//! What the page has prepared for its late modules (`src/boot.js`), and what they fetch through it.

use crate::wrong;
use engine::text::{Key, Texts};
use js_sys::{Function, Promise, Reflect};
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::from_value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// `globalThis.mailSetup`.
pub(crate) fn prepared() -> JsValue {
    get(&js_sys::global(), "mailSetup")
}

/// A property; `undefined` where there is none.
pub(crate) fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// Calls a function of the page's.
pub(crate) fn call(name: &str, argument: &JsValue) -> Option<JsValue> {
    get(&prepared(), name).dyn_into::<Function>().ok()?.call1(&JsValue::NULL, argument).ok()
}

/// A compiled file, on its way.
pub(crate) fn file(name: &str) -> Result<Promise, JsError> {
    call("json", &JsValue::from_str(name))
        .and_then(|promise| promise.dyn_into().ok())
        .ok_or_else(|| wrong(name, "cannot be asked for"))
}

/// What a file holds, once it is there.
pub(crate) async fn take<T: DeserializeOwned>(name: &str, file: Promise) -> Result<T, JsError> {
    let value = JsFuture::from(file).await.map_err(|_| wrong(name, "did not arrive"))?;
    from_value(value).map_err(|e| wrong(name, &e.to_string()))
}

/// The texts of a group.
pub(crate) fn texts<K: Key>(strings: Vec<String>) -> Result<Texts<K>, JsError> {
    Texts::new(strings).map_err(|e| wrong(K::GROUP, &e.to_string()))
}

/// Adds a style sheet to the page, once; ends when it has arrived. One that does not arrive leaves
/// the screens plain, not useless.
pub(crate) async fn style(name: &str) {
    if let Some(arrived) = ask_for_style(name).await {
        let _ = JsFuture::from(arrived).await;
    }
}

async fn ask_for_style(name: &str) -> Option<Promise> {
    let document = web_sys::window()?.document()?;
    if document.get_element_by_id(name).is_some() {
        return None;
    }
    let address: Promise = call("named", &JsValue::from_str(name))?.dyn_into().ok()?;
    let address = JsFuture::from(address).await.ok()?.as_string()?;
    let link = document.create_element("link").ok()?;
    link.set_id(name);
    link.set_attribute("rel", "stylesheet").ok()?;
    link.set_attribute("href", &address).ok()?;
    let arrived = Promise::new(&mut |done, failed| {
        let _ = Reflect::set(&link, &JsValue::from_str("onload"), &done);
        let _ = Reflect::set(&link, &JsValue::from_str("onerror"), &failed);
    });
    document.query_selector("head").ok()??.append_child(&link).ok()?;
    Some(arrived)
}

/// A new element.
pub(crate) fn element(tag: &str) -> Result<web_sys::HtmlElement, JsError> {
    let made = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.create_element(tag).ok())
        .and_then(|element| element.dyn_into().ok());
    made.ok_or_else(|| wrong("document", "makes no element"))
}
