//! The npm package as a portal has it: the packed tarball, unpacked, never the folder that it was
//! made from. Its answers are those of `mail-setup`, in a plain script module, bundled, and in Node;
//! its types are exact.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod answers;
mod command;
mod example;
mod load;
mod node;
mod portal;
mod types;
