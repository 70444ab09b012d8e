//! How a screen begins, and what is said when something is wrong.

use crate::context::Ctx;
use crate::platform::focus;
use engine::text::Page;
use leptos::prelude::*;

/// A screen's heading; the window's title says the same.
pub fn heading(ctx: Ctx, text: String) -> AnyView {
    title(ctx, &text);
    view! { <h1>{text}</h1> }.into_any()
}

/// Sets the window's title: the screen first, then whose help this is.
pub fn title(ctx: Ctx, text: &str) {
    document().set_title(&[text, " - ", &ctx.say(Page::FrameBrand)].concat());
}

/// The summary of what is wrong, above the heading; it takes the focus, its link leads to the field.
pub fn problem(ctx: Ctx, field: &'static str, message: String) -> AnyView {
    focus::soon(".problem");
    let target = ["#", field].concat();
    view! {
        <div class="problem" tabindex="-1">
            <div role="alert">
                <h2>{ctx.say(Page::FrameProblem)}</h2>
                <p><a href=target on:click=move |event| {
                    event.prevent_default();
                    if let Some(element) = document().get_element_by_id(field) {
                        element.scroll_into_view();
                    }
                    to_field(field);
                }>{message}</a></p>
            </div>
        </div>
    }
    .into_any()
}

fn to_field(field: &'static str) {
    use leptos::wasm_bindgen::JsCast;
    let found = document().get_element_by_id(field).and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = found {
        let _ = element.focus();
    }
}

/// A quiet box with something to know.
pub fn notice(class: &'static str, text: String) -> AnyView {
    view! { <p class=["notice ", class].concat()>{text}</p> }.into_any()
}

/// A numbered list of plain sentences.
pub fn numbered(ctx: Ctx, keys: &[Page]) -> AnyView {
    let items: Vec<_> = keys.iter().map(|key| view! { <li>{ctx.say(*key)}</li> }).collect();
    view! { <ol class="numbered">{items}</ol> }.into_any()
}

/// A link to a page of the provider's, in a new tab; nothing where the profile has none.
pub fn link(ctx: Ctx, id: &str, text: String) -> AnyView {
    match ctx.site().profile.link(id) {
        None => ().into_any(),
        Some(link) => {
            let url = link.url.to_string();
            let note = [" (", &ctx.say(Page::FrameOpensNew), ")"].concat();
            view! {
                <a href=url target="_blank" rel="noreferrer">{text}<span class="unseen">{note}</span></a>
            }
            .into_any()
        }
    }
}
