//! The ledger: rows of (functional item, source of funds), and their sums under every code prefix.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Column, Measure, Scope, Source};
use crate::source::Span;

/// An exact amount in yuan (or a count) and where it was written.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    pub amount: Decimal,
    pub span: Span,
}

/// One row: a 7-digit item of one source with what was written in each column.
#[derive(Debug, Clone)]
pub struct Row {
    pub source: Source,
    pub code: String,
    /// The place of the code.
    pub code_span: Span,
    /// The place of the whole row.
    pub span: Span,
    pub entries: [Option<Entry>; Column::COUNT],
}

impl Row {
    /// An empty row.
    pub fn new(source: Source, code: &str, code_span: Span, span: Span) -> Self {
        Self { source, code: code.to_owned(), code_span, span, entries: [None; Column::COUNT] }
    }

    /// What was written in a column; nothing written counts as zero.
    pub fn amount(&self, column: Column) -> Decimal {
        self.entries[column as usize].map_or(Decimal::ZERO, |entry| entry.amount)
    }

    /// A measure of this row alone, in yuan.
    pub fn measure(&self, measure: Measure) -> Decimal {
        let plus: Decimal = measure.plus.iter().map(|column| self.amount(*column)).sum();
        let minus: Decimal = measure.minus.iter().map(|column| self.amount(*column)).sum();
        plus - minus
    }
}

type Line = [Decimal; Column::COUNT];

/// All rows with their sums under every prefix of a code (0, 3, 5 and 7 digits).
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    rows: Vec<Row>,
    sums: BTreeMap<(Source, String), Line>,
}

/// Code lengths of 合计, 类, 款, 项.
pub const LEVELS: [usize; 4] = [0, 3, 5, 7];

impl Ledger {
    /// Sums up the rows.
    pub fn new(rows: Vec<Row>) -> Self {
        let mut sums = BTreeMap::<(Source, String), Line>::new();
        for row in &rows {
            for prefix in LEVELS.iter().filter_map(|length| row.code.get(..*length)) {
                let line = sums.entry((row.source, prefix.to_owned())).or_default();
                for (sum, entry) in line.iter_mut().zip(&row.entries) {
                    *sum += entry.map_or(Decimal::ZERO, |entry| entry.amount);
                }
            }
        }
        Self { rows, sums }
    }

    /// The rows in the order written.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The rows of a scope under a code prefix (empty for all).
    pub fn rows_under<'a>(&'a self, scope: Scope, prefix: &'a str) -> impl Iterator<Item = &'a Row> {
        self.rows.iter().filter(move |row| scope.sources.contains(&row.source) && row.code.starts_with(prefix))
    }

    /// The exact sum of a measure over a scope under a code prefix, in yuan.
    pub fn sum(&self, scope: Scope, measure: Measure, prefix: &str) -> Decimal {
        let mut total = Decimal::ZERO;
        let mut key = (Source::General, prefix.to_owned());
        for source in scope.sources {
            key.0 = *source;
            if let Some(line) = self.sums.get(&key) {
                total += measure.plus.iter().map(|column| line[*column as usize]).sum::<Decimal>();
                total -= measure.minus.iter().map(|column| line[*column as usize]).sum::<Decimal>();
            }
        }
        total
    }

    /// All codes of a level (3, 5 or 7 digits) that a scope has rows under, ascending and unique.
    pub fn codes(&self, scope: Scope, digits: usize) -> Vec<String> {
        let mut codes: Vec<String> = self
            .sums
            .keys()
            .filter(|(source, code)| code.len() == digits && scope.sources.contains(source))
            .map(|(_, code)| code.clone())
            .collect();
        codes.sort();
        codes.dedup();
        codes
    }
}
