//! The clipboard.

use super::{get, window};
use wasm_bindgen_futures::JsFuture;

/// Copies a text; `false` where the browser does not allow it (no permission, no https).
pub async fn copy(text: &str) -> bool {
    let navigator = window().navigator();
    if get(&navigator, "clipboard").is_undefined() {
        return false;
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}

/// Selects the text of an element, so that a person can copy it by hand.
pub fn select(element: &web_sys::Element) {
    if let Ok(Some(selection)) = window().get_selection() {
        let _ = selection.select_all_children(element);
    }
}

/// The page's own address with nothing of the person's in it: without the part behind `#`.
pub fn page_address() -> String {
    let href = window().location().href().unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}
