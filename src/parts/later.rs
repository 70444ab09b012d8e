//! Something that is fetched when it is wanted: said to be on its way, and tried again by hand
//! where it does not arrive. What was typed is not touched.

use crate::context::Ctx;
use crate::load;
use engine::guide::ClientCard;
use engine::text::Page;
use leptos::prelude::*;
use std::future::Future;
use std::sync::Arc;

#[derive(Clone)]
enum Arrival<T> {
    OnItsWay,
    There(T),
    Failed,
}

/// Draws `show` with what `ask` brings.
pub fn later<T, F>(
    ctx: Ctx,
    ask: impl Fn() -> F + Copy + Send + Sync + 'static,
    show: impl Fn(T) -> AnyView + Copy + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + 'static,
    F: Future<Output = Option<T>> + 'static,
{
    let state = RwSignal::new_local(Arrival::OnItsWay);
    let begin = move || {
        state.set(Arrival::OnItsWay);
        leptos::task::spawn_local(async move {
            let arrived = ask().await.map_or(Arrival::Failed, Arrival::There);
            state.try_set(arrived);
        });
    };
    begin();
    (move || match state.get() {
        Arrival::OnItsWay => {
            view! { <p class="wait" role="status">{ctx.say(Page::FrameLoading)}</p> }.into_any()
        }
        Arrival::There(thing) => untrack(|| show(thing)),
        Arrival::Failed => view! {
            <div class="notice" role="alert">
                <p>{ctx.say(Page::FrameLoadFailed)}</p>
                {super::buttons::second(ctx.say(Page::FrameAgain), begin)}
            </div>
        }
        .into_any(),
    })
    .into_any()
}

/// Draws `show` with the card of an app.
pub fn card(
    ctx: Ctx,
    id: String,
    show: impl Fn(Arc<ClientCard>) -> AnyView + Copy + Send + Sync + 'static,
) -> AnyView {
    let id = StoredValue::new(id);
    later(ctx, move || async move { load::card(&id.get_value()).await.map(Arc::new) }, show)
}
