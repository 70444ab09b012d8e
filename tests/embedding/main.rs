//! The page in a portal's frame: a portal of another origin with a strict policy of its own, in the real
//! browser, with the real companion.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod access;
mod address;
mod apple;
mod example;
mod frame;
mod journey;
mod look;
mod origins;
mod places;
mod portal;
