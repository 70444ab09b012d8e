//! What the page has prepared for its late modules (`src/boot.js`), and what they fetch through it.

use crate::wrong;
use engine::profile::Role;
use engine::text::{Key, Texts};
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CustomEvent, CustomEventInit};

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
#[cfg(feature = "trouble")]
pub(crate) async fn take<T: serde::de::DeserializeOwned>(name: &str, file: Promise) -> Result<T, JsError> {
    let value = JsFuture::from(file).await.map_err(|_| wrong(name, "did not arrive"))?;
    serde_wasm_bindgen::from_value(value).map_err(|e| wrong(name, &e.to_string()))
}

/// The texts of a group.
pub(crate) fn texts<K: Key>(strings: Vec<String>) -> Result<Texts<K>, JsError> {
    Texts::new(strings).map_err(|e| wrong(K::GROUP, &e.to_string()))
}

/// Adds a style sheet to the page, once; done when it is there, or cannot be had.
pub(crate) async fn sheet(name: &str) {
    if let Some(promise) = call("sheet", &JsValue::from_str(name)) {
        let _ = JsFuture::from(Promise::resolve(&promise)).await;
    }
}

/// A new element.
pub(crate) fn element(tag: &str) -> Result<web_sys::HtmlElement, JsError> {
    let made = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.create_element(tag).ok())
        .and_then(|element| element.dyn_into().ok());
    made.ok_or_else(|| wrong("document", "makes no element"))
}

/// Tells the page which endpoint the person wants from now on, with the event `mail-setup-use`.
pub(crate) fn use_server(role: Role, id: &str) -> Option<()> {
    let detail = Object::new();
    let name = if role == Role::Submission { "outgoing" } else { "incoming" };
    Reflect::set(&detail, &JsValue::from_str(name), &JsValue::from_str(id)).ok()?;
    tell("mail-setup-use", &detail)
}

/// Tells the page what was found, as machine codes, with the event `mail-setup-fault`: `frame.js` passes it
/// on to a portal.
#[cfg(feature = "trouble")]
pub(crate) fn tell_faults(findings: &[&str], causes: &[&str]) -> Option<()> {
    let detail = Object::new();
    for (name, codes) in [("findings", findings), ("causes", causes)] {
        let codes: js_sys::Array = codes.iter().map(|code| JsValue::from_str(code)).collect();
        Reflect::set(&detail, &JsValue::from_str(name), &codes).ok()?;
    }
    tell("mail-setup-fault", &detail)
}

fn tell(what: &str, detail: &Object) -> Option<()> {
    let options = CustomEventInit::new();
    options.set_detail(detail);
    let event = CustomEvent::new_with_event_init_dict(what, &options).ok()?;
    web_sys::window()?.dispatch_event(&event).ok()?;
    Some(())
}
