//! Where a figure comes from: the written amounts it sums, with their places.

use rust_decimal::Decimal;

use super::{Accounts, Column, Comparison, Figure, Measure, Row, named};
use crate::source::Span;

/// One written amount that goes into a figure.
#[derive(Debug, Clone)]
pub struct Term {
    /// What it is, in Chinese.
    pub label: String,
    /// Exact yuan (or a count), negative where it is subtracted.
    pub amount: Decimal,
    pub span: Span,
}

/// The terms of a figure; they add up to its value exactly.
#[derive(Debug, Clone)]
pub struct Trace {
    pub figure: Figure,
    pub terms: Vec<Term>,
}

impl Trace {
    /// The sum of the terms.
    pub fn sum(&self) -> Decimal {
        self.terms.iter().map(|term| term.amount).sum()
    }
}

impl Accounts {
    /// Lists the written amounts a figure is made of, in ledger order.
    pub fn trace(&self, figure: &Figure) -> Trace {
        let terms = match figure {
            Figure::Ledger { scope, measure, code } => {
                self.ledger().rows_under(*scope, code.as_deref().unwrap_or_default()).flat_map(|row| row_terms(row, *measure)).collect()
            }
            Figure::Economic(part) => self.economic_entries(part).map(|entry| term("经济分类明细", entry)).collect(),
            Figure::InitialBudget { source, code } => self.comparison_terms(Comparison::InitialBudget, *source, code.as_deref()),
            Figure::LastYear { source, code } => self.comparison_terms(Comparison::LastYear, *source, code.as_deref()),
            Figure::Named(name) => self.named_terms(name),
        };
        Trace { figure: figure.clone(), terms }
    }

    fn comparison_terms(&self, comparison: Comparison, source: super::Source, code: Option<&str>) -> Vec<Term> {
        self.comparison_entries(comparison, source, code).into_iter().map(|entry| term(comparison.key(), entry)).collect()
    }

    fn named_terms(&self, name: &'static str) -> Vec<Term> {
        let Some(described) = named::get(name) else { return Vec::new() };
        match self.named.get(name) {
            Some(entries) => entries.iter().map(|entry| term(described.label, entry)).collect(),
            None => described.sum_of.iter().flat_map(|part| self.named_terms(part)).collect(),
        }
    }
}

fn term(label: &str, entry: &super::Entry) -> Term {
    Term { label: label.to_owned(), amount: entry.amount, span: entry.span }
}

fn row_terms(row: &Row, measure: Measure) -> impl Iterator<Item = Term> + '_ {
    let signed = |columns: &'static [Column], sign: Decimal| columns.iter().map(move |column| (*column, sign));
    signed(measure.plus, Decimal::ONE).chain(signed(measure.minus, Decimal::NEGATIVE_ONE)).filter_map(|(column, sign)| {
        let entry = row.entries[column as usize]?;
        Some(Term { label: format!("{} {} {}", row.source.name(), row.code, column.name()), amount: entry.amount * sign, span: entry.span })
    })
}
