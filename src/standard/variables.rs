//! Which variables a template's text names, whether the facts have them and whether they can be printed as they stand: by reading the text, so that
//! branches no sample takes are read too.
//!
//! The shape of the facts is the union of several departments' facts. Where a shape is unknown (nobody wrote it), anything goes.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value};

/// Words of the template language that look like variables.
const KEYWORDS: [&str; 23] = [
    "if",
    "elif",
    "else",
    "endif",
    "for",
    "in",
    "endfor",
    "set",
    "include",
    "component",
    "endcomponent",
    "not",
    "and",
    "or",
    "is",
    "true",
    "false",
    "none",
    "loop",
    "break",
    "continue",
    "filter",
    "endfilter",
];

/// The shape of several facts together: every field any of them has, lists with one element that stands for all.
pub(super) fn shape<'a>(facts: impl IntoIterator<Item = &'a Value>) -> Value {
    let mut shape = Value::Null;
    facts.into_iter().for_each(|facts| unite(&mut shape, facts));
    shape
}

fn unite(into: &mut Value, from: &Value) {
    match from {
        Value::Object(from) => {
            if into.is_null() {
                *into = Value::Object(Map::new());
            }
            let Value::Object(into) = into else { return };
            for (key, value) in from {
                match into.get_mut(key) {
                    Some(known) => unite(known, value),
                    None => drop(into.insert(key.clone(), shape([value]))),
                }
            }
        }
        Value::Array(from) => {
            if into.is_null() {
                *into = Value::Array(Vec::new());
            }
            let Value::Array(into) = into else { return };
            let mut one = into.pop().unwrap_or_default();
            from.iter().for_each(|from| unite(&mut one, from));
            into.extend((!one.is_null()).then_some(one));
        }
        from if into.is_null() => *into = from.clone(),
        _ => {}
    }
}

/// Follows a path through a shape; `[]` after a name means the elements of a list. The name that does not exist is the error.
pub(super) fn resolve<'a>(shape: &'a Value, path: &[&str]) -> Result<Option<&'a Value>, String> {
    let mut at = shape;
    for name in path {
        let (name, element) = name.strip_suffix("[]").map_or((*name, false), |name| (name, true));
        at = match at {
            Value::Null => return Ok(None),
            Value::Object(fields) => fields.get(name).ok_or_else(|| name.to_owned())?,
            _ => return Err(name.to_owned()),
        };
        if element {
            let Value::Array(list) = at else { return if at.is_null() { Ok(None) } else { Err(name.to_owned()) } };
            let Some(one) = list.first() else { return Ok(None) };
            at = one;
        }
    }
    Ok(Some(at))
}

/// A variable used as it cannot be: byte offset in the text, the whole path, and why.
pub(super) struct Misused {
    pub offset: usize,
    pub path: String,
    pub why: Misuse,
}

/// What is wrong with a variable. Tera prints nothing for one that does not exist and JSON for one that is no text, and says nothing of either.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Misuse {
    /// No department has this part of it.
    Unknown(String),
    /// A figure printed without a filter.
    BareFigure,
    /// Several values printed at once.
    Whole,
    /// A list printed at once.
    List,
}

impl fmt::Display for Misused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.path;
        match &self.why {
            Misuse::Unknown(part) => write!(f, "没有变量 {path}（“{part}”不存在）"),
            Misuse::BareFigure => write!(f, "变量 {path} 是金额，印出万元写 << {path} | wan >>"),
            Misuse::Whole => write!(f, "变量 {path} 里有好几项，写明印哪一项（{path}.…）"),
            Misuse::List => write!(f, "变量 {path} 是列表，用 <% for … in {path} %> 逐项写，文字的列表也可以用 | join"),
        }
    }
}

/// Finds the variables of a template's text that the shape does not have, or has as something that cannot be printed as it stands.
pub(super) fn misused(text: &str, shape: &Value) -> Vec<Misused> {
    let tags: Vec<Tag> = tags(text);
    let mut bound: BTreeMap<&str, Vec<Option<&Value>>> = BTreeMap::new();
    for tag in &tags {
        bind(tag, shape, &mut bound);
    }
    let mut found = Vec::new();
    for (tag, offset, chain) in tags.iter().flat_map(|tag| tag.chains().map(move |(offset, chain)| (tag, offset, chain))) {
        let path: Vec<&str> = chain.split('.').collect();
        // A name may stand for several things in one file: then it is wrong only if it is whichever of them it is.
        let meant: Vec<Result<Option<&Value>, String>> = match bound.get(path[0]) {
            Some(shapes) => shapes.iter().map(|shape| shape.map_or(Ok(None), |shape| resolve(shape, &path[1..]))).collect(),
            None => vec![resolve(shape, &path)],
        };
        let printable = |meant: &Result<Option<&Value>, String>| {
            matches!(meant, Ok(None)) || matches!(meant, Ok(Some(value)) if unprintable(value).is_none())
        };
        let why = match meant.iter().cloned().reduce(Result::or) {
            Some(Err(part)) => Some(Misuse::Unknown(part)),
            Some(Ok(Some(value))) if tag.prints_alone() && !meant.iter().any(printable) => unprintable(value),
            _ => None,
        };
        found.extend(why.map(|why| Misused { offset, path: chain.to_owned(), why }));
    }
    found
}

/// Why a value of this shape cannot be printed as it stands.
fn unprintable(shape: &Value) -> Option<Misuse> {
    match shape {
        Value::Object(fields) if fields.contains_key("wan") => Some(Misuse::BareFigure),
        Value::Object(_) => Some(Misuse::Whole),
        Value::Array(_) => Some(Misuse::List),
        _ => None,
    }
}

/// The inside of `<< >>` or `<% %>` and where it begins.
struct Tag<'a> {
    offset: usize,
    prints: bool,
    tokens: Vec<Token<'a>>,
}

/// A word with the dots in it, or a single other character; strings are passed over as `"`.
#[derive(Clone, Copy)]
struct Token<'a> {
    offset: usize,
    text: &'a str,
}

fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|start| at + start) {
        let close = match text[start..].get(..2) {
            Some("<<") => ">>",
            Some("<%") => "%>",
            Some("<#") => "#>",
            _ => {
                at = start + 1;
                continue;
            }
        };
        let end = text[start..].find(close).map_or(text.len(), |end| start + end);
        if close != "#>" {
            found.push(Tag { offset: start + 2, prints: close == ">>", tokens: tokens(&text[start + 2..end]) });
        }
        at = (end + 2).min(text.len());
    }
    found
}

fn tokens(inside: &str) -> Vec<Token<'_>> {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let mut found = Vec::new();
    let mut rest = inside.char_indices().peekable();
    while let Some((offset, c)) = rest.next() {
        if c == '"' {
            while rest.next_if(|(_, c)| *c != '"').is_some() {}
            rest.next();
            found.push(Token { offset, text: "\"" });
        } else if c.is_ascii_alphabetic() || c == '_' {
            while rest.next_if(|(_, c)| word(*c)).is_some() {}
            let end = rest.peek().map_or(inside.len(), |(end, _)| *end);
            found.push(Token { offset, text: &inside[offset..end] });
        } else if c.is_ascii_digit() {
            while rest.next_if(|(_, c)| word(*c)).is_some() {}
        } else if !c.is_whitespace() {
            found.push(Token { offset, text: &inside[offset..offset + c.len_utf8()] });
        }
    }
    found
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
}

impl<'a> Tag<'a> {
    fn texts(&self) -> Vec<&'a str> {
        self.tokens.iter().map(|token| token.text).filter(|text| *text != "-").collect()
    }

    /// Whether it prints one variable and does nothing else with it.
    fn prints_alone(&self) -> bool {
        self.prints && self.texts().len() == 1
    }

    /// The paths of variables in it, each with its place.
    fn chains(&self) -> impl Iterator<Item = (usize, &'a str)> + '_ {
        let texts: Vec<&str> = self.tokens.iter().map(|token| token.text).collect();
        let declares = texts.iter().any(|text| matches!(*text, "component" | "endcomponent" | "include"));
        self.tokens.iter().enumerate().filter(move |_| !declares).filter_map(move |(index, token)| {
            let before = index.checked_sub(1).map(|before| texts[before]).unwrap_or_default();
            let (after, next) = (texts.get(index + 1).copied().unwrap_or_default(), texts.get(index + 2).copied().unwrap_or_default());
            let named = after == "=" && next != "=" || after == "(" || matches!(before, "|" | "<" | "is" | ".");
            let tested = before == "not" && index >= 2 && texts[index - 2] == "is";
            let head = token.text.split('.').next().unwrap_or_default();
            let variable = is_word(token.text) && !KEYWORDS.contains(&head) && !named && !tested;
            variable.then(|| (self.offset + token.offset, token.text.trim_end_matches('.')))
        })
    }
}

/// Notes the names that `for`, `set` and `component` give, with the shape they stand for if that is plain.
fn bind<'a, 'v>(tag: &Tag<'a>, shape: &'v Value, bound: &mut BTreeMap<&'a str, Vec<Option<&'v Value>>>) {
    let texts = tag.texts();
    let of = |path: &str, bound: &BTreeMap<&'a str, Vec<Option<&'v Value>>>, element: bool| -> Option<&'v Value> {
        let names: Vec<&str> = path.split('.').collect();
        let found = match bound.get(names[0]) {
            Some(shapes) => shapes.last().copied().flatten().and_then(|shape| resolve(shape, &names[1..]).ok().flatten()),
            None => resolve(shape, &names).ok().flatten(),
        };
        if element { found.and_then(Value::as_array).and_then(|list| list.first()) } else { found }
    };
    match texts.as_slice() {
        ["for", name, "in", path] if is_word(path) => {
            let found = of(path, bound, true);
            bound.entry(name).or_default().push(found);
        }
        ["for", rest @ ..] => {
            let names = rest.iter().take_while(|text| **text != "in").filter(|text| is_word(text));
            names.for_each(|name| bound.entry(name).or_default().push(None));
        }
        ["set", name, "=", path] if is_word(path) => {
            let found = of(path, bound, false);
            bound.entry(name).or_default().push(found);
        }
        ["set", name, ..] => bound.entry(name).or_default().push(None),
        ["component", ..] => {
            let pairs = texts.windows(2).filter(|pair| pair[1] == ":");
            pairs.for_each(|pair| bound.entry(pair[0]).or_default().push(None));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found(text: &str) -> Vec<String> {
        misuses(text).into_iter().map(|misused| misused.path).collect()
    }

    fn misuses(text: &str) -> Vec<Misused> {
        let items = json!([{ "code": "2010301", "purpose": null, "amount": { "wan": "1.00", "yuan": "10000.00" } }]);
        let facts = [json!({ "year": 2024, "general": { "items": items }, "none": null })];
        misused(text, &shape(&facts))
    }

    #[test]
    fn what_cannot_be_printed_as_it_stands_is_found() {
        let why = |text: &str| misuses(text).into_iter().map(|misused| misused.why).collect::<Vec<_>>();
        assert_eq!(why("<< general >>"), [Misuse::Whole]);
        assert_eq!(why("<<- general.items ->>"), [Misuse::List]);
        assert_eq!(why("<% for line in general.items %><< line.amount >><% endfor %>"), [Misuse::BareFigure]);
        assert!(why("<% for line in general.items %><< line.amount | wan >><< line.amount.wan >><% endfor %>").is_empty());
        let twice = "<% for x in general.items %><< x.code >><% endfor %><% set x = \"字\" %><< x >>";
        assert!(why(twice).is_empty(), "a name that stands for a text somewhere");
        assert!(why("<% if general %><< <rate of={general} /> >><% endif %>").is_empty());
    }

    #[test]
    fn what_the_facts_have_passes() {
        assert!(found("<< year >><% for line in general.items %><< line.code | joined >><< line.purpose.deep >><% endfor %>").is_empty());
        assert!(
            found("<# nothing.at.all #><% set a = [\"b\", year] -%><< a | join(sep=\"、\") >><< <moved change={year} /> >>").is_empty()
        );
        assert!(found("<%- component item(line: map) %><< line.any >><% endcomponent item -%>").is_empty());
        assert!(found("<% if year is not ending_with(pat=\"x\") and not none.x == 1 %><% endif %>").is_empty());
    }

    #[test]
    fn what_they_lack_is_found_wherever_it_stands() {
        assert_eq!(found("<% if yaer %><% endif %>"), ["yaer"]);
        assert_eq!(found("<% if year == 1 %><< general.total >><% endif %>"), ["general.total"]);
        assert_eq!(found("<% for line in general.items %><< line.nmae >><% endfor %>"), ["line.nmae"]);
        assert_eq!(found("<< <rate completion={general.ompletion} /> >>"), ["general.ompletion"]);
    }
}
