//! What these screens fetch, through the functions that `boot.js` has prepared.

use super::state::{Given, Site};
use crate::wrong;
use engine::Profile;
use engine::explain::Catalogue;
use engine::guide::{ClientSummary, EditCard};
use engine::text::{Findings, Key, Lang, Page, Texts, Trouble};
use js_sys::{Function, Promise, Reflect};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::from_value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// The compiled file `trouble-<language>`.
#[derive(Deserialize)]
struct Said {
    trouble: Vec<String>,
    findings: Vec<String>,
}

/// The compiled file `text-<language>`, as far as it is wanted here.
#[derive(Deserialize)]
struct First {
    page: Vec<String>,
}

/// Fetches everything that is the same for everybody, all at once.
pub(crate) async fn site(lang: Lang) -> Result<Site, JsError> {
    let code = lang.code();
    let said = file(&["trouble-", code].concat())?;
    let (first, more) = (file(&["text-", code].concat())?, file(&["more-", code].concat())?);
    let (errors, profile) = (file("errors")?, file("profile")?);
    let style = style().await;
    let said: Said = take("trouble", said).await?;
    let first: First = take("text", first).await?;
    let more: Vec<String> = take("more", more).await?;
    let catalogue: Catalogue = take("errors", errors).await?;
    let profile: Profile = take("profile", profile).await?;
    if let Some(style) = style {
        // A sheet that does not arrive leaves the screens plain, not useless.
        let _ = JsFuture::from(style).await;
    }
    let clients: Vec<ClientSummary> = from_value(get(&get(&prepared(), "site"), "clients"))
        .map_err(|e| wrong("clients", &e.to_string()))?;
    let mut page = texts::<Page>(first.page)?;
    page.add(texts(more)?);
    Ok(Site {
        profile,
        catalogue,
        clients,
        page,
        findings: texts::<Findings>(said.findings)?,
        trouble: texts::<Trouble>(said.trouble)?,
    })
}

/// The places of an app where settings are changed.
pub(crate) async fn card(id: &str) -> Result<EditCard, JsError> {
    take("edit", file(&["edit-", id].concat())?).await
}

/// What the page knows already.
pub(crate) fn given(answers: JsValue) -> Given {
    from_value(answers).unwrap_or_default()
}

fn texts<K: Key>(strings: Vec<String>) -> Result<Texts<K>, JsError> {
    Texts::new(strings).map_err(|e| wrong(K::GROUP, &e.to_string()))
}

async fn take<T: DeserializeOwned>(name: &str, file: Promise) -> Result<T, JsError> {
    let value = JsFuture::from(file).await.map_err(|_| wrong(name, "did not arrive"))?;
    from_value(value).map_err(|e| wrong(name, &e.to_string()))
}

fn file(name: &str) -> Result<Promise, JsError> {
    let failed = |_| wrong(name, "cannot be asked for");
    let fetch: Function = get(&prepared(), "json").dyn_into().map_err(failed)?;
    fetch.call1(&JsValue::NULL, &JsValue::from_str(name)).map_err(failed)?.dyn_into().map_err(failed)
}

/// The sheet of these screens, once for the page.
async fn style() -> Option<Promise> {
    const ID: &str = "trouble-style";
    let document = web_sys::window()?.document()?;
    if document.get_element_by_id(ID).is_some() {
        return None;
    }
    let named: Function = get(&prepared(), "named").dyn_into().ok()?;
    let name: Promise =
        named.call1(&JsValue::NULL, &JsValue::from_str("trouble.css")).ok()?.dyn_into().ok()?;
    let name = JsFuture::from(name).await.ok()?.as_string()?;
    let link = document.create_element("link").ok()?;
    link.set_id(ID);
    link.set_attribute("rel", "stylesheet").ok()?;
    link.set_attribute("href", &name).ok()?;
    let arrived = Promise::new(&mut |done, failed| {
        let _ = Reflect::set(&link, &JsValue::from_str("onload"), &done);
        let _ = Reflect::set(&link, &JsValue::from_str("onerror"), &failed);
    });
    document.query_selector("head").ok()??.append_child(&link).ok()?;
    Some(arrived)
}

/// `globalThis.mailSetup`.
pub(crate) fn prepared() -> JsValue {
    get(&js_sys::global(), "mailSetup")
}

/// A property; `undefined` where there is none.
pub(crate) fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}
