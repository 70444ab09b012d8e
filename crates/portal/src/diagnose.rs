//! Settings and error messages, for JavaScript.

use crate::once::{Last, decoded};
use crate::wrong;
use engine::answer::{DiagnoseAnswer, ExplainAnswer};
use engine::diagnose::About;
use engine::explain::{Catalogue, Story, Symptom, Teller};
use engine::guide::Values;
use engine::settings::read;
use engine::text::{Findings, Lang, Texts};
use engine::{Account, Choice, DisplayName, Profile};
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::{Serializer, from_value};
use wasm_bindgen::prelude::*;

thread_local! {
    static PROFILE: Last<Profile> = const { Last::new(None) };
    static CATALOGUE: Last<Catalogue> = const { Last::new(None) };
    static TEXTS: Last<Vec<String>> = const { Last::new(None) };
}

/// Whose settings or messages they are; nothing of it is needed.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Whose {
    address: Option<String>,
    incoming: Option<String>,
    outgoing: Option<String>,
    symptom: Option<Symptom>,
    worked: Option<bool>,
    webmail: Option<bool>,
}

/// Compares pasted settings, or the bytes of a settings file, with the provider's profile:
/// `{verdict, outcome, read, struck, findings, changes}`. `about` is `{address?, incoming?,
/// outgoing?}`, `texts` the sentences of findings in one language (`findings` of the compiled file
/// `trouble-en`). Passwords are struck out before anything else; nothing goes anywhere. `profile`
/// and `texts` are decoded once: give the same objects again, unchanged.
///
/// # Errors
/// An `Error` that says which argument is wrong and what is accepted.
#[wasm_bindgen]
pub fn diagnose(pasted: &[u8], about: JsValue, profile: JsValue, texts: JsValue) -> Result<JsValue, JsError> {
    let profile = decoded(&PROFILE, "profile", profile)?;
    let strings = decoded(&TEXTS, "texts", texts)?;
    let texts: Texts<Findings> =
        Texts::new(strings.as_ref().clone()).map_err(|e| wrong("texts", &e.to_string()))?;
    let whose = whose(about)?;
    let reading = read(pasted).map_err(|e| wrong("pasted", &e.to_string()))?;
    let about = About { address: whose.address, incoming: whose.incoming, outgoing: whose.outgoing };
    let diagnosis = engine::diagnose::diagnose(&reading.accounts, &about, &profile);
    given(&DiagnoseAnswer::of(&diagnosis, reading, &texts, &profile.name))
}

/// Explains an error message in any shape: `{causes}`, likeliest first. `about` is `{address?,
/// symptom?, worked?, webmail?}`, `catalogue` the compiled file `errors`, `lang` `en` or `es`.
/// `profile` and `catalogue` are decoded once: give the same objects again, unchanged.
///
/// # Errors
/// An `Error` that says which argument is wrong and what is accepted.
#[wasm_bindgen]
pub fn explain(
    text: &str,
    about: JsValue,
    profile: JsValue,
    catalogue: JsValue,
    lang: &str,
) -> Result<JsValue, JsError> {
    let profile = decoded(&PROFILE, "profile", profile)?;
    let catalogue = decoded(&CATALOGUE, "catalogue", catalogue)?;
    let lang = Lang::from_tag(lang).ok_or_else(|| wrong("lang", "is not en or es"))?;
    let whose = whose(about)?;
    let choice = Choice { incoming: whose.incoming, outgoing: whose.outgoing };
    let account = whose
        .address
        .and_then(|typed| Account::resolve(&typed, DisplayName::default(), &choice, &profile).ok());
    let values = match account {
        Some(account) => Values::of(&account, &profile, ""),
        None => Values::general(&profile, "", "").ok_or_else(|| wrong("profile", "has no endpoint"))?,
    };
    let story = Story {
        text,
        symptom: whose.symptom,
        worked: whose.worked,
        webmail: whose.webmail,
        ..Story::default()
    };
    let teller =
        Teller { catalogue: &catalogue, profile: &profile, values: &values, app: None, lang, labels: lang };
    let causes = engine::explain::explain(&story, &catalogue, &profile);
    given(&ExplainAnswer { causes: causes.iter().filter_map(|cause| teller.tell(cause)).collect() })
}

fn whose(about: JsValue) -> Result<Whose, JsError> {
    if about.is_null() || about.is_undefined() {
        return Ok(Whose::default());
    }
    from_value(about).map_err(|e| wrong("about", &e.to_string()))
}

fn given(answer: &impl Serialize) -> Result<JsValue, JsError> {
    answer.serialize(&Serializer::json_compatible()).map_err(|e| wrong("answer", &e.to_string()))
}
