//! The late modules (`crates/portal`): file formats, QR codes and the screens of "My email stopped
//! working", fetched when first wanted.

use super::{boot, get};
use crate::answers::Answers;
use engine::Format;
use engine::text::Lang;
use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

const FILES: &str = "files";

/// Makes a file in the browser and hands it to the browser's downloads; gives its name.
/// `account` is `{address, name, incoming, outgoing}`.
pub fn save(format: Format, account: JsValue, lang: Lang) -> impl Future<Output = Option<String>> {
    made("saveFile", format, account, lang)
}

/// Makes a file that is a text, such as a QR code as SVG.
pub fn text(format: Format, account: JsValue, lang: Lang) -> impl Future<Output = Option<String>> {
    made("exportText", format, account, lang)
}

/// A QR code of any text, as SVG.
pub fn qr_svg(text: &str) -> impl Future<Output = Option<String>> + use<> {
    said(FILES, "qrSvg", Array::of1(&JsValue::from_str(text)))
}

/// The address at which the companion gives an Apple profile; else `"often"` where it was asked
/// too often, or nothing.
pub fn apple_profile(companion: &str, account: &JsValue) -> impl Future<Output = Option<String>> + use<> {
    said(FILES, "appleProfile", Array::of2(&JsValue::from_str(companion), account))
}

/// Who signs the companion's Apple profiles, if anybody does.
pub fn apple_signer(companion: &str) -> impl Future<Output = Option<String>> + use<> {
    said(FILES, "appleSigner", Array::of1(&JsValue::from_str(companion)))
}

/// Has the line about the mail servers drawn, into the element `#live`. `accepted` are the ids of the
/// endpoints that may be used, a list for reading and one for sending.
pub async fn live(lang: Lang, answers: &Answers, accepted: JsValue) -> Option<JsValue> {
    let arguments = Array::of3(&JsValue::from_str(lang.code()), &known(answers), &accepted);
    call("live", "live", &arguments).await
}

/// What the live check is told of the answers: the app, and the servers that are fixed.
fn known(answers: &Answers) -> JsValue {
    let text = |answer: &Option<String>| answer.as_deref().map_or(JsValue::UNDEFINED, JsValue::from_str);
    let [client, incoming, outgoing] = [&answers.client, &answers.incoming, &answers.outgoing].map(text);
    Array::of3(&client, &incoming, &outgoing).into()
}

/// The companion's base address, if there is one.
pub fn companion() -> impl Future<Output = Option<String>> {
    said("live", "companion", Array::new())
}

/// The servers for an account, `[incoming, outgoing]`, as far as the live check knows them in time.
pub async fn settle(answers: &Answers, accepted: JsValue) -> Option<Array> {
    let settle: Function = boot::settle();
    let promise = settle.call2(&JsValue::NULL, &known(answers), &accepted).ok()?;
    JsFuture::from(promise.unchecked_into::<Promise>()).await.ok()?.dyn_into().ok()
}

/// Has a screen of "My email stopped working" drawn. It goes into the element `#trouble` as soon
/// as there is one.
pub async fn trouble(place: &str, lang: Lang, answers: &Answers) -> Option<JsValue> {
    let place = JsValue::from_str(place);
    let arguments =
        Array::of4(&place, &JsValue::from_str(lang.code()), &answers.given(), &JsValue::UNDEFINED);
    call("trouble", "trouble", &arguments).await
}

async fn made(name: &str, format: Format, account: JsValue, lang: Lang) -> Option<String> {
    let texts = boot::json(&["files-", lang.code()].concat()).await.ok()?;
    let profile = get(&boot::site(), "profile");
    let arguments = Array::of4(&JsValue::from_str(format.as_str()), &account, &profile, &texts);
    said(FILES, name, arguments).await
}

/// Calls a function of a module that gives a text. What only passes its arguments on is no `async fn`:
/// each of those would be a machine of its own in the first load.
async fn said(part: &str, name: &str, arguments: Array) -> Option<String> {
    call(part, name, &arguments).await?.as_string()
}

/// Calls a function of a module; what it gives, waited for where it is a promise.
async fn call(part: &str, name: &str, arguments: &Array) -> Option<JsValue> {
    let module = boot::late(part).await.ok()?;
    let function: Function = get(&module, name).dyn_into().ok()?;
    let given = function.apply(&JsValue::NULL, arguments).ok()?;
    JsFuture::from(Promise::resolve(&given)).await.ok()
}
