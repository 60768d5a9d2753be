//! What a `#` took away: YAML ends a value there, also where somebody meant a text that begins with it, or copied #REF! from a spreadsheet.

use std::ops::Range;

use super::codes;
use super::grow::Origin;
use super::quotes::{Ending, ending};
use crate::diagnostics::Diagnostic;
use crate::source::Span;

/// What spreadsheets show where a formula failed.
const ERROR_VALUES: [&str; 9] = ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "####"];

/// Adds to a finding about a missing value that a comment stands where the value was meant to stand.
pub fn noticed(mut found: Diagnostic, key: Span, text: &str) -> Diagnostic {
    let line = text[key.range().end..].lines().next().unwrap_or_default();
    let comment = line.trim_start_matches(['"', '\'', ':', ' ', '\t']);
    // `# 说明` is what it looks like.
    if !comment.starts_with('#') || comment[1..].starts_with([' ', '\t', '\r']) || comment.len() == 1 {
        return found;
    }
    let end = key.end + length(line.trim_end());
    let place = Span { start: end - length(comment.trim_end()), end, ..key };
    found.hints.insert(0, advice(comment));
    found.at(place, "从“#”起是注释，不算内容")
}

/// Explains a bracket, at `open`, whose other half stands behind a `#` on the same line.
pub fn took_bracket(open: usize, origin: Origin) -> Option<Diagnostic> {
    let comment = on_line(open, origin.text)?;
    let written = origin.text[comment.clone()].trim_end();
    if !written.contains(['}', ']']) && error_value(written).is_none() {
        return None;
    }
    let found = Diagnostic::error(codes::BRACKETS, "括号没有闭合：“#”和它后面的都成了注释");
    let found = found
        .at(origin.span(comment.start..comment.start + written.len()), "从“#”起是注释")
        .at(origin.span(open..open + 1), "这个括号缺另一半");
    Some(found.hint(advice(written)))
}

/// The comment on the line of `at`, behind it.
pub fn on_line(at: usize, text: &str) -> Option<Range<usize>> {
    let line = text[at..].lines().next().unwrap_or_default();
    match ending(line) {
        Ending::Comment(offset) => Some(at + offset..at + line.len()),
        Ending::Quote(_) | Ending::Value => None,
    }
}

fn advice(comment: &str) -> String {
    match error_value(comment) {
        Some(value) => format!("“{value}”是 Excel 的错误值，不是数：在 Excel 里改好公式，再照单元格里的数写"),
        None => "文字里真有“#”的，用英文引号把整个值括起来，例如 \"#1 库房维修\"；是注释的，写在值和 } 的后面".to_owned(),
    }
}

fn error_value(text: &str) -> Option<&'static str> {
    ERROR_VALUES.into_iter().find(|value| text.starts_with(value))
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).expect("a text within the size limit has 32-bit offsets")
}
