//! Grows the tree from parser events, refusing what no department needs (anchors, aliases, tags, many documents) and what only a bomb has.
//!
//! After a syntax error every top-level section is read by itself, so that one section's error does not hide another's.

use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle};

use super::offsets::Offsets;
use super::tree::{Content, Entry, Key, Node, Tree};
use super::{DEPTH_LIMIT, NODE_LIMIT, codes, sections, syntax};
use crate::diagnostics::Diagnostic;
use crate::source::{FileId, Span};

/// A file has some thirty sections; one with many more is not read section by section.
const SECTIONS_LIMIT: usize = 200;

/// Where a text comes from: its file, and the way back from the repaired text to the file's own.
#[derive(Clone, Copy)]
pub struct Origin<'a> {
    pub file: FileId,
    pub text: &'a str,
    pub offsets: &'a Offsets,
}

impl Origin<'_> {
    /// The place in the file of a range of the repaired text.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.offsets.original(range.start);
        Span { file: self.file, start, end: self.offsets.original(range.end).max(start) }
    }
}

/// Reads a whole (repaired) text.
pub fn grow(origin: Origin) -> (Tree, Vec<Diagnostic>) {
    let whole = Growth::of(origin, 0..origin.text.len());
    let sections = if whole.syntax_error { sections::split(origin.text) } else { Vec::new() };
    if !(2..=SECTIONS_LIMIT).contains(&sections.len()) {
        return (Tree { file: origin.file, root: whole.root, ..Tree::default() }, whole.diagnostics);
    }
    let parts: Vec<Growth> = sections.into_iter().map(|section| Growth::of(origin, section)).collect();
    if !parts.iter().any(|part| part.syntax_error) {
        return (Tree { file: origin.file, root: whole.root, ..Tree::default() }, whole.diagnostics);
    }
    let mut diagnostics = Vec::new();
    let mut all = Vec::new();
    for part in parts {
        diagnostics.extend(part.diagnostics);
        if let Some(Node { content: Content::Mapping { entries, .. }, .. }) = part.root {
            all.extend(entries);
        }
    }
    let span = origin.span(0..origin.text.len());
    let root = Node { span, content: Content::Mapping { entries: all, complete: false, flow: false } };
    (Tree { file: origin.file, root: Some(root), ..Tree::default() }, diagnostics)
}

/// A collection whose end has not come yet.
struct Open {
    start: usize,
    end: usize,
    flow: bool,
    inside: Inside,
}

enum Inside {
    Sequence(Vec<Node>),
    Mapping { entries: Vec<Entry>, key: Option<Option<Key>> },
}

struct Growth<'a> {
    origin: Origin<'a>,
    base: usize,
    open: Vec<Open>,
    nodes: usize,
    documents: usize,
    root: Option<Node>,
    diagnostics: Vec<Diagnostic>,
    syntax_error: bool,
}

impl<'a> Growth<'a> {
    fn of(origin: Origin<'a>, range: Range<usize>) -> Self {
        let mut growth = Growth {
            origin,
            base: range.start,
            open: Vec::new(),
            nodes: 0,
            documents: 0,
            root: None,
            diagnostics: Vec::new(),
            syntax_error: false,
        };
        let options = granit_parser::options! {
            emit_comments: false,
            emit_unresolved_aliases: true,
            emit_anchor_events: true,
            disallow_directives: true,
            simple_key_max_lookahead: 4096,
        };
        for event in Parser::new_from_str_with_options(&origin.text[range], options) {
            match event {
                Ok((event, span)) => {
                    let range = span.byte_range().expect("a parser over a str knows byte offsets");
                    let tag = span.tag_span().and_then(|tag| tag.byte_range());
                    if !growth.take(event, growth.base + range.start..growth.base + range.end, tag) {
                        break;
                    }
                }
                Err(error) => {
                    growth.syntax_error = true;
                    let bracket = growth.open.iter().find(|open| open.flow).map(|open| open.start);
                    growth.diagnostics.push(syntax::explain(&error, growth.base, bracket, origin));
                    break;
                }
            }
        }
        growth.cut_short();
        if let Some(root) = growth.root.as_mut().filter(|_| growth.syntax_error) {
            root.leave_open();
        }
        growth
    }

    /// Takes one event in; false when reading must stop.
    fn take(&mut self, event: Event, range: Range<usize>, tag: Option<Range<usize>>) -> bool {
        if self.nodes > NODE_LIMIT {
            let place = self.origin.span(range);
            self.diagnostics.push(
                Diagnostic::error(codes::TOO_MANY, format!("文件里的值超过 {NODE_LIMIT} 个，没有读完"))
                    .at(place, "读到这里为止")
                    .hint("检查是不是选错了文件，或者复制时重复了许多遍"),
            );
            return false;
        }
        if let Some(tag) = tag {
            self.refuse(self.base + tag.start..self.base + tag.end, "以“!”开头的写法（标签）");
        }
        match event {
            Event::DocumentStart(..) => return self.document(range),
            Event::Anchor(..) => self.refuse(range, "以“&”开头的写法（锚点）"),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.refuse(range.clone(), "以“*”开头的写法（引用）");
                self.place(range, Content::Broken);
            }
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                let range = self.trimmed(range);
                self.place(range, Content::Scalar { text: text.into_owned(), plain });
            }
            Event::SequenceStart(style, ..) => return self.begin(range, style, Inside::Sequence(Vec::new())),
            Event::MappingStart(style, ..) => return self.begin(range, style, Inside::Mapping { entries: Vec::new(), key: None }),
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open.pop() {
                    self.close(open, range.end, true);
                }
            }
            _ => {}
        }
        true
    }

    fn document(&mut self, range: Range<usize>) -> bool {
        self.documents += 1;
        if self.documents > 1 {
            let place = self.origin.span(range);
            self.diagnostics.push(
                Diagnostic::error(codes::MANY_DOCUMENTS, "一个文件只能写一份填报内容")
                    .at(place, "从这里起是第二份")
                    .hint("删去这一行“---”，或者把后面的内容另存为一个文件"),
            );
        }
        self.documents == 1
    }

    fn refuse(&mut self, range: Range<usize>, what: &str) {
        let place = self.origin.span(range);
        self.diagnostics.push(
            Diagnostic::error(codes::REFUSED_FEATURE, format!("填报文件里不用{what}"))
                .at(place, "")
                .hint("如果它本来就是文字的一部分，用英文引号把整个值括起来，例如 \"*注\"；否则把内容照写一遍"),
        );
    }

    fn begin(&mut self, range: Range<usize>, style: StructureStyle, inside: Inside) -> bool {
        if self.open.len() >= DEPTH_LIMIT {
            let place = self.origin.span(range);
            self.diagnostics.push(syntax::too_deep(place));
            return false;
        }
        self.open.push(Open { start: range.start, end: range.end, flow: style == StructureStyle::Flow, inside });
        true
    }

    /// A block collection ends where its last value does; a flow collection with its bracket.
    fn close(&mut self, open: Open, end: usize, complete: bool) {
        let range = open.start..if open.flow && complete { end } else { open.end.max(open.start) };
        let content = match open.inside {
            Inside::Sequence(items) => Content::Sequence { items, complete },
            Inside::Mapping { mut entries, key } => {
                if let Some(Some(key)) = key {
                    let span = key.span;
                    entries.push(Entry { key, value: Node { span, content: Content::Broken } });
                }
                Content::Mapping { entries, complete, flow: open.flow }
            }
        };
        self.place(range, content);
    }

    fn cut_short(&mut self) {
        while let Some(open) = self.open.pop() {
            self.close(open, 0, false);
        }
    }

    /// Puts a finished node where it belongs.
    fn place(&mut self, range: Range<usize>, content: Content) {
        self.nodes += 1;
        let node = Node { span: self.origin.span(range.clone()), content };
        let Some(open) = self.open.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        open.end = open.end.max(range.end);
        match &mut open.inside {
            Inside::Sequence(items) => items.push(node),
            Inside::Mapping { entries, key } => match key.take() {
                None => {
                    let as_key = key_of(node, &mut self.diagnostics);
                    *key = Some(as_key);
                }
                Some(Some(key)) => entries.push(Entry { key, value: node }),
                Some(None) => {}
            },
        }
    }

    /// Without the line end and the blanks after it that block scalars reach into.
    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = self.origin.text.get(range.clone()).unwrap_or_default();
        range.start..range.start + text.trim_end().len()
    }
}

/// A node in a key's place; none (and a report) when it cannot be a key.
fn key_of(node: Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Key> {
    let (code, message, hint) = match node.content {
        Content::Scalar { text, .. } if text != "<<" => return Some(Key { text, span: node.span }),
        Content::Broken => return None,
        Content::Scalar { .. } => (codes::REFUSED_FEATURE, "填报文件里不用“<<”（合并）", "把要合并的内容照写一遍"),
        _ => (codes::SYNTAX, "键只能是一个词，不能是括号里的一组内容", "写成“键: 值”；如果这是文字，用英文引号把整个值括起来"),
    };
    diagnostics.push(Diagnostic::error(code, message).at(node.span, "").hint(hint));
    None
}
