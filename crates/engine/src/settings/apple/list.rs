//! Property lists in XML, and pieces of them.

use super::super::Settings;
use super::super::xml::{Event, Xml, as_typed};
use super::payload::{Found, Key, Payload, Scalar};
use std::borrow::Cow;

/// How deep dictionaries are read. A profile has two levels; what `profiles show` of macOS prints
/// has four.
const DEPTH: usize = 32;

/// Reads the accounts, and counts the passwords.
pub(super) fn read(text: &str) -> (Vec<Settings>, usize) {
    let mut lists = Lists { levels: vec![Level::default()], deeper: 0, found: Found::default() };
    for event in Xml::new(text) {
        lists.event(event);
    }
    lists.end();
    (lists.found.accounts, lists.found.passwords)
}

struct Lists {
    /// The dictionaries that are open. The first is none: it takes the keys of a piece.
    levels: Vec<Level>,
    /// How many are open below [`DEPTH`].
    deeper: usize,
    found: Found,
}

#[derive(Default)]
struct Level {
    payload: Payload,
    key: Option<Key>,
}

impl Lists {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Open(tag) => match tag.name {
                "plist" => self.end(),
                "dict" => self.open(),
                "array" => {
                    self.key();
                }
                _ => {}
            },
            Event::Close("dict", _) => self.close(),
            Event::Close("key", text) => {
                if let Some(level) = self.level() {
                    level.key = Key::named(text.trim());
                }
            }
            Event::Close(name, text) => {
                let scalar = match name {
                    "string" => Scalar::Text(Cow::Borrowed(as_typed(&text))),
                    "integer" => Scalar::Text(Cow::Borrowed(text.trim())),
                    "true" => Scalar::Flag(true),
                    "false" => Scalar::Flag(false),
                    _ => return,
                };
                if let Some(key) = self.key()
                    && let Some(level) = self.levels.last_mut()
                {
                    level.payload.set(key, scalar, &mut self.found);
                }
            }
        }
    }

    /// The innermost dictionary, unless it is too deep.
    fn level(&mut self) -> Option<&mut Level> {
        if self.deeper == 0 { self.levels.last_mut() } else { None }
    }

    /// The key whose value comes now.
    fn key(&mut self) -> Option<Key> {
        self.level()?.key.take()
    }

    fn open(&mut self) {
        self.key();
        if self.levels.len() > DEPTH {
            self.deeper += 1;
        } else {
            self.levels.push(Level::default());
        }
    }

    fn close(&mut self) {
        if self.deeper > 0 {
            self.deeper -= 1;
        } else if self.levels.len() > 1 {
            if let Some(level) = self.levels.pop() {
                self.found.add(level.payload, true);
            }
        } else {
            self.end();
        }
    }

    /// Ends all dictionaries: the text ends, or another list begins.
    fn end(&mut self) {
        for level in std::mem::take(&mut self.levels) {
            self.found.add(level.payload, false);
        }
        self.levels.push(Level::default());
        self.deeper = 0;
    }
}
