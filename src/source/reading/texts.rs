//! All texts of a source file, found by the schema: every value whose key asks for text (and not for a number, a code or a word from a list).

use super::schema::{Leaf, Rule, RuleId, Schema};
use super::tree::{Content, Node, Tree};
use crate::source::{Disclosure, FileId, Span};

/// A text as written, with the keys it stands under and its place.
#[derive(Debug, Clone)]
pub struct WrittenText<'t> {
    pub text: &'t str,
    pub span: Span,
    /// The same as it stands in the file: with quotation marks, line breaks, indentation.
    written: &'t str,
    /// What stands behind it on its line.
    behind: &'t str,
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
                Step::Key(key) => path.extend([".", key]),
                Step::Item(number) => path.extend(["[", &number.to_string(), "]"]),
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

    /// The number (from 1) of the item of a list of the file this text stands in.
    pub fn item_of(&self, list: &str) -> Option<usize> {
        match self.path.as_slice() {
            [Step::Key(key), Step::Item(number), ..] if *key == list => Some(*number),
            _ => None,
        }
    }

    /// What a `#` behind the text on its line took away that may have been meant for a part of it: a comment for people stands apart, or begins with a
    /// blank. What stands in quotation marks of its own is whole.
    pub fn cut_off(&self) -> Option<&'t str> {
        let comment = self.behind.strip_prefix(" #").filter(|_| !self.written.starts_with(['"', '\'']))?;
        let begins = comment.chars().next().is_some_and(|c| !c.is_whitespace() && c != '#');
        begins.then(|| comment.trim_end())
    }

    /// The place of a part of the text (a byte range of it) where it stands verbatim in the file; else that of the whole text.
    pub fn part(&self, range: std::ops::Range<usize>) -> Span {
        let Some(start) = self.written_at(&range) else { return self.span };
        let offset = |within: usize| self.span.start + u32::try_from(within).expect("a text is shorter than its file");
        Span { start: offset(start), end: offset(start + range.len()), ..self.span }
    }

    /// Where a part begins in what is written: the same occurrence of it, when it occurs equally often in both.
    fn written_at(&self, range: &std::ops::Range<usize>) -> Option<usize> {
        let piece = self.text.get(range.clone()).filter(|piece| !piece.is_empty())?;
        if self.written == self.text {
            return Some(range.start);
        }
        let read = self.text.match_indices(piece);
        let written: Vec<usize> = self.written.match_indices(piece).map(|(at, _)| at).collect();
        let occurrences: Vec<usize> = read.map(|(at, _)| at).collect();
        let same = occurrences.iter().position(|at| *at == range.start)?;
        (occurrences.len() == written.len()).then(|| written[same])
    }
}

/// Lists the texts of a department's file in file order.
pub fn texts(tree: &Tree) -> Vec<WrittenText<'_>> {
    let mut found = Vec::new();
    if let Some(root) = &tree.root {
        let schema = Schema::of::<Disclosure>();
        Collector { schema: &schema, source: &tree.source, file: tree.file, found: &mut found }.collect(
            root,
            schema.root(),
            &mut Vec::new(),
        );
    }
    found
}

struct Collector<'s, 't> {
    schema: &'s Schema,
    source: &'t str,
    file: FileId,
    found: &'s mut Vec<WrittenText<'t>>,
}

impl<'t> Collector<'_, 't> {
    fn collect(&mut self, node: &'t Node, rule: RuleId, path: &mut Vec<Step<'t>>) {
        match (self.schema.rule(rule), &node.content) {
            (Rule::Leaf(Leaf::Text), Content::Scalar { text, .. }) => {
                // What a workspace contributes stands in another file.
                let own = Some(node.span).filter(|span| span.file == self.file);
                let written = own.and_then(|span| self.source.get(span.range())).unwrap_or_default();
                let rest = own.and_then(|span| self.source.get(span.range().end..)).unwrap_or_default();
                let behind = rest.lines().next().unwrap_or_default();
                self.found.push(WrittenText { text, span: node.span, written, behind, path: path.clone() });
            }
            (Rule::Sequence(item), Content::Sequence { items, .. }) => {
                for (index, node) in items.iter().enumerate() {
                    path.push(Step::Item(index + 1));
                    self.collect(node, *item, path);
                    path.pop();
                }
            }
            (Rule::Mapping(_) | Rule::Entries { .. }, Content::Mapping { entries, .. }) => {
                for entry in entries {
                    let inner = match self.schema.rule(rule) {
                        Rule::Entries { value, .. } => Some(*value),
                        _ => self.schema.field(rule, &entry.key.text).map(|field| field.rule),
                    };
                    if let Some(inner) = inner {
                        path.push(Step::Key(&entry.key.text));
                        self.collect(&entry.value, inner, path);
                        path.pop();
                    }
                }
            }
            _ => {}
        }
    }
}

/// The dotted paths of all texts a department's file can hold, without the numbers of items; `{code}` where the key is data.
#[cfg(test)]
pub fn text_paths() -> Vec<String> {
    fn walk(schema: &Schema, rule: RuleId, path: &str, found: &mut Vec<String>) {
        let under = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        match schema.rule(rule) {
            Rule::Leaf(Leaf::Text) => found.push(path.to_owned()),
            Rule::Leaf(_) => {}
            Rule::Sequence(item) => walk(schema, *item, path, found),
            Rule::Mapping(fields) => fields.iter().for_each(|field| walk(schema, field.rule, &under(&field.name), found)),
            Rule::Entries { value, .. } => walk(schema, *value, &under("{code}"), found),
        }
    }
    let schema = Schema::of::<Disclosure>();
    let mut found = Vec::new();
    walk(&schema, schema.root(), "", &mut found);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Files;
    use crate::source::reading::read_bytes;

    /// What the place of a piece of the only reason holds in the file.
    fn pointed_at(source: &str, piece: &str) -> String {
        let mut files = Files::default();
        let reading = read_bytes::<Disclosure>(std::path::Path::new("a.yaml"), source.as_bytes(), &mut files);
        let found = texts(&reading.tree);
        let text = found.iter().find(|text| text.key() == "变动原因").expect("the reason is a text");
        let at = text.text.rfind(piece).expect("the reason holds the piece");
        source[text.part(at..at + piece.len()).range()].to_owned()
    }

    #[test]
    fn a_part_is_found_in_every_way_of_writing_a_text() {
        let head = "机关运行经费:\n  变动原因: ";
        for written in
            ["办公费、差旅费增加", "\"办公费、差旅费增加\"", "|\n    办公费\n    差旅费增加\n", ">-\n    办公费\n    差旅费增加\n"]
        {
            assert_eq!(pointed_at(&format!("{head}{written}\n"), "差旅费"), "差旅费", "{written}");
        }
        assert_eq!(pointed_at(&format!("{head}>-\n    办公费\n    差旅费\n"), "费 差"), "办公费\n    差旅费");
    }
}
