//! The comparisons of a case whose reasons are looked at, and how a finding points at one. What calls for a reason is told in `crate::standard`.

use crate::checks::Case;
use crate::checks::case::remarked;
use crate::checks::sums::ONE_OF_SEVERAL;
use crate::diagnostics::Diagnostic;
use crate::source::Span;
use crate::standard::{Standard, by_reason};
use serde_json::Value;

use super::besides::besides;
pub(super) use crate::standard::{Against, Compared};

/// The comparisons behind the facts of a disclosure, gathered once for all rules.
pub struct Comparisons {
    /// Those the standard gives reasons for; several may share one reason.
    pub(super) all: Vec<Compared>,
    /// One for each reason the standard prints.
    pub(super) by_reason: Vec<Compared>,
    /// Those whose reasons are written without being asked for.
    pub(super) besides: Vec<Compared>,
}

impl Comparisons {
    /// Gathers the comparisons of a standard.
    pub fn of(facts: &Value, standard: &Standard) -> Self {
        let all = standard.manifest.compared(facts);
        let by_reason = by_reason(all.clone());
        Self { besides: besides(facts, &by_reason), by_reason, all }
    }

    /// Those whose reasons are printed or written.
    pub(super) fn explained(&self) -> impl Iterator<Item = &Compared> {
        self.by_reason.iter().chain(&self.besides)
    }
}

impl Compared {
    /// Starts a finding at the key the reason belongs under, with the lines behind both figures.
    pub(super) fn point(&self, finding: Diagnostic, case: &Case, here: &str) -> Diagnostic {
        let mut finding = case.at(finding, &self.write, here);
        let mut places: Vec<Span> = vec![case.place(&self.write)];
        for (known, label) in [(&self.current, "本年"), (&self.base, "比较的数")] {
            if let Some(term) = case.largest_terms(&known.figure, 1).into_iter().find(|term| !places.contains(&term.span)) {
                let part = term.amount != case.accounts().sum(&known.figure);
                finding = finding.at(term.span, remarked(format!("{label} {:.2} 万元", known.wan), part.then_some(ONE_OF_SEVERAL)));
                places.push(term.span);
            }
        }
        finding.note(self.figures_line())
    }
}
