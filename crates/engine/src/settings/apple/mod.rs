//! Apple configuration profiles: XML and binary property lists, bare or inside a signature.

mod base64;
mod binary;
mod cms;
mod list;
mod payload;

use super::{Settings, decode};
use std::borrow::Cow;

/// How many wrappings are taken off: base64, a signature, and once more each.
const WRAPPINGS: usize = 4;

/// How much of a base64 text shows what is in it, in bytes.
const START: usize = 128;

/// Whether these bytes are a binary property list, or a signed profile (CMS, RFC 5652), as it is or
/// in base64 (RFC 7468).
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let known = |bytes: &[u8]| binary::is(bytes) || cms::is(bytes);
    known(bytes)
        || base64::body(bytes).is_some_and(|body| known(&base64::decode(body.get(..START).unwrap_or(body))))
}

/// Reads the accounts of a binary or signed profile, and counts the passwords that it holds. The
/// signature is not verified: nothing that is read is trusted.
pub(super) fn read_binary(bytes: &[u8]) -> (Vec<Settings>, usize) {
    let mut bytes = Cow::Borrowed(bytes);
    for _ in 0..WRAPPINGS {
        if binary::is(&bytes) {
            return binary::read(&bytes);
        }
        bytes = if cms::is(&bytes) {
            Cow::Owned(cms::content(&bytes).unwrap_or_default())
        } else if let Some(body) = base64::body(&bytes) {
            Cow::Owned(base64::decode(body))
        } else {
            break;
        };
    }
    list::read(&decode::text(&bytes))
}

/// Reads the accounts of a profile in XML.
pub(super) fn read(text: &str) -> Vec<Settings> {
    list::read(text).0
}
