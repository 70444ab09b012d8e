//! The OpenAPI document and the companion say the same: its routes are the router's, its schemas have
//! the fields and words of the Rust types, and real answers are what it says. Whoever changes one has
//! to change the other.

// Clippy knows a test only by its attribute, not its helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../common/mod.rs"]
mod common;

mod answers;
mod document;
mod routes;
mod spy;
mod types;
