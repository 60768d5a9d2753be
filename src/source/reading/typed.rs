//! From the tree to the typed structs, as a serde deserializer: scalars by their text, every [`Spanned`](crate::source::Spanned) with its place.
//!
//! The tree has passed `shape` by then, so an error here is a rule that only the type itself knows.

use std::{fmt, slice, vec};

use serde::de::value::{SeqDeserializer, StrDeserializer};
use serde::de::{self, DeserializeOwned, DeserializeSeed, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::tree::{Content, Entry, Key, Node, Tree};
use crate::source::Span;
use crate::span::SPANNED;

/// A value its type does not take.
#[derive(Debug)]
pub struct Unfit {
    pub message: String,
    pub place: Option<Span>,
}

impl Unfit {
    fn within(mut self, span: Span) -> Self {
        self.place.get_or_insert(span);
        self
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Unfit {}

impl de::Error for Unfit {
    fn custom<M: fmt::Display>(message: M) -> Self {
        Self { message: message.to_string(), place: None }
    }
}

/// Builds a value from a file's tree.
pub fn build<T: DeserializeOwned>(tree: &Tree) -> Result<T, Unfit> {
    match &tree.root {
        Some(root) => T::deserialize(Value::Node(root)),
        None => Err(de::Error::custom("文件里什么也没有写")),
    }
}

#[derive(Clone, Copy)]
enum Value<'t> {
    Node(&'t Node),
    Key(&'t Key),
}

impl<'t> Value<'t> {
    fn span(self) -> Span {
        match self {
            Value::Node(node) => node.span,
            Value::Key(key) => key.span,
        }
    }

    fn text(self) -> Option<&'t str> {
        match self {
            Value::Node(node) => node.text(),
            Value::Key(key) => Some(&key.text),
        }
    }

    fn is_null(self) -> bool {
        matches!(self, Value::Node(node) if node.is_null())
    }

    fn visit<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unfit> {
        let content = match self {
            Value::Key(key) => return visitor.visit_borrowed_str(&key.text),
            Value::Node(node) if node.is_null() => return visitor.visit_unit(),
            Value::Node(node) => &node.content,
        };
        match content {
            Content::Scalar { text, .. } => visitor.visit_borrowed_str(text),
            Content::Sequence { items, .. } => visitor.visit_seq(Items(items.iter())),
            Content::Mapping { entries, .. } => visitor.visit_map(Pairs { entries: entries.iter(), value: None }),
            Content::Broken => Err(de::Error::custom("这里没有读懂")),
        }
    }
}

/// Reads whole numbers from a scalar's text.
macro_rules! numbers {
    ($($method:ident $visit:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
            match self.text().and_then(|text| text.parse().ok()) {
                Some(number) => visitor.$visit(number).map_err(|error: Unfit| error.within(self.span())),
                None => self.deserialize_any(visitor),
            }
        }
    )*};
}

impl<'de> de::Deserializer<'de> for Value<'de> {
    type Error = Unfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.visit(visitor).map_err(|error| error.within(self.span()))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if self.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self.text() {
            Some("true" | "是") => visitor.visit_bool(true),
            Some("false" | "否") => visitor.visit_bool(false),
            _ => self.deserialize_any(visitor),
        }
    }

    numbers! {
        deserialize_u8 visit_u8 deserialize_u16 visit_u16 deserialize_u32 visit_u32 deserialize_u64 visit_u64
        deserialize_i8 visit_i8 deserialize_i16 visit_i16 deserialize_i32 visit_i32 deserialize_i64 visit_i64
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Unfit> {
        if name != SPANNED {
            return visitor.visit_newtype_struct(self);
        }
        visitor.visit_seq(WithPlace { value: Some(self), span: self.span() }).map_err(|error| error.within(self.span()))
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Unfit> {
        let word = self.text().ok_or_else(|| Unfit { message: "这里应是一个词".to_owned(), place: Some(self.span()) })?;
        let word: StrDeserializer<Unfit> = word.into_deserializer();
        visitor.visit_enum(word).map_err(|error| error.within(self.span()))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i128 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier
    }
}

impl<'t> IntoDeserializer<'t, Unfit> for Value<'t> {
    type Deserializer = Self;
    fn into_deserializer(self) -> Self {
        self
    }
}

struct Items<'t>(slice::Iter<'t, Node>);

impl<'t> de::SeqAccess<'t> for Items<'t> {
    type Error = Unfit;
    fn next_element_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<Option<S::Value>, Unfit> {
        self.0.next().map(|node| seed.deserialize(Value::Node(node))).transpose()
    }
}

struct Pairs<'t> {
    entries: slice::Iter<'t, Entry>,
    value: Option<&'t Node>,
}

impl<'t> de::MapAccess<'t> for Pairs<'t> {
    type Error = Unfit;
    fn next_key_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<Option<S::Value>, Unfit> {
        let Some(entry) = self.entries.next() else { return Ok(None) };
        self.value = Some(&entry.value);
        seed.deserialize(Value::Key(&entry.key)).map(Some)
    }
    fn next_value_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<S::Value, Unfit> {
        let node = self.value.take().expect("serde asks for a value after its key");
        seed.deserialize(Value::Node(node))
    }
}

/// The pair that [`Spanned`](crate::source::Spanned) is built from: the value, then (file, start, end).
struct WithPlace<'t> {
    value: Option<Value<'t>>,
    span: Span,
}

impl<'t> de::SeqAccess<'t> for WithPlace<'t> {
    type Error = Unfit;
    fn next_element_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<Option<S::Value>, Unfit> {
        if let Some(value) = self.value.take() {
            return seed.deserialize(value).map(Some);
        }
        let place: SeqDeserializer<vec::IntoIter<u32>, Unfit> = vec![self.span.file.0, self.span.start, self.span.end].into_deserializer();
        seed.deserialize(place).map(Some)
    }
}
