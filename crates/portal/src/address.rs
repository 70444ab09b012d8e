//! What a typed address is, for JavaScript.

use crate::wrong;
use engine::answer::AddressAnswer;
use engine::text::{Findings, Texts};
use engine::{Profile, address};
use serde_wasm_bindgen::{from_value, to_value};
use wasm_bindgen::prelude::*;

/// Looks at what a person typed: `{valid, known_domain, suggestions, findings}`. `valid` says
/// whether it is an address, `known_domain` whether its domain is one of the provider's;
/// `suggestions` are addresses that may be meant instead, likeliest first; a finding is
/// `{code, severity, field, actual, expected, message, fix}`. `profile` is a provider's profile,
/// `texts` the sentences of findings in one language (`findings` of the compiled file `text-en`).
/// What was typed goes nowhere.
///
/// # Errors
/// An `Error` that says which argument is wrong and what is accepted.
#[wasm_bindgen(js_name = checkAddress)]
pub fn check_address(typed: &str, profile: JsValue, texts: JsValue) -> Result<JsValue, JsError> {
    let profile: Profile = from_value(profile).map_err(|e| wrong("profile", &e.to_string()))?;
    let strings: Vec<String> = from_value(texts).map_err(|e| wrong("texts", &e.to_string()))?;
    let texts: Texts<Findings> = Texts::new(strings).map_err(|e| wrong("texts", &e.to_string()))?;
    let checked = AddressAnswer::of(&address::check(typed, &profile), &texts, &profile.name);
    to_value(&checked).map_err(|e| wrong("address", &e.to_string()))
}
