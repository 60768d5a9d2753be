//! How findings speak of amounts: 2,046,400.00 元, and findings with two sides.

use rust_decimal::Decimal;

use super::Case;
use super::case::remarked;
use crate::accounts::Figure;
use crate::diagnostics::{Diagnostic, Mismatch, Severity};
use crate::source::Span;

pub(super) use crate::money::in_yuan;

/// One side of a comparison: what it is, its exact yuan, and where it was written.
pub(super) struct Side {
    pub label: String,
    pub yuan: Decimal,
    pub places: Vec<Span>,
    /// What is to be said of the first place beside the amount.
    pub remark: Option<String>,
}

impl Side {
    /// A side that was written in one place.
    pub fn written(label: impl Into<String>, yuan: Decimal, place: Span) -> Self {
        Self::at(label, yuan, vec![place])
    }

    /// A side that was written in several places.
    pub fn at(label: impl Into<String>, yuan: Decimal, places: Vec<Span>) -> Self {
        Self { label: label.into(), yuan, places, remark: None }
    }

    /// A derived side with the largest lines behind it; where there are none, at the key they would stand under.
    pub fn derived(label: impl Into<String>, figure: &Figure, case: &Case, path: &str) -> Self {
        let terms = case.largest_terms(figure, LINES_SHOWN);
        let yuan = case.accounts().sum(figure);
        if let Some(first) = terms.first() {
            let remark = (first.amount != yuan).then(|| ONE_OF_SEVERAL.to_owned());
            return Self { remark, ..Self::at(label, yuan, terms.iter().map(|term| term.span).collect()) };
        }
        let (place, remark) = case.dossier.locate(path);
        Self { remark, ..Self::at(label, yuan, vec![place]) }
    }

    /// What the first place says.
    pub fn text(&self) -> String {
        remarked(format!("{} {}", self.label, in_yuan(self.yuan)), self.remark.as_deref())
    }
}

/// What is said where one line stands for a sum.
pub(super) const ONE_OF_SEVERAL: &str = "这是其中一笔";

/// How many of the lines behind a derived figure are underlined.
pub(super) const LINES_SHOWN: usize = 3;

/// A finding with two figures: the side that is probably wrong first.
pub(super) fn two_sides(code: &'static str, severity: Severity, message: impl Into<String>, found: &Side, expected: &Side) -> Diagnostic {
    let mut finding = Diagnostic::new(code, severity, message);
    for side in [found, expected] {
        for (index, place) in side.places.iter().enumerate() {
            let text = if index == 0 { side.text() } else { "同上，其中一笔".to_owned() };
            finding = finding.at(*place, text);
        }
    }
    finding.figures = Some(Mismatch { expected: expected.yuan, found: found.yuan });
    finding
}
