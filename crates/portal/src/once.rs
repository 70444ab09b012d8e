//! Large arguments are decoded once: whoever gives the same object again gives what it was.

use crate::wrong;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::from_value;
use std::cell::RefCell;
use std::rc::Rc;
use std::thread::LocalKey;
use wasm_bindgen::{JsError, JsValue};

/// The object that was decoded last, and what came of it.
pub(crate) type Last<T> = RefCell<Option<(JsValue, Rc<T>)>>;

/// Decodes `object`, or gives what came of it before.
pub(crate) fn decoded<T: DeserializeOwned>(
    last: &'static LocalKey<Last<T>>,
    argument: &str,
    object: JsValue,
) -> Result<Rc<T>, JsError> {
    let before = last.with_borrow(|last| last.clone().filter(|(seen, _)| js_sys::Object::is(seen, &object)));
    if let Some((_, value)) = before {
        return Ok(value);
    }
    let value: T = from_value(object.clone()).map_err(|e| wrong(argument, &e.to_string()))?;
    let value = Rc::new(value);
    last.set(Some((object, value.clone())));
    Ok(value)
}
