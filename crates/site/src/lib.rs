//! The files of `data/`: read and judged, embedded for programs that start without a checkout,
//! compiled into what the page loads, and put into a built page together with a profile.

mod data;

pub use data::{Data, DataError};
