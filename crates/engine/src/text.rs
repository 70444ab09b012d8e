//! Languages, and the texts of `data/text` behind keys that are checked at build time.

use serde::{Deserialize, Serialize};
use std::marker::PhantomData;

mod generated {
    use super::Key;
    include!(concat!(env!("OUT_DIR"), "/generated.rs"));
}
pub(crate) use generated::KNOWN_DOMAINS;
pub use generated::{Command, Files, Findings, Live, Page, Trouble};

/// A language of the product: of the page, the command line and the files.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
}

impl Lang {
    /// Every language, English first.
    pub const ALL: [Self; 2] = [Self::En, Self::Es];

    /// The BCP 47 code: `en` or `es`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }

    /// The language of a BCP 47 tag, by its primary subtag (`es-MX` is Spanish); `None` for a
    /// language that we do not have.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|lang| primary.eq_ignore_ascii_case(lang.code()))
    }
}

/// A short text in every language, as profiles and client cards carry it.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "whole", serde(deny_unknown_fields))]
pub struct Words {
    /// English.
    pub en: String,
    /// Spanish.
    pub es: String,
}

impl Words {
    /// The text in `lang`.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Es => &self.es,
        }
    }
}

/// A key of a text group; implemented by the enums that `build.rs` makes of `data/text/en`.
pub trait Key: Copy {
    /// The group's file name without its ending.
    const GROUP: &'static str;
    /// The names of all keys (`section_key`), in the order of [`Key::index`].
    const NAMES: &'static [&'static str];
    /// The place of this key's text in a compiled file.
    fn index(self) -> usize;
}

/// One language's texts of one group: an array of strings, in the order of the key enum.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Texts<K> {
    strings: Vec<String>,
    key: PhantomData<fn(K)>,
}

/// A compiled text file that was made from other keys than this program was.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "the text file has {found} texts, {expected} were expected: page and data come from different builds"
)]
pub struct WrongTexts {
    /// How many texts the file has.
    pub found: usize,
    /// How many keys this program knows.
    pub expected: usize,
}

impl<K: Key> Texts<K> {
    /// Takes over a compiled file's strings.
    ///
    /// # Errors
    /// [`WrongTexts`] where the number of strings is not the number of keys.
    pub fn new(strings: Vec<String>) -> Result<Self, WrongTexts> {
        if strings.len() == K::NAMES.len() {
            Ok(Self { strings, key: PhantomData })
        } else {
            Err(WrongTexts { found: strings.len(), expected: K::NAMES.len() })
        }
    }

    /// Takes over the texts of another part of the same file: each that is empty here.
    pub fn add(&mut self, more: Self) {
        for (text, other) in self.strings.iter_mut().zip(more.strings) {
            if text.is_empty() {
                *text = other;
            }
        }
    }

    /// The text of `key`, placeholders not yet filled.
    #[must_use]
    pub fn get(&self, key: K) -> &str {
        self.strings.get(key.index()).map_or("", String::as_str)
    }

    /// The text of the key of that name (`section_key`), for codes that come from elsewhere.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&str> {
        let place = K::NAMES.iter().position(|known| *known == name)?;
        self.strings.get(place).map(String::as_str)
    }

    /// The text of `key` with every `{name}` replaced by its value.
    #[must_use]
    pub fn fill(&self, key: K, values: &[(&str, &str)]) -> String {
        fill(self.get(key), values)
    }
}

/// Replaces every `{name}` in `template` by its value. A placeholder without a value stays as
/// it is, so that a test can find it; values are never looked into again.
#[must_use]
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    put(template, |name| values.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
}

/// The same with values that are looked up; a placeholder that has none stays.
pub(crate) fn put(template: &str, value: impl Fn(&str) -> Option<String>) -> String {
    // One copy of the loop, whatever the values come from: the page has it in its first load.
    fn boxed(template: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
        let mut filled = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                filled.push('{');
                rest = after;
                break;
            };
            if let Some(value) = value(name) {
                filled.push_str(&value);
            } else {
                filled.push('{');
                filled.push_str(name);
                filled.push('}');
            }
            rest = tail;
        }
        filled.push_str(rest);
        filled
    }
    boxed(template, &value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_once() {
        assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "2")]), "{b} and 2");
        assert_eq!(fill("{unknown} {", &[]), "{unknown} {");
    }

    #[test]
    fn a_regional_tag_is_its_language() {
        assert_eq!(Lang::from_tag("es-419"), Some(Lang::Es));
        assert_eq!(Lang::from_tag("EN"), Some(Lang::En));
        assert_eq!(Lang::from_tag("fr"), None);
    }

    #[test]
    fn a_file_of_another_build_is_refused() {
        assert!(Texts::<Findings>::new(vec![]).is_err());
    }
}
