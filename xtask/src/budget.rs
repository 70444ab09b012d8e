//! What the first load, an app's card and the script for portals may weigh. The only place where the numbers stand.

/// The most that the first load may take on the wire, in bytes after brotli at quality 11:
/// 110 KB, about 1.8 s on a 0.5 Mbit/s line.
pub const FIRST_LOAD: u64 = 110_000;

/// The most that one file of an app's card may take, likewise: it is fetched when the app is chosen.
pub const CARD: u64 = 4_096;

/// The most that the npm package's own scripts and WebAssembly may take, likewise: what a portal's visitor
/// loads before the first answer, without texts and cards. The first build of all its parts had 247,207:
/// most of it reads what people paste, 20,000 judge profiles with every fault told.
pub const PACKAGE: u64 = 255_000;

/// The most that `embed.js` may take, likewise: a portal's own pages wait for it.
pub const EMBED: u64 = 3_000;
