//! One companion, several providers: each has its own profile, page and limits; the host name that a
//! client asks for tells which one answers.

use crate::app::{Shared, app_with};
use crate::config::Config;
use crate::discovery::Family;
use crate::error::Error;
use crate::files::{PageFiles, page, portals};
use crate::hosts;
use axum::Router;
use axum::extract::Request;
use engine::Profile;
use site::Data;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use tower::ServiceExt as _;

/// Why several providers cannot be served together.
#[derive(Debug, thiserror::Error)]
pub enum ProvidersError {
    /// A host name that two of them claim.
    #[error(
        "{host} belongs to two providers, {first} and {second}: a host name in hosts, and a mail domain with its \
         autoconfig and autodiscover names, can be only one's"
    )]
    Host {
        /// The name.
        host: String,
        /// One provider's id.
        first: String,
        /// The other's.
        second: String,
    },
}

/// The whole companion as a service: `profile` for every host that is nobody else's, and the further
/// providers of the configuration for theirs; each profile is put into its own copy of `files`.
///
/// # Errors
/// [`Error`] where a profile cannot be read or is wrong, two providers claim one host, or the files are
/// not a built page; and those of [`app`](crate::app).
pub fn companion(
    config: &Config,
    data: &Data,
    profile: Profile,
    files: Option<&PageFiles>,
) -> Result<Router, Error> {
    let shared = Shared::of(config)?;
    let mut claims = Claims::default();
    let mut serve = |config: Config, profile: Profile| {
        let files = files.map(|files| page(files.clone(), &profile, data)).transpose()?.unwrap_or_default();
        let files = portals(files, &config);
        let names = claims.claim(&config, &profile)?;
        Ok::<_, Error>((names, app_with(config, data, profile, files, shared.clone())?))
    };
    let (_, first) = serve(config.clone(), profile)?;
    if config.providers.is_empty() {
        return Ok(first);
    }
    let mut by_host = HashMap::new();
    for provider in &config.providers {
        let (names, app) = serve(config.of(provider), read_profile(&provider.profile)?)?;
        by_host.extend(names.into_iter().map(|name| (name, app.clone())));
    }
    let by_host = Arc::new(by_host);
    Ok(Router::new().fallback(async move |request: Request| {
        let named = hosts::named(request.uri(), request.headers()).next().and_then(hosts::bare);
        let app = named.and_then(|name| by_host.get(&name)).unwrap_or(&first).clone();
        app.oneshot(request).await
    }))
}

/// Reads a profile file.
///
/// # Errors
/// [`Error`] where it cannot be read or is wrong.
pub(crate) fn read_profile(file: &Path) -> Result<Profile, Error> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|source| Error::Read { file: name.clone(), source })?;
    Ok(engine::profile::load(&name, &text)?)
}

/// Who answers to which name.
#[derive(Default)]
struct Claims(HashMap<String, String>);

impl Claims {
    /// Takes a provider's names: the hosts under which it is served, and those under which mail programs
    /// look for it.
    fn claim(&mut self, config: &Config, profile: &Profile) -> Result<Vec<String>, ProvidersError> {
        let mut names: Vec<String> = config.hosts.iter().map(ToString::to_string).collect();
        names.extend(Family::new(profile).hosts());
        names.sort();
        names.dedup();
        for name in &names {
            let id = profile.id.to_string();
            if let Some(first) = self.0.insert(name.clone(), id.clone()) {
                return Err(ProvidersError::Host { host: name.clone(), first, second: id });
            }
        }
        Ok(names)
    }
}
