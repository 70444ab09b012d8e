//! The states that a page can be in, in a real browser over the built page: alone, slow, broken,
//! without scripts or storage, used by keyboard, narrow, dark, printed; and what it tells anybody.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod access;
mod alone;
mod broken;
mod early;
mod keyboard;
mod looks;
mod privacy;
mod walk;
