//! What the product makes for a provider on loopback: its profile as the product reads it, accounts of
//! its mailbox, and their files, byte for byte.

use engine::profile::load;
use engine::text::{Files, Lang, Texts};
use engine::{Account, Choice, DisplayName, Format, Profile, export};
use site::Data;

use crate::provider::Provider;
use crate::trouble::{Outcome, Trouble};

/// The product, with a provider's profile.
#[derive(Debug)]
pub struct Product {
    address: String,
    profile: Profile,
    texts: Texts<Files>,
}

impl Product {
    /// The product for this provider.
    ///
    /// # Errors
    /// [`Trouble::Unexpected`] where the profile is not one that the product takes.
    pub fn of(provider: &Provider) -> Outcome<Self> {
        let profile = load("local.json", &provider.profile_json()).map_err(wrong("the profile"))?;
        let texts = Data::embedded().and_then(|data| data.texts(Lang::En)).map_err(wrong("the texts"))?;
        Ok(Self { address: provider.address().to_owned(), profile, texts })
    }

    /// The mailbox's account with this name and these endpoints, by their ids.
    ///
    /// # Errors
    /// [`Trouble::Unexpected`] where the name or an endpoint is not one that there is.
    pub fn account(&self, name: &str, incoming: &str, outgoing: &str) -> Outcome<Account> {
        let choice = Choice { incoming: Some(incoming.to_owned()), outgoing: Some(outgoing.to_owned()) };
        let name = DisplayName::parse(name).map_err(|found| Trouble::Unexpected {
            what: "the name".to_owned(),
            found: format!("{found:?}"),
        })?;
        Account::resolve(&self.address, name, &choice, &self.profile).map_err(wrong("the account"))
    }

    /// The file as the product makes it.
    ///
    /// # Errors
    /// [`Trouble::Unexpected`] where it makes none.
    pub fn file(&self, format: Format, account: &Account) -> Outcome<export::File> {
        export::file(format, account, &self.profile, &self.texts).map_err(wrong("the file"))
    }
}

fn wrong<E: std::fmt::Display>(what: &str) -> impl FnOnce(E) -> Trouble {
    let what = what.to_owned();
    move |found| Trouble::Unexpected { what, found: found.to_string() }
}
