//! Everything that changes from one state of a disclosure to another.

use std::path::PathBuf;

use serde::Serialize;

use super::changes::{self, FigureChange};
use super::pages::{self, PageChange};
use super::raw::{self, RawChange};
use super::sentences::{self, SentenceChange};
use super::{State, StateError};
use crate::diagnostics::{Diagnostic, Files, Severity};
use crate::disclosure::BuildError;

/// What changed, in document order.
#[derive(Debug, Clone, Serialize)]
pub struct Difference {
    pub old: Side,
    pub new: Side,
    /// Written values.
    pub raw: Vec<RawChange>,
    /// Figures of the tables and of the narrative.
    pub figures: Vec<FigureChange>,
    pub sentences: Vec<SentenceChange>,
    /// None when pages were not asked for.
    pub pages: Option<Vec<PageChange>>,
    pub findings_gone: Vec<Finding>,
    pub findings_new: Vec<Finding>,
    /// Whether anything that is printed changes.
    pub printed: bool,
}

/// One of the two states.
#[derive(Debug, Clone, Serialize)]
pub struct Side {
    pub path: PathBuf,
    pub title: String,
}

/// A finding without its place, which moves with every line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub code: &'static str,
    pub severity: Severity,
    pub message: String,
    pub line: Option<usize>,
}

impl Difference {
    /// Whether nothing at all changed.
    pub fn is_empty(&self) -> bool {
        let pages = self.pages.as_ref().is_none_or(Vec::is_empty);
        let findings = self.findings_gone.is_empty() && self.findings_new.is_empty();
        self.raw.is_empty() && self.figures.is_empty() && self.sentences.is_empty() && pages && findings
    }
}

/// Compares two states; laying both out to compare their pages takes longer than everything else together.
pub fn compare(old: &State, new: &State, with_pages: bool) -> Result<Difference, StateError> {
    let figures = changes::changes(&old.data, &new.data);
    let sentences = sentences::changes(old.document(), new.document());
    let pages = if with_pages {
        let laid_out = |state: &State| state.compile().map_err(BuildError::from);
        Some(pages::changes((old, &laid_out(old)?), (new, &laid_out(new)?)))
    } else {
        None
    };
    let (before, after) = (findings(old), findings(new));
    let missing = |of: &[Finding], from: &[Finding]| {
        of.iter().filter(|finding| !from.iter().any(|other| other.message == finding.message)).cloned().collect::<Vec<_>>()
    };
    let printed = !sentences.is_empty() || pages.as_ref().is_some_and(|pages| !pages.is_empty()) || laid_out_differs(old, new);
    Ok(Difference {
        old: side(old),
        new: side(new),
        raw: raw::changes(old, new),
        findings_gone: missing(&before, &after),
        findings_new: missing(&after, &before),
        figures,
        sentences,
        pages,
        printed,
    })
}

/// Whether the tables or reports print differently.
fn laid_out_differs(old: &State, new: &State) -> bool {
    ["tables.json", "reports.json"].iter().any(|file| old.worded.files.get(*file) != new.worded.files.get(*file))
}

fn side(state: &State) -> Side {
    Side { path: state.path.clone(), title: state.worded.title.clone() }
}

fn findings(state: &State) -> Vec<Finding> {
    state.findings.iter().map(|finding| described(finding, &state.files)).collect()
}

fn described(finding: &Diagnostic, files: &Files) -> Finding {
    let line = finding.place().map(|span| files.position(span.file, span.start).0);
    Finding { code: finding.code, severity: finding.severity, message: finding.message.clone(), line }
}
