//! Nodes to elements: draws a screen, hears what is done in it, keeps focus and caret where they
//! were.

use crate::node::{El, Node};
use gloo_events::{EventListener, EventListenerOptions};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, FocusOptions, HtmlElement};

/// Hears of what a person does.
pub(crate) type Hear<A> = Rc<dyn Fn(&A, &Event)>;

/// Draws `nodes` into `root` instead of what was there; gives the listeners, which live as long
/// as they are kept.
pub(crate) fn draw<A: Clone + 'static>(
    root: &HtmlElement,
    nodes: &[Node<A>],
    hear: &Hear<A>,
) -> Result<Vec<EventListener>, JsValue> {
    let document = root.owner_document().ok_or(JsValue::UNDEFINED)?;
    let focused = document.active_element().map(|element| element.id()).filter(|id| !id.is_empty());
    root.set_inner_html("");
    let mut listeners = Vec::new();
    for node in nodes {
        root.append_child(&make(&document, node, hear, &mut listeners)?)?;
    }
    if let Some(id) = focused
        && let Ok(Some(element)) = root.query_selector(&["#", &id].concat())
    {
        focus_on(&element, false);
    }
    focus(root, "[data-focus]");
    Ok(listeners)
}

fn make<A: Clone + 'static>(
    document: &Document,
    node: &Node<A>,
    hear: &Hear<A>,
    listeners: &mut Vec<EventListener>,
) -> Result<web_sys::Node, JsValue> {
    let El { tag, attributes, acts, value, inside } = match node {
        Node::Text(text) => return Ok(document.create_text_node(text).into()),
        Node::El(el) => el,
    };
    let element = document.create_element(tag)?;
    for (name, value) in attributes {
        element.set_attribute(name, value)?;
    }
    for node in inside {
        element.append_child(&make(document, node, hear, listeners)?)?;
    }
    if let Some(value) = value {
        // After the options: a list takes the value of one that it has.
        js_sys::Reflect::set(&element, &JsValue::from_str("value"), &JsValue::from_str(value))?;
    }
    for (event, act) in acts {
        let (hear, act) = (hear.clone(), act.clone());
        // A paste or a drop is taken over, which passive listeners may not.
        let options = EventListenerOptions::enable_prevent_default();
        listeners
            .push(EventListener::new_with_options(&element, *event, options, move |event| hear(&act, event)));
    }
    if let Some(field) = element.get_attribute("data-field") {
        let options = EventListenerOptions::enable_prevent_default();
        listeners.push(EventListener::new_with_options(&element, "click", options, move |event| {
            event.prevent_default();
            if let Some(document) = web_sys::window().and_then(|window| window.document())
                && let Some(field) = document.get_element_by_id(&field)
            {
                focus_on(&field, true);
            }
        }));
    }
    Ok(element.into())
}

/// Moves the focus to the first element in `root` that `selector` finds.
pub(crate) fn focus(root: &HtmlElement, selector: &str) {
    if let Ok(Some(element)) = root.query_selector(selector) {
        focus_on(&element, true);
    }
}

/// Moves the focus to an element; without `scroll` what the person looks at stays where it is.
fn focus_on(element: &Element, scroll: bool) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        if element.tab_index() < 0 {
            let _ = element.set_attribute("tabindex", "-1");
        }
        let options = FocusOptions::new();
        options.set_prevent_scroll(!scroll);
        let _ = element.focus_with_options(&options);
    }
}
