//! QR codes, always dark on light: readers expect it.

use super::el::{at, el, markup};
use super::later::{Draw, later};
use crate::context::Ctx;
use crate::platform::late;
use leptos::prelude::*;

/// A QR code of `text`, named for those who do not see it.
pub fn code(ctx: Ctx, text: String, label: String) -> AnyView {
    later(ctx, move || {
        let (text, label) = (text.clone(), label.clone());
        Box::pin(
            async move { late::qr_svg(&text).await.map(|svg| Box::new(move || drawn(svg, label)) as Draw) },
        )
    })
}

/// A code that is there already.
pub fn drawn(svg: String, label: String) -> AnyView {
    el("div", vec![at("class", "qr"), at("role", "img"), at("aria-label", label), markup(svg)], Vec::new())
}
