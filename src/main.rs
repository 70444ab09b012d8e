//! The Mail Setup Assistant page: a player for data, compiled to WebAssembly.
//!
//! `boot.js` has chosen the language and begun to fetch its texts when this starts; the profile,
//! the list of apps and the names of all files are in the page itself (`<script id="site">`).

mod answers;
mod app;
mod context;
mod journey;
mod load;
mod parts;
mod platform;
mod route;
mod screens;
mod shapes;

fn main() {
    platform::panic::install();
    platform::later(app::start());
}
