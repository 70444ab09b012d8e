//! Settings against the profile, in tables: what a mail app has, what is said of it, and the verdict.

#![allow(clippy::unwrap_used, clippy::panic)]

mod any_settings;
mod hosts;
mod ports;
mod right;
mod second;
mod sentences;
mod sign_in;
mod support;
mod usernames;
mod whose;
