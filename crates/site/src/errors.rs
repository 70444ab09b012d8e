//! `data/errors/`: the catalogue of messages and causes, in as many files as its writers like.

use crate::DataError;
use engine::explain::Catalogue;
use engine::guide::ClientCard;
use engine::profile::Profile;
use std::collections::BTreeMap;

/// The folder.
const FOLDER: &str = "errors/";

/// Reads and judges the catalogue: app ids and links must exist, texts must be there, every
/// message must be one that can be found.
pub(crate) fn parse(
    files: &BTreeMap<&str, &str>,
    clients: &[ClientCard],
    profile: &Profile,
) -> Result<Catalogue, DataError> {
    let mut all = Catalogue::default();
    for (name, text) in files.iter().filter(|(name, _)| name.starts_with(FOLDER)) {
        let toml = |e: toml::de::Error| DataError::Shape { file: (*name).to_owned(), reason: e.to_string() };
        let part: Catalogue = toml::from_str(text).map_err(toml)?;
        if !part.relays.is_empty() {
            let reason = "relays: is filled in from the client cards".to_owned();
            return Err(DataError::Card { file: (*name).to_owned(), reason });
        }
        all.messages.extend(part.messages);
        all.causes.extend(part.causes);
        all.places.extend(part.places);
    }
    if all.messages.is_empty() {
        return Err(DataError::Missing("errors/messages.toml".to_owned()));
    }
    let relayed = clients.iter().filter(|card| card.relay.is_some());
    all.relays = relayed.map(|card| card.id.clone()).collect();
    let ids: Vec<&str> = clients.iter().map(|card| card.id.as_str()).collect();
    let links: Vec<&str> = profile.links.iter().map(|link| link.id.as_str()).collect();
    let faults = all.faults(&ids, &links);
    if faults.is_empty() {
        return Ok(all);
    }
    let reason = faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    Err(DataError::Card { file: FOLDER.to_owned(), reason })
}
