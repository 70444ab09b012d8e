//! Lines of Thunderbird's prefs.js and user.js.

use super::Settings;

/// Reads the accounts.
pub(super) fn read(_text: &str) -> Vec<Settings> {
    Vec::new()
}
