//! The catalogue, the profile and the cards of the repository.

use engine::explain::{Catalogue, Explained, Story, explain};
use engine::profile::{self, Profile};
use engine::{Cause, ClientCard};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// What `explain` works with.
pub struct World {
    pub catalogue: Catalogue,
    pub profile: Profile,
    pub clients: Vec<ClientCard>,
}

pub static WORLD: LazyLock<World> = LazyLock::new(|| {
    let clients = cards();
    let mut catalogue = Catalogue::default();
    for file in error_files() {
        let part: Catalogue = toml::from_str(&read(&file)).unwrap_or_else(|e| panic!("{file}: {e}"));
        catalogue.messages.extend(part.messages);
        catalogue.causes.extend(part.causes);
        catalogue.places.extend(part.places);
    }
    let relayed = clients.iter().filter(|card| card.relay.is_some());
    catalogue.relays = relayed.map(|card| card.id.clone()).collect();
    let profile = profile::load("centurylink.json", &read("profiles/centurylink.json")).unwrap();
    World { catalogue, profile, clients }
});

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data")
}

pub fn read(name: &str) -> String {
    fs::read_to_string(data().join(name)).unwrap()
}

/// The files of the catalogue; together they are one.
pub fn error_files() -> Vec<String> {
    let files = fs::read_dir(data().join("errors")).unwrap();
    let mut names: Vec<String> =
        files.map(|file| format!("errors/{}", file.unwrap().file_name().display())).collect();
    names.sort();
    assert!(names.len() >= 2, "{names:?}");
    names
}

fn cards() -> Vec<ClientCard> {
    let files = fs::read_dir(data().join("clients")).unwrap();
    files.map(|file| toml::from_str(&fs::read_to_string(file.unwrap().path()).unwrap()).unwrap()).collect()
}

/// The causes of a story.
pub fn causes(story: &Story<'_>) -> Vec<Cause> {
    found(story).iter().map(|found| found.cause).collect()
}

/// What is found for a story.
pub fn found(story: &Story<'_>) -> Vec<Explained<'static>> {
    explain(story, &WORLD.catalogue, &WORLD.profile)
}

/// Each text is found, and this is its likeliest cause.
#[track_caller]
pub fn assert_causes<T: AsRef<str> + std::fmt::Debug>(samples: impl IntoIterator<Item = (T, Cause)>) {
    let wrong: Vec<_> = samples
        .into_iter()
        .map(|(text, cause)| (of_text(text.as_ref()), text, cause))
        .filter(|(found, _, cause)| found.first() != Some(cause))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The causes of a text alone.
pub fn of_text(text: &str) -> Vec<Cause> {
    causes(&Story { text, ..Story::default() })
}
