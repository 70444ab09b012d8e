//! What a portal asks with: options as JSON text, each key judged.

use super::Refusal;
use engine::explain::Symptom;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Whose settings they are; nothing of it is needed.
#[derive(Clone, PartialEq, Eq, Default, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AboutSettings {
    /// The person's address, as it was typed.
    pub address: Option<String>,
    /// The id of the incoming endpoint that the portal recommends.
    pub incoming: Option<String>,
    /// The id of the outgoing endpoint that the portal recommends.
    pub outgoing: Option<String>,
}

/// What else a person told beside the message; nothing of it is needed.
#[derive(Clone, PartialEq, Eq, Default, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AboutStory {
    /// The person's address, as it was typed; one that is not usable counts as none.
    pub address: Option<String>,
    /// The id of the incoming endpoint; counts with an address only.
    pub incoming: Option<String>,
    /// The id of the outgoing endpoint; counts with an address only.
    pub outgoing: Option<String>,
    /// The id of the app's card; the card itself comes beside it.
    pub client: Option<String>,
    /// What happens.
    pub symptom: Option<Symptom>,
    /// Whether it ever worked.
    pub worked: Option<bool>,
    /// Whether webmail takes the same password.
    pub webmail: Option<bool>,
}

/// A person's account.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountAsked {
    /// The address, as it was typed.
    pub address: String,
    /// The name that others see.
    #[serde(default)]
    pub name: Option<String>,
    /// The id of the incoming endpoint; without it, the first in rank.
    #[serde(default)]
    pub incoming: Option<String>,
    /// The id of the outgoing endpoint; without it, the first in rank.
    #[serde(default)]
    pub outgoing: Option<String>,
}

/// A person's account, and which way through the app.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuideAsked {
    /// The address, as it was typed.
    pub address: String,
    /// The name that others see.
    #[serde(default)]
    pub name: Option<String>,
    /// The id of the incoming endpoint; without it, the first in rank.
    #[serde(default)]
    pub incoming: Option<String>,
    /// The id of the outgoing endpoint; without it, the first in rank.
    #[serde(default)]
    pub outgoing: Option<String>,
    /// The id of the variant; without it, the first.
    #[serde(default)]
    pub variant: Option<String>,
    /// Whether an account that is there is to be changed.
    #[serde(default)]
    pub edit: Option<bool>,
}

/// Reads options, and names the key that is wrong.
pub(super) fn options<T: DeserializeOwned>(json: &str) -> Result<T, Refusal> {
    let mut reader = serde_json::Deserializer::from_str(json);
    serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let text = error.inner().to_string();
        // The position is one in a text that the caller has never seen.
        let reason = text.split_once(" at line ").map_or(text.as_str(), |(reason, _)| reason);
        let key = path.trim_end_matches('?').trim_end_matches('.');
        let key = if key.is_empty() { "options" } else { key };
        Refusal::Argument { key: key.to_owned(), reason: reason.to_owned() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_option_is_named() {
        let asked = |json| options::<GuideAsked>(json).map(drop).unwrap_err().to_string();
        assert_eq!(
            asked(r#"{"adress": "pat@a.example"}"#),
            "adress: unknown field `adress`, expected one of `address`, `name`, `incoming`, `outgoing`, `variant`, `edit`"
        );
        assert_eq!(asked(r#"{"address": 3}"#), "address: invalid type: integer `3`, expected a string");
        assert_eq!(asked("{}"), "options: missing field `address`");
        assert!(options::<AboutSettings>("{}").is_ok());
    }
}
