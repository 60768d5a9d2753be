//! All texts of a source file, found by the schema: every value whose key asks for text (and not for a number, a code or a word from a list).

use super::schema::{Leaf, Rule, RuleId, Schema};
use super::tree::{Content, Node, Tree};
use crate::source::{Disclosure, Span};

/// A text as written, with the keys it stands under and its place.
#[derive(Debug, Clone)]
pub struct WrittenText<'t> {
    pub text: &'t str,
    pub span: Span,
    path: Vec<Step<'t>>,
}

#[derive(Debug, Clone, Copy)]
enum Step<'t> {
    Key(&'t str),
    Item(usize),
}

impl<'t> WrittenText<'t> {
    /// The dotted path of the text, items counted from 1: `绩效自评[2].基本信息.项目概况`.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for step in &self.path {
            match step {
                Step::Key(key) if path.is_empty() => path.push_str(key),
                Step::Key(key) => path.push_str(&format!(".{key}")),
                Step::Item(number) => path.push_str(&format!("[{number}]")),
            }
        }
        path
    }

    /// The keys on the way to the text, outermost first.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &'t str> + '_ {
        self.path.iter().filter_map(|step| if let Step::Key(key) = step { Some(*key) } else { None })
    }

    /// The key the text stands under, e.g. `变动原因`.
    pub fn key(&self) -> &'t str {
        self.keys().next_back().unwrap_or_default()
    }

    /// The place of a part of the text (a byte range of it); of the whole where quotation marks or line breaks make the two differ.
    pub fn part(&self, range: std::ops::Range<usize>) -> Span {
        if self.span.range().len() != self.text.len() {
            return self.span;
        }
        let offset = |within: usize| self.span.start + u32::try_from(within).expect("a text is shorter than its file");
        Span { start: offset(range.start), end: offset(range.end), ..self.span }
    }
}

/// Lists the texts of a department's file in file order.
pub fn texts(tree: &Tree) -> Vec<WrittenText<'_>> {
    let mut found = Vec::new();
    if let Some(root) = &tree.root {
        let schema = Schema::of::<Disclosure>();
        collect(root, schema.root(), &schema, &mut Vec::new(), &mut found);
    }
    found
}

fn collect<'t>(node: &'t Node, rule: RuleId, schema: &Schema, path: &mut Vec<Step<'t>>, found: &mut Vec<WrittenText<'t>>) {
    match (schema.rule(rule), &node.content) {
        (Rule::Leaf(Leaf::Text), Content::Scalar { text, .. }) => found.push(WrittenText { text, span: node.span, path: path.clone() }),
        (Rule::Sequence(item), Content::Sequence { items, .. }) => {
            for (index, node) in items.iter().enumerate() {
                path.push(Step::Item(index + 1));
                collect(node, *item, schema, path, found);
                path.pop();
            }
        }
        (Rule::Mapping(_) | Rule::Entries { .. }, Content::Mapping { entries, .. }) => {
            for entry in entries {
                let inner = match schema.rule(rule) {
                    Rule::Entries { value, .. } => Some(*value),
                    _ => schema.field(rule, &entry.key.text).map(|field| field.rule),
                };
                if let Some(inner) = inner {
                    path.push(Step::Key(&entry.key.text));
                    collect(&entry.value, inner, schema, path, found);
                    path.pop();
                }
            }
        }
        _ => {}
    }
}
