//! Gives values to the browser, field by field: the way back of `take`. Serializing with serde came
//! to 2 KB brotli more in the first load.

use engine::guide::Device;
use engine::text::Lang;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;

/// A type that can be given.
pub trait Give {
    /// The value as JSON would have it; nothing is `undefined`.
    fn give(&self) -> JsValue;
}

impl Give for String {
    fn give(&self) -> JsValue {
        JsValue::from_str(self)
    }
}

impl Give for bool {
    fn give(&self) -> JsValue {
        JsValue::from_bool(*self)
    }
}

impl Give for Lang {
    fn give(&self) -> JsValue {
        JsValue::from_str(self.code())
    }
}

impl Give for Device {
    fn give(&self) -> JsValue {
        JsValue::from_str(self.as_str())
    }
}

impl<T: Give> Give for Option<T> {
    fn give(&self) -> JsValue {
        self.as_ref().map_or(JsValue::UNDEFINED, Give::give)
    }
}

impl<T: Give> Give for Vec<T> {
    fn give(&self) -> JsValue {
        self.iter().map(Give::give).collect::<Array>().into()
    }
}

/// An object of these fields.
pub fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}
