//! The engine of Mail Setup Assistant: what is right, what is wrong, what to do.
//!
//! Pure functions only: no I/O, no async, no browser. Data flows one way and is parsed once, at
//! the edge: text → [`Address`] → [`Account`] → steps ([`guide`]) and files ([`export`]); pasted
//! text → [`Settings`](settings::Settings) → [`Finding`]s. Findings, stages and causes are
//! closed enums with stable machine codes; the sentences live in `data/text/<language>`.

pub mod account;
pub mod address;
pub mod advice;
pub mod answer;
#[cfg(feature = "whole")]
pub mod diagnose;
pub mod explain;
#[cfg(feature = "export")]
pub mod export;
pub mod finding;
pub mod format;
pub mod guide;
pub mod help_code;
#[cfg(feature = "load")]
pub mod import;
pub mod profile;
pub mod report;
pub mod settings;
pub mod text;
mod words;

pub use account::{Account, Choice, DisplayName};
pub use address::Address;
pub use explain::Cause;
pub use finding::{Finding, FindingCode};
pub use format::Format;
pub use guide::ClientCard;
pub use help_code::HelpCode;
pub use profile::{Endpoint, Profile};
pub use report::Report;
pub use settings::{Server, Settings};
pub use text::Lang;
