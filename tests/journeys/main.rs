//! The journeys of visitors, from the first screen to a file that their mail app takes: the built
//! page in the real browser, with the real companion. What is downloaded is opened and read back
//! by independent parsers, never by the code that wrote it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod address;
mod android;
mod apple;
mod catalogue;
mod late;
mod live;
mod places;
mod second;
mod signed;
mod spanish;
mod trouble;
mod visit;
mod windows;
