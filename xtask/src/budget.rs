//! What the first load may weigh. The only place where the number stands.

/// The most that the first load may take on the wire, in bytes after brotli at quality 11:
/// 110 KB, about 1.8 s on a 0.5 Mbit/s line.
pub const FIRST_LOAD: u64 = 110_000;
