//! Apple configuration profiles: XML and binary property lists, bare or inside a signature.

use super::Settings;

/// Whether these bytes are a binary property list, or a signed profile (CMS, RFC 5652).
pub(super) fn is_binary(_bytes: &[u8]) -> bool {
    false
}

/// Reads the accounts of a binary or signed profile, and counts the passwords that it holds.
pub(super) fn read_binary(_bytes: &[u8]) -> (Vec<Settings>, usize) {
    (Vec::new(), 0)
}

/// Reads the accounts of a profile in XML.
pub(super) fn read(_text: &str) -> Vec<Settings> {
    Vec::new()
}
