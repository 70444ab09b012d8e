//! What a screen consists of, as plain values: made by the views, looked at by their tests, and
//! turned into elements by `mount`.

use super::act::Act;

/// A piece of a screen.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    /// Text.
    Text(String),
    /// An element.
    El(El),
}

/// An element.
#[derive(Clone, Debug)]
pub(crate) struct El {
    pub(crate) tag: &'static str,
    pub(crate) attributes: Vec<(&'static str, String)>,
    /// What its events do.
    pub(crate) acts: Vec<(&'static str, Act)>,
    /// What is typed or chosen in it, where it is a field.
    pub(crate) value: Option<String>,
    pub(crate) inside: Vec<Node>,
}

/// An element with things inside.
pub(crate) fn el(tag: &'static str, inside: Vec<Node>) -> El {
    El { tag, attributes: Vec::new(), acts: Vec::new(), value: None, inside }
}

/// An element with nothing but a text.
pub(crate) fn words(tag: &'static str, text: impl Into<String>) -> El {
    el(tag, vec![Node::Text(text.into())])
}

/// A paragraph.
pub(crate) fn p(text: impl Into<String>) -> Node {
    words("p", text).done()
}

/// A block of a class.
pub(crate) fn block(class: &'static str, inside: Vec<Node>) -> Node {
    el("div", inside).class(class).done()
}

/// A list; each node is an item.
pub(crate) fn list(tag: &'static str, class: &'static str, items: Vec<Node>) -> Node {
    let items = items.into_iter().map(|item| el("li", vec![item]).done()).collect();
    el(tag, items).class(class).done()
}

/// A button that does something.
pub(crate) fn button(class: &'static str, text: impl Into<String>, act: Act) -> El {
    words("button", text).at("type", "button").class(class).on("click", act)
}

/// A form: its button, or Enter in a field, does something.
pub(crate) fn form(mut fields: Vec<Node>, text: impl Into<String>, act: Act) -> Node {
    fields.push(words("button", text).at("type", "submit").class("main").done());
    el("form", fields).at("novalidate", "").on("submit", act).done()
}

impl El {
    /// An attribute.
    pub(crate) fn at(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// The class.
    pub(crate) fn class(self, class: &'static str) -> Self {
        self.at("class", class)
    }

    /// What happens on an event.
    pub(crate) fn on(mut self, event: &'static str, act: Act) -> Self {
        self.acts.push((event, act));
        self
    }

    /// What is typed or chosen in the field.
    pub(crate) fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// The node.
    pub(crate) fn done(self) -> Node {
        Node::El(self)
    }
}

impl From<El> for Node {
    fn from(el: El) -> Self {
        Self::El(el)
    }
}

#[cfg(test)]
impl Node {
    /// All of its text.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::El(el) => el.inside.iter().map(Self::text).collect::<Vec<_>>().join(" "),
        }
    }
}
