//! The late module (`crates/portal`): file formats and QR codes, fetched when first wanted.

use super::{boot, get};
use engine::Format;
use engine::text::Lang;
use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Makes a file in the browser and hands it to the browser's downloads; gives its name.
/// `account` is `{address, name, incoming, outgoing}`.
pub async fn save(format: Format, account: JsValue, lang: Lang) -> Option<String> {
    made("saveFile", format, account, lang).await
}

/// Makes a file that is a text, such as a QR code as SVG.
pub async fn text(format: Format, account: JsValue, lang: Lang) -> Option<String> {
    made("exportText", format, account, lang).await
}

/// A QR code of any text, as SVG.
pub async fn qr_svg(text: &str) -> Option<String> {
    call("qrSvg", &Array::of1(&JsValue::from_str(text))).await?.as_string()
}

/// The address at which the companion gives an Apple profile; else `"often"` where it was asked
/// too often, or nothing.
pub async fn apple_profile(companion: &str, account: &JsValue) -> Option<String> {
    call("appleProfile", &Array::of2(&JsValue::from_str(companion), account)).await?.as_string()
}

async fn made(name: &str, format: Format, account: JsValue, lang: Lang) -> Option<String> {
    let texts = boot::json(&["files-", lang.code()].concat()).await.ok()?;
    let profile = get(&boot::site(), "profile");
    let arguments = Array::of4(&JsValue::from_str(format.as_str()), &account, &profile, &texts);
    call(name, &arguments).await?.as_string()
}

/// Calls a function of the module; what it gives, waited for where it is a promise.
async fn call(name: &str, arguments: &Array) -> Option<JsValue> {
    let module = boot::late().await.ok()?;
    let function: Function = get(&module, name).dyn_into().ok()?;
    let given = function.apply(&JsValue::NULL, arguments).ok()?;
    JsFuture::from(Promise::resolve(&given)).await.ok()
}
