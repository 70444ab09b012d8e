//! Focus and scrolling: each new screen begins at its heading.

use super::window;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Moves the focus to the first element that `selector` finds, once the screen is drawn.
pub fn soon(selector: &'static str) {
    Timeout::new(0, move || {
        if let Some(element) = find(selector) {
            if element.tab_index() < 0 {
                let _ = element.set_attribute("tabindex", "-1");
            }
            let _ = element.focus();
        }
    })
    .forget();
}

/// Begins a new screen: the top of the page, its heading in focus.
pub fn screen() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
    soon("main h1");
}

/// Moves the focus to the field of that id.
pub fn field(id: &str) {
    if let Some(element) = find(&["#", id].concat()) {
        let _ = element.focus();
    }
}

/// Moves the focus to the heading where nothing has it: the screen has just arrived.
pub fn heading_if_lost() {
    let lost =
        leptos::prelude::document().active_element().is_none_or(|element| element.tag_name() == "BODY");
    if lost {
        soon("main h1");
    }
}

/// Whether the focus is on the element of that id.
pub fn is_at(id: &str) -> bool {
    leptos::prelude::document().active_element().is_some_and(|element| element.id() == id)
}

/// Moves the focus to the field of that id, behind what is in it.
pub fn at_end(id: &str) {
    field(id);
    // A field of type "email" has no caret to set. Its value set anew puts the caret at the end.
    if let Some(input) =
        find(&["#", id].concat()).and_then(|field| field.dyn_into::<web_sys::HtmlInputElement>().ok())
    {
        let typed = input.value();
        input.set_value("");
        input.set_value(&typed);
    }
}

/// The first element that `selector` finds.
pub fn find(selector: &str) -> Option<HtmlElement> {
    leptos::prelude::document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}
