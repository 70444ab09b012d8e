//! What the page has the browser do with a file: save it, or have the companion make it.

use crate::wrong;
use engine::export::File;
use js_sys::{Array, JSON, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Headers, HtmlAnchorElement, RequestInit, Response, Url};

/// How long a saved file stays readable, in milliseconds: some browsers read it only after the
/// click has returned.
const READABLE: u32 = 60_000;

/// Where the companion gives Apple profiles, from its base address.
const PROFILES: &str = "api/v1/apple-profiles";

/// Hands a file to the browser's downloads.
pub(crate) fn save(file: &File) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(file.media_type);
    let bytes = Array::of1(&Uint8Array::from(file.bytes.as_slice()));
    let url =
        Url::create_object_url_with_blob(&Blob::new_with_u8_array_sequence_and_options(&bytes, &options)?)?;
    let document = window()?.document().ok_or(JsValue::UNDEFINED)?;
    let anchor: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    anchor.set_href(&url);
    anchor.set_download(&file.name);
    let body = document.body().ok_or(JsValue::UNDEFINED)?;
    body.append_child(&anchor)?;
    anchor.click();
    anchor.remove();
    gloo_timers::callback::Timeout::new(READABLE, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}

/// Asks the companion (its base address, ending in `/`) for the address of an Apple profile.
/// This is the one request that carries the person's address, in its body; the page says so
/// before. Gives the address, or `"often"` where the companion was asked too often.
///
/// # Errors
/// An `Error` where the companion does not answer as it should.
#[wasm_bindgen(js_name = appleProfile)]
pub async fn apple_profile(companion: String, account: JsValue) -> Result<String, JsError> {
    let failed = |_| wrong("companion", "does not answer as it should");
    let options = RequestInit::new();
    options.set_method("POST");
    options.set_body(&JSON::stringify(&account).map_err(failed)?.into());
    let headers = Headers::new().map_err(failed)?;
    headers.set("content-type", "application/json").map_err(failed)?;
    options.set_headers(&headers);
    let url = [&companion, PROFILES].concat();
    let asked = window().map_err(failed)?.fetch_with_str_and_init(&url, &options);
    let answer: Response = JsFuture::from(asked).await.map_err(failed)?.dyn_into().map_err(failed)?;
    if answer.status() == 429 {
        return Ok("often".to_owned());
    }
    if !answer.ok() {
        return Err(failed(JsValue::UNDEFINED));
    }
    let url = text(&answer, "url").await.map_err(failed)?.ok_or_else(|| failed(JsValue::UNDEFINED))?;
    Ok([&companion, url.trim_start_matches('/')].concat())
}

/// Asks the companion (its base address, ending in `/`) who signs its Apple profiles: a name, or nothing
/// where they are not signed. Nothing of the person's is sent.
///
/// # Errors
/// An `Error` where the companion does not answer as it should.
#[wasm_bindgen(js_name = appleSigner)]
pub async fn apple_signer(companion: String) -> Result<Option<String>, JsError> {
    let failed = |_| wrong("companion", "does not answer as it should");
    let asked = window().map_err(failed)?.fetch_with_str(&[&companion, PROFILES].concat());
    let answer: Response = JsFuture::from(asked).await.map_err(failed)?.dyn_into().map_err(failed)?;
    text(&answer, "signed_by").await.map_err(failed)
}

/// A field of an answer in JSON, if it is a text.
async fn text(answer: &Response, field: &str) -> Result<Option<String>, JsValue> {
    let json = JsFuture::from(answer.json()?).await?;
    Ok(Reflect::get(&json, &JsValue::from_str(field))?.as_string())
}

fn window() -> Result<web_sys::Window, JsValue> {
    web_sys::window().ok_or(JsValue::UNDEFINED)
}

/// The file as JavaScript sees it: `{name, mediaType, bytes}`.
pub(crate) fn object(file: &File) -> Result<JsValue, JsError> {
    let made = js_sys::Object::new();
    set(&made, "name", &JsValue::from_str(&file.name))?;
    set(&made, "mediaType", &JsValue::from_str(file.media_type))?;
    set(&made, "bytes", &Uint8Array::from(file.bytes.as_slice()))?;
    Ok(made.into())
}

fn set(object: &Object, key: &str, value: &JsValue) -> Result<(), JsError> {
    Reflect::set(object, &JsValue::from_str(key), value).map(|_| ()).map_err(|_| wrong(key, "cannot be set"))
}
