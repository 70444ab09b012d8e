//! Something that is fetched when it is wanted: said to be on its way, and tried again by hand
//! where it does not arrive. What was typed is not touched.

use super::el::{at, el, live, p};
use crate::context::Ctx;
use crate::load;
use engine::guide::ClientCard;
use engine::text::Page;
use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;

/// Draws what has arrived.
pub type Draw = Box<dyn FnOnce() -> AnyView>;

/// What asking brings: how to draw it, or nothing where it did not arrive.
type Asked = Pin<Box<dyn Future<Output = Option<Draw>>>>;

/// Draws what `ask` brings, as soon as it is there.
pub fn later(ctx: Ctx, ask: impl Fn() -> Asked + Send + Sync + 'static) -> AnyView {
    boxed(ctx, StoredValue::new(Box::new(ask)))
}

fn boxed(ctx: Ctx, ask: StoredValue<Box<dyn Fn() -> Asked + Send + Sync>>) -> AnyView {
    // `None` while it is on its way, then whether it arrived; what draws it is taken out once.
    let arrived: RwSignal<Option<bool>> = RwSignal::new(None);
    let draw: StoredValue<Option<Draw>, LocalStorage> = StoredValue::new_local(None);
    let begin = move || {
        arrived.set(None);
        let Some(asked) = ask.try_with_value(|ask| ask()) else { return };
        leptos::task::spawn_local(async move {
            let brought = asked.await;
            let there = brought.is_some();
            if draw.try_update_value(|draw| *draw = brought).is_some() {
                arrived.try_set(Some(there));
            }
        });
    };
    begin();
    live(move || match arrived.get() {
        None => el(
            "p",
            vec![at("class", "wait"), at("role", "status")],
            vec![ctx.say(Page::FrameLoading).into_any()],
        ),
        Some(true) => match draw.try_update_value(Option::take).flatten() {
            Some(draw) => untrack(draw),
            None => super::el::nothing(),
        },
        Some(false) => el(
            "div",
            vec![at("class", "notice"), at("role", "alert")],
            vec![p(ctx.say(Page::FrameLoadFailed)), super::buttons::second(ctx.say(Page::FrameAgain), begin)],
        ),
    })
}

/// Draws `show` with the card of an app.
pub fn card(ctx: Ctx, id: String, show: fn(Ctx, &ClientCard) -> AnyView) -> AnyView {
    later(ctx, move || {
        let id = id.clone();
        Box::pin(async move { load::card(&id).await.map(|card| Box::new(move || show(ctx, &card)) as Draw) })
    })
}
