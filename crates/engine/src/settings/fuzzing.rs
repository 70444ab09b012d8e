//! The readers one by one, for the fuzz targets in `fuzz/`. Only there: cargo-fuzz sets
//! `cfg(fuzzing)`.

use super::{
    Settings, aerc, apple, autoconfig, autodiscover, free, getmail, himalaya, k9, mbsync, msmtp, mutt,
    offlineimap, outlook, prefs, qr, troubleshooting,
};

/// Reads the accounts out of a text.
pub type Reader = fn(&str) -> Vec<Settings>;

/// Every reader of text, by the name of its target.
pub const READERS: &[(&str, Reader)] = &[
    ("aerc", aerc::read),
    ("apple", apple::read),
    ("autoconfig", autoconfig::read),
    ("autodiscover", autodiscover::read),
    ("free", free::read),
    ("getmail", getmail::read),
    ("himalaya", himalaya::read),
    ("k9", k9::read),
    ("mbsync", mbsync::read),
    ("msmtp", msmtp::read),
    ("mutt", mutt::read),
    ("offlineimap", offlineimap::read),
    ("outlook", outlook::read),
    ("prefs", prefs::read),
    ("qr", qr::read),
    ("troubleshooting", troubleshooting::read),
];

/// The accounts of a binary or signed Apple profile, and the count of its passwords, whether or not
/// the bytes look like one.
#[must_use]
pub fn apple_binary(bytes: &[u8]) -> (Vec<Settings>, usize) {
    apple::read_binary(bytes)
}
