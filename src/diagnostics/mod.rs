//! Trouble with the user's figures and texts, as data. Found in `source::reading` and `checks`; drawn for people or machines in the files beside this one.
//!
//! Trouble of the program itself (a missing file, a broken template) is an `Error` of the room where it happens, never a diagnostic.

mod colour;
mod excerpt;
mod files;
mod findings;
pub mod json;
mod listed;
pub mod sarif;
pub mod system;
pub mod terminal;

pub use files::{Files, SourceFile};
pub use findings::Findings;
pub use listed::Listed;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::span::Span;

/// How much a finding weighs. An error blocks the final PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Note,
    Warning,
    Error,
}

impl Severity {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "错误",
            Severity::Warning => "警告",
            Severity::Note => "提醒",
        }
    }
}

/// How many findings have a severity.
pub fn count(findings: &[Diagnostic], severity: Severity) -> usize {
    findings.iter().filter(|finding| finding.severity == severity).count()
}

/// Whether any finding is an error.
pub fn has_errors(findings: &[Diagnostic]) -> bool {
    count(findings, Severity::Error) > 0
}

/// How many findings of a file are listed. Nobody reads more; a file that is wrong throughout must not fill the terminal.
pub const LISTED: usize = 500;

/// Keeps as many findings as are listed, the gravest and first ones, in file order; the last one says that there are more.
pub fn limit(findings: &mut Vec<Diagnostic>) {
    if findings.len() <= LISTED {
        return;
    }
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    findings.truncate(LISTED);
    in_file_order(findings);
    if let Some(last) = findings.last_mut() {
        last.notes.push("还有问题没有列出，先改好列出的".to_owned());
    }
}

/// One finding: a stable code, a plain Chinese sentence, the places, and what to do.
#[derive(Debug, Clone, Serialize)]
pub struct Diagnostic {
    /// Stable identifier: `JS-X06` for an inspector's rule, `YAML-…` for trouble in reading.
    pub code: &'static str,
    pub severity: Severity,
    /// One sentence for the accountant.
    pub message: String,
    /// The places, the main one first; empty when the finding is about the file as a whole.
    pub labels: Vec<Label>,
    /// Facts under the source lines: both figures, their difference, the tolerance.
    pub notes: Vec<String>,
    /// What to look at or write instead, most likely first.
    pub hints: Vec<String>,
    /// The two figures in yuan that should agree, when the finding is about figures.
    pub figures: Option<Mismatch>,
    /// The reason with which the department accepts it in its file, if it does.
    pub accepted: Option<Label>,
}

/// A place and what to say there.
#[derive(Debug, Clone, Serialize)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

/// Two figures that should agree, in yuan.
#[derive(Debug, Clone, Serialize)]
pub struct Mismatch {
    pub expected: Decimal,
    pub found: Decimal,
}

impl Diagnostic {
    /// Starts a finding with its sentence.
    pub fn new(code: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { code, severity, message, labels: Vec::new(), notes: Vec::new(), hints: Vec::new(), figures: None, accepted: None }
    }

    /// Starts an error.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// Starts a warning.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// Adds a place; the first one added is the main one.
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds a fact.
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Adds advice.
    pub fn hint(mut self, text: impl Into<String>) -> Self {
        self.hints.push(text.into());
        self
    }

    /// The place of the main label.
    pub fn place(&self) -> Option<Span> {
        self.labels.first().map(|label| label.span)
    }
}

/// The text with a visible character of the same length in bytes for every one that would vanish, or take command of the terminal.
fn visible(text: &str) -> String {
    let stand_in = |c: char| match c {
        '\n' | '\r' | '\t' => c,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => '□',
        c if c.is_ascii_control() => '?',
        c if c.is_control() => '¿',
        c => c,
    };
    text.chars().map(stand_in).collect()
}

/// Sorts findings by file and place, files' own findings first.
pub fn in_file_order(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by_key(|diagnostic| (diagnostic.place(), std::cmp::Reverse(diagnostic.severity), diagnostic.code));
}
