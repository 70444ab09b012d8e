//! Which endpoints are asked.

use engine::Profile;
use engine::profile::Role;
use probe::Target;

/// An endpoint was named that is not among those that can be asked.
#[derive(Debug, thiserror::Error)]
#[error("{found:?} is not an endpoint that can be checked; these are: {accepted}")]
pub struct UnknownEndpoint {
    /// What was named.
    pub found: String,
    /// The ids that can be.
    pub accepted: String,
}

/// The endpoints to ask: those named, or all of IMAP and submission that are not retired. In the
/// profile's order, each once.
pub(crate) fn wanted(profile: &Profile, ids: &[String]) -> Result<Vec<Target>, UnknownEndpoint> {
    let accepted = || profile.endpoints.iter().filter(|endpoint| endpoint.standing.accepted());
    if let Some(found) = ids.iter().find(|id| !accepted().any(|endpoint| endpoint.id.as_str() == **id)) {
        let known: Vec<&str> = accepted().map(|endpoint| endpoint.id.as_str()).collect();
        return Err(UnknownEndpoint { found: found.chars().take(100).collect(), accepted: known.join(", ") });
    }
    let is_wanted = |id: &str, role| match ids {
        [] => role != Role::Pop,
        ids => ids.iter().any(|wanted| wanted == id),
    };
    Ok(accepted()
        .filter(|endpoint| is_wanted(endpoint.id.as_str(), endpoint.role))
        .map(Target::from)
        .collect())
}
