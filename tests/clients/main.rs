//! What real programs make of the product's files. Nothing here reads a file the way we think it
//! should be read: the program's own code reads it, and is asked what it understood, or does with
//! real servers what people do with it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod apple_profile;
mod discovery_schemas;
mod qr_code;
mod schemas;
mod support;
mod terminal;
mod thunderbird_discovery;
mod thunderbird_import;
mod thunderbird_offline;
mod thunderbird_wrong;
mod tool;
