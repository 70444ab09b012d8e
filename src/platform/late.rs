//! The late module (`crates/portal`): file formats and QR codes, fetched when first wanted.

use super::{boot, get};
use engine::Format;
use engine::text::Lang;
use js_sys::{Function, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

/// A file that was made in the browser.
#[derive(Clone)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Makes a file. `account` is `{address, name, incoming, outgoing}`.
pub async fn file(format: Format, account: &JsValue, lang: Lang) -> Result<File, JsValue> {
    let module = boot::late().await?;
    let texts = boot::json(&["files-", lang.code()].concat()).await?;
    let profile = get(&boot::site(), "profile");
    let make: Function = get(&module, "exportFile").dyn_into()?;
    let arguments = js_sys::Array::of4(&JsValue::from_str(format.as_str()), account, &profile, &texts);
    let made = make.apply(&JsValue::NULL, &arguments)?;
    Ok(File {
        name: get(&made, "name").as_string().unwrap_or_default(),
        media_type: get(&made, "mediaType").as_string().unwrap_or_default(),
        bytes: get(&made, "bytes").dyn_into::<Uint8Array>()?.to_vec(),
    })
}

/// A QR code of any text, as SVG.
pub async fn qr_svg(text: &str) -> Result<String, JsValue> {
    let module = boot::late().await?;
    let make: Function = get(&module, "qrSvg").dyn_into()?;
    make.call1(&JsValue::NULL, &JsValue::from_str(text))?.as_string().ok_or(JsValue::UNDEFINED)
}
