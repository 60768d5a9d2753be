//! What a lint returns: a piece of a text, what is wrong with it, what to do. And how lints look at characters.

use std::ops::Range;

use super::pattern::Pattern;
use super::prose::Prose;

/// Trouble in a piece of a text, by its byte range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub range: Range<usize>,
    pub message: String,
    pub hint: &'static str,
}

impl Finding {
    /// Pairs a piece with its sentence and advice.
    pub fn new(range: Range<usize>, message: impl Into<String>, hint: &'static str) -> Self {
        Self { range, message: message.into(), hint }
    }
}

/// The character before a byte offset.
pub fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The character from a byte offset on.
pub fn after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// Whether a character is a Chinese digit.
pub fn is_numeral(c: char) -> bool {
    "〇○零一二三四五六七八九十".contains(c)
}

/// Turns every match of a pattern into a finding, unless `exempt` says that the piece is all right.
pub fn matches(
    text: &Prose,
    pattern: &Pattern,
    exempt: impl Fn(&Range<usize>) -> bool,
    message: impl Fn(&str) -> String,
    hint: &'static str,
) -> Vec<Finding> {
    let ranges = pattern.find_iter(text).map(|found| found.range()).filter(|range| !exempt(range));
    ranges.map(|range| Finding::new(range.clone(), message(&text[range]), hint)).collect()
}

/// Turns every match of any of several patterns into a finding.
pub fn matches_any(text: &Prose, patterns: &[Pattern], message: impl Fn(&str) -> String, hint: &'static str) -> Vec<Finding> {
    patterns.iter().flat_map(|pattern| matches(text, pattern, |_| false, &message, hint)).collect()
}

/// Leaves out findings that lie in or overlap an earlier one; sorts by place.
pub fn distinct(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| (finding.range.start, std::cmp::Reverse(finding.range.end)));
    let mut end = 0;
    findings.retain(|finding| {
        let fresh = finding.range.start >= end;
        end = end.max(finding.range.end);
        fresh
    });
    findings
}
