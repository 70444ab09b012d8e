//! A small XML reader for what people paste: whole files, pieces of them, broken ones, and XML
//! with prose around it.
//!
//! It hands out tags one after the other and keeps no tree, so neither depth nor size can hurt it,
//! and each character is looked at a fixed number of times. Of a broken text it gives what stands
//! before the break. Document type declarations are skipped: no entity but the five of XML 1.0
//! section 4.6 and numbered characters means anything, and nothing is ever fetched.

use std::borrow::Cow;
use std::mem::take;

/// A step through an XML text.
pub(crate) enum Event<'a> {
    /// An element begins.
    Open(Tag<'a>),
    /// An element ends: its name without a prefix, and the text since the tag before this one,
    /// which for an element without children is all of its text.
    Close(&'a str, Cow<'a, str>),
}

/// The tag that begins an element.
pub(crate) struct Tag<'a> {
    /// The element's name, without a prefix.
    pub(crate) name: &'a str,
    attributes: &'a str,
}

/// The events of a text. Tags need not match.
pub(crate) struct Xml<'a> {
    rest: &'a str,
    text: Cow<'a, str>,
    /// The element of a tag that opens and closes at once.
    closing: Option<&'a str>,
}

impl<'a> Xml<'a> {
    /// Begins to read.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { rest: text, text: Cow::Borrowed(""), closing: None }
    }

    fn add(&mut self, text: Cow<'a, str>) {
        if self.text.is_empty() {
            self.text = text;
        } else if !text.is_empty() {
            self.text.to_mut().push_str(&text);
        }
    }
}

impl<'a> Iterator for Xml<'a> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        if let Some(name) = self.closing.take() {
            return Some(Event::Close(name, Cow::Borrowed("")));
        }
        loop {
            // Taken, so that after an end that never comes there is nothing left to search again.
            let (text, markup) = take(&mut self.rest).split_once('<')?;
            self.add(unescape(text));
            if let Some(rest) = markup.strip_prefix("!--") {
                self.rest = rest.split_once("-->")?.1;
            } else if let Some(rest) = markup.strip_prefix("![CDATA[") {
                let (data, rest) = rest.split_once("]]>")?;
                self.add(Cow::Borrowed(data));
                self.rest = rest;
            } else if markup.starts_with('!') {
                self.rest = after_declaration(markup)?;
            } else if markup.starts_with('?') {
                self.rest = markup.split_once('>')?.1;
            } else if let Some(rest) = markup.strip_prefix('/') {
                let (tag, rest) = split_tag(rest)?;
                self.rest = rest;
                return Some(Event::Close(name(tag).0, take(&mut self.text)));
            } else if markup.starts_with(|c: char| c.is_alphabetic() || c == '_') {
                let (tag, rest) = split_tag(markup)?;
                self.rest = rest;
                self.text = Cow::Borrowed("");
                let (name, attributes) = name(tag);
                if tag.ends_with('/') {
                    self.closing = Some(name);
                }
                return Some(Event::Open(Tag { name, attributes }));
            } else {
                self.add(Cow::Borrowed("<"));
                self.rest = markup;
            }
        }
    }
}

impl<'a> Tag<'a> {
    /// The value of an attribute, as it is written. Word processors make curly quotes of straight
    /// ones, so those count too.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        while let Some((before, after)) = rest.split_once('=') {
            let mut value = after.trim_start().chars();
            let closing: &[char] = match value.next()? {
                '\'' => &['\''],
                '"' | '“' | '”' | '„' => &['"', '“', '”'],
                _ => return None,
            };
            let (value, after) = value.as_str().split_once(closing)?;
            if before.trim() == name {
                return Some(value);
            }
            rest = after;
        }
        None
    }
}

/// The text of an element whose program takes it as it is: spaces around it stay, because they can
/// be the trouble. Where it has line breaks, an editor has laid it out anew.
pub(crate) fn as_typed(text: &str) -> &str {
    if text.contains('\n') { text.trim() } else { text }
}

/// The text with its entities replaced; unknown ones stay as they are.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    let Some((before, mut rest)) = text.split_once('&') else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    out.push_str(before);
    loop {
        match entity(rest) {
            Some((c, after)) => {
                out.push(c);
                rest = after;
            }
            None => out.push('&'),
        }
        let Some((before, after)) = rest.split_once('&') else { break };
        out.push_str(before);
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character of the entity at the start of `text`, after its `&`, and what follows it.
fn entity(text: &str) -> Option<(char, &str)> {
    // No entity that counts is longer; a far semicolon must not be searched again and again.
    let end = text.bytes().take(10).position(|byte| byte == b';')?;
    let (name, rest) = (text.get(..end)?, text.get(end + 1..)?);
    let c = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let number = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            char::from_u32(number.ok()?).filter(|c| *c != '\0')?
        }
    };
    Some((c, rest))
}

/// What follows a declaration, with its internal subset if it has one (XML 1.0 section 2.8).
fn after_declaration(markup: &str) -> Option<&str> {
    let end = markup.find(['>', '['])?;
    let (found, rest) = markup.split_at(end);
    if rest.starts_with('>') || !found.starts_with("!DOCTYPE") {
        return rest.get(1..);
    }
    let mut rest = rest;
    loop {
        rest = rest.split_once(']')?.1;
        if let Some(after) = rest.trim_ascii_start().strip_prefix('>') {
            return Some(after);
        }
    }
}

/// A tag's inside and what follows the tag. A `<` outside of quotes also ends it: the `>` is lost.
fn split_tag(markup: &str) -> Option<(&str, &str)> {
    let (mut quote, mut last) = (None, b' ');
    for (at, byte) in markup.bytes().enumerate() {
        if quote.is_some() {
            if quote == Some(byte) {
                quote = None;
            }
        } else {
            match byte {
                b'>' => return Some((markup.get(..at)?, markup.get(at + 1..)?)),
                b'<' => return Some((markup.get(..at)?, markup.get(at..)?)),
                // Elsewhere it is an apostrophe of the prose around.
                b'"' | b'\'' if last == b'=' => quote = Some(byte),
                _ => {}
            }
        }
        if !byte.is_ascii_whitespace() {
            last = byte;
        }
    }
    None
}

/// A tag's name without its prefix, and its attributes.
fn name(tag: &str) -> (&str, &str) {
    let end = tag.find(|c: char| c == '/' || c.is_whitespace()).unwrap_or(tag.len());
    let (name, attributes) = tag.split_at(end);
    (name.rsplit_once(':').map_or(name, |(_, local)| local), attributes)
}
