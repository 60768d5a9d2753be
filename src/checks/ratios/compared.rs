//! The comparisons of a case whose reasons are looked at, and how a finding points at one. What calls for a reason is told in `crate::standard`.

use crate::checks::Case;
use crate::checks::case::remarked;
use crate::checks::sums::ONE_OF_SEVERAL;
use crate::diagnostics::Diagnostic;
use crate::source::Span;
use crate::standard;

pub(super) use crate::standard::{Against, Compared};

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

/// The comparisons the standard gives reasons for. Several that share one reason are kept apart; see [`by_reason`].
pub(super) fn compared(case: &Case) -> Vec<Compared> {
    case.standard.manifest.compared(&case.derived.facts)
}

/// One comparison for each reason the standard prints.
pub(super) fn by_reason(case: &Case) -> Vec<Compared> {
    standard::by_reason(compared(case))
}
