//! The part of the configuration that is about sharing with other replicas.

use super::ConfigError;
use crate::share::{Store, Where};
use serde::Deserialize;
use std::fmt;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// Sharing with other replicas by Valkey or Redis; nothing is shared unless `url` is set.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sharing {
    /// Where the store is: `redis://`, `rediss://` (TLS) or `unix:` and a path; without a password.
    pub url: Option<StoreUrl>,
    /// What every key begins with: `mail-setup`.
    pub prefix: Prefix,
    /// The store's user, where it has several.
    pub username: Option<String>,
    /// The file with the store's password.
    pub password_file: Option<PathBuf>,
    /// The store's password itself, meant for the environment. Never shown.
    pub password: Option<Secret>,
    /// A PEM file with the authorities that the store's certificate is of; those of the system
    /// where nothing is said.
    pub roots: Option<PathBuf>,
    /// How long the store may take to answer, in milliseconds: 250. Then this replica goes on alone.
    pub timeout_ms: NonZeroU32,
    /// The store, once somebody needs it; clones of a configuration have the same.
    #[serde(skip)]
    store: Arc<OnceLock<Store>>,
}

/// The address of a store, with no password in it.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct StoreUrl(String);

/// What keys begin with.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Prefix(String);

/// A text that is never shown.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct Secret(String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

impl Secret {
    /// The text.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl Default for Sharing {
    fn default() -> Self {
        Self {
            url: None,
            prefix: Prefix("mail-setup".to_owned()),
            username: None,
            password_file: None,
            password: None,
            roots: None,
            timeout_ms: NonZeroU32::new(250).unwrap_or(NonZeroU32::MIN),
            store: Arc::default(),
        }
    }
}

impl Sharing {
    /// What keys begin with.
    pub(crate) fn prefix(&self) -> &str {
        &self.prefix.0
    }

    /// The store, where one is configured; `make` makes it when it is first asked for.
    pub(crate) fn store(&self, make: impl FnOnce(Where) -> Store) -> Result<Option<Store>, ConfigError> {
        let Some(place) = self.place()? else { return Ok(None) };
        Ok(Some(self.store.get_or_init(|| make(place)).clone()))
    }

    /// Where the store is and how to get in, all files read.
    ///
    /// # Errors
    /// [`ConfigError::Read`] and [`ConfigError::Store`].
    pub(crate) fn place(&self) -> Result<Option<Where>, ConfigError> {
        let Some(url) = &self.url else { return Ok(None) };
        let read = |file: &PathBuf| {
            let name = file.display().to_string();
            std::fs::read_to_string(file).map_err(|source| ConfigError::Read { file: name, source })
        };
        let password = match (&self.password, &self.password_file) {
            (Some(_), Some(_)) => return Err(ConfigError::Store("password and password_file are both set")),
            (Some(password), None) => Some(password.clone()),
            (None, Some(file)) => Some(Secret(read(file)?.trim_end_matches(['\r', '\n']).to_owned())),
            (None, None) => None,
        };
        if self.username.is_some() && password.is_none() {
            return Err(ConfigError::Store("username is set, and no password"));
        }
        Where::new(
            &url.0,
            self.username.as_deref(),
            password.as_ref(),
            self.roots.as_ref().map(read).transpose()?,
            Duration::from_millis(self.timeout_ms.get().into()),
        )
        .map(Some)
    }
}

impl TryFrom<String> for StoreUrl {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        // What is wrong is not quoted: it may hold a password.
        let rest = ["redis://", "rediss://", "unix:"].iter().find_map(|scheme| text.strip_prefix(scheme));
        let rest = rest.ok_or("not redis://HOST:PORT, rediss://HOST:PORT or unix:/PATH")?;
        if rest.contains(['@', '?', '#']) {
            return Err("an address only, please: user and password are settings of their own, and options \
                        behind ? or # are not accepted");
        }
        if rest.is_empty() || redis::Client::open(text.as_str()).is_err() {
            return Err("not redis://HOST:PORT, rediss://HOST:PORT or unix:/PATH");
        }
        Ok(Self(text))
    }
}

impl TryFrom<String> for Prefix {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b':');
        if (1..=64).contains(&text.len()) && text.bytes().all(fits) {
            Ok(Self(text))
        } else {
            Err(format!("{text:?} is not 1 to 64 letters, digits and - _ . :"))
        }
    }
}
