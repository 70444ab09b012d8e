//! Helpers around roxmltree, an XML reader that refuses what is not well-formed.

use roxmltree::Node;

/// The names of an element's child elements, in order.
pub fn children<'a>(node: Node<'a, '_>) -> Vec<&'a str> {
    node.children().filter(Node::is_element).map(|child| child.tag_name().name()).collect()
}

/// The only child element of that name.
pub fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Node<'a, 'i> {
    let mut found = node.children().filter(|child| child.has_tag_name(name));
    let first = found.next().unwrap_or_else(|| panic!("no {name} in {}", node.tag_name().name()));
    assert!(found.next().is_none(), "{name} is there twice");
    first
}

/// The text of the only child element of that name, as a strict reader takes it: untrimmed, and
/// in one piece.
pub fn value<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    let leaf = child(node, name);
    assert!(leaf.children().all(|part| part.is_text()), "{name} holds more than text");
    assert!(leaf.children().count() < 2, "{name} is in pieces");
    leaf.text().unwrap_or_default()
}
