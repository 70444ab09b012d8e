//! Further providers: each a profile, and the host names under which it is served.

use super::{Config, FrameAncestor, Origin};
use crate::hosts::ServedHost;
use serde::Deserialize;
use std::path::PathBuf;

/// A further provider. What it does not say is as without a configuration, never as the first provider
/// has it: one provider's portals are not another's.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FurtherProvider {
    /// Its profile, a JSON file.
    pub profile: PathBuf,
    /// The host names under which it is served; at least one.
    pub hosts: ServedHosts,
    /// Who may show its page in a frame; only its own origin where nothing is said.
    #[serde(default)]
    pub frame_ancestors: Option<Vec<FrameAncestor>>,
    /// The origins whose pages may read its profile, live check and notice.
    #[serde(default)]
    pub allowed_origins: Vec<Origin>,
    /// Its operator's notice.
    #[serde(default)]
    pub notice: Option<PathBuf>,
}

/// Host names, at least one.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Vec<ServedHost>")]
pub struct ServedHosts(pub(super) Vec<ServedHost>);

impl TryFrom<Vec<ServedHost>> for ServedHosts {
    type Error = &'static str;
    fn try_from(hosts: Vec<ServedHost>) -> Result<Self, Self::Error> {
        if hosts.is_empty() {
            return Err("names no host; a further provider is told apart by at least one host name");
        }
        Ok(Self(hosts))
    }
}

impl FurtherProvider {
    pub(super) fn paths(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        [Some(&mut self.profile), self.notice.as_mut()].into_iter().flatten()
    }
}

impl Config {
    /// The configuration under which a further provider is served: its own where the first one's
    /// is nobody else's business, else the program's.
    pub(crate) fn of(&self, provider: &FurtherProvider) -> Self {
        let alone = Self::default();
        Self {
            hosts: provider.hosts.0.clone(),
            frame_ancestors: provider.frame_ancestors.clone().unwrap_or(alone.frame_ancestors),
            allowed_origins: provider.allowed_origins.clone(),
            notice: provider.notice.clone(),
            profile: Some(provider.profile.clone()),
            providers: Vec::new(),
            ..self.clone()
        }
    }
}
