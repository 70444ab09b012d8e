//! Settings from the environment. One rule for all: `MAIL_SETUP__`, then the setting's path in
//! capitals, with `__` where the path has a dot. `MAIL_SETUP__CHECK__CACHE_SECONDS=60` is
//! `cache_seconds` of `[check]`. Names with one `_` behind `MAIL_SETUP` are the project's tools'.
//!
//! A value is read as the setting's type wants it: numbers, `true` and `false`, texts as they are,
//! lists with commas. A list may also be written as in TOML (`["a", "b"]`), and a table must be
//! (`{ "imap.example.net" = "127.0.0.1" }`). An empty value stands for nothing: no text, an empty list.

use super::{Config, ConfigError};
use serde::Deserialize;
use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, Error as _, IntoDeserializer, Visitor};
use std::collections::BTreeMap;
use std::ffi::OsString;
use toml::de::Error;

/// What the name of every variable that is a setting begins with.
const BEGINS: &str = "MAIL_SETUP__";

impl Config {
    /// Reads a configuration's text, and what `variables` say instead of it: those whose name begins
    /// with `MAIL_SETUP__`, then has the setting's path in capitals, with `__` for its dots. Files
    /// that are named are not read. `file` is only for the error.
    ///
    /// # Errors
    /// [`ConfigError::Setting`] for the text, [`ConfigError::Variable`] for a variable, also where it
    /// names no setting.
    pub fn with_variables(
        file: &str,
        text: &str,
        variables: Vec<(OsString, OsString)>,
    ) -> Result<Self, ConfigError> {
        let alone = Self::parse(file, text);
        let ours = variables.into_iter().filter_map(|(name, value)| {
            let name = name.to_str()?.strip_prefix(BEGINS)?.to_owned();
            Some((name, value))
        });
        let mut ours: Vec<_> = ours.collect();
        if ours.is_empty() {
            return alone;
        }
        // A table before what is in it: whatever order the system has them in, the same is said.
        ours.sort();
        let wrong = |name: &str, reason: &str| ConfigError::Variable {
            name: format!("{BEGINS}{name}"),
            reason: reason.to_owned(),
        };
        let Ok(table) = toml::from_str::<toml::Table>(text) else { return alone };
        let names: Vec<String> = ours.iter().map(|(name, _)| name.to_ascii_uppercase()).collect();
        let mut tree = Node::from(toml::Value::Table(table));
        for (name, value) in ours {
            let value = value.into_string().map_err(|_| wrong(&name, "this is not text in UTF-8"))?;
            tree.put(&name.to_ascii_lowercase(), value).map_err(|reason| wrong(&name, reason))?;
        }
        serde_path_to_error::deserialize(tree).map_err(|error| {
            let reason = error.inner().message().lines().collect::<Vec<_>>().join(", ");
            // A place in a list is not part of the variable's name.
            let path = error.path().to_string();
            let path = path.split('[').next().unwrap_or_default().replace('.', "__").to_ascii_uppercase();
            match alone {
                // What is wrong in the file is told with its line.
                Err(in_the_file) if !names.contains(&path) => in_the_file,
                _ => wrong(&path, &reason),
            }
        })
    }
}

/// Whether a variable sets this setting (`SIGNING__KEY`), or the table that it is in.
pub(super) fn sets(variables: &[(OsString, OsString)], setting: &str) -> bool {
    let names = variables.iter().filter_map(|(name, _)| name.to_str()?.strip_prefix(BEGINS));
    let mut names = names.map(str::to_ascii_uppercase);
    names
        .any(|name| setting.strip_prefix(&name).is_some_and(|rest| rest.is_empty() || rest.starts_with("__")))
}

/// A setting of the file, one of the environment, or a table of both.
enum Node {
    File(toml::Value),
    Variable(String),
    Table(BTreeMap<String, Node>),
}

impl From<toml::Value> for Node {
    fn from(value: toml::Value) -> Self {
        match value {
            toml::Value::Table(table) => {
                Self::Table(table.into_iter().map(|(key, value)| (key, value.into())).collect())
            }
            value => Self::File(value),
        }
    }
}

impl Node {
    fn put(&mut self, path: &str, value: String) -> Result<(), &'static str> {
        let table = match self {
            Self::Table(table) => table,
            Self::Variable(_) => return Err("another variable sets the whole table already"),
            Self::File(_) => return Err("the file has a value here, not a section"),
        };
        if let Some((first, rest)) = path.split_once("__") {
            let below = table.entry(first.to_owned()).or_insert_with(|| Self::Table(BTreeMap::new()));
            return below.put(rest, value);
        }
        table.insert(path.to_owned(), Self::Variable(value));
        Ok(())
    }
}

impl IntoDeserializer<'_, Error> for Node {
    type Deserializer = Self;
    fn into_deserializer(self) -> Self {
        self
    }
}

/// For each kind of number: its name in serde, and its type.
macro_rules! numbers {
    ($($deserialize:ident $visit:ident $number:ty),*) => {$(
        fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self {
                Self::Variable(text) => match text.trim().parse::<$number>() {
                    Ok(number) => visitor.$visit(number),
                    Err(_) => Err(Error::custom(format!("{text:?} is not a number that can stand here"))),
                },
                other => other.deserialize_any(visitor),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Node {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::File(value) => value.deserialize_any(visitor),
            Self::Table(table) => visitor.visit_map(MapDeserializer::new(table.into_iter())),
            Self::Variable(text) => visitor.visit_string(text),
        }
    }

    numbers! {
        deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16, deserialize_u32 visit_u32 u32,
        deserialize_u64 visit_u64 u64, deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16,
        deserialize_i32 visit_i32 i32, deserialize_i64 visit_i64 i64, deserialize_f32 visit_f32 f32,
        deserialize_f64 visit_f64 f64
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Variable(text) => match text.trim() {
                "true" => visitor.visit_bool(true),
                "false" => visitor.visit_bool(false),
                _ => Err(Error::custom(format!("{text:?} is neither true nor false"))),
            },
            other => other.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Variable(text) if text.is_empty() => visitor.visit_none(),
            some => visitor.visit_some(some),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Variable(text) if text.trim_start().starts_with('[') => {
                toml_value(&text)?.deserialize_seq(visitor)
            }
            Self::Variable(text) => {
                let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
                visitor.visit_seq(SeqDeserializer::new(items.map(|item| Self::Variable(item.to_owned()))))
            }
            other => other.deserialize_any(visitor),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Variable(text) => toml_value(&text)?.deserialize_any(visitor),
            other => other.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Self::Variable(text) => visitor.visit_enum(IntoDeserializer::<Error>::into_deserializer(text)),
            Self::File(value) => value.deserialize_enum(name, variants, visitor),
            other => other.deserialize_any(visitor),
        }
    }

    serde::forward_to_deserialize_any! {
        i128 u128 char str string bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}

/// A value written as in TOML.
fn toml_value(text: &str) -> Result<toml::Value, Error> {
    toml::Value::deserialize(toml::de::ValueDeserializer::parse(text)?)
}
