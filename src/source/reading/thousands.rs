//! Amounts with thousands separators inside braces, where YAML takes each comma for the end of an entry: `{基本支出: 1,402,400.00}`.

use std::ops::Range;

use super::codes;
use super::tree::{Content, Entry, Node};
use crate::diagnostics::Diagnostic;
use crate::source::Span;

/// An amount that YAML cut into several entries, the first of them the one with the key.
pub struct Cut {
    /// The entries it was cut into.
    pub entries: Range<usize>,
    plain: String,
    place: Span,
}

impl Cut {
    /// Says what happened to the amount of this key and how to write it.
    pub fn explain(&self, key: &str) -> Diagnostic {
        Diagnostic::error(codes::THOUSANDS, format!("“{key}”的金额带了千分位逗号，花括号里的逗号会把它切断"))
            .at(self.place, "这个金额里的逗号")
            .hint(format!("不写逗号：{key}: {}", self.plain))
    }
}

/// Finds such amounts among the entries of a flow mapping.
pub fn find(entries: &[Entry], text: &str) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let mut next = 0;
    while next < entries.len() {
        let first = next;
        next += 1;
        let Some(mut plain) = leading_group(&entries[first].value) else { continue };
        let mut last = None;
        while let Some(group) = entries.get(next).filter(|entry| is_group(entry, text)) {
            plain.push_str(&group.key.text);
            last = Some(group.key.span);
            next += 1;
            if group.key.text.contains('.') {
                break;
            }
        }
        if let Some(last) = last {
            let place = Span { end: last.end, ..entries[first].value.span };
            cuts.push(Cut { entries: first..next, plain, place });
        }
    }
    cuts
}

/// One to three digits, perhaps with a minus.
fn leading_group(value: &Node) -> Option<String> {
    let Content::Scalar { text, plain: true } = &value.content else { return None };
    let digits = text.strip_prefix('-').unwrap_or(text);
    (matches!(digits.len(), 1..=3) && all_digits(digits)).then(|| text.clone())
}

/// Three digits, perhaps with decimals, without a colon and a value.
fn is_group(entry: &Entry, text: &str) -> bool {
    let (whole, fraction) = entry.key.text.split_once('.').unwrap_or((&entry.key.text, "0"));
    let after = &text[entry.key.span.range().end..];
    whole.len() == 3 && all_digits(whole) && all_digits(fraction) && entry.value.is_null() && !after.trim_start().starts_with(':')
}

fn all_digits(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit())
}
