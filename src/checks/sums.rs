//! How findings speak of amounts: 2,046,400.00 元, and findings with two sides.

use rust_decimal::Decimal;

use super::Case;
use crate::accounts::Figure;
use crate::diagnostics::{Diagnostic, Mismatch, Severity};
use crate::source::Span;

pub(super) use crate::money::in_yuan;

/// One side of a comparison: what it is, its exact yuan, and where it was written.
pub(super) struct Side {
    pub label: String,
    pub yuan: Decimal,
    pub places: Vec<Span>,
}

impl Side {
    /// A side that was written in one place.
    pub fn written(label: impl Into<String>, yuan: Decimal, place: Span) -> Self {
        Self { label: label.into(), yuan, places: vec![place] }
    }

    /// A derived side with the largest lines behind it; `otherwise` where there are none.
    pub fn derived(label: impl Into<String>, figure: &Figure, case: &Case, otherwise: Span) -> Self {
        let mut places: Vec<Span> = case.largest_terms(figure, LINES_SHOWN).into_iter().map(|term| term.span).collect();
        if places.is_empty() {
            places.push(otherwise);
        }
        Self { label: label.into(), yuan: case.accounts().sum(figure), places }
    }
}

/// How many of the lines behind a derived figure are underlined.
pub(super) const LINES_SHOWN: usize = 3;

/// A finding with two figures: the side that is probably wrong first.
pub(super) fn two_sides(code: &'static str, severity: Severity, message: impl Into<String>, found: &Side, expected: &Side) -> Diagnostic {
    let mut finding = Diagnostic::new(code, severity, message);
    for side in [found, expected] {
        for (index, place) in side.places.iter().enumerate() {
            let text = if index == 0 { format!("{} {}", side.label, in_yuan(side.yuan)) } else { "同上，其中一笔".to_owned() };
            finding = finding.at(*place, text);
        }
    }
    finding.figures = Some(Mismatch { expected: expected.yuan, found: found.yuan });
    finding
}
