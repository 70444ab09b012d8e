//! A panic must not leave a dead page without a word: the settings are shown instead.

use wasm_bindgen::JsValue;

/// Sets the hook: it writes to the console, and asks `boot.js` to show the fallback block.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        let text =
            info.location().map_or_else(String::new, |at| [at.file(), ":", &at.line().to_string()].concat());
        web_sys::console::error_2(&JsValue::from_str("the page stopped at"), &JsValue::from_str(&text));
        super::boot::give_up();
    }));
}
