//! The provider's profile in the page that is served.

use super::{PageError, PageFiles};
use engine::Profile;
use site::{Data, MANIFEST};

/// Puts `profile` into a built page, in memory: the application's data, the static start page
/// and the static step pages, as `mail-setup profile apply` does for a static host. A page that
/// already holds this profile stays as it is, compressed variants included.
///
/// # Errors
/// [`PageError`] where the files are not a built page of this project.
pub fn page(mut files: PageFiles, profile: &Profile, data: &Data) -> Result<PageFiles, PageError> {
    let text = |path: &str, name| {
        files.get(path).and_then(|bytes| std::str::from_utf8(bytes).ok()).ok_or(PageError::Missing(name))
    };
    let index = text("index.html", "index.html")?;
    let manifest = text(&format!("data/{MANIFEST}"), "data/manifest.json")?;
    for (path, bytes) in site::apply(index, manifest, profile, data)? {
        files.put(path, bytes);
    }
    Ok(files)
}
