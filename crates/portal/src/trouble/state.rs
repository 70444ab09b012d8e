//! What these screens know, and what follows from it. Pure: nothing here touches the browser.

use super::act::Step;
use super::form::{FieldName, Form};
use super::found::Found;
use super::live::Live;
use super::told::Told;
use engine::explain::Catalogue;
use engine::guide::{ClientSummary, EditCard, Values};
use engine::profile::{Endpoint, Role};
use engine::settings::ReadFormat;
use engine::text::{Findings, Lang, Page, Texts, Trouble};
use engine::{Account, Choice, DisplayName, Profile};
use serde::Deserialize;
use std::cell::RefCell;
use std::rc::Rc;

/// What is fetched: the same for everybody.
pub(crate) struct Site {
    pub(crate) profile: Profile,
    pub(crate) catalogue: Catalogue,
    pub(crate) clients: Vec<ClientSummary>,
    pub(crate) page: Texts<Page>,
    pub(crate) findings: Texts<Findings>,
    pub(crate) trouble: Texts<Trouble>,
}

/// What the page knows already.
#[derive(Clone, PartialEq, Eq, Default, Debug, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    pub(crate) address: String,
    pub(crate) client: Option<String>,
    pub(crate) incoming: Option<String>,
    pub(crate) outgoing: Option<String>,
    pub(crate) labels: Option<Lang>,
}

/// What is wrong with what was typed: the field's id, and what to say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Problem {
    pub(crate) field: &'static str,
    pub(crate) says: String,
}

/// Everything that a screen is drawn from.
pub(crate) struct State {
    pub(crate) lang: Lang,
    pub(crate) step: Step,
    pub(crate) site: Rc<Site>,
    pub(crate) given: Given,
    pub(crate) told: Told,
    /// The card of the app with its places to change settings, where it is known and has arrived.
    pub(crate) card: Option<Rc<EditCard>>,
    /// What is wrong with what was typed last.
    pub(crate) problem: Option<Problem>,
    /// The help code that is being typed.
    pub(crate) code: String,
    /// What the live check of the servers has found.
    pub(crate) live: Live,
    /// What follows from all of it, once it was asked for: a large paste is looked at once.
    pub(crate) found: RefCell<Option<Found>>,
}

impl State {
    /// A text of these screens.
    pub(crate) fn say(&self, key: Trouble) -> String {
        self.fill(key, &[])
    }

    /// A text of these screens with its values.
    pub(crate) fn fill(&self, key: Trouble, values: &[(&str, &str)]) -> String {
        let mut all = vec![("provider", self.site.profile.name.as_str())];
        all.extend_from_slice(values);
        self.site.trouble.fill(key, &all)
    }

    /// A text that the page has too.
    pub(crate) fn page(&self, key: Page) -> String {
        self.page_fill(key, &[])
    }

    /// The same with its values.
    pub(crate) fn page_fill(&self, key: Page, values: &[(&str, &str)]) -> String {
        let mut all = vec![("provider", self.site.profile.name.as_str())];
        all.extend_from_slice(values);
        self.site.page.fill(key, &all)
    }

    /// The person's account with the servers that set-up chose, as soon as the address is usable. An
    /// address that was told only here may be of a domain that those do not serve: then its first ones.
    pub(crate) fn account(&self) -> Option<Account> {
        let typed = if self.given.address.is_empty() { self.address()? } else { self.given.address.clone() };
        let choice = Choice { incoming: self.given.incoming.clone(), outgoing: self.given.outgoing.clone() };
        let with =
            |choice| Account::resolve(&typed, DisplayName::default(), &choice, &self.site.profile).ok();
        with(choice).or_else(|| with(Choice::default()))
    }

    /// The values that stand in steps: the person's own, or words for everybody.
    pub(crate) fn values(&self) -> Option<Values> {
        let username = self.page(self.site.profile.username.rule.word());
        self.values_or(&self.page(Page::StepsYourAddress), &username)
    }

    /// The values that stand in sentences: the person's own, or an example.
    pub(crate) fn values_in_sentences(&self) -> Option<Values> {
        let example = self.fill(Trouble::AppExample, &[("domain", self.site.profile.main_domain())]);
        self.values_or(&example, self.site.profile.username.rule.of(&example))
    }

    fn values_or(&self, address: &str, username: &str) -> Option<Values> {
        let (name, profile) = (self.page(Page::StepsYourName), &self.site.profile);
        match self.account() {
            Some(account) => Some(Values::of(&account, profile, &name)),
            None => Some(Values::for_everybody(profile, self.servers()?, address, &name).named(username)),
        }
    }

    /// The servers of the person's account, or those that set-up chose for everybody.
    pub(crate) fn servers(&self) -> Option<[Endpoint; 2]> {
        if let Some(account) = self.account() {
            return Some([account.incoming().clone(), account.outgoing().clone()]);
        }
        let profile = &self.site.profile;
        let server = |id: &Option<String>, role| {
            let fixed = id.as_deref().and_then(|id| profile.endpoint(id));
            fixed.or_else(|| profile.accepted(role, profile.main_domain()).first().copied()).cloned()
        };
        Some([server(&self.given.incoming, Role::Imap)?, server(&self.given.outgoing, Role::Submission)?])
    }

    /// The address: given to set-up, in the form, or in what was pasted.
    pub(crate) fn address(&self) -> Option<String> {
        let form = self.told.form.get(FieldName::Address);
        [self.given.address.as_str(), form]
            .into_iter()
            .find(|address| !address.trim().is_empty())
            .map(str::to_owned)
            .or_else(|| self.told.accounts.iter().find_map(|account| account.address.clone()))
    }

    /// The app: chosen here, in set-up, or known from what was pasted.
    pub(crate) fn client(&self) -> Option<&ClientSummary> {
        let read = self.told.accounts.iter().find_map(|account| app_of(account.format));
        let wanted = self.told.client.as_deref().or(self.given.client.as_deref()).or(read)?;
        self.site.clients.iter().find(|client| client.id.as_str() == wanted)
    }

    /// The form; where nobody has touched it, filled with what was read, or with the values that
    /// set-up gave to an app.
    pub(crate) fn form(&self) -> Form {
        if !self.told.form.is_empty() {
            return self.told.form.clone();
        }
        if let Some(read) = self.told.accounts.first() {
            return Form::of_read(read, self.address());
        }
        match self.account().filter(|_| self.given.client.is_some()) {
            Some(account) => Form::of(&account),
            None => {
                let mut form = Form::default();
                form.set(FieldName::Address, self.address().unwrap_or_default());
                form
            }
        }
    }

    /// Where a person is sent who opens a screen whose question has no answer yet.
    pub(crate) fn admitted(&self, step: Step) -> Step {
        let nothing = self.told == Told::default();
        match step {
            Step::Worked | Step::Webmail | Step::Answer | Step::Tests | Step::Handover if nothing => {
                Step::What
            }
            Step::Other if self.told.other.is_none() => Step::What,
            step => step,
        }
    }

    /// What comes next: the first question that has no answer, then the answer.
    pub(crate) fn next(&self) -> Step {
        let told = &self.told;
        if told.symptom == Some(engine::explain::Symptom::Message)
            && told.text.is_empty()
            && told.accounts.is_empty()
        {
            Step::Tell
        } else if told.worked.is_none() {
            Step::Worked
        } else if told.webmail.is_none() {
            Step::Webmail
        } else {
            Step::Answer
        }
    }
}

/// The card of the app that a format is of, where it is of one.
fn app_of(format: ReadFormat) -> Option<&'static str> {
    match format {
        ReadFormat::ThunderbirdPrefs | ReadFormat::ThunderbirdTroubleshooting => Some("thunderbird"),
        ReadFormat::ThunderbirdQr | ReadFormat::K9 => Some("thunderbird-android"),
        ReadFormat::Outlook => Some("outlook-classic"),
        _ => None,
    }
}
