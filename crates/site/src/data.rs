//! Everything in `data/`, parsed.

use crate::{errors, proven};
use engine::explain::Catalogue;
use engine::guide::ClientCard;
use engine::profile::{self, LoadError, Profile};
use engine::text::{Key, Lang, Texts};
use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

/// The profile that is used where none is given.
const DEFAULT_PROFILE: &str = "profiles/centurylink.json";

/// The JSON Schema of profiles (draft 2020-12), for those who write one. The loader is the judge;
/// `crates/server/tests/schema.rs` holds the two together.
pub const PROFILE_SCHEMA: &str = include_str!("../../../data/profile.schema.json");

/// Its name beside the compiled files.
pub(crate) const SCHEMA_FILE: &str = "profile.schema.json";

/// What the tests have proven; absent until they have run once.
const PROVEN: &str = "proven.json";

/// Everything in `data/`: the default profile, the client cards in rank order, the messages and
/// causes, the texts.
#[derive(Clone, Debug)]
pub struct Data {
    profile: Profile,
    profile_json: String,
    clients: Vec<ClientCard>,
    errors: Catalogue,
    texts: BTreeMap<(String, String), Vec<String>>,
}

/// Why a file of `data/` is refused.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// The file cannot be read.
    #[error("{file}: {source}")]
    Read {
        /// Its name.
        file: String,
        /// Why.
        source: io::Error,
    },
    /// A profile is wrong.
    #[error(transparent)]
    Profile(#[from] LoadError),
    /// A file is not of its shape; the message has line and column.
    #[error("{file}: {reason}")]
    Shape {
        /// Its name.
        file: String,
        /// What is wrong and where.
        reason: String,
    },
    /// The shape of a card or of the catalogue of errors is right, but its parts are not.
    #[error("{file}: {reason}")]
    Card {
        /// Its name.
        file: String,
        /// What is wrong and where.
        reason: String,
    },
    /// A file is missing.
    #[error("data/{0} is missing")]
    Missing(String),
}

impl Data {
    /// The files that were embedded when this program was built.
    ///
    /// # Errors
    /// [`DataError`]; never for a program whose tests passed.
    pub fn embedded() -> Result<Self, DataError> {
        Self::parse(embedded::FILES.iter().map(|(name, text)| (*name, *text)).collect())
    }

    /// The files of a checkout's `data/` folder.
    ///
    /// # Errors
    /// [`DataError`] with the file and the reason.
    pub fn read(folder: &Path) -> Result<Self, DataError> {
        let mut files = BTreeMap::new();
        for name in file_names(folder, folder)? {
            let text = fs::read_to_string(folder.join(&name))
                .map_err(|source| DataError::Read { file: name.clone(), source })?;
            files.insert(name, text);
        }
        Self::parse(files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect())
    }

    fn parse(files: BTreeMap<&str, &str>) -> Result<Self, DataError> {
        let profile_json =
            files.get(DEFAULT_PROFILE).ok_or_else(|| DataError::Missing(DEFAULT_PROFILE.to_owned()))?;
        let mut clients = Vec::new();
        let mut texts = BTreeMap::new();
        for (name, text) in &files {
            if name.starts_with("clients/") {
                clients.push(card(name, text)?);
            } else if let Some((lang, group)) =
                name.strip_prefix("text/").and_then(|rest| rest.strip_suffix(".toml")?.split_once('/'))
            {
                texts.insert((lang.to_owned(), group.to_owned()), group_of(name, text)?);
            }
        }
        let proven = files.get(PROVEN).map_or(Ok(Vec::new()), |text| proven::read(text));
        let proven =
            proven.map_err(|e| DataError::Shape { file: PROVEN.to_owned(), reason: e.to_string() })?;
        for card in &mut clients {
            card.tested = proven::tested(&proven, card);
        }
        clients.sort_by_key(|card| card.rank);
        known_instead(&clients)?;
        let profile = profile::load(DEFAULT_PROFILE, profile_json)?;
        Ok(Self {
            errors: errors::parse(&files, &clients, &profile)?,
            profile,
            profile_json: (*profile_json).to_owned(),
            clients,
            texts,
        })
    }

    /// The default profile.
    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The default profile's file.
    #[must_use]
    pub fn profile_json(&self) -> &str {
        &self.profile_json
    }

    /// Every client card, in rank order.
    #[must_use]
    pub fn clients(&self) -> &[ClientCard] {
        &self.clients
    }

    /// The card of that id.
    #[must_use]
    pub fn client(&self, id: &str) -> Option<&ClientCard> {
        self.clients.iter().find(|card| card.id.as_str() == id)
    }

    /// The error messages, their causes, and what to do about each.
    #[must_use]
    pub fn errors(&self) -> &Catalogue {
        &self.errors
    }

    /// The texts of one group in one language.
    ///
    /// # Errors
    /// [`DataError::Missing`] where the files are of another build than this program.
    pub fn texts<K: Key>(&self, lang: Lang) -> Result<Texts<K>, DataError> {
        let missing = || DataError::Missing(format!("text/{}/{}.toml", lang.code(), K::GROUP));
        Texts::new(self.strings::<K>(lang).ok_or_else(missing)?.to_vec()).map_err(|_| missing())
    }

    /// The compiled strings of one group in one language, in the order of its keys.
    #[must_use]
    pub fn strings<K: Key>(&self, lang: Lang) -> Option<&[String]> {
        self.texts.get(&(lang.code().to_owned(), K::GROUP.to_owned())).map(Vec::as_slice)
    }
}

fn file_names(root: &Path, folder: &Path) -> Result<Vec<String>, DataError> {
    let failed = |source| DataError::Read { file: folder.display().to_string(), source };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            names.extend(file_names(root, &path)?);
        } else if path.extension().is_some_and(|e| e == "toml" || e == "json") {
            names.push(path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(names)
}

fn card(file: &str, text: &str) -> Result<ClientCard, DataError> {
    let card: ClientCard = toml::from_str(text)
        .map_err(|e| DataError::Shape { file: file.to_owned(), reason: e.to_string() })?;
    if !card.tested.is_empty() {
        let reason = format!("tested: is filled in from {PROVEN}");
        return Err(DataError::Card { file: file.to_owned(), reason });
    }
    let faults = card.faults();
    let named = file.strip_prefix("clients/").and_then(|name| name.strip_suffix(".toml"));
    if named != Some(card.id.as_str()) {
        let reason = format!("id: {} is not the file's name", card.id);
        return Err(DataError::Card { file: file.to_owned(), reason });
    }
    if faults.is_empty() {
        return Ok(card);
    }
    let reason = faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    Err(DataError::Card { file: file.to_owned(), reason })
}

/// Whether every card that a card names is there, and one to be used.
fn known_instead(clients: &[ClientCard]) -> Result<(), DataError> {
    let usable = |id: &str| clients.iter().any(|card| card.id.as_str() == id && !card.variants.is_empty());
    for card in clients {
        let named = card.instead.iter().flat_map(|instead| &instead.clients);
        if let Some(id) = named.into_iter().find(|id| !usable(id.as_str())) {
            let reason = format!("instead.clients: {id} is no card with a way through its app");
            return Err(DataError::Card { file: format!("clients/{}.toml", card.id), reason });
        }
    }
    Ok(())
}

/// The strings of a text file in the order of its keys, as the engine's `build.rs` orders them.
fn group_of(file: &str, text: &str) -> Result<Vec<String>, DataError> {
    let table: BTreeMap<String, BTreeMap<String, String>> = toml::from_str(text)
        .map_err(|e| DataError::Shape { file: file.to_owned(), reason: e.to_string() })?;
    let ordered: BTreeMap<String, String> = table
        .into_iter()
        .flat_map(|(section, entries)| {
            entries.into_iter().map(move |(key, text)| (format!("{section}_{key}"), text))
        })
        .collect();
    Ok(ordered.into_values().collect())
}
