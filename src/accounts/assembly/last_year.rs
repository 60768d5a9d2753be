//! What last year's accounts say about this year: with what it opens, and what it is compared with.

use std::collections::BTreeSet;

use super::Inputs;
use crate::accounts::{Accounts, Column, Comparison, Entry, Figure, Measure, Row, Scope, Source, named, soundness};
use crate::diagnostics::Diagnostic;
use crate::source::Span;

/// Opens this year with what last year closed with, wherever this year's files do not write an opening figure themselves. Money under a code that
/// this year's catalogue no longer has is not carried over but reported: only the department knows its new code.
pub(super) fn carry_over(past: &Accounts, inputs: &Inputs, span: Span, rows: &mut Vec<Row>) -> Vec<Diagnostic> {
    let files = || std::iter::once(inputs.head).chain(inputs.units.iter().copied());
    let is_known = |code: &str| {
        inputs.catalog.functional(code).is_some()
            || files().flat_map(|file| file.extra_codes.iter()).any(|(extra, _)| extra.value.0 == code)
    };
    let mut diagnostics = Vec::new();
    for source in [Source::General, Source::Fund, Source::Capital, Source::Other] {
        for code in past.ledger().codes(Scope::of(source), 7) {
            let amount = past.ledger().sum(Scope::of(source), Measure::CLOSING, &code);
            if amount.is_zero() {
                continue;
            }
            if is_known(&code) {
                open(rows, source, &code, Entry { amount, span });
            } else {
                diagnostics.push(soundness::carried_unknown(&code, amount, span, inputs.catalog.year));
            }
        }
    }
    diagnostics
}

/// Writes the opening figure into the first row of a code, unless one of its rows has one; into a new row if there is none.
fn open(rows: &mut Vec<Row>, source: Source, code: &str, opening: Entry) {
    let mut same: Vec<&mut Row> = rows.iter_mut().filter(|row| row.source == source && row.code == code).collect();
    if same.iter().any(|row| row.entries[Column::Opening as usize].is_some()) {
        return;
    }
    if let Some(row) = same.first_mut() {
        row.entries[Column::Opening as usize] = Some(opening);
    } else {
        let mut row = Row::new(source, code, opening.span, opening.span);
        row.entries[Column::Opening as usize] = Some(opening);
        rows.push(row);
    }
}

/// Takes over what last year's accounts say about last year. `span` is the place where their file is named.
pub(super) fn adopt(past: &Accounts, inputs: &Inputs, span: Span, accounts: &mut Accounts) {
    let totals = [
        ("last_year.resources", Scope::ALL, Measure::RESOURCES),
        ("last_year.uses", Scope::ALL, Measure::USES),
        ("last_year.fiscal_resources", Scope::FISCAL, Measure::RESOURCES),
        ("last_year.fiscal_uses", Scope::FISCAL, Measure::USES),
        ("last_year.closing", Scope::ALL, Measure::CLOSING),
    ];
    for (name, scope, measure) in totals {
        accounts.named.insert(name, vec![Entry { amount: past.ledger().sum(scope, measure, ""), span }]);
    }
    for source in [Source::General, Source::Fund, Source::Capital] {
        let scope = Scope::of(source);
        // A code that last year's file does not have spent nothing then.
        let codes: BTreeSet<String> = [past.ledger(), &accounts.ledger].iter().flat_map(|ledger| ledger.codes(scope, 7)).collect();
        for code in codes {
            let amount = past.ledger().sum(scope, Measure::EXPENDITURE, &code);
            accounts.comparisons.add(Comparison::LastYear, source, &code, Entry { amount, span });
        }
    }
    three_public(past, inputs, span, accounts);
    if let Some(amount) = past.value(&Figure::Named("agency.total")) {
        accounts.named.insert("agency.last_year", vec![Entry { amount, span }]);
    }
}

/// Last year's three public expenses, where this year's file does not write them; what units write of them is a part of the department's.
fn three_public(past: &Accounts, inputs: &Inputs, span: Span, accounts: &mut Accounts) {
    for figure in named::every().filter(|figure| figure.sum_of.is_empty()) {
        let Some(stem) = figure.name.strip_suffix(".last_year").filter(|stem| stem.starts_with("three_public.")) else { continue };
        let spent = named::find(&format!("{stem}.final")).and_then(|name| past.value(&Figure::Named(name)));
        if let Some(amount) = spent.filter(|_| inputs.by_units() || !accounts.named.contains_key(figure.name)) {
            accounts.named.insert(figure.name, vec![Entry { amount, span }]);
        }
    }
}
