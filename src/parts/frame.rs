//! What is around every screen: brand, language, Back, announcements, the foot.

use crate::context::Ctx;
use crate::platform::window;
use crate::route::Screen;
use crate::screens;
use engine::text::{Lang, Page};
use leptos::prelude::*;

/// The whole page. Drawn anew when the language changes; answers and place stay.
pub fn frame(ctx: Ctx) -> impl IntoView {
    move || {
        let words = ctx.words();
        let lang = words.lang;
        if let Some(html) = document().document_element() {
            let _ = html.set_attribute("lang", lang.code());
        }
        view! {
            {top(ctx, lang)}
            <main id="main">
                {move || back(ctx)}
                {move || {
                    let route = ctx.route.get();
                    untrack(|| screens::screen(ctx, &route))
                }}
            </main>
            <p class="status" role="status">{move || ctx.status.get()}</p>
            {foot(ctx)}
        }
        .into_any()
    }
}

fn top(ctx: Ctx, lang: Lang) -> AnyView {
    let other = if lang == Lang::En { Lang::Es } else { Lang::En };
    view! {
        <a class="skip" href="#main" on:click=move |event| {
            event.prevent_default();
            crate::platform::focus::soon("main h1");
        }>{ctx.say(Page::FrameSkip)}</a>
        <header class="top">
            <p class="brand">{ctx.say(Page::FrameBrand)}</p>
            <button type="button" class="language" lang=other.code() on:click=move |_| ctx.speak(other)>
                {ctx.say(Page::FrameOtherLanguage)}
            </button>
        </header>
    }
    .into_any()
}

fn back(ctx: Ctx) -> AnyView {
    if ctx.route.with(|route| route.screen) == Screen::Start {
        return ().into_any();
    }
    view! {
        <button type="button" class="back" on:click=move |_| {
            if let Ok(history) = window().history() {
                let _ = history.back();
            }
        }>
            <svg viewBox="0 0 12 12" aria-hidden="true"><path d="M8 1 3 6l5 5"/></svg>
            {ctx.say(Page::FrameBack)}
        </button>
    }
    .into_any()
}

fn foot(ctx: Ctx) -> AnyView {
    let webmail = ctx.site().profile.link("webmail").map(|link| link.url.to_string()).unwrap_or_default();
    view! {
        <footer class="foot">
            <p class="private">{ctx.say(Page::FramePrivate)}</p>
            <p>
                <a href=webmail target="_blank" rel="noreferrer">{ctx.say(Page::FrameWebmail)}</a>
                <button type="button" class="plain" on:click=move |_| ctx.clear()>{ctx.say(Page::FrameClear)}</button>
            </p>
        </footer>
    }
    .into_any()
}
