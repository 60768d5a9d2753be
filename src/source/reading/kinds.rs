//! Messages about values of another kind than their key takes: a list for a value, nothing at all, a line too many.

use super::schema::{Field, Leaf, Rule};
use super::shape::{Name, Subject};
use super::tree::{Content, Node};
use super::{codes, example};
use crate::diagnostics::Diagnostic;
use crate::source::Span;

/// How many keys a message lists at most.
const LISTED_KEYS: usize = 14;

/// The keys a mapping may have; of many only the first.
pub(super) fn allowed(fields: &[Field]) -> String {
    let names: Vec<&str> = fields.iter().take(LISTED_KEYS).map(|field| field.name.as_str()).collect();
    format!("这里可以写：{}{}", names.join("、"), if fields.len() > LISTED_KEYS { "等" } else { "" })
}

pub(super) fn empty(rule: &Rule, subject: &Subject) -> Diagnostic {
    let what = match rule {
        Rule::Leaf(Leaf::Amount | Leaf::Count | Leaf::Score | Leaf::Integer) => "数值",
        _ => "内容",
    };
    let (message, advice) = match subject.field {
        Some(field) if field.required => {
            (format!("{}后面没有值", subject.name), format!("补上{what}，例如 {}", example::line(&field.name, &field.example)))
        }
        Some(_) => (format!("{}后面没有值", subject.name), format!("删去这个键或补上{what}")),
        None => (format!("{}是空的", subject.name), format!("删去它或补上{what}")),
    };
    Diagnostic::error(codes::EMPTY_VALUE, message).at(subject.place, "这里没有写值").hint(advice)
}

/// A plain value that YAML continued on the next line because that line is indented.
pub(super) fn runs_on(node: &Node, subject: &Subject, text: &str) -> Diagnostic {
    let written = &text[node.span.range()];
    let after = written.find('\n').map_or(written, |newline| written[newline..].trim_start());
    let start = node.span.end - u32::try_from(after.len()).expect("a text within the size limit has 32-bit offsets");
    Diagnostic::error(codes::INDENTATION, format!("{}的值连到了下一行", subject.name))
        .at(first_line(Span { start, ..node.span }, text), "这一行被当作上一行的继续")
        .at(first_line(node.span, text), "值到这里就应结束")
        .hint("如果这一行是另一个键，让它与同组的键对齐，并在后面写冒号和一个空格")
}

pub(super) fn wrong_kind(rule: &Rule, node: &Node, subject: &Subject, text: &str) -> Diagnostic {
    let found = match node.content {
        Content::Sequence { .. } => "写成了一列",
        Content::Mapping { .. } => "写成了几个“键: 值”",
        Content::Scalar { .. } | Content::Broken => "只写了一个值",
    };
    let (expected, advice) = match (rule, &node.content) {
        (Rule::Sequence(_), Content::Mapping { .. }) => ("一列，每项前面有“- ”", "在每一项的前面加“- ”（英文短横线和一个空格）"),
        (Rule::Sequence(_), _) => ("一列，每项前面有“- ”", "换行，每项写成一行：“- ”加内容"),
        (Rule::Mapping(_) | Rule::Entries { .. }, Content::Sequence { .. }) if text[node.span.range()].starts_with('[') => {
            ("几个“键: 值”", "把方括号 [ ] 换成花括号 { }")
        }
        (Rule::Mapping(_) | Rule::Entries { .. }, Content::Sequence { .. }) => ("几个“键: 值”", "去掉行首的“- ”，直接写“键: 值”"),
        (Rule::Mapping(_), _) if subject.field.is_none() && node.span.start == subject.place.start && subject.name == Name::File => {
            ("几个“键: 值”", "这不像填报文件，核对是不是选错了文件；新的填报文件用 juesuan new 建")
        }
        (Rule::Mapping(_) | Rule::Entries { .. }, Content::Scalar { text, .. }) if text.contains('\t') => {
            ("几个“键: 值”", "从表格里粘贴的行要改写：每格前面写上它的键，例如 {科目: 2070108, 项目支出: 1268000.00}")
        }
        (Rule::Mapping(_) | Rule::Entries { .. }, _) => ("几个“键: 值”", "换行，缩进两格，每行写一个“键: 值”"),
        (Rule::Leaf(Leaf::Text), Content::Mapping { flow: false, .. }) => {
            ("一段文字", "文字里的冒号写全角“：”，或者用英文引号把整个值括起来；另起一个键的，让它与同组的键对齐")
        }
        (Rule::Leaf(_), _) => ("一个值", "冒号后面直接写值；值里有花括号、方括号时用英文引号括起来"),
    };
    let diagnostic = Diagnostic::error(codes::WRONG_KIND, format!("{}应是{expected}，这里{found}", subject.name))
        .at(first_line(node.span, text), format!("这里{found}"))
        .hint(advice);
    match subject.field {
        Some(field) => diagnostic.hint(format!("例如 {}", example::line(&field.name, &field.example))),
        None => diagnostic,
    }
}

/// The part of a place that lies on its first line.
pub(super) fn first_line(span: Span, text: &str) -> Span {
    let line = text[span.range()].lines().next().unwrap_or_default().trim_end();
    Span { end: span.start + u32::try_from(line.len()).expect("a text within the size limit has 32-bit offsets"), ..span }
}
