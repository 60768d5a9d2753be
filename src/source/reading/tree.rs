//! A source file as a tree of nodes, each with its place, and the dotted paths people name those places by.
//!
//! How the tree grows from parser events is in `grow`; whether it has the right keys and values is asked in `shape`.

use std::sync::Arc;

use crate::source::{FileId, Span};

/// The tree of one file.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    pub file: FileId,
    /// The file's own text, which spans point into.
    pub source: Arc<str>,
    /// Absent when the file holds nothing.
    pub root: Option<Node>,
}

/// A value and its place in the file's text.
#[derive(Debug, Clone)]
pub struct Node {
    pub span: Span,
    pub content: Content,
}

/// What a node holds. `complete` is false where a syntax error cut the collection short.
#[derive(Debug, Clone)]
pub enum Content {
    Scalar {
        text: String,
        plain: bool,
    },
    Sequence {
        items: Vec<Node>,
        complete: bool,
    },
    Mapping {
        entries: Vec<Entry>,
        complete: bool,
        flow: bool,
    },
    /// Could not be read; already reported.
    Broken,
}

/// A key and its value.
#[derive(Debug, Clone)]
pub struct Entry {
    pub key: Key,
    pub value: Node,
}

/// A key's text and place.
#[derive(Debug, Clone)]
pub struct Key {
    pub text: String,
    pub span: Span,
}

impl Node {
    /// Whether nothing was written: an empty value, `~` or `null`.
    pub fn is_null(&self) -> bool {
        matches!(&self.content, Content::Scalar { text, plain: true } if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// The value under a key, if this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.content {
            Content::Mapping { entries, .. } => entries.iter().find(|entry| entry.key.text == key).map(|entry| &entry.value),
            _ => None,
        }
    }

    /// The text, if this is a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }
}

impl Node {
    /// Marks every collection that reaches to the end of this node as cut short: what is missing in it may stand where reading stopped.
    pub(super) fn leave_open(&mut self) {
        let last = match &mut self.content {
            Content::Sequence { items, complete } => {
                *complete = false;
                items.last_mut()
            }
            Content::Mapping { entries, complete, .. } => {
                *complete = false;
                entries.last_mut().map(|entry| &mut entry.value)
            }
            Content::Scalar { .. } | Content::Broken => None,
        };
        if let Some(last) = last {
            last.leave_open();
        }
    }

    /// The dotted path within this node, as [`Tree::path_at`] writes it.
    pub(super) fn path_at(&self, span: Span) -> Option<String> {
        let mut node = self;
        let mut path = String::new();
        while let Some((step, inner)) = step_into(node, span) {
            if !path.is_empty() && !step.starts_with('[') {
                path.push('.');
            }
            path.push_str(&step);
            node = inner;
        }
        (!path.is_empty()).then_some(path)
    }

    /// The same value at other places.
    fn moved(&self, to: &dyn Fn(Span) -> Span) -> Node {
        let content = match &self.content {
            Content::Sequence { items, complete } => {
                Content::Sequence { items: items.iter().map(|item| item.moved(to)).collect(), complete: *complete }
            }
            Content::Mapping { entries, complete, flow } => {
                Content::Mapping { entries: entries.iter().map(|entry| entry.moved(to)).collect(), complete: *complete, flow: *flow }
            }
            other => other.clone(),
        };
        Node { span: to(self.span), content }
    }
}

impl Entry {
    fn moved(&self, to: &dyn Fn(Span) -> Span) -> Entry {
        Entry { key: Key { text: self.key.text.clone(), span: to(self.key.span) }, value: self.value.moved(to) }
    }

    /// The same entry of a file that has another number in this run.
    pub fn in_file(&self, file: FileId) -> Entry {
        self.moved(&|span| Span { file, ..span })
    }
}

impl Tree {
    /// Adds entries whose keys the file does not have to its outermost mapping. Until [`Tree::restore`] their places are the beginning of the file, so
    /// that all places lie in its own text.
    pub(super) fn adopt(&mut self, shared: &[Entry]) {
        let nowhere = Span { file: self.file, start: 0, end: 0 };
        let Some(Node { content: Content::Mapping { entries, .. }, .. }) = &mut self.root else { return };
        for entry in shared {
            if !entries.iter().any(|own| own.key.text == entry.key.text) {
                entries.push(entry.moved(&|_| nowhere));
            }
        }
    }

    /// Gives adopted entries the places they were written at, in the file they come from.
    pub(super) fn restore(&mut self, shared: &[Entry]) {
        let Some(Node { content: Content::Mapping { entries, .. }, .. }) = &mut self.root else { return };
        for adopted in entries.iter_mut().filter(|entry| entry.key.span.end == 0) {
            if let Some(entry) = shared.iter().find(|entry| entry.key.text == adopted.key.text) {
                *adopted = entry.clone();
            }
        }
    }

    /// The dotted path of the innermost key or list item that a place lies in: `三公经费.公务接待费.年初预算`, `单位资金[2].科目` (items count from 1).
    pub fn path_at(&self, span: Span) -> Option<String> {
        self.root.as_ref()?.path_at(span)
    }

    /// The place of the value at a path as [`Tree::path_at`] writes it.
    pub fn span_at(&self, path: &str) -> Option<Span> {
        find(self.root.as_ref()?, path).map(|node| node.span)
    }
}

fn step_into(node: &Node, span: Span) -> Option<(String, &Node)> {
    match &node.content {
        Content::Mapping { entries, .. } => entries
            .iter()
            .filter(|entry| entry.key.span.file == span.file)
            .find(|entry| entry.key.span.start <= span.start && span.end <= entry.key.span.end.max(entry.value.span.end))
            .map(|entry| (entry.key.text.clone(), &entry.value)),
        Content::Sequence { items, .. } => items
            .iter()
            .enumerate()
            .find(|(_, item)| item.span.start <= span.start && span.end <= item.span.end)
            .map(|(index, item)| (format!("[{}]", index + 1), item)),
        Content::Scalar { .. } | Content::Broken => None,
    }
}

/// Keys may hold dots and brackets themselves (`核对`), so every key that begins the rest of the path is tried.
fn find<'t>(node: &'t Node, path: &str) -> Option<&'t Node> {
    if path.is_empty() {
        return Some(node);
    }
    match &node.content {
        Content::Mapping { entries, .. } => entries.iter().find_map(|entry| {
            let rest = path.strip_prefix(entry.key.text.as_str())?;
            match rest.strip_prefix('.') {
                Some(rest) => find(&entry.value, rest),
                None if rest.is_empty() || rest.starts_with('[') => find(&entry.value, rest),
                None => None,
            }
        }),
        Content::Sequence { items, .. } => {
            let (number, rest) = path.strip_prefix('[')?.split_once(']')?;
            let item = items.get(number.parse::<usize>().ok()?.checked_sub(1)?)?;
            find(item, rest.strip_prefix('.').unwrap_or(rest))
        }
        Content::Scalar { .. } | Content::Broken => None,
    }
}
