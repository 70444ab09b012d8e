//! Reading a configuration with all files that it names.

use super::{Config, ConfigError, FurtherProvider, Signing, env};
use crate::seal::TokenKey;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

impl Config {
    /// Reads a configuration file and all files that it names, and nothing of the environment.
    ///
    /// # Errors
    /// [`ConfigError`] with the file, the line and the setting.
    pub fn read(file: &Path) -> Result<Self, ConfigError> {
        Self::load(Some(file), Vec::new())
    }

    /// Reads a configuration file, where there is one, and what variables say instead: see
    /// [`Config::with_variables`]. Then reads all files that are named.
    ///
    /// # Errors
    /// [`ConfigError`] with the file, the line and the setting, or the variable.
    pub fn load(file: Option<&Path>, variables: Vec<(OsString, OsString)>) -> Result<Self, ConfigError> {
        let name = file.map(|file| file.display().to_string()).unwrap_or_default();
        let text = file.map(fs::read_to_string).transpose();
        let text =
            text.map_err(|source| ConfigError::Read { file: name.clone(), source })?.unwrap_or_default();
        let mut config = Self::with_variables(&name, &text, variables.clone())?;
        let folder = file.and_then(Path::parent).unwrap_or(Path::new(""));
        for (setting, path) in config.paths() {
            // A variable's path starts where the program was started, as everywhere.
            if !env::sets(&variables, setting) {
                *path = folder.join(&*path);
            }
        }
        if let Some(file) = &config.token_key_file {
            config.token_key = Some(TokenKey::read(file)?);
        }
        if config.share.place()?.is_some() && config.token_key.is_none() {
            let why = "replicas that share need token_key_file, the same for each: without it a link of one is \
                       not another's, and clients cannot be counted together";
            return Err(ConfigError::Store(why));
        }
        Ok(config)
    }

    /// All settings that are paths, each with the variable's name for it.
    fn paths(&mut self) -> impl Iterator<Item = (&'static str, &mut PathBuf)> {
        let own = [
            ("PAGE", self.page.as_mut()),
            ("PROFILE", self.profile.as_mut()),
            ("TOKEN_KEY_FILE", self.token_key_file.as_mut()),
            ("NOTICE", self.notice.as_mut()),
            ("PROBE__ROOTS", self.probe.roots.as_mut()),
            ("SHARE__PASSWORD_FILE", self.share.password_file.as_mut()),
            ("SHARE__ROOTS", self.share.roots.as_mut()),
        ];
        let signing = self.signing.iter_mut().flat_map(Signing::paths);
        let further = self.providers.iter_mut().flat_map(FurtherProvider::paths);
        let own = own.into_iter().filter_map(|(name, path)| Some((name, path?)));
        own.chain(signing).chain(further.map(|path| ("PROVIDERS", path)))
    }
}
