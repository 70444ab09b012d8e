//! Pieces that several screens are made of.

pub mod buttons;
pub mod details;
pub mod el;
pub mod frame;
pub mod later;
pub mod name;
pub mod qr;
pub mod screen;
pub mod settings;
pub mod steps;
