//! Stands in for the crate `wasm-streams` (`[patch.crates-io]` in `Cargo.toml`).
//!
//! Leptos links it for its server functions, which the page does not have. The real one exports classes
//! to JavaScript, so that neither the linker nor wasm-bindgen can leave it out: 5 KB brotli in the page's
//! first load. This one has what `server_fn` 0.8 names, exports nothing, and is left out whole.

use futures_util::stream::{Empty, Stream, empty};
use wasm_bindgen::JsValue;

/// A stream of the browser's, without anything in it.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Takes over the browser's stream.
    #[must_use]
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// An empty stream of the browser's, whatever `stream` has.
    ///
    /// # Panics
    /// Where the browser has no streams.
    #[expect(clippy::expect_used, reason = "as the real crate does; nobody calls it")]
    pub fn from_stream(stream: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        drop(stream);
        Self(web_sys::ReadableStream::new().expect("a browser with streams"))
    }

    /// The browser's stream.
    #[must_use]
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Nothing.
    pub fn into_stream(self) -> Empty<Result<JsValue, JsValue>> {
        empty()
    }
}
