//! Runs a lint over the free texts of a file and turns its findings into diagnostics that underline the very piece.

use super::finding::Finding;
use super::prose::FreeText;
use crate::checks::Case;
use crate::diagnostics::{Diagnostic, Severity};
use crate::source::reading::WrittenText;

/// Looks at every free text with a lint.
pub fn sweep(case: &Case, id: &'static str, severity: Severity, lint: impl Fn(&FreeText) -> Vec<Finding>) -> Vec<Diagnostic> {
    case.texts.iter().flat_map(|text| of_text(id, severity, text, lint(text))).collect()
}

/// How many findings of one rule are listed of one text: one that is wrong throughout is told by the first.
const PER_TEXT: usize = 20;

fn of_text(id: &'static str, severity: Severity, text: &WrittenText, findings: Vec<Finding>) -> Vec<Diagnostic> {
    let more = findings.len().saturating_sub(PER_TEXT);
    let mut found: Vec<Diagnostic> = findings.into_iter().take(PER_TEXT).map(|finding| diagnostic(id, severity, text, finding)).collect();
    if let Some(last) = found.last_mut().filter(|_| more > 0) {
        last.notes.push(format!("这段文字里还有 {more} 处，没有列出"));
    }
    found
}

/// Draws one finding of a text.
fn diagnostic(id: &'static str, severity: Severity, text: &WrittenText, finding: Finding) -> Diagnostic {
    at_part(Diagnostic::new(id, severity, finding.message), text, finding.range).hint(finding.hint)
}

/// Underlines a piece of a text, by its byte range.
pub fn at_part(finding: Diagnostic, text: &WrittenText, range: std::ops::Range<usize>) -> Diagnostic {
    finding.at(text.part(range), format!("{}里", text.key()))
}

/// The number (from 0) of the project a text belongs to.
pub fn project_of(text: &WrittenText) -> Option<usize> {
    text.item_of("绩效自评")?.checked_sub(1)
}

/// Whether a text is an entry of a list that goes on after it: such an entry may end in ；.
pub fn goes_on(text: &WrittenText, all: &[FreeText]) -> bool {
    let path = text.path();
    let Some((list, number)) = path.strip_suffix(']').and_then(|path| path.rsplit_once('[')) else { return false };
    let Ok(number) = number.parse::<usize>() else { return false };
    let next = format!("{list}[{}]", number + 1);
    all.iter().any(|other| other.path() == next)
}
