//! `explain`: from what a person tells to causes, and from causes to words.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod any_text;
mod catalogue;
mod desktop_and_terminal;
mod devices;
mod long;
mod messages;
mod negatives;
mod outlook_family;
mod rows;
mod situations;
mod support;
mod words;
