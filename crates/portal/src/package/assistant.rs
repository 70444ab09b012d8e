//! The answers, natively: what the command line says of the same input.

use super::{AboutSettings, AboutStory, AccountAsked, GuideAsked, Refusal};
use engine::account::AccountError;
use engine::answer::{AddressAnswer, DiagnoseAnswer, ExplainAnswer};
use engine::diagnose::About;
use engine::explain::{App, Catalogue, Story, Teller};
use engine::export::File;
use engine::finding::ToldFinding;
use engine::guide::{ClientCard, EditGuide, Guide, Side, Values, fill, fill_edit};
use engine::profile::{Endpoint, Role};
use engine::settings::read;
use engine::text::{Command, Files, Findings, Key, Lang, Texts};
use engine::{Account, Choice, DisplayName, Finding, Format, Profile, address, export, profile};
use serde::{Deserialize, Serialize};

/// One language's sentences, as the package's data module holds them.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Sentences {
    /// The texts of [`Findings`].
    pub findings: Vec<String>,
    /// The texts of [`Files`].
    pub files: Vec<String>,
    /// The texts of [`Command`], all but those for everybody empty.
    pub command: Vec<String>,
}

/// The same behind their keys.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    findings: Texts<Findings>,
    files: Texts<Files>,
    command: Texts<Command>,
}

/// A provider's profile that was judged, and a language: whoever has one can ask.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Assistant {
    profile: Profile,
    lang: Lang,
}

/// The steps that set an account up, or the ways to its two servers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
pub enum Guided {
    /// `mail-setup guide`.
    SetUp(Box<Guide>),
    /// `mail-setup guide --edit`: incoming, outgoing.
    Edit(Box<[EditGuide; 2]>),
}

impl Said {
    /// Takes one language's sentences over.
    ///
    /// # Errors
    /// [`Refusal::Data`] where they were made of other keys than this program.
    pub fn new(sentences: Sentences) -> Result<Self, Refusal> {
        Ok(Self {
            findings: texts(sentences.findings)?,
            files: texts(sentences.files)?,
            command: texts(sentences.command)?,
        })
    }
}

fn texts<K: Key>(strings: Vec<String>) -> Result<Texts<K>, Refusal> {
    Texts::new(strings).map_err(|e| Refusal::Data(format!("{}: {e}", K::GROUP)))
}

impl Assistant {
    /// Judges a profile, as JSON text, as the command line does; `language` is a BCP 47 tag.
    ///
    /// # Errors
    /// [`Refusal::Profile`], or [`Refusal::Argument`] for a language that we do not have.
    pub fn new(profile: &str, language: &str) -> Result<Self, Refusal> {
        let known = || Lang::ALL.map(Lang::code).join(", ");
        let lang = Lang::from_tag(language).ok_or_else(|| Refusal::Argument {
            key: "language".to_owned(),
            reason: format!("{language:?} is none of the languages {}", known()),
        })?;
        Ok(Self { profile: profile::load("profile", profile)?, lang })
    }

    /// The language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// What there is to say of a typed address.
    #[must_use]
    pub fn check_address(&self, typed: &str, said: &Said) -> AddressAnswer {
        AddressAnswer::of(&address::check(typed, &self.profile), &said.findings, &self.profile.name)
    }

    /// Compares pasted settings, or the bytes of a settings file, with the profile.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`], or [`Refusal::Endpoint`].
    pub fn diagnose(
        &self,
        pasted: &[u8],
        about: AboutSettings,
        said: &Said,
    ) -> Result<DiagnoseAnswer, Refusal> {
        let reading = read(pasted)?;
        let about = About { address: about.address, incoming: about.incoming, outgoing: about.outgoing };
        self.chosen(&about)?;
        let diagnosis = engine::diagnose::diagnose(&reading.accounts, &about, &self.profile);
        Ok(DiagnoseAnswer::of(&diagnosis, reading, &said.findings, &self.profile.name))
    }

    /// Judges the endpoints that a comparison is to recommend, which would pass over an unknown one. A POP
    /// endpoint fits too: it is what to expect of who uses POP.
    fn chosen(&self, about: &About) -> Result<(), Refusal> {
        let checked = about.address.as_deref().map(|typed| address::check(typed, &self.profile));
        let address = checked.filter(|checked| checked.usable()).and_then(|checked| checked.address);
        let incoming: &[Role] = &[Role::Imap, Role::Pop];
        for (wanted, roles) in [(&about.incoming, incoming), (&about.outgoing, &[Role::Submission])] {
            let Some(id) = wanted else { continue };
            let fit = |e: &&Endpoint| {
                roles.contains(&e.role)
                    && e.standing.accepted()
                    && address.as_ref().is_none_or(|address| e.serves(address.domain()))
            };
            let fit = self.profile.endpoints.iter().filter(fit).map(|e| e.id.as_str());
            let fit: Vec<&str> = fit.collect();
            if fit.contains(&id.as_str()) {
                continue;
            }
            let (id, known) = (id.clone(), fit.join(", "));
            let error = match self.profile.endpoint(&id) {
                Some(_) => AccountError::UnfitEndpoint { id, known },
                None => AccountError::UnknownEndpoint { id, known },
            };
            return Err(Refusal::Endpoint(error.to_string()));
        }
        Ok(())
    }

    /// Explains an error message. `card` is that of the app, `catalogue` the messages and causes.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`], or [`Refusal::Endpoint`].
    pub fn explain(
        &self,
        text: &[u8],
        about: AboutStory,
        card: Option<&ClientCard>,
        catalogue: &Catalogue,
        said: &Said,
    ) -> Result<ExplainAnswer, Refusal> {
        let text = read(text)?.text;
        let choice = Choice { incoming: about.incoming, outgoing: about.outgoing };
        let values = self.values(about.address.as_deref(), &choice, said)?;
        let story = Story {
            text: &text,
            client: card.map(|card| card.id.as_str()),
            symptom: about.symptom,
            worked: about.worked,
            webmail: about.webmail,
        };
        let teller = Teller {
            catalogue,
            profile: &self.profile,
            values: &values,
            app: card.map(App::from),
            lang: self.lang,
            labels: self.lang,
        };
        let causes = engine::explain::explain(&story, catalogue, &self.profile);
        Ok(ExplainAnswer { causes: causes.iter().filter_map(|cause| teller.tell(cause)).collect() })
    }

    /// A person's own values where the address can be used, else those for everybody.
    fn values(&self, address: Option<&str>, choice: &Choice, said: &Said) -> Result<Values, Refusal> {
        let no_name = said.command.get(Command::GuideNoName);
        let usable = address.filter(|typed| address::check(typed, &self.profile).usable());
        if let Some(typed) = usable {
            let account = Account::resolve(typed, DisplayName::default(), choice, &self.profile)
                .map_err(|error| Refusal::of_account(error, |findings| self.told(findings, said)))?;
            return Ok(Values::of(&account, &self.profile, no_name));
        }
        let example = said.command.fill(Command::ExplainAddress, &[("domain", self.profile.main_domain())]);
        // A profile that was judged has an endpoint of each role for its whole family.
        Values::general(&self.profile, &example, no_name)
            .ok_or_else(|| Refusal::Endpoint(said.command.get(Command::ExplainNoServers).to_owned()))
    }

    /// The steps of an app with the person's own values, or with `edit` the ways to the servers of an
    /// account that is there.
    ///
    /// # Errors
    /// [`Refusal::Address`], [`Refusal::Endpoint`], [`Refusal::Variant`]; [`Refusal::Argument`] for a
    /// variant beside `edit`.
    pub fn guide(&self, card: &ClientCard, asked: GuideAsked, said: &Said) -> Result<Guided, Refusal> {
        let GuideAsked { address, name, incoming, outgoing, variant, edit } = asked;
        let account = self.account(AccountAsked { address, name, incoming, outgoing }, said)?;
        let values = Values::of(&account, &self.profile, said.command.get(Command::GuideNoName));
        if edit != Some(true) {
            let guide = fill(card, variant.as_deref(), &values, self.lang, self.lang)?;
            return Ok(Guided::SetUp(Box::new(guide)));
        }
        if variant.is_some() {
            let reason = "cannot stand beside edit: the way to the servers has no variants".to_owned();
            return Err(Refusal::Argument { key: "variant".to_owned(), reason });
        }
        let card = card.edit_card();
        let way = |side| fill_edit(&card, side, &values, self.lang, self.lang);
        Ok(Guided::Edit(Box::new([Side::Incoming, Side::Outgoing].map(way))))
    }

    /// A file that sets the account up.
    ///
    /// # Errors
    /// [`Refusal::Format`], [`Refusal::Address`], [`Refusal::Endpoint`], [`Refusal::Export`].
    pub fn export_file(&self, format: &str, asked: AccountAsked, said: &Said) -> Result<File, Refusal> {
        let known = || Format::ALL.map(Format::as_str).join(", ");
        let format = Format::from_name(format)
            .ok_or_else(|| Refusal::Format { wanted: format.to_owned(), known: known() })?;
        let account = self.account(asked, said)?;
        Ok(export::file(format, &account, &self.profile, &said.files)?)
    }

    fn account(&self, asked: AccountAsked, said: &Said) -> Result<Account, Refusal> {
        let name = DisplayName::parse(asked.name.as_deref().unwrap_or_default())
            .map_err(|finding| Refusal::Address(self.told(&[finding], said)))?;
        let choice = Choice { incoming: asked.incoming, outgoing: asked.outgoing };
        Account::resolve(&asked.address, name, &choice, &self.profile)
            .map_err(|error| Refusal::of_account(error, |findings| self.told(findings, said)))
    }

    fn told(&self, findings: &[Finding], said: &Said) -> Vec<ToldFinding> {
        findings.iter().map(|finding| finding.told(&said.findings, &self.profile.name)).collect()
    }
}
