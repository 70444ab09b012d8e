//! Something that is fetched when it is wanted: said to be on its way, and tried again by hand
//! where it does not arrive. What was typed is not touched.

use super::buttons;
use super::el::{at, el, live, spoken, told};
use crate::context::Ctx;
use crate::load;
use crate::platform::focus;
use engine::guide::ClientCard;
use engine::text::Page;
use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// Draws what has arrived.
pub type Draw = Box<dyn FnOnce() -> AnyView>;

/// What asking brings: how to draw it, or nothing where it did not arrive.
type Asked = Pin<Box<dyn Future<Output = Option<Draw>>>>;

/// Draws what `ask` brings, as soon as it is there.
pub fn later(ctx: Ctx, ask: impl Fn() -> Asked + Send + Sync + 'static) -> AnyView {
    boxed(ctx, StoredValue::new(Box::new(ask)))
}

fn boxed(ctx: Ctx, ask: StoredValue<Box<dyn Fn() -> Asked + Send + Sync>>) -> AnyView {
    // What draws it is there when it has arrived, and taken out once.
    let asked_for = RwSignal::new(true);
    let draw: StoredValue<Option<Draw>, LocalStorage> = StoredValue::new_local(None);
    let begin = move || {
        asked_for.set(true);
        let Some(asked) = ask.try_with_value(|ask| ask()) else { return };
        crate::platform::later(async move {
            let brought = asked.await;
            if draw.try_update_value(|draw| *draw = brought).is_some() {
                asked_for.try_set(false);
                focus::heading_if_lost();
            }
        });
    };
    begin();
    live(move || {
        if asked_for.get() {
            return el(
                "p",
                vec![at("class", "wait"), at("role", "status")],
                vec![spoken(ctx, Page::FrameLoading)],
            );
        }
        match draw.try_update_value(Option::take).flatten() {
            Some(draw) => untrack(draw),
            None => el(
                "div",
                vec![at("class", "notice"), at("role", "alert")],
                vec![told(ctx, "p", Page::FrameLoadFailed), buttons::second(ctx, Page::FrameAgain, begin)],
            ),
        }
    })
}

/// Draws `show` with the card of an app.
pub fn card(ctx: Ctx, id: String, show: fn(Ctx, &Arc<ClientCard>) -> AnyView) -> AnyView {
    later(ctx, move || {
        let id = id.clone();
        Box::pin(async move {
            load::card(&id).await.map(|card| Box::new(move || show(ctx, &Arc::new(card))) as Draw)
        })
    })
}
