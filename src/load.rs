//! The page's data, taken over from the JSON that the browser has parsed.

use crate::platform::boot;
use crate::platform::take::take;
use engine::address::AddressCheck;
use engine::guide::{ClientCard, ClientSummary};
use engine::profile::SCHEMA;
use engine::text::{Findings, Lang, Page, Texts};
use engine::{Finding, Profile};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// What the page itself carries.
pub struct Site {
    /// The provider.
    pub profile: Profile,
    /// The apps, in rank order.
    pub clients: Vec<ClientSummary>,
}

/// What the page itself carries, as it is written there.
pub struct SiteData {
    /// The provider.
    pub profile: Profile,
    /// The apps.
    pub clients: Vec<ClientSummary>,
}

/// A text file, as it is written.
pub struct TextData {
    /// The page's own.
    pub page: Vec<String>,
    /// What findings say.
    pub findings: Vec<String>,
}

impl Site {
    /// Takes over the page's own data; `None` where it is of another format than this program.
    pub fn take() -> Option<Self> {
        let SiteData { profile, clients } = take(&boot::site())?;
        (profile.schema == SCHEMA).then_some(Self { profile, clients })
    }

    /// The app of that id.
    pub fn client(&self, id: &str) -> Option<&ClientSummary> {
        self.clients.iter().find(|client| client.id.as_str() == id)
    }
}

/// The texts of one language.
pub struct Words {
    /// The language.
    pub lang: Lang,
    page: Texts<Page>,
    findings: Texts<Findings>,
    provider: String,
    /// Whether the texts of the later screens are there too.
    pub complete: bool,
}

impl Words {
    /// Takes over a language's texts.
    pub fn take(lang: Lang, texts: &JsValue, provider: &str) -> Option<Self> {
        let TextData { page, findings } = take(texts)?;
        let (page, findings) = (Texts::new(page).ok()?, Texts::new(findings).ok()?);
        Some(Self { lang, page, findings, provider: provider.to_owned(), complete: false })
    }

    /// Takes over the texts of the later screens.
    pub fn add(&mut self, more: &JsValue) -> Option<()> {
        self.page.add(Texts::new(take(more)?).ok()?);
        self.complete = true;
        Some(())
    }

    /// A text, the provider's name filled in.
    pub fn say(&self, key: Page) -> String {
        self.fill(key, &[])
    }

    /// A text with its values, the provider's name among them.
    pub fn fill(&self, key: Page, values: &[(&str, &str)]) -> String {
        let mut all = vec![("provider", self.provider.as_str())];
        all.extend_from_slice(values);
        self.page.fill(key, &all)
    }

    /// What a finding means, and what to do.
    pub fn finding(&self, finding: &Finding) -> (String, String) {
        (finding.message(&self.findings, &self.provider), finding.fix(&self.findings, &self.provider))
    }

    /// What an address check found, if anything.
    pub fn address(&self, check: &AddressCheck) -> Option<(String, String)> {
        check.findings().first().map(|finding| self.finding(finding))
    }
}

/// Fetches a language's texts; those that `boot.js` has begun to fetch are not fetched again.
pub async fn texts(lang: Lang, provider: &str) -> Option<Words> {
    let (first, promise) = boot::first_texts();
    let begun = if lang == first { JsFuture::from(promise).await.ok() } else { None };
    let texts = match begun {
        Some(texts) => texts,
        None => boot::json(&["text-", lang.code()].concat()).await.ok()?,
    };
    Words::take(lang, &texts, provider)
}

/// Fetches the texts of the later screens.
pub async fn more(lang: Lang) -> Option<JsValue> {
    boot::json(&["more-", lang.code()].concat()).await.ok()
}

/// Fetches an app's card.
pub async fn card(id: &str) -> Option<ClientCard> {
    take(&boot::json(&["client-", id].concat()).await.ok()?)
}
