//! The written lines that changed between two states: values by key path, each with the line it stands on.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::Value;

use super::State;
use crate::dossier::Dossier;
use crate::source::reading::{Content, Node};
use crate::source::{INTERNAL, Span};

/// A written value that changed, appeared or disappeared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RawChange {
    /// The file it belongs to, where that is not the department's own: `上年文件`, a unit's name.
    pub file: Option<String>,
    /// The key path; entries of a list are named by code or name where they have one.
    pub path: String,
    pub old: Option<WrittenValue>,
    pub new: Option<WrittenValue>,
}

/// A value as written and its line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WrittenValue {
    pub text: String,
    pub line: usize,
}

/// Links to other files; their contents are compared, not their names.
const LINKS: [&str; 2] = ["上年文件", "文件"];
/// What tells the entries of a list apart, best first.
const IDENTITIES: [&str; 9] = ["科目", "项目名称", "指标名称", "名称", "名词", "资金来源", "规则", "编码", "二级指标"];

/// Lists the changed values in the order of the new file, what disappeared after what stood before it.
pub fn changes(old: &State, new: &State) -> Vec<RawChange> {
    let internal = !old.is_published() && !new.is_published();
    let (old, new) = (leaves(old, internal), leaves(new, internal));
    merged(&old, &new)
        .into_iter()
        .filter(|key| old.get(*key).map(|leaf| &leaf.text) != new.get(*key).map(|leaf| &leaf.text))
        .map(|key| RawChange {
            file: if key.0.is_empty() { None } else { Some(key.0.clone()) },
            path: key.1.clone(),
            old: old.get(key).cloned(),
            new: new.get(key).cloned(),
        })
        .collect()
}

type Key = (String, String);

/// The keys of both in one order: the new one's, with the old one's own after their last common neighbour.
fn merged<'a, V>(old: &'a IndexMap<Key, V>, new: &'a IndexMap<Key, V>) -> Vec<&'a Key> {
    let mut after = BTreeMap::<Option<&Key>, Vec<&Key>>::new();
    let mut neighbour = None;
    for key in old.keys() {
        if new.contains_key(key) {
            neighbour = Some(key);
        } else {
            after.entry(neighbour).or_default().push(key);
        }
    }
    let mut keys: Vec<&Key> = after.remove(&None).unwrap_or_default();
    for key in new.keys() {
        keys.push(key);
        keys.extend(after.remove(&Some(key)).unwrap_or_default());
    }
    keys
}

fn leaves(state: &State, internal: bool) -> IndexMap<Key, WrittenValue> {
    let mut found = IndexMap::new();
    gather(&state.dossier, String::new(), state, internal, &mut found);
    found
}

fn gather(dossier: &Dossier, name: String, state: &State, internal: bool, found: &mut IndexMap<Key, WrittenValue>) {
    let mut value = serde_json::to_value(&dossier.disclosure).expect("a source file is made of plain values");
    if let Some(keys) = value.as_object_mut() {
        keys.retain(|key, _| internal || !INTERNAL.contains(&key.as_str()));
        // A workspace may say it for all its files; what is attached to a PDF says it always.
        let standard = keys.entry("标准").or_insert(Value::Null);
        if standard.is_null() {
            *standard = Value::String(state.standard.manifest.id.value.clone());
        }
    }
    let text = state.files.text(dossier.file);
    let lines_before = |at: usize| text.as_bytes()[..at.min(text.len())].iter().filter(|byte| **byte == b'\n').count();
    // What a workspace shares has no line in this file.
    let line = |span: Span| if span.file == dossier.file { lines_before(span.range().start) + 1 } else { 1 };
    walk(&value, dossier.tree.root.as_ref(), 1, &line, String::new(), &mut |path, text, line| {
        found.insert((name.clone(), path), WrittenValue { text, line });
    });
    if let Some(last_year) = &dossier.last_year {
        gather(last_year, format!("{name}上年文件"), state, internal, found);
    }
    for unit in &dossier.units {
        gather(unit, format!("{name}{}", unit.disclosure.department.name), state, internal, found);
    }
}

fn walk(
    value: &Value,
    node: Option<&Node>,
    line_above: usize,
    line_of: &dyn Fn(Span) -> usize,
    path: String,
    leaf: &mut dyn FnMut(String, String, usize),
) {
    let line = node.map_or(line_above, |node| line_of(node.span));
    match value {
        Value::Null => {}
        Value::Object(entries) => {
            for (key, value) in entries.iter().filter(|(key, _)| !LINKS.contains(&key.as_str())) {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                walk(value, node.and_then(|node| node.get(key)), line, line_of, path, leaf);
            }
        }
        Value::Array(items) => {
            let nodes = match node.map(|node| &node.content) {
                Some(Content::Sequence { items, .. }) => items.as_slice(),
                _ => &[],
            };
            for (index, (name, item)) in names(items).into_iter().zip(items).enumerate() {
                walk(item, nodes.get(index), line, line_of, format!("{path}[{name}]"), leaf);
            }
        }
        Value::String(text) => leaf(path, text.clone(), line),
        other => leaf(path, other.to_string(), line),
    }
}

/// Names for the items of a list: by identity where every item has one, by their text for texts, else by number; a repeated name gets its number.
fn names(items: &[Value]) -> Vec<String> {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    let by = IDENTITIES.iter().find(|key| items.iter().all(|item| text(item.get(**key)).is_some()));
    let mut seen = BTreeMap::<String, usize>::new();
    items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            let name = by.and_then(|key| text(item.get(*key))).unwrap_or_else(|| (index + 1).to_string());
            let times = seen.entry(name.clone()).or_default();
            *times += 1;
            if *times == 1 { name } else { format!("{name}#{times}") }
        })
        .collect()
}
