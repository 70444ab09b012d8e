//! The page as a whole: starts, draws the frame and the screen, follows Back and links.

use crate::answers::Answers;
use crate::context::Ctx;
use crate::load::{Site, texts};
use crate::parts::frame::Frame;
use crate::platform::{self, boot, focus, get, here, late, window};
use crate::route::{Route, Screen};
use engine::text::Lang;
use gloo_events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, HtmlInputElement};

/// Takes over from the static page. Where a part is missing, the static page stays, with its
/// word that the assistant cannot run.
pub async fn start() {
    let Some(site) = Site::take() else { return boot::give_up() };
    let (lang, _) = boot::first_texts();
    let Some(words) = texts(lang, &site.profile.name).await else { return boot::give_up() };
    let route = place();
    let mut answers = Answers::read();
    let typed = typed_already();
    let typing = focus::is_at("address");
    if !typed.is_empty() {
        answers.set_address(&typed);
    }
    let ctx = Ctx::new(site, words, route, answers, here::here());
    let early = boot::submitted_early();
    ctx.begin();
    draw(ctx);
    if typing {
        // Who is typing goes on typing, in the field that has taken the static one's place.
        focus::at_end("address");
    }
    if early && ctx.route.get_untracked().screen == Screen::Start {
        press_continue();
    }
    follow(ctx);
    boot::tell_screen();
    platform::later(async move {
        ctx.hear_more().await;
        find_companion(ctx);
    });
}

fn find_companion(ctx: Ctx) {
    platform::later(async move {
        if let Some(base) = late::companion().await {
            ctx.companion.set(Some(base));
        }
    });
}

fn place() -> Route {
    Route::parse(&window().location().hash().unwrap_or_default())
}

fn typed_already() -> String {
    focus::find("#address")
        .and_then(|field| field.dyn_into::<HtmlInputElement>().ok())
        .map(|field| field.value())
        .unwrap_or_default()
}

/// The button was pressed before the application was there: it counts now.
fn press_continue() {
    if let Some(form) = focus::find("#app form").and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) {
        let _ = form.request_submit();
    }
}

fn draw(ctx: Ctx) {
    let Some(root) = focus::find("#app") else { return };
    root.set_inner_html("");
    mount_to(root, move || view! { <Frame ctx=ctx/> }).forget();
}

/// Back, Forward, and links behind `#`; a companion that is found only when the servers are asked again; a
/// server that was chosen beside the live check; what a portal says.
fn follow(ctx: Ctx) {
    EventListener::new(&window(), "mail-setup-live", move |_| {
        if ctx.companion.get_untracked().is_none() {
            find_companion(ctx);
        }
    })
    .forget();
    EventListener::new(&window(), "mail-setup-use", move |event| {
        let detail = get(event, "detail");
        let wanted = |role| get(&detail, role).as_string();
        ctx.answer(|answers| answers.use_servers(wanted("incoming"), wanted("outgoing")));
        ctx.redraw();
    })
    .forget();
    EventListener::new(&window(), "mail-setup-portal", move |event| hear_portal(ctx, event)).forget();
    for event in ["popstate", "hashchange"] {
        EventListener::new(&window(), event, move |_| {
            let route = place();
            if route != ctx.route.get_untracked() {
                ctx.show(route);
            }
        })
        .forget();
    }
}

/// What `frame.js` has from the portal: the address of who is signed in, taken where nothing was typed, and
/// the language.
fn hear_portal(ctx: Ctx, event: &web_sys::Event) {
    let detail = get(event, "detail");
    let said = |name| get(&detail, name).as_string();
    if let Some(address) = said("address").filter(|_| ctx.answered().address.is_empty()) {
        ctx.answer(|answers| answers.set_address(&address));
        ctx.redraw();
    }
    if let Some(lang) =
        said("language").and_then(|tag| Lang::from_tag(&tag)).filter(|lang| *lang != ctx.lang())
    {
        ctx.speak(lang);
    }
}
