//! The engine for JavaScript: what is too large for the page's first load, fetched when wanted.
//!
//! Objects come in as the browser parsed them and are taken over with serde-wasm-bindgen; every
//! fault comes back as an `Error` with a plain sentence. The page has it as three modules, one for each of
//! `files`, `live` and `trouble`; a portal has it as the npm package, feature `package`.

#[cfg(feature = "files")]
mod address;
#[cfg(feature = "files")]
mod browser;
#[cfg(feature = "trouble")]
mod diagnose;
#[cfg(feature = "files")]
mod files;
#[cfg(feature = "live")]
mod live;
#[cfg(any(feature = "live", feature = "trouble"))]
mod mount;
#[cfg(any(feature = "live", feature = "trouble"))]
#[cfg_attr(
    not(feature = "trouble"),
    allow(dead_code, reason = "forms and fields are of the trouble screens")
)]
mod node;
#[cfg(feature = "trouble")]
mod once;
#[cfg(feature = "package")]
pub mod package;
#[cfg(any(feature = "live", feature = "trouble"))]
mod page;
#[cfg(feature = "trouble")]
mod trouble;

#[cfg(feature = "files")]
pub use address::check_address;
#[cfg(feature = "files")]
pub use browser::{apple_profile, apple_signer};
#[cfg(feature = "trouble")]
pub use diagnose::{diagnose, explain};
#[cfg(feature = "files")]
pub use files::{export_file, export_text, qr_svg, save_file};
#[cfg(feature = "live")]
pub use live::{companion, live, settle};
#[cfg(feature = "trouble")]
pub use trouble::trouble;

#[cfg(any(feature = "files", feature = "live", feature = "trouble"))]
use wasm_bindgen::JsError;

#[cfg(any(feature = "files", feature = "live", feature = "trouble"))]
fn wrong(argument: &str, reason: &str) -> JsError {
    JsError::new(&[argument, ": ", reason].concat())
}
