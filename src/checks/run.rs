//! Runs all rules over one disclosure: derive, look, weigh, accept, sort. Nothing is typeset.

use rayon::prelude::*;

use super::case::printed_texts;
use super::ratios::Comparisons;
use super::rule::Check;
use super::structure::astray;
use super::{Case, Policy, acceptance, table};
use crate::diagnostics::{self, Diagnostic, Severity, in_file_order};
use crate::dossier::{Derived, Dossier};
use crate::standard::{MISSING, Standard};
use crate::tables::unknown;

/// A disclosure after inspection.
#[derive(Debug)]
pub struct Inspection {
    /// None when the year has no classifications.
    pub derived: Option<Derived>,
    /// All findings in file order: what is unsound, what the standard misses, what the rules found; accepted ones as notes.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the figures and texts suffice to word the document, right or wrong.
    pub can_be_worded: bool,
    /// The same of a draft, where a gap can stand for a text that is missing.
    pub can_be_drafted: bool,
}

impl Inspection {
    /// Whether an error stands.
    pub fn has_errors(&self) -> bool {
        diagnostics::has_errors(&self.diagnostics)
    }
}

/// The only findings of the derivation that a document can be worded in spite of: rows that do not balance.
const WORDED_ALL_THE_SAME: &str = "JS-T103";

/// Derives everything from a dossier and checks it.
pub fn inspect(dossier: &Dossier, standard: &Standard, policy: &Policy) -> Inspection {
    let ((derived, found), texts) = rayon::join(|| Derived::from(dossier, standard), || printed_texts(dossier));
    let stops = |finding: &Diagnostic| finding.severity == Severity::Error && finding.code != WORDED_ALL_THE_SAME;
    // What keeps the document from being worded cannot be talked away.
    let (mut stopping, mut diagnostics): (Vec<_>, Vec<_>) = found.into_iter().partition(stops);
    let can_be_worded = derived.is_some() && stopping.is_empty();
    let gaps = |derived: &Derived| {
        let texts_alone = unknown(&derived.tables, &derived.accounts).is_empty();
        texts_alone
            && stopping.iter().all(|finding| finding.code == MISSING)
            && standard.manifest.fill_gaps(&mut derived.facts.clone(), &[])
    };
    let can_be_drafted = can_be_worded || derived.as_ref().is_some_and(gaps);
    if let Some(derived) = &derived {
        let comparisons = Comparisons::of(&derived.facts, standard);
        let case = Case { dossier, derived, standard, texts: &texts, comparisons: &comparisons };
        diagnostics.extend(look(&case));
        let slip = astray::told_once(&case, [&mut stopping, &mut diagnostics]);
        stopping.extend(slip);
    }
    diagnostics.iter_mut().for_each(|finding| policy.apply(finding));
    acceptance::apply(dossier, &mut diagnostics, &stopping);
    diagnostics.append(&mut stopping);
    in_file_order(&mut diagnostics);
    diagnostics::limit(&mut diagnostics);
    Inspection { derived, diagnostics, can_be_worded, can_be_drafted }
}

/// Runs the checks on all cores; their findings come in the order of the rules.
fn look(case: &Case) -> Vec<Diagnostic> {
    let checks: Vec<Check> = table::rules().flat_map(|rule| rule.checks).copied().collect();
    checks.par_iter().flat_map_iter(|check| check(case)).collect()
}
