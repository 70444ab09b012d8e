//! The file formats, each read back by a parser that is not ours.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod android;
mod apple;
mod autoconfig;
mod autodiscover;
mod desktop;
mod golden;
mod names;
mod plain;
mod prefs;
mod qr;
mod refusals;
mod support;
mod terminal;
mod xml;
