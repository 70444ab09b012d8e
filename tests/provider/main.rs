//! The local provider itself: does it do what a provider does, and refuse what one must refuse?
//! And the probe against it: real servers instead of the made-up ones of its own tests.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod client;
mod lifetime;
mod mail;
mod probed;
