//! The device and browser that the page runs on, as far as they say.

use super::{get, window};
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
    let navigator = window().navigator();
    let agent = navigator.user_agent().unwrap_or_default();
    let touches = get(&navigator, "maxTouchPoints").as_f64().unwrap_or(0.0) > 1.0;
    Here { device: device(&agent, touches), installs_profiles: installs_profiles(&agent) }
}

/// iPads say that they are Macs; a Mac has no touch screen.
fn device(agent: &str, touches: bool) -> Option<Device> {
    let says = |word| agent.contains(word);
    if says("iPhone") || says("iPod") {
        Some(Device::Iphone)
    } else if says("iPad") || (says("Macintosh") && touches) {
        Some(Device::Ipad)
    } else if says("Android") {
        Some(Device::Android)
    } else if says("Windows") {
        Some(Device::Windows)
    } else if says("Macintosh") {
        Some(Device::Mac)
    } else if says("CrOS") {
        Some(Device::Other)
    } else if says("Linux") {
        Some(Device::Linux)
    } else {
        None
    }
}

/// Firefox, Focus, DuckDuckGo and the browsers inside other apps hand a profile over as a file
/// or as text (facts/formats.md 1.6).
fn installs_profiles(agent: &str) -> bool {
    const CANNOT: [&str; 13] = [
        "FxiOS",
        "Focus/",
        "Klar/",
        "DuckDuckGo",
        "Ddg/",
        "FBAN",
        "FBAV",
        "Instagram",
        "Line/",
        "GSA/",
        "Snapchat",
        "LinkedInApp",
        "Twitter",
    ];
    // A web view inside an app has no "Safari/" in its name.
    agent.contains("Safari/") && !CANNOT.iter().any(|word| agent.contains(word))
}
