//! The files of `data/`: read and judged, embedded for programs that start without a checkout,
//! compiled into what the page loads, and put into a built page together with a profile.

mod apply;
mod compile;
mod data;
mod errors;
mod html;
mod pack;
mod package;
pub mod proven;
mod put;
mod steps;

pub use apply::{ApplyError, apply};
pub use compile::{MANIFEST, Manifest, compile, fingerprint};
pub use data::{Data, DataError, PROFILE_SCHEMA};
pub use pack::Packing;
pub use package::package;
pub use proven::{Means, Proof};
pub use put::{Applied, PutError, put};
