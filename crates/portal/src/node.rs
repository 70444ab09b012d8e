//! What a screen consists of, as plain values: made by the views, looked at by their tests, and
//! turned into elements by `mount`. `A` is what a person can do there.

/// A piece of a screen.
#[derive(Clone, Debug)]
pub(crate) enum Node<A> {
    /// Text.
    Text(String),
    /// An element.
    El(El<A>),
}

/// An element.
#[derive(Clone, Debug)]
pub(crate) struct El<A> {
    pub(crate) tag: &'static str,
    pub(crate) attributes: Vec<(&'static str, String)>,
    /// What its events do.
    pub(crate) acts: Vec<(&'static str, A)>,
    /// What is typed or chosen in it, where it is a field.
    pub(crate) value: Option<String>,
    pub(crate) inside: Vec<Node<A>>,
}

/// An element with things inside.
pub(crate) fn el<A>(tag: &'static str, inside: Vec<Node<A>>) -> El<A> {
    El { tag, attributes: Vec::new(), acts: Vec::new(), value: None, inside }
}

/// An element with nothing but a text.
pub(crate) fn words<A>(tag: &'static str, text: impl Into<String>) -> El<A> {
    el(tag, vec![Node::Text(text.into())])
}

/// A paragraph.
pub(crate) fn p<A>(text: impl Into<String>) -> Node<A> {
    words("p", text).done()
}

/// A block of a class.
pub(crate) fn block<A>(class: &'static str, inside: Vec<Node<A>>) -> Node<A> {
    el("div", inside).class(class).done()
}

/// A list; each node is an item.
pub(crate) fn list<A>(tag: &'static str, class: &'static str, items: Vec<Node<A>>) -> Node<A> {
    let items = items.into_iter().map(|item| el("li", vec![item]).done()).collect();
    el(tag, items).class(class).done()
}

/// A button that does something.
pub(crate) fn button<A>(class: &'static str, text: impl Into<String>, act: A) -> El<A> {
    words("button", text).at("type", "button").class(class).on("click", act)
}

/// A form: its button, or Enter in a field, does something.
pub(crate) fn form<A>(mut fields: Vec<Node<A>>, text: impl Into<String>, act: A) -> Node<A> {
    fields.push(words("button", text).at("type", "submit").class("main").done());
    el("form", fields).at("novalidate", "").on("submit", act).done()
}

impl<A> El<A> {
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
    pub(crate) fn on(mut self, event: &'static str, act: A) -> Self {
        self.acts.push((event, act));
        self
    }

    /// What is typed or chosen in the field.
    pub(crate) fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// The node.
    pub(crate) fn done(self) -> Node<A> {
        Node::El(self)
    }
}

impl<A> From<El<A>> for Node<A> {
    fn from(el: El<A>) -> Self {
        Self::El(el)
    }
}

impl<A> Node<A> {
    /// All of its text.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::El(el) => el.inside.iter().map(Self::text).collect::<Vec<_>>().join(" "),
        }
    }
}
