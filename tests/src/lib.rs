//! What the tests share. Test support, never part of the product.
//!
//! - [`thunderbird`]: the real Thunderbird, headless, driven over [`marionette`];
//! - [`browser`]: the real Chromium, headless, driven over WebDriver;
//! - [`server`]: the companion with the built page, in this process;
//! - [`front`]: a reverse proxy that ends TLS before a companion;
//! - [`pages`]: pages of a test's own, on loopback, such as a portal that embeds ours;
//! - [`product`]: the product's files for that provider;
//! - [`proven`]: what a test has proven of a file, noted for `docs/proven.md`;
//! - [`provider`]: the real Dovecot and Postfix as a mail provider on loopback;
//! - [`terminal`]: programs for the terminal, on a real one, in a world of their own;
//! - [`skip`]: what happens where one of these programs is not installed.

pub mod browser;
pub mod front;
pub mod marionette;
pub mod pages;
pub mod process;
pub mod product;
pub mod proven;
pub mod provider;
pub mod server;
pub mod skip;
pub mod terminal;
pub mod thunderbird;
pub mod trouble;

pub use trouble::{Outcome, Trouble};
