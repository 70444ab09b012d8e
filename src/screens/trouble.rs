//! "My email stopped working": a place for the screens that come with the late module.

use crate::context::Ctx;
use crate::parts::el::{at, el};
use crate::parts::later::{Draw, later};
use crate::platform::late;
use leptos::prelude::*;

/// Draws the place, as soon as what goes there is ready: it then goes there by itself. `place` is
/// the screen among them.
pub fn screen(ctx: Ctx, place: String) -> AnyView {
    later(ctx, move || {
        let place = place.clone();
        Box::pin(async move {
            late::trouble(&place, ctx.lang(), &ctx.answered()).await?;
            Some(Box::new(|| el("div", vec![at("id", "trouble")], Vec::new())) as Draw)
        })
    })
}
