//! How a figure of the accounts comes about: the written lines it sums; what was carried over from last year's file is followed there.

use rust_decimal::Decimal;

use super::Deriver;
use crate::accounts::{Accounts, Column, Figure, Measure, Scope, Term, named};
use crate::corrections::arithmetic::{Derivation, Unit, Written};
use crate::source::Span;

impl Deriver<'_> {
    /// A figure of the accounts in the unit it is printed in: 万元, or a number of things.
    pub fn figure(&self, figure: &Figure) -> Option<Derivation> {
        let counts = figure.is_count();
        self.in_unit(figure, if counts { Unit::Count } else { Unit::Wan })
    }

    /// A figure of the accounts in a unit.
    pub(super) fn in_unit(&self, figure: &Figure, unit: Unit) -> Option<Derivation> {
        let derived = &self.state.derived;
        derived.accounts.value(figure)?;
        let mut own = derived.accounts.trace(figure).terms;
        let link = self.state.dossier.disclosure.last_year_file.as_ref().map(|link| link.span);
        let of_units = derived.last_years_of_units.iter().map(|(link, past)| (*link, past));
        let mut parts = Vec::new();
        for (link, past) in link.zip(derived.last_year.as_ref()).into_iter().chain(of_units) {
            let carried: Vec<Term> = own.iter().filter(|term| term.span == link).cloned().collect();
            if let Some(followed) = self.followed_last_year(figure, &carried, past) {
                parts.extend(followed);
                own.retain(|term| term.span != link);
            }
        }
        Some(Derivation::total_with(figure.label(), unit, self.all_written(&own), parts))
    }

    fn all_written(&self, terms: &[Term]) -> Vec<Written> {
        terms.iter().map(|term| self.written(term.label.clone(), term.amount, term.span)).collect()
    }

    /// An amount with the line it was written on.
    pub(super) fn written(&self, label: String, amount: Decimal, span: Span) -> Written {
        let files = &self.state.files;
        let (line, _) = files.position(span.file, span.start);
        let text = files.text(span.file).lines().nth(line - 1).unwrap_or_default().to_owned();
        Written { label, amount, file: files.path(span.file).display().to_string(), line, text }
    }

    /// The figures of last year's accounts that the carried terms of a figure are, each with what it adds; none if they do not add up to them.
    fn followed_last_year(&self, figure: &Figure, carried: &[Term], past: &Accounts) -> Option<Vec<(Decimal, Derivation)>> {
        let origins = match figure {
            Figure::Ledger { scope, code, .. } => self.openings(*scope, code.as_deref().unwrap_or_default(), carried),
            _ => vec![(of_last_year(figure)?, carried.iter().map(|term| term.amount).sum())],
        };
        let parts = origins.into_iter().map(|(origin, adds)| {
            let value = past.value(&origin).filter(|value| value.abs() == adds.abs())?;
            let written = self.all_written(&past.trace(&origin).terms);
            let unit = if origin.is_count() { Unit::Count } else { Unit::Yuan };
            let derived = Derivation::total(format!("上年决算：{}", origin.label()), unit, written);
            (derived.value == value).then_some((adds, derived))
        });
        parts.collect()
    }

    /// What rows open with that write no opening figure themselves: what last year closed with under their code.
    fn openings(&self, scope: Scope, code: &str, carried: &[Term]) -> Vec<(Figure, Decimal)> {
        let rows = self.state.derived.accounts.ledger().rows_under(scope, code);
        let opened = rows
            .filter(|row| row.entries[Column::Opening as usize].is_some_and(|entry| carried.iter().any(|term| term.span == entry.span)));
        opened.zip(carried).map(|(row, term)| (Figure::under(Scope::of(row.source), Measure::CLOSING, &row.code), term.amount)).collect()
    }
}

/// The figure of last year's accounts that a figure of this year's about last year is.
fn of_last_year(figure: &Figure) -> Option<Figure> {
    match figure {
        Figure::LastYear { source, code } => {
            Some(Figure::Ledger { scope: Scope::of(*source), measure: Measure::EXPENDITURE, code: code.clone() })
        }
        Figure::Named("last_year.resources") => Some(Figure::total(Scope::ALL, Measure::RESOURCES)),
        Figure::Named("last_year.uses") => Some(Figure::total(Scope::ALL, Measure::USES)),
        Figure::Named("last_year.fiscal_resources") => Some(Figure::total(Scope::FISCAL, Measure::RESOURCES)),
        Figure::Named("last_year.fiscal_uses") => Some(Figure::total(Scope::FISCAL, Measure::USES)),
        Figure::Named("last_year.closing") => Some(Figure::total(Scope::ALL, Measure::CLOSING)),
        Figure::Named("agency.last_year") => Some(Figure::Named("agency.total")),
        Figure::Named(name) => {
            let stem = name.strip_suffix(".last_year")?;
            Some(Figure::Named(named::find(&format!("{stem}.final"))?))
        }
        _ => None,
    }
}
