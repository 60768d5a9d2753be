//! Compares a tree with the schema: which keys are there, which are missing, whether each value is of the right kind. Single values are read in `leaves`.

use std::fmt;

use super::kinds::{allowed, empty, first_line, runs_on, wrong_kind};
use super::leaves::Asked;
use super::schema::{Field, Leaf, Rule, RuleId, Schema};
use super::tree::{Content, Entry, Key, Node};
use super::unfilled::{self, MISSING, Unfilled};
use super::{codes, comments, example, leaves, suggest, thousands};
use crate::diagnostics::{Diagnostic, LISTED};
use crate::source::Span;

/// The key that declares in which unit amounts are written.
const UNIT_KEY: &str = "金额单位";

/// The key that says of which year the accounts are.
const YEAR_KEY: &str = "年度";
/// Dates of the whole county, which a workspace can write once for all.
const SHARED_KEYS: [&str; 2] = ["公开日期", "批复日期"];

/// Reports everything in a file's tree that the schema does not allow. `text` is the file's own text.
pub fn check(root: &Node, schema: &Schema, text: &str) -> Vec<Diagnostic> {
    let unit = root.get(UNIT_KEY).and_then(Node::text);
    let decimals = match unit {
        Some("万元") => Some(6),
        Some("元") => Some(2),
        _ if schema.field(schema.root(), UNIT_KEY).is_some() => None,
        _ => Some(2),
    };
    let year = root.get(YEAR_KEY).and_then(Node::text).and_then(|year| year.get(..4)?.parse().ok());
    let mut check = Check { schema, text, decimals, year, found: Vec::new(), unfilled: Vec::new() };
    let file = Subject { name: Name::File, place: first_line(root.span, text), field: None, sample: None };
    check.node(root, schema.root(), &file);
    check.found.extend(unfilled::report(&check.unfilled, root, text));
    check.found
}

/// The entries of a mapping and how it was written.
#[derive(Clone, Copy)]
struct Mapping<'n> {
    entries: &'n [Entry],
    complete: bool,
    flow: bool,
}

/// What a message calls the place it speaks of; put into words only when there is a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name<'a> {
    File,
    /// A key of a mapping.
    Key(&'a str),
    /// Any key of a mapping that is free to name them.
    AnyKey,
    /// An item of a list, counted from 1.
    Item(&'a Name<'a>, usize),
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::File => f.write_str("文件"),
            Self::Key(key) => f.write_str(&quoted(key)),
            Self::AnyKey => f.write_str("键"),
            Self::Item(list, number) => write!(f, "{list}第 {number} 项"),
        }
    }
}

/// What a message speaks of, where it stands, its field if it is a key of a known mapping, and an example of its value.
pub(super) struct Subject<'a> {
    pub name: Name<'a>,
    pub place: Span,
    pub field: Option<&'a Field>,
    sample: Option<&'a serde_json::Value>,
}

struct Check<'a> {
    schema: &'a Schema,
    text: &'a str,
    /// How many an amount may have in the file's unit; not known while the unit is wrong or missing.
    decimals: Option<usize>,
    /// The year of the accounts, as far as it can be read.
    year: Option<u32>,
    found: Vec<Diagnostic>,
    unfilled: Vec<Unfilled>,
}

impl<'a> Check<'a> {
    fn node(&mut self, node: &Node, rule: RuleId, subject: &Subject) {
        let rule = self.schema.rule(rule);
        match (rule, &node.content) {
            (_, Content::Broken) => {}
            _ if node.is_null() => self.found.push(comments::noticed(empty(rule, subject), subject.place, self.text)),
            (Rule::Mapping(fields), Content::Mapping { entries, complete, flow }) => {
                self.mapping(fields, Mapping { entries, complete: *complete, flow: *flow }, subject);
            }
            (Rule::Entries { key, value }, Content::Mapping { entries, flow, .. }) => self.entries(key, *value, entries, *flow),
            (Rule::Sequence(item), Content::Sequence { items, .. }) => {
                for (index, node) in items.iter().enumerate() {
                    let name = Name::Item(&subject.name, index + 1);
                    let sample = subject.sample.and_then(|sample| sample.get(0));
                    let item_subject = Subject { name, place: first_line(node.span, self.text), field: None, sample };
                    self.node(node, *item, &item_subject);
                }
            }
            (Rule::Leaf(leaf), Content::Scalar { text, .. }) if text == MISSING => {
                self.unfilled(leaf, node.span, subject);
            }
            (Rule::Leaf(leaf), Content::Scalar { plain: true, .. })
                if *leaf != Leaf::Text && self.text[node.span.range()].contains('\n') =>
            {
                self.found.push(runs_on(node, subject, self.text));
            }
            (Rule::Leaf(leaf), Content::Scalar { text, .. }) => {
                let asked = Asked { subject: subject.name, field: subject.field, text: self.text };
                self.found.extend(leaves::check(leaf, text, asked, node.span, self.decimals));
            }
            (rule, _) => self.found.push(wrong_kind(rule, node, subject, self.text)),
        }
    }

    fn unfilled(&mut self, leaf: &Leaf, place: Span, subject: &Subject) {
        self.unfilled.push(Unfilled {
            subject: subject.name.to_string(),
            place,
            example: unfilled::example_of(leaf, subject.sample, self.year),
        });
    }

    /// Whether more was found than will be shown: then a file that is wrong throughout is not looked at any further.
    fn is_full(&self) -> bool {
        self.found.len() > LISTED
    }

    fn mapping(&mut self, fields: &'a [Field], mapping: Mapping, subject: &Subject) {
        let merged = self.thousands(mapping.entries, mapping.flow);
        let repeated = repeated(mapping.entries);
        let mut meant = Vec::new();
        for (entry, _) in mapping.entries.iter().zip(merged).filter(|(_, merged)| !merged) {
            if self.is_full() {
                return;
            }
            self.repeated(&entry.key, &repeated);
            let known = fields.iter().find(|field| field.name == entry.key.text);
            let field = match known {
                Some(field) => Some(field),
                None => self.unknown(&entry.key, fields, mapping.entries, subject),
            };
            if let Some(field) = field {
                let named =
                    Subject { name: Name::Key(&field.name), place: entry.key.span, field: Some(field), sample: Some(&field.example) };
                self.node(&entry.value, field.rule, &named);
                meant.push(field.name.as_str());
            }
        }
        if mapping.complete {
            self.missing(fields, &meant, subject);
        }
    }

    fn entries(&mut self, key: &Leaf, value: RuleId, entries: &[Entry], flow: bool) {
        let merged = self.thousands(entries, flow);
        let repeated = repeated(entries);
        for (entry, _) in entries.iter().zip(merged).filter(|(_, merged)| !merged) {
            if self.is_full() {
                return;
            }
            self.repeated(&entry.key, &repeated);
            let named = Subject { name: Name::Key(&entry.key.text), place: entry.key.span, field: None, sample: None };
            if entry.key.text == MISSING {
                self.unfilled(key, entry.key.span, &named);
            } else {
                let asked = Asked { subject: Name::AnyKey, field: None, text: self.text };
                self.found.extend(leaves::check(key, &entry.key.text, asked, entry.key.span, self.decimals));
            }
            self.node(&entry.value, value, &named);
        }
    }

    /// Marks the entries that are parts of an amount written with commas, and reports each such amount once.
    fn thousands(&mut self, entries: &[Entry], flow: bool) -> Vec<bool> {
        let mut merged = vec![false; entries.len()];
        if flow {
            for amount in thousands::find(entries, self.text) {
                merged[amount.entries.clone()].fill(true);
                self.found.push(amount.explain(&entries[amount.entries.start].key.text));
            }
        }
        merged
    }

    /// Reports a key that was written before.
    fn repeated(&mut self, key: &Key, repeated: &[&Key]) {
        let Some(first) = repeated.iter().find(|first| first.text == key.text).map(|first| first.span).filter(|first| *first != key.span)
        else {
            return;
        };
        self.found.push(
            Diagnostic::error(codes::DUPLICATE, format!("{}写了两次", quoted(&key.text)))
                .at(key.span, "又写了一次")
                .at(first, "第一次写在这里")
                .hint("两处只留一处；如果是两个不同的项目，改正其中一个的名称"),
        );
    }

    /// Reports a key that is not known here, and returns the field that was probably meant.
    fn unknown(&mut self, key: &Key, fields: &'a [Field], written: &[Entry], subject: &Subject) -> Option<&'a Field> {
        let message = format!("{}里没有{}这个键", subject.name, quoted(&key.text));
        let diagnostic = Diagnostic::error(codes::UNKNOWN_KEY, message).at(key.span, "没有这个键");
        let plain = suggest::plain(&key.text);
        let same = fields.iter().find(|field| suggest::plain(&field.name) == plain);
        if let Some(field) = same {
            self.found.push(diagnostic.hint(format!("改为{}", quoted(&field.name))));
            return Some(field);
        }
        if COMPUTED.contains(&key.text.as_str()) && subject.name != Name::File {
            self.found.push(diagnostic.hint(format!("{}由程序算出，不用写：把这一项删去", quoted(&key.text))).hint(allowed(fields)));
            return None;
        }
        let summed = SUMMED.iter().find(|(sum, part, _)| key.text == *sum && fields.iter().any(|field| field.name == *part));
        if let Some((_, _, how)) = summed {
            self.found.push(diagnostic.hint(format!("{}{how}，不用写：把这一项删去", quoted(&key.text))));
            return None;
        }
        if REMARKS.contains(&key.text.as_str()) {
            self.found.push(diagnostic.hint("说明性的话写在行末，前面加一个空格和“#”，不印出来").hint(allowed(fields)));
            return None;
        }
        let homes = self.schema.homes_of(&key.text);
        if let Some(home) = homes.iter().find(|home| home.is_empty()).or(homes.first()) {
            let advice = match home.as_str() {
                "" => format!("{}应从行首写起，检查这一行的缩进", quoted(&key.text)),
                home => format!("{}是{}下面的键，检查这一行的缩进和位置", quoted(&key.text), quoted(home)),
            };
            self.found.push(diagnostic.hint(advice).hint(allowed(fields)));
            return None;
        }
        let free = fields.iter().filter(|field| written.iter().all(|entry| entry.key.text != field.name));
        let near = suggest::nearest(&key.text, free.map(|field| field.name.as_str()));
        let advice = near.map_or_else(|| allowed(fields), |near| format!("是不是{}？", quoted(near)));
        self.found.push(diagnostic.hint(advice));
        fields.iter().find(|field| Some(field.name.as_str()) == near)
    }

    fn missing(&mut self, fields: &[Field], written: &[&str], subject: &Subject) {
        let missing: Vec<&Field> = fields.iter().filter(|field| field.required && !written.contains(&field.name.as_str())).collect();
        if missing.is_empty() {
            return;
        }
        let names: String = missing.iter().map(|field| quoted(&field.name)).collect();
        let message = format!("{}缺少必填的键{names}", subject.name);
        let diagnostic = Diagnostic::error(codes::MISSING_KEY, message).at(subject.place, format!("缺{names}"));
        let with_hints = |diagnostic: Diagnostic, field: &&Field| {
            let dated = matches!(self.schema.rule(field.rule), Rule::Leaf(Leaf::Date | Leaf::YearMonth));
            let example = match field.example.as_str().filter(|_| dated) {
                Some(date) => format!("{}: {}", field.name, example::of_year(date, self.year)),
                None => example::line(&field.name, &field.example),
            };
            let shared = SHARED_KEYS.contains(&field.name.as_str()) && subject.name == Name::File;
            let elsewhere = if shared { "；全县一样的，写在“县.yaml”的“共用”里，各部门就不用写" } else { "" };
            diagnostic.hint(format!("补上它，例如 {example}{elsewhere}"))
        };
        self.found.push(missing.iter().fold(diagnostic, with_hints));
    }
}

/// What people write though it follows from other figures.
const COMPUTED: [&str; 8] = ["年末结转和结余", "合计", "小计", "总计", "本年支出合计", "支出合计", "收入合计", "预算执行率"];
/// What is the sum of parts that stand beside it: key, a part, how it comes about.
const SUMMED: [(&str, &str, &str); 1] = [("决算", "国内接待", "由“国内接待”和“国（境）外接待”的金额相加")];
/// What people call a remark.
const REMARKS: [&str; 2] = ["备注", "注"];

/// The keys that are written more than once, each where it stands first.
fn repeated(entries: &[Entry]) -> Vec<&Key> {
    let mut keys: Vec<&Key> = entries.iter().map(|entry| &entry.key).collect();
    keys.sort_by(|one, other| one.text.cmp(&other.text));
    keys.chunk_by(|one, other| one.text == other.text).filter(|same| same.len() > 1).map(|same| same[0]).collect()
}

/// A word in quotation marks that differ from those within.
pub(super) fn quoted(word: &str) -> String {
    if word.contains(['“', '”']) { format!("「{word}」") } else { format!("“{word}”") }
}
