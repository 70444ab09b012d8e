//! What a person has answered so far. Kept in this tab only.

use crate::platform::give::{Give, object};
use crate::platform::storage;
use crate::platform::take::take;
use engine::guide::Device;
use engine::text::Lang;
use wasm_bindgen::JsValue;

/// The answers, as they are kept in session storage.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// The page's language, where it was chosen by hand.
    pub lang: Option<Lang>,
    /// The language of the words in the person's app, where it was chosen by hand.
    pub labels: Option<Lang>,
    /// The address as it was typed or chosen.
    pub address: String,
    /// Whether the question about this address has been answered.
    pub settled: bool,
    /// Addresses that the person said are right although we suggested another.
    pub declined: Vec<String>,
    /// The name that others see.
    pub name: String,
    /// The device.
    pub device: Option<Device>,
    /// The app's card.
    pub client: Option<String>,
    /// The way through the app.
    pub variant: Option<String>,
    /// The incoming endpoint: fixed when a way opens, or chosen by hand.
    pub incoming: Option<String>,
    /// The outgoing endpoint, likewise.
    pub outgoing: Option<String>,
    /// The steps that are ticked off: `client/variant/number`.
    pub ticked: Vec<String>,
}

impl Answers {
    /// What was kept in this tab; nothing where it was kept by another version.
    pub fn read() -> Self {
        take(&storage::read()).unwrap_or_default()
    }

    /// For the browser and the late modules.
    pub fn given(&self) -> JsValue {
        object(&[
            ("lang", self.lang.give()),
            ("labels", self.labels.give()),
            ("address", self.address.give()),
            ("settled", self.settled.give()),
            ("declined", self.declined.give()),
            ("name", self.name.give()),
            ("device", self.device.give()),
            ("client", self.client.give()),
            ("variant", self.variant.give()),
            ("incoming", self.incoming.give()),
            ("outgoing", self.outgoing.give()),
            ("ticked", self.ticked.give()),
        ])
    }

    /// Keeps them in this tab.
    pub fn keep(&self) {
        storage::write(&self.given());
    }

    /// Takes a new address; questions about an older one, and its servers, no longer hold.
    pub fn set_address(&mut self, typed: &str) {
        if self.address != typed {
            typed.clone_into(&mut self.address);
            self.settled = false;
            self.incoming = None;
            self.outgoing = None;
        }
    }

    /// Takes servers; those that are not given stay.
    pub fn use_servers(&mut self, incoming: Option<String>, outgoing: Option<String>) {
        self.incoming = incoming.or(self.incoming.take());
        self.outgoing = outgoing.or(self.outgoing.take());
    }

    /// Whether the account's servers are fixed.
    pub fn fixed(&self) -> bool {
        self.incoming.is_some() && self.outgoing.is_some()
    }

    /// Takes a choice of app; its variant is its own. Ticks stay: each says whose step it is.
    pub fn set_client(&mut self, id: &str) {
        if self.client.as_deref() != Some(id) {
            self.client = Some(id.to_owned());
            self.variant = None;
        }
    }
}
