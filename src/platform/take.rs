//! Takes over what the browser has parsed, field by field.
//!
//! Deserializing with serde, whichever way, came to 18 KB brotli in the first load: derived code
//! leaves at the first fault, and every way out drops what was read so far. Here a fault is noted
//! and reading goes on, so there is one way through; what was read counts only without a fault.
//! The native loader (`engine::profile::load`) is the judge of profiles; the page only asks
//! whether its data is its own.

use super::get;
use engine::profile::{Date, HostName, Slug, WebAddress};
use js_sys::Array;
use std::cell::Cell;
use wasm_bindgen::JsValue;

/// Reads a value; `None` where it is not of the type's shape.
pub fn take<T: Take>(value: &JsValue) -> Option<T> {
    let fault = Fault(Cell::new(false));
    let taken = T::take(value, &fault);
    (!fault.0.get()).then_some(taken)
}

/// Whether something was not of its type's shape.
pub struct Fault(Cell<bool>);

impl Fault {
    /// Notes a fault, and gives what stands in for the value.
    pub fn note<T>(&self, stand_in: T) -> T {
        self.0.set(true);
        stand_in
    }
}

/// A type that can be taken over.
pub trait Take {
    /// Reads a value; where it is not of the type's shape, notes that and gives anything.
    fn take(value: &JsValue, fault: &Fault) -> Self;
}

/// A field of an object.
pub fn field<T: Take>(object: &JsValue, name: &str, fault: &Fault) -> T {
    T::take(&get(object, name), fault)
}

impl Take for String {
    fn take(value: &JsValue, fault: &Fault) -> Self {
        value.as_string().unwrap_or_else(|| fault.note(Self::new()))
    }
}

impl Take for bool {
    fn take(value: &JsValue, fault: &Fault) -> Self {
        value.as_bool().unwrap_or_else(|| fault.note(false))
    }
}

impl Take for u32 {
    fn take(value: &JsValue, fault: &Fault) -> Self {
        match value.as_f64() {
            Some(number) if f64::from(number as Self).to_bits() == number.to_bits() => number as Self,
            _ => fault.note(0),
        }
    }
}

impl Take for u16 {
    fn take(value: &JsValue, fault: &Fault) -> Self {
        Self::try_from(u32::take(value, fault)).unwrap_or_else(|_| fault.note(0))
    }
}

/// Absent is none.
impl<T: Take> Take for Option<T> {
    fn take(value: &JsValue, fault: &Fault) -> Self {
        (!value.is_undefined() && !value.is_null()).then(|| T::take(value, fault))
    }
}

/// Absent is empty.
impl<T: Take> Take for Vec<T> {
    fn take(value: &JsValue, fault: &Fault) -> Self {
        if value.is_undefined() {
            return Self::new();
        }
        if !Array::is_array(value) {
            return fault.note(Self::new());
        }
        let items = Array::from(value);
        let mut taken = Self::with_capacity(items.length() as usize);
        for place in 0..items.length() {
            taken.push(T::take(&items.get(place), fault));
        }
        taken
    }
}

/// Names that are checked when they are made.
macro_rules! names {
    ($($name:ident)*) => {
        $(impl Take for $name {
            fn take(value: &JsValue, fault: &Fault) -> Self {
                Self::try_from(String::take(value, fault)).unwrap_or_else(|_| fault.note(Self::stand_in()))
            }
        })*
    };
}
names! { Date HostName Slug WebAddress }

/// An object whose fields have the names of the type's.
macro_rules! object {
    ($name:ty { $($field:ident)* }) => {
        impl $crate::platform::take::Take for $name {
            fn take(value: &wasm_bindgen::JsValue, fault: &$crate::platform::take::Fault) -> Self {
                if !value.is_object() {
                    fault.note(());
                }
                Self { $($field: $crate::platform::take::field(value, stringify!($field), fault)),* }
            }
        }
    };
}
pub(crate) use object;

/// A text that is one of a few; the first stands in.
macro_rules! word {
    ($name:ident { $first:ident $first_word:literal $($variant:ident $word:literal)* }) => {
        impl $crate::platform::take::Take for $name {
            fn take(value: &wasm_bindgen::JsValue, fault: &$crate::platform::take::Fault) -> Self {
                match String::take(value, fault).as_str() {
                    $first_word => Self::$first,
                    $($word => Self::$variant,)*
                    _ => fault.note(Self::$first),
                }
            }
        }
    };
}
pub(crate) use word;
