//! The elements of an autoconfig file, with their lines. Unlike the reader of what people paste, this
//! one is strict: a profile must not be made of half a file.

use crate::settings::LARGEST;
use crate::settings::xml::{Event, Xml, unescape};

/// Elements are never deeper in a file of any version; deeper ones are an attack or another format.
const DEEPEST: usize = 16;

/// Many times what the largest provider has. What is beyond that is another kind of file.
const MOST: usize = 20_000;

/// Why a file is refused.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ImportError {
    /// Too large.
    #[error("the file has {0} bytes; at most {LARGEST} are read")]
    TooLarge(usize),
    /// Not UTF-8.
    #[error("the file is not in UTF-8, the only encoding of autoconfig files; save it as UTF-8")]
    Encoding,
    /// It says itself that it is in another encoding.
    #[error("line 1: the file says that it is in {0:?}; save it as UTF-8 and say so, or leave it out")]
    DeclaredEncoding(String),
    /// A document type declaration: the way to entities that grow, and to other files.
    #[error("line {0}: a document type declaration (<!DOCTYPE) has no place in an autoconfig file")]
    Doctype(usize),
    /// `&` that begins no entity of XML.
    #[error("line {0}: a bare & or an unknown entity; write &amp; for &")]
    Entity(usize),
    /// Too deep.
    #[error("line {0}: elements inside one another, more than {DEEPEST} deep")]
    TooDeep(usize),
    /// Too many.
    #[error("line {0}: more than {MOST} elements")]
    TooMany(usize),
    /// An element ends that is not open.
    #[error("line {line}: </{found}> where </{expected}> should come")]
    Unmatched {
        /// The line.
        line: usize,
        /// What ends there.
        found: String,
        /// What is open.
        expected: String,
    },
    /// The file ends too early.
    #[error("the file ends inside <{0}>")]
    Unfinished(String),
    /// Another kind of file.
    #[error("this is no autoconfig file: it does not begin with <clientConfig>")]
    NotAutoconfig,
    /// No provider in it.
    #[error("there is no <emailProvider> in <clientConfig>: nothing to make a profile of")]
    NoProvider,
}

/// An element.
#[derive(Default, Debug)]
pub(super) struct Element<'a> {
    pub(super) name: &'a str,
    pub(super) line: usize,
    /// The attributes that this format has, unescaped.
    attributes: Vec<(&'static str, String)>,
    /// The text of an element without children, trimmed.
    pub(super) text: String,
    pub(super) children: Vec<Element<'a>>,
}

const ATTRIBUTES: [&str; 8] = ["id", "type", "url", "lang", "purpose", "system", "version", "visiturl"];

impl<'a> Element<'a> {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.trim())
    }

    pub(super) fn all(&self, name: &'static str) -> impl Iterator<Item = &Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    pub(super) fn first(&self, name: &'static str) -> Option<&Self> {
        self.all(name).next()
    }
}

/// Reads the whole file; the root is `clientConfig`, and has an `emailProvider`.
pub(super) fn read(bytes: &[u8]) -> Result<Element<'_>, ImportError> {
    if bytes.len() > LARGEST {
        return Err(ImportError::TooLarge(bytes.len()));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| ImportError::Encoding)?;
    let text = text.trim_start_matches('\u{feff}');
    if text.contains('\0') {
        return Err(ImportError::Encoding);
    }
    declared(text)?;
    well_written(text)?;

    let mut lines = Lines { text, at: 0, line: 1 };
    let mut open: Vec<Element<'_>> = Vec::new();
    let (mut root, mut count) = (None, 0);
    for event in Xml::new(text) {
        match event {
            Event::Open(tag) => {
                let line = lines.of(tag.name);
                count += 1;
                if open.len() >= DEEPEST {
                    return Err(ImportError::TooDeep(line));
                }
                if count > MOST {
                    return Err(ImportError::TooMany(line));
                }
                let attributes = ATTRIBUTES.iter().filter_map(|name| {
                    tag.attribute(name).map(|value| (*name, unescape(value).into_owned()))
                });
                open.push(Element {
                    name: tag.name,
                    line,
                    attributes: attributes.collect(),
                    text: String::new(),
                    children: Vec::new(),
                });
            }
            Event::Close(name, text) => {
                let line = lines.of(name);
                let Some(mut element) = open.pop() else {
                    return Err(ImportError::Unmatched {
                        line,
                        found: name.into(),
                        expected: "nothing".into(),
                    });
                };
                if element.name != name {
                    let expected = element.name.to_owned();
                    return Err(ImportError::Unmatched { line, found: name.into(), expected });
                }
                if element.children.is_empty() {
                    element.text = text.trim().to_owned();
                }
                match open.last_mut() {
                    Some(parent) => parent.children.push(element),
                    None if root.is_none() => root = Some(element),
                    None => return Err(ImportError::NotAutoconfig),
                }
            }
        }
    }
    if let Some(element) = open.first() {
        return Err(match element.name {
            "clientConfig" => ImportError::Unfinished(open.last().map_or("", |last| last.name).to_owned()),
            _ => ImportError::NotAutoconfig,
        });
    }
    let root = root.filter(|root| root.name == "clientConfig").ok_or(ImportError::NotAutoconfig)?;
    if root.first("emailProvider").is_none() {
        return Err(ImportError::NoProvider);
    }
    Ok(root)
}

/// The encoding that the XML declaration names, if any, must be the one that was read.
fn declared(text: &str) -> Result<(), ImportError> {
    let Some((head, _)) = text.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"))
    else {
        return Ok(());
    };
    let Some((_, value)) = head.split_once("encoding") else { return Ok(()) };
    let name = value.split(['"', '\'']).nth(1).unwrap_or_default();
    if ["utf-8", "utf8", "us-ascii"].iter().any(|known| name.eq_ignore_ascii_case(known)) {
        return Ok(());
    }
    Err(ImportError::DeclaredEncoding(name.chars().take(40).collect()))
}

/// What the forgiving reader would pass over.
fn well_written(text: &str) -> Result<(), ImportError> {
    let (mut rest, mut line) = (text, 1);
    let mut pass = |part: &str| line += part.bytes().filter(|byte| *byte == b'\n').count();
    while let Some(at) = rest.find(['&', '<']) {
        let (before, here) = rest.split_at(at);
        pass(before);
        let ended = |end: &str| here.split_once(end).map_or("", |(_, after)| after);
        if here.starts_with("<!--") {
            rest = ended("-->");
        } else if here.starts_with("<![CDATA[") {
            rest = ended("]]>");
        } else if here.starts_with("<!") {
            return Err(ImportError::Doctype(line));
        } else if here.starts_with('&') {
            // No entity that counts is longer; a far semicolon must not be searched again and again.
            let end = here.bytes().take(10).position(|byte| byte == b';');
            let name = end.and_then(|end| here.get(1..end)).unwrap_or_default();
            let known = ["lt", "gt", "amp", "quot", "apos"].contains(&name)
                || (name.starts_with('#')
                    && name.len() < 9
                    && !unescape(&format!("&{name};")).starts_with('&'))
                || name == "#38"
                || name.eq_ignore_ascii_case("#x26");
            if !known {
                return Err(ImportError::Entity(line));
            }
            rest = here.get(1..).unwrap_or_default();
        } else {
            rest = here.get(1..).unwrap_or_default();
        }
        pass(&here[..here.len() - rest.len()]);
    }
    Ok(())
}

/// Counts lines while the reader goes on.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of a part of the text, which is not before the one asked for last.
    fn of(&mut self, part: &str) -> usize {
        let at = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        if let Some(passed) = self.text.get(self.at..at) {
            self.line += passed.bytes().filter(|byte| *byte == b'\n').count();
            self.at = at;
        }
        self.line
    }
}
