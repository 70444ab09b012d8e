//! The portals in the page that is served: whom it talks with when it is in a frame.

use super::PageFiles;
use crate::config::Config;

/// How the page names them (`index.html`); `src/frame.js` reads it.
const META: &str = "<meta name=\"mail-setup-portals\" content=\"";

/// Writes the origins that may show the page in a frame into the page's list of portals, so that header and
/// page say the same. A page without such a list, and one with the right list, stay as they are,
/// compressed variants included.
#[must_use]
pub fn portals(mut files: PageFiles, config: &Config) -> PageFiles {
    let put = files.get("index.html").and_then(|bytes| {
        let index = std::str::from_utf8(bytes).ok()?;
        let (before, rest) = index.split_once(META)?;
        let (_, after) = rest.split_once('"')?;
        Some([before, META, &config.portals(), "\"", after].concat())
    });
    if let Some(index) = put {
        files.put("index.html".to_owned(), index.into_bytes());
    }
    files
}
