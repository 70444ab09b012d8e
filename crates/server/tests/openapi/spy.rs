//! What a type tells a reader of itself: the names of its fields, or the words of an enum.

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, Visitor, value::Error};
use serde::forward_to_deserialize_any;

/// The fields of a struct or the words of an enum, as they stand in JSON.
pub fn names<T: for<'de> Deserialize<'de>>() -> Vec<&'static str> {
    let mut names = Vec::new();
    let _ = T::deserialize(Spy(&mut names));
    assert!(!names.is_empty(), "{} tells nothing", std::any::type_name::<T>());
    names
}

/// Listens to what is asked for, and then has nothing.
struct Spy<'a>(&'a mut Vec<&'static str>);

impl<'de> Deserializer<'de> for Spy<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("nothing"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        self.0.extend(fields);
        Err(Error::custom("nothing"))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        words: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        self.0.extend(words);
        Err(Error::custom("nothing"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map identifier ignored_any
    }
}
