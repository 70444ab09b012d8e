//! The device and browser that the page runs on, as `boot.js` has recognised them.

use super::take::take;
use super::{boot, get};
use engine::guide::Device;

/// What the browser says of itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Here {
    /// The device; `None` where it says nothing that we know.
    pub device: Option<Device>,
    /// Whether profiles can be installed from this browser: only asked on iPhone and iPad.
    pub installs_profiles: bool,
}

/// Asks the browser.
pub fn here() -> Here {
    let here = boot::here();
    Here {
        device: take(&get(&here, "device")),
        installs_profiles: get(&here, "installsProfiles").is_truthy(),
    }
}
