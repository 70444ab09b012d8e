//! What is around every screen: brand, language, Back, announcements, the foot.

use super::buttons;
use super::el::{all, at, block, el, live, noted, nothing, on, say, spoken, told};
use crate::context::Ctx;
use crate::journey;
use crate::platform::{self, focus, late, window};
use crate::route::{Route, Screen};
use crate::screens;
use engine::text::{Lang, Page};
use leptos::prelude::*;

/// The whole page. Drawn anew when the language changes; answers and place stay.
#[component]
pub fn Frame(ctx: Ctx) -> impl IntoView {
    view! {
        {live(move || {
            let lang = ctx.speaking();
            if let Some(html) = document().document_element() {
                let _ = html.set_attribute("lang", lang.code());
            }
            let servers = el("section", vec![at("id", "live")], Vec::new());
            all(vec![top(ctx, lang), servers, body(ctx), foot(ctx), live(move || line(ctx, lang))])
        })}
        <p class="status" role="status">{move || ctx.status.get()}</p>
    }
}

/// Has the line about the servers follow the answers.
fn line(ctx: Ctx, lang: Lang) -> AnyView {
    let answers = ctx.answers.get();
    ctx.route.track();
    platform::later(async move {
        late::live(lang, &answers, journey::accepted(&answers, &ctx.site())).await;
    });
    nothing()
}

fn body(ctx: Ctx) -> AnyView {
    let screen = live(move || {
        let route = ctx.route.get();
        untrack(|| screens::screen(ctx, &route))
    });
    el("main", vec![at("id", "main")], vec![live(move || back(ctx)), screen])
}

fn top(ctx: Ctx, lang: Lang) -> AnyView {
    let other = if lang == Lang::En { Lang::Es } else { Lang::En };
    let skip = on("click", |event| {
        event.prevent_default();
        focus::soon("main h1");
    });
    let language = vec![
        at("type", "button"),
        at("class", "language"),
        at("lang", other.code()),
        on("click", move |_| ctx.speak(other)),
    ];
    all(vec![
        el("a", vec![at("class", "skip"), at("href", "#main"), skip], vec![spoken(ctx, Page::FrameSkip)]),
        block(
            "header",
            "top",
            vec![
                noted(ctx, "brand", Page::FrameBrand),
                el("button", language, vec![spoken(ctx, Page::FrameOtherLanguage)]),
            ],
        ),
    ])
}

fn back(ctx: Ctx) -> AnyView {
    if ctx.route.with(|route| route.screen) == Screen::Start {
        return nothing();
    }
    buttons::button("back", vec![spoken(ctx, Page::FrameBack)], || {
        if let Ok(history) = window().history() {
            let _ = history.back();
        }
    })
}

fn foot(ctx: Ctx) -> AnyView {
    let webmail = super::screen::link(ctx, "webmail", Page::FrameWebmail);
    let clear = buttons::plain(ctx, Page::FrameClear, move || ctx.clear());
    let code = live(move || {
        let route = ctx.route.get();
        let code = journey::help_code(&route, &ctx.answers.get(), &ctx.site());
        let shown = el("b", vec![at("data-help-code", ""), at("translate", "no")], vec![say(code)]);
        el("span", Vec::new(), vec![spoken(ctx, Page::FrameHelpCode), shown])
    });
    let helping = buttons::way(ctx, ctx.say(Page::FrameHelping), Route::of(Screen::Trouble, "helping"));
    block(
        "footer",
        "foot",
        vec![told(ctx, "p", Page::FramePrivate), el("p", Vec::new(), vec![webmail, clear, code, helping])],
    )
}
