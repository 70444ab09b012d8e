//! Buttons: going on, choosing, copying.

use crate::context::Ctx;
use crate::platform::clipboard;
use crate::route::Route;
use engine::text::Page;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// The one button that a screen is about.
pub fn main(text: String, go: impl Fn() + 'static) -> AnyView {
    view! { <button type="button" class="main" on:click=move |_| go()>{text}</button> }.into_any()
}

/// Another way, beside the main one.
pub fn second(text: String, go: impl Fn() + 'static) -> AnyView {
    view! { <button type="button" class="second" on:click=move |_| go()>{text}</button> }.into_any()
}

/// A way that looks like a link, and is a place of its own.
pub fn way(ctx: Ctx, text: String, route: Route) -> AnyView {
    let href = route.hash(ctx.lang());
    view! {
        <a href=href on:click=move |event| {
            event.prevent_default();
            ctx.go(route.clone());
        }>{text}</a>
    }
    .into_any()
}

/// A large choice in a list: a name, and a word about it.
pub fn choice(name: String, about: Option<String>, go: impl Fn() + 'static) -> AnyView {
    view! {
        <li><button type="button" class="choice" on:click=move |_| go()>
            <span class="choice-name">{name}</span>
            {about.map(|about| view! { <span class="choice-about">{about}</span> })}
        </button></li>
    }
    .into_any()
}

/// A button that copies `value`. `what` names it for those who do not see the row; success is
/// announced, and shown on the button for a moment.
pub fn copy(ctx: Ctx, value: String, what: String) -> AnyView {
    let copied = RwSignal::new(false);
    let name = ctx.fill(Page::CopyLabel, &[("what", &what)]);
    let done = ctx.fill(Page::CopyDone, &[("what", &what)]);
    let (idle, short) = (ctx.say(Page::CopyButton), ctx.say(Page::CopyShort));
    view! {
        <button type="button" class="copy" aria-label=name on:click=move |event| {
            let (value, done) = (value.clone(), done.clone());
            let row = event_target::<web_sys::Element>(&event).closest("[data-copies]").ok().flatten();
            leptos::task::spawn_local(async move {
                if clipboard::copy(&value).await {
                    ctx.status.set(done);
                    copied.set(true);
                    Timeout::new(2_000, move || { copied.try_set(false); }).forget();
                } else {
                    if let Some(text) = row.and_then(|row| row.query_selector("[data-value]").ok().flatten()) {
                        clipboard::select(&text);
                    }
                    ctx.status.set(ctx.say(Page::CopyFailed));
                }
            });
        }>{move || if copied.get() { short.clone() } else { idle.clone() }}</button>
    }
    .into_any()
}
