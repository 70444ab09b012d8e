//! Mozilla autoconfig (draft-ietf-mailmaint-autoconfig): one document for each domain, made at the
//! start. Programs fill their user's address into it themselves, so it is the same with and without
//! `?emailaddress=`, and caches may keep it.

use super::family::{Family, Unserved};
use super::{host, parameter};
use crate::files::{Asset, Cache};
use crate::problem::{Problem, ProblemCode};
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use engine::account::Choice;
use engine::text::{Files, Texts};
use engine::{Account, DisplayName, Format, Profile, export};
use std::collections::HashMap;

/// The documents, by domain. Domains with the same servers share one.
pub(super) struct Autoconfig(HashMap<String, Asset>);

impl Autoconfig {
    /// Makes every document. A domain for which none can be made (an Account has no endpoint for it, or
    /// the provider's way to sign in has no place in the format) is left out.
    pub(super) fn new(profile: &Profile, texts: &Texts<Files>) -> Self {
        let mut made: HashMap<Vec<u8>, Asset> = HashMap::new();
        let document = |domain: &str| {
            // Any mailbox: what is written names none.
            let (address, name) = (format!("mailbox@{domain}"), DisplayName::default());
            let account = Account::resolve(&address, name, &Choice::default(), profile).ok()?;
            let file = export::file(Format::Autoconfig, &account, profile, texts).ok()?;
            let asset = match made.get(&file.bytes) {
                Some(asset) => asset.clone(),
                None => Asset::document(file.bytes.clone(), file.media_type, Cache::FiveMinutes)?,
            };
            made.insert(file.bytes, asset.clone());
            Some((domain.to_owned(), asset))
        };
        let domains = profile.domains.iter().map(|domain| domain.name.as_str());
        Self(domains.filter_map(document).collect())
    }

    /// Answers `GET` and `HEAD`.
    pub(super) fn answer(&self, family: &Family, head: &Parts) -> Response {
        let address = parameter(head, "emailaddress");
        let found = family.wanted(address.as_deref(), host(head));
        let document = found.and_then(|domain| self.0.get(domain.as_ref()).ok_or(Unserved::Unsayable));
        match document {
            Ok(asset) => asset.answer(&head.method, &head.headers),
            Err(why) => refusal(why).into_response(),
        }
    }
}

/// Programs read the status; the sentence is for a technician. What was sent is not said again.
fn refusal(why: Unserved) -> Problem {
    let none = |detail| Problem::new(ProblemCode::NotFound, detail);
    match why {
        Unserved::NoAddress => Problem::new(
            ProblemCode::InvalidParameter,
            "The parameter emailaddress is not an e-mail address such as name@example.net. It may be left \
             out: the settings are the same for every address of a domain.",
        ),
        Unserved::Foreign => {
            none("This server has no settings for this domain: it is not one of this provider's.")
        }
        Unserved::Business => {
            none("This domain of the provider's has settings of its own, which this server does not have.")
        }
        Unserved::Unsayable => none("The settings of this domain cannot be said in this format."),
        Unserved::Unconfirmed => {
            none("This domain is said to be the provider's, but its settings are not confirmed.")
        }
    }
}
