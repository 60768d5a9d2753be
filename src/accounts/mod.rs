//! What follows from a source file, exactly: the ledger by code and source, every total, carry-overs, last year's figures.
//!
//! Amounts are exact yuan; nothing is rounded here but in `quantity`, which compares what is printed. How it is said belongs to `narrative` and a standard.

mod assembly;
mod codes;
mod comparison;
mod figure;
mod ledger;
mod measure;
pub mod named;
mod names;
mod quantity;
mod scope;
mod soundness;
mod trace;

pub(crate) use assembly::source_of;
pub use assembly::{Inputs, Member, build};
pub use codes::{catalog_of, codes_of_unread};
pub(crate) use comparison::Comparison;
pub use figure::{EconomicPart, Figure, UnknownFigure};
pub use ledger::{Entry, LEVELS, Ledger, Row};
pub use measure::{Column, Measure};
pub use names::{Names, Path};
pub use quantity::{Change, Completion, Direction, Quantity, Share};
pub use scope::{Scope, Source};
pub use trace::{Term, Trace};

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::catalog::Part;

/// All figures of one disclosure. Built by [`build`]; asked by figure.
#[derive(Debug, Clone, Default)]
pub struct Accounts {
    ledger: Ledger,
    /// 一般公共预算财政拨款基本支出 by 5-digit economic item.
    economic: BTreeMap<String, Vec<Entry>>,
    comparisons: comparison::Comparisons,
    named: BTreeMap<&'static str, Vec<Entry>>,
}

impl Accounts {
    /// The ledger with its rows.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The value of a figure in yuan (or a count); none if it was neither written nor follows from what was written.
    pub fn value(&self, figure: &Figure) -> Option<Decimal> {
        match figure {
            Figure::Ledger { scope, measure, code } => Some(self.ledger.sum(*scope, *measure, code.as_deref().unwrap_or_default())),
            Figure::Economic(part) => Some(self.economic_entries(part).map(|entry| entry.amount).sum()),
            Figure::InitialBudget { source, code } => self.comparison(Comparison::InitialBudget, *source, code.as_deref()),
            Figure::LastYear { source, code } => self.comparison(Comparison::LastYear, *source, code.as_deref()),
            Figure::Named(name) => self.named_value(name),
        }
    }

    /// The value of a figure that always has one: roll-ups of the ledger and of economic items.
    pub fn sum(&self, figure: &Figure) -> Decimal {
        self.value(figure).unwrap_or_default()
    }

    /// A figure with its value, if it has one.
    pub fn quantity(&self, figure: Figure) -> Option<Quantity> {
        let yuan = self.value(&figure)?;
        Some(Quantity { figure, yuan })
    }

    /// A roll-up of the ledger with its value.
    pub fn total(&self, scope: Scope, measure: Measure) -> Quantity {
        self.under(scope, measure, "")
    }

    /// A roll-up of the ledger under a code (empty for all) with its value.
    pub fn under(&self, scope: Scope, measure: Measure, code: &str) -> Quantity {
        let yuan = self.ledger.sum(scope, measure, code);
        let figure = if code.is_empty() { Figure::total(scope, measure) } else { Figure::under(scope, measure, code) };
        Quantity { figure, yuan }
    }

    /// The functional codes that have a comparison figure of their own in a source, ascending.
    pub(crate) fn comparison_codes(&self, comparison: Comparison, source: Source) -> impl Iterator<Item = &str> {
        self.comparisons.codes(comparison, source)
    }

    fn economic_entries<'a>(&'a self, part: &'a EconomicPart) -> impl Iterator<Item = &'a Entry> {
        let belongs = move |code: &str| match part {
            EconomicPart::Total => true,
            EconomicPart::Personnel => Part::of(code) == Part::Personnel,
            EconomicPart::Operating => Part::of(code) == Part::Operating,
            EconomicPart::Code(prefix) => code.starts_with(prefix.as_str()),
        };
        self.economic.iter().filter(move |(code, _)| belongs(code)).flat_map(|(_, entries)| entries)
    }

    fn comparison_entries(&self, comparison: Comparison, source: Source, code: Option<&str>) -> Vec<&Entry> {
        self.comparisons.entries(comparison, source, code.unwrap_or_default())
    }

    fn comparison(&self, comparison: Comparison, source: Source, code: Option<&str>) -> Option<Decimal> {
        let entries = self.comparison_entries(comparison, source, code);
        if entries.is_empty() { None } else { Some(entries.iter().map(|entry| entry.amount).sum()) }
    }

    fn named_value(&self, name: &'static str) -> Option<Decimal> {
        if let Some(entries) = self.named.get(name) {
            return Some(entries.iter().map(|entry| entry.amount).sum());
        }
        let parts = named::get(name)?.sum_of;
        if parts.is_empty() {
            return None;
        }
        parts.iter().map(|part| self.named_value(part)).sum()
    }
}
