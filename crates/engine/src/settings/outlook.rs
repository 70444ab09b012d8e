//! Outlook: registry exports and profile files.

use super::Settings;

/// Reads the accounts.
pub(super) fn read(_text: &str) -> Vec<Settings> {
    Vec::new()
}
