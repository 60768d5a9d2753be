//! Runs all rules over one disclosure: derive, look, weigh, accept, sort. Nothing is typeset.

use super::{Case, Policy, acceptance, table};
use crate::diagnostics::{Diagnostic, in_file_order};
use crate::disclosure::{Derived, Dossier};
use crate::standard::Standard;

/// A disclosure after inspection.
#[derive(Debug)]
pub struct Inspection {
    /// None when the year has no classifications.
    pub derived: Option<Derived>,
    /// All findings in file order: what is unsound, what the standard misses, what the rules found; accepted ones as notes.
    pub diagnostics: Vec<Diagnostic>,
}

/// Derives everything from a dossier and checks it.
pub fn inspect(dossier: &Dossier, standard: &Standard, policy: &Policy) -> Inspection {
    let (derived, mut diagnostics) = Derived::from(dossier, standard);
    if let Some(derived) = &derived {
        diagnostics.extend(look(&Case { dossier, derived, standard }));
    }
    diagnostics.iter_mut().for_each(|finding| policy.apply(finding));
    acceptance::apply(dossier, &mut diagnostics);
    in_file_order(&mut diagnostics);
    Inspection { derived, diagnostics }
}

/// Runs the rules over a case: severities applied, accepted findings as notes, in file order.
pub fn run(case: &Case, policy: &Policy) -> Vec<Diagnostic> {
    let mut diagnostics = look(case);
    diagnostics.iter_mut().for_each(|finding| policy.apply(finding));
    acceptance::apply(case.dossier, &mut diagnostics);
    in_file_order(&mut diagnostics);
    diagnostics
}

fn look(case: &Case) -> Vec<Diagnostic> {
    table::rules().flat_map(|rule| rule.checks).flat_map(|check| check(case)).collect()
}
