//! The npm package `mail-setup-assistant`: the engine for a portal's own JavaScript.
//!
//! Three layers. [`Assistant`] answers, from a profile that was judged, with the types that the
//! command line prints; it knows no browser, so native tests ask it too. [`Engine`] is the same for
//! JavaScript: options come as JSON text, texts and cards as the objects that the package's data
//! modules hold, answers go out as plain objects. `npm/index.js` stands before it: it fetches the
//! WebAssembly and the data on demand and gives promises. Its types are `npm/index.d.ts`, by hand.

mod asked;
mod assistant;
mod refusal;

pub use asked::{AboutSettings, AboutStory, AccountAsked, GuideAsked};
pub use assistant::{Assistant, Guided, Said, Sentences};
pub use refusal::Refusal;

use asked::options;
use engine::explain::Catalogue;
use engine::export::File;
use engine::guide::ClientCard;
use js_sys::{Object, Reflect, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::{Serializer, from_value};
use std::cell::OnceCell;
use wasm_bindgen::prelude::*;

/// The engine with one profile and one language. Made and asked by the package's `index.js`.
#[wasm_bindgen]
pub struct Engine {
    assistant: Assistant,
    said: OnceCell<Said>,
    catalogue: OnceCell<Catalogue>,
}

#[wasm_bindgen]
impl Engine {
    /// Judges a profile, as JSON text, and takes it over; `language` is a BCP 47 tag.
    ///
    /// # Errors
    /// A [`Refusal`] as an object: what is wrong with the profile, key by key, or the language.
    #[wasm_bindgen(constructor)]
    pub fn new(profile: &str, language: &str) -> Result<Self, JsValue> {
        let assistant = Assistant::new(profile, language).map_err(refused)?;
        Ok(Self { assistant, said: OnceCell::new(), catalogue: OnceCell::new() })
    }

    /// The language: `en` or `es`.
    #[must_use]
    pub fn language(&self) -> String {
        self.assistant.lang().code().to_owned()
    }

    /// What `mail-setup address --json` says; `texts` is the data module of the language.
    ///
    /// # Errors
    /// A [`Refusal`] where the texts are of another build.
    #[wasm_bindgen(js_name = checkAddress)]
    pub fn check_address(&self, typed: &str, texts: JsValue) -> Result<JsValue, JsValue> {
        given(&self.assistant.check_address(typed, self.said(texts)?))
    }

    /// What `mail-setup diagnose --json` says.
    ///
    /// # Errors
    /// A [`Refusal`]: an option is wrong, or it is too much to read.
    pub fn diagnose(&self, pasted: &[u8], about: &str, texts: JsValue) -> Result<JsValue, JsValue> {
        let about: AboutSettings = options(about).map_err(refused)?;
        given(&self.assistant.diagnose(pasted, about, self.said(texts)?).map_err(refused)?)
    }

    /// What `mail-setup explain --json` says; `card` is the app's card or `undefined`, `catalogue` the
    /// data module of errors.
    ///
    /// # Errors
    /// A [`Refusal`]: an option is wrong, or it is too much to read.
    pub fn explain(
        &self,
        text: &[u8],
        about: &str,
        card: JsValue,
        catalogue: JsValue,
        texts: JsValue,
    ) -> Result<JsValue, JsValue> {
        let about: AboutStory = options(about).map_err(refused)?;
        let card: Option<ClientCard> = data("card", card)?;
        let catalogue = kept(&self.catalogue, || data("errors", catalogue))?;
        let said = self.said(texts)?;
        given(&self.assistant.explain(text, about, card.as_ref(), catalogue, said).map_err(refused)?)
    }

    /// What `mail-setup guide --json` says.
    ///
    /// # Errors
    /// A [`Refusal`]: an option, the address or the name is wrong, or there is no such variant.
    pub fn guide(&self, card: JsValue, asked: &str, texts: JsValue) -> Result<JsValue, JsValue> {
        let asked: GuideAsked = options(asked).map_err(refused)?;
        let card: ClientCard = data("card", card)?;
        given(&self.assistant.guide(&card, asked, self.said(texts)?).map_err(refused)?)
    }

    /// The file that `mail-setup export` writes: `{name, mediaType, bytes}`.
    ///
    /// # Errors
    /// A [`Refusal`]: an option, the format, the address or the name is wrong, or the provider's values
    /// cannot be said in such a file.
    #[wasm_bindgen(js_name = exportFile)]
    pub fn export_file(&self, format: &str, asked: &str, texts: JsValue) -> Result<JsValue, JsValue> {
        let asked: AccountAsked = options(asked).map_err(refused)?;
        object(&self.assistant.export_file(format, asked, self.said(texts)?).map_err(refused)?)
    }

    fn said(&self, texts: JsValue) -> Result<&Said, JsValue> {
        kept(&self.said, || Said::new(data("texts", texts)?).map_err(refused))
    }
}

/// Decoded once: a data module never changes.
fn kept<T>(cell: &OnceCell<T>, make: impl FnOnce() -> Result<T, JsValue>) -> Result<&T, JsValue> {
    match cell.get() {
        Some(value) => Ok(value),
        None => {
            let value = make()?;
            Ok(cell.get_or_init(|| value))
        }
    }
}

/// Takes over what one of the package's data modules holds.
fn data<T: DeserializeOwned>(name: &str, value: JsValue) -> Result<T, JsValue> {
    from_value(value).map_err(|e| refused(Refusal::Data(format!("{name}: {e}"))))
}

fn given(answer: &impl Serialize) -> Result<JsValue, JsValue> {
    answer.serialize(&Serializer::json_compatible()).map_err(JsValue::from)
}

fn refused(refusal: Refusal) -> JsValue {
    given(&refusal.told()).unwrap_or_else(|fault| fault)
}

fn object(file: &File) -> Result<JsValue, JsValue> {
    let made = Object::new();
    let bytes = Uint8Array::from(file.bytes.as_slice());
    for (key, value) in [
        ("name", JsValue::from_str(&file.name)),
        ("mediaType", JsValue::from_str(file.media_type)),
        ("bytes", bytes.into()),
    ] {
        Reflect::set(&made, &JsValue::from_str(key), &value)?;
    }
    Ok(made.into())
}
