//! What this year's expenditure is compared with: initial budgets and last year's final accounts, by source and functional code.
//!
//! They are written at whichever level is known; a code that has none of its own is the sum of the codes below it.

use std::collections::BTreeMap;

use super::{Entry, LEVELS, Source};

/// Whether a figure by functional code is this year's initial budget or last year's final accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Comparison {
    InitialBudget,
    LastYear,
}

impl Comparison {
    /// Both kinds.
    pub const EVERY: [Comparison; 2] = [Comparison::InitialBudget, Comparison::LastYear];

    /// The key of 科目说明 it is written under.
    pub fn key(self) -> &'static str {
        match self {
            Comparison::InitialBudget => "年初预算",
            Comparison::LastYear => "上年决算",
        }
    }
}

/// Comparison figures of one file or department. An empty code stands for a whole source.
#[derive(Debug, Clone, Default)]
pub(super) struct Comparisons(BTreeMap<(Comparison, Source, String), Vec<Entry>>);

impl Comparisons {
    /// Adds an amount to a code's figure.
    pub fn add(&mut self, comparison: Comparison, source: Source, code: &str, entry: Entry) {
        self.0.entry((comparison, source, code.to_owned())).or_default().push(entry);
    }

    /// The codes that have a figure of their own in a source, ascending, without the source's total.
    pub fn codes(&self, comparison: Comparison, source: Source) -> impl Iterator<Item = &str> {
        let of_source = move |(kind, of, code): &&(Comparison, Source, String)| (*kind, *of) == (comparison, source) && !code.is_empty();
        self.0.keys().filter(of_source).map(|(.., code)| code.as_str())
    }

    /// Whether a figure is written for a code or for one above it, short of the whole source.
    pub fn covers(&self, comparison: Comparison, source: Source, code: &str) -> bool {
        self.codes(comparison, source).any(|known| code.starts_with(known))
    }

    /// The entries a code's figure is made of: its own, or else those of the next level of codes that has any.
    pub fn entries(&self, comparison: Comparison, source: Source, code: &str) -> Vec<&Entry> {
        if let Some(entries) = self.0.get(&(comparison, source, code.to_owned())) {
            return entries.iter().collect();
        }
        let Some(digits) = LEVELS.iter().find(|digits| **digits > code.len()) else { return Vec::new() };
        let below = self.codes(comparison, source).filter(|known| known.starts_with(code));
        let mut children: Vec<&str> = below.filter_map(|known| known.get(..*digits)).collect();
        children.dedup();
        children.into_iter().flat_map(|child| self.entries(comparison, source, child)).collect()
    }

    /// The figures of several files together: what one of them writes for a code, the others add at whichever level they write it.
    pub fn together<'a>(files: impl Iterator<Item = &'a Comparisons> + Clone) -> Self {
        let mut sums = Self::default();
        for key in files.clone().flat_map(|file| file.0.keys()) {
            let (comparison, source, code) = key;
            let entries = || files.clone().flat_map(|file| file.entries(*comparison, *source, code)).copied().collect();
            sums.0.entry(key.clone()).or_insert_with(entries);
        }
        sums
    }

    /// Takes over figures that stand before those of the same codes here.
    pub fn overlay(&mut self, before: Comparisons) {
        self.0.extend(before.0);
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::source::Span;

    fn written(figures: &[(&str, i64)]) -> Comparisons {
        let mut written = Comparisons::default();
        for (code, amount) in figures {
            let entry = Entry { amount: Decimal::from(*amount), span: Span::default() };
            written.add(Comparison::InitialBudget, Source::General, code, entry);
        }
        written
    }

    fn value(figures: &Comparisons, code: &str) -> Option<Decimal> {
        let entries = figures.entries(Comparison::InitialBudget, Source::General, code);
        if entries.is_empty() { None } else { Some(entries.iter().map(|entry| entry.amount).sum()) }
    }

    #[test]
    fn a_code_without_a_figure_is_the_sum_below_it() {
        let figures = written(&[("2010301", 3), ("20104", 4), ("2010401", 1), ("208", 10)]);
        assert_eq!(value(&figures, "201"), Some(Decimal::from(7)));
        assert_eq!(value(&figures, ""), Some(Decimal::from(17)));
        assert_eq!(value(&figures, "2080505"), None);
    }

    #[test]
    fn units_add_up_at_whichever_level_each_of_them_writes() {
        let (by_class, by_item) = (written(&[("201", 100), ("208", 5)]), written(&[("2010301", 30), ("2010302", 20)]));
        let both = Comparisons::together([&by_class, &by_item].into_iter());
        assert_eq!(value(&both, "201"), Some(Decimal::from(150)));
        assert_eq!(value(&both, "208"), Some(Decimal::from(5)));
        assert_eq!(value(&both, ""), Some(Decimal::from(155)));
    }
}
