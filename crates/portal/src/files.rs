//! Files for mail apps, for JavaScript.

use crate::{browser, wrong};
use engine::export::File;
use engine::text::{Files, Texts};
use engine::{Account, Choice, DisplayName, Format, Profile, export};
use serde::Deserialize;
use serde_wasm_bindgen::from_value;
use wasm_bindgen::prelude::*;

/// A person's account, as the page and portals give it.
#[derive(Deserialize)]
struct Asked {
    address: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    incoming: Option<String>,
    #[serde(default)]
    outgoing: Option<String>,
}

/// Makes a file: `{name, mediaType, bytes}`. `format` is a name of [`Format`], `account` is
/// `{address, name?, incoming?, outgoing?}` with endpoint ids, `texts` the compiled words inside
/// files (`files-en`).
///
/// # Errors
/// An `Error` that says which argument is wrong and what is accepted.
#[wasm_bindgen(js_name = exportFile)]
pub fn export_file(
    format: &str,
    account: JsValue,
    profile: JsValue,
    texts: JsValue,
) -> Result<JsValue, JsError> {
    browser::object(&make(format, account, profile, texts)?)
}

/// Makes a file that is a text, such as a QR code as SVG. The arguments are those of `exportFile`.
///
/// # Errors
/// As `exportFile`; also where the format is not a text.
#[wasm_bindgen(js_name = exportText)]
pub fn export_text(
    format: &str,
    account: JsValue,
    profile: JsValue,
    texts: JsValue,
) -> Result<String, JsError> {
    let file = make(format, account, profile, texts)?;
    String::from_utf8(file.bytes).map_err(|_| wrong("format", "is not a text"))
}

/// Makes a file, hands it to the browser's downloads, and gives its name. The arguments are those
/// of `exportFile`.
///
/// # Errors
/// As `exportFile`; also where the browser saves nothing.
#[wasm_bindgen(js_name = saveFile)]
pub fn save_file(
    format: &str,
    account: JsValue,
    profile: JsValue,
    texts: JsValue,
) -> Result<String, JsError> {
    let file = make(format, account, profile, texts)?;
    browser::save(&file).map_err(|_| wrong("file", "cannot be saved here"))?;
    Ok(file.name)
}

/// A QR code of any text, as SVG: dark on light, with its quiet zone.
///
/// # Errors
/// An `Error` where the text is too long for a code.
#[wasm_bindgen(js_name = qrSvg)]
pub fn qr_svg(text: &str) -> Result<String, JsError> {
    export::qr_svg(text).map_err(|e| wrong("text", &e.to_string()))
}

fn make(format: &str, account: JsValue, profile: JsValue, texts: JsValue) -> Result<File, JsError> {
    let format =
        Format::from_name(format).ok_or_else(|| wrong("format", "is not the name of a file format"))?;
    let asked: Asked = from_value(account).map_err(|e| wrong("account", &e.to_string()))?;
    let profile: Profile = from_value(profile).map_err(|e| wrong("profile", &e.to_string()))?;
    let strings: Vec<String> = from_value(texts).map_err(|e| wrong("texts", &e.to_string()))?;
    let texts: Texts<Files> = Texts::new(strings).map_err(|e| wrong("texts", &e.to_string()))?;
    let name = DisplayName::parse(&asked.name)
        .map_err(|finding| wrong("account.name", &[finding.code.as_str(), &finding.actual].join(" ")))?;
    let choice = Choice { incoming: asked.incoming, outgoing: asked.outgoing };
    let account = Account::resolve(&asked.address, name, &choice, &profile)
        .map_err(|e| wrong("account", &e.to_string()))?;
    export::file(format, &account, &profile, &texts).map_err(|e| wrong("format", &e.to_string()))
}
