//! Saving a file that was made in the browser.

use super::late::File;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Hands the file to the browser's downloads.
pub fn save(file: &File) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(&file.media_type);
    let bytes = Array::of1(&Uint8Array::from(file.bytes.as_slice()));
    let url =
        Url::create_object_url_with_blob(&Blob::new_with_u8_array_sequence_and_options(&bytes, &options)?)?;
    let document = leptos::prelude::document();
    let anchor: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    anchor.set_href(&url);
    anchor.set_download(&file.name);
    if let Some(body) = document.body() {
        body.append_child(&anchor)?;
        anchor.click();
        anchor.remove();
    }
    // Some browsers read the blob only after the click has returned.
    gloo_timers::callback::Timeout::new(60_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}
