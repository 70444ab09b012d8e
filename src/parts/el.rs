//! Elements, all of one type. Leptos makes code for every shape of view; a page of plain
//! paragraphs and lists is smaller by half when each shape is the same (measured: 168 KB brotli
//! with a `view!` for each, see docs/benchmarks.md).

use crate::context::Ctx;
use engine::text::Page;
use leptos::ev;
use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::tachys::html::attribute::custom::custom_attribute;
use leptos::tachys::html::class::class as class_of;
use leptos::tachys::html::element::{ElementChild, custom};
use leptos::tachys::html::event;
use leptos::tachys::html::property::prop as property;
use web_sys::Event;

/// An element of any name.
pub fn el(tag: &'static str, attributes: Vec<AnyAttribute>, inside: Vec<AnyView>) -> AnyView {
    custom(tag).child(inside).add_any_attr(attributes).into_any()
}

/// An element with a class and things inside.
pub fn block(tag: &'static str, class: &'static str, inside: Vec<AnyView>) -> AnyView {
    el(tag, vec![at("class", class)], inside)
}

/// An element with nothing but a text.
pub fn words(tag: &'static str, text: String) -> AnyView {
    el(tag, Vec::new(), vec![say(text)])
}

/// An element with a class and a text.
pub fn styled(tag: &'static str, class: &'static str, text: String) -> AnyView {
    block(tag, class, vec![say(text)])
}

/// An element with nothing but a text of the page.
pub fn told(ctx: Ctx, tag: &'static str, key: Page) -> AnyView {
    words(tag, ctx.say(key))
}

/// A paragraph of a class with a text of the page.
pub fn noted(ctx: Ctx, class: &'static str, key: Page) -> AnyView {
    styled("p", class, ctx.say(key))
}

/// A text of the page.
pub fn spoken(ctx: Ctx, key: Page) -> AnyView {
    say(ctx.say(key))
}

/// A paragraph.
pub fn p(text: String) -> AnyView {
    words("p", text)
}

/// A small paragraph beside the matter.
pub fn hint(text: String) -> AnyView {
    styled("p", "hint", text)
}

/// A list item with one thing in it.
pub fn item(inside: AnyView) -> AnyView {
    el("li", Vec::new(), vec![inside])
}

/// A text.
pub fn say(text: String) -> AnyView {
    text.into_any()
}

/// Nothing.
pub fn nothing() -> AnyView {
    ().into_any()
}

/// Several things without an element around them.
pub fn all(inside: Vec<AnyView>) -> AnyView {
    inside.into_any()
}

/// Something, or nothing.
pub fn maybe(wanted: bool, draw: impl FnOnce() -> AnyView) -> AnyView {
    if wanted { draw() } else { nothing() }
}

/// Something that is drawn anew when a signal in it changes.
pub fn live(draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    fn boxed(draw: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
        (move || draw()).into_any()
    }
    boxed(Box::new(draw))
}

/// An attribute.
pub fn at(name: &'static str, value: impl Into<String>) -> AnyAttribute {
    fn plain(name: &'static str, value: String) -> AnyAttribute {
        custom_attribute(name, value).into_any_attr()
    }
    plain(name, value.into())
}

/// An attribute that follows a signal.
pub fn live_at(name: &'static str, value: impl Fn() -> String + Send + Sync + 'static) -> AnyAttribute {
    fn boxed(name: &'static str, value: Box<dyn Fn() -> String + Send + Sync>) -> AnyAttribute {
        let shared = std::sync::Arc::new(value);
        custom_attribute(name, move || shared()).into_any_attr()
    }
    boxed(name, Box::new(value))
}

/// A class that follows a signal.
pub fn live_class(name: &'static str, on: impl Fn() -> bool + Send + Sync + 'static) -> AnyAttribute {
    fn boxed(name: &'static str, on: Box<dyn Fn() -> bool + Send + Sync>) -> AnyAttribute {
        let shared = std::sync::Arc::new(on);
        class_of((name, move || shared())).into_any_attr()
    }
    boxed(name, Box::new(on))
}

/// The value of a field, as it is at first; what is typed afterwards is the field's own.
pub fn value(text: String) -> AnyAttribute {
    property("value", text).into_any_attr()
}

/// Whether a box is ticked.
pub fn checked(on: impl Fn() -> bool + Send + Sync + 'static) -> AnyAttribute {
    let shared = std::sync::Arc::new(on);
    property("checked", move || shared()).into_any_attr()
}

/// Markup of our own making (QR codes).
pub fn markup(html: String) -> AnyAttribute {
    leptos::tachys::html::element::inner_html(html).into_any_attr()
}

/// What happens at an event.
pub fn on(name: &'static str, go: impl Fn(Event) + 'static) -> AnyAttribute {
    fn boxed(name: &'static str, go: Box<dyn Fn(Event)>) -> AnyAttribute {
        event::on(ev::Custom::<Event>::new(name), move |event: Event| go(event)).into_any_attr()
    }
    boxed(name, Box::new(go))
}
